import type * as document from "../generated/document.ts";
import type { AccountOperation } from "./account.ts";
import type { PlannedContent } from "./content.ts";
import type { UnreviewedChange } from "./unreviewed.ts";
import type { Reference, Value } from "./value.ts";

/**
 * A planned change in AWS's own terms, whichever program planned it: the form that readers of Terraform plans and of CloudFormation change sets
 * translate into, and that `predict` applies to a snapshot. Plain JSON-safe data.
 */
export interface Plan {
  /** What planned it; in gaps the source is `<tool> plan` or `<tool> change set`. */
  tool: "terraform" | "cloudformation";
  /** Name of the file, for messages. */
  file: string;
  /** Ids of the accounts that the plan itself names as its own (ARNs of what exists, allowed accounts, stack id), sorted; empty when it names none. */
  accounts: string[];
  /** aws, aws-cn, …; null when the plan does not say. */
  partition: string | null;
  /**
   * In the order in which they are made where the plan says it: operations of one `by` run in the order of the list. Those of different `by` may run in
   * any order, and where that would matter the outcome is unknown; but what is created is created after whatever of its name is deleted.
   */
  operations: PlannedOperation[];
  /**
   * What the plan says of resources that are there before it, as operations that would make them: what is known of them where no snapshot holds them. Left
   * out where it says nothing.
   */
  existing?: PlannedOperation[];
  /** Every resource that the plan names and that affects the document, also those left as they are. */
  resources: PlannedResource[];
  /** What of the plan could not be translated: each makes the evidence incomplete. */
  problems: PlanProblem[];
  /** The provider configuration that it goes through, where the tool has such: its name, and the accounts that it allows (null: any) and forbids. */
  provider?: PlanProvider & {
    /** Others that get their credentials in the same way and that resources go through: what they exclude, this one is not of either. Left out where there is none. */
    alike?: PlanProvider[];
  };
  /** How what is known only after the apply is written, by the scope of its value; left out where nothing is. */
  written?: Record<string, WrittenValue>;
  /** What the tool marks sensitive of the operations: it is judged, and never printed. Left out where nothing is. */
  sensitive?: SensitiveTexts;
  /** Changes that no reader predicts and that may affect IAM or CloudTrail; a snapshot decides on some of them. */
  unreviewedChanges?: UnreviewedChange[];
  /** Content of the policies of AWS that the plan names, by ARN as the plan spells it; left out where none was looked up. */
  awsManaged?: { /** Day of the table's newest change. */ asOf: string; policies: Record<string, AwsManagedPolicy> };
}

/** An expression of the configuration: its text, null where only the plan is given, and what it refers to. */
export interface WrittenValue {
  text: string | null;
  references: string[];
}

/** A provider configuration as far as it says of which accounts it is, and of which it is not. */
export interface PlanProvider {
  name: string;
  allowed: string[] | null;
  forbidden: string[];
  /** What the role that it assumes is made from, where the plan does not say whose role it is. */
  assumes?: string[];
}

/** Texts that are not printed, each once. */
export interface SensitiveTexts {
  /** Wherever they stand. */
  texts: string[];
  /** Numbers, and the vocabulary of marked policies, such as Allow, * and the names of actions: only where a printed value is one of them. */
  words: string[];
}

/** A policy that AWS maintains, as the table that Reeve brings along has it. */
export interface AwsManagedPolicy {
  versionId: string;
  createdAt: string;
  /** When its newest version was made. */
  updatedAt: string;
  /** The policy document, parsed. */
  document: unknown;
}

/** A part of a plan that could not be judged, as `gate.problems` of the results has it. */
export interface PlanProblem {
  /** format-version, not-a-plan, unsupported-type, other-account, plan-errored, plan-incomplete, not-in-snapshot, … */
  code: string;
  /** Address (Terraform) or logical id (CloudFormation); null when it is of the plan as a whole. */
  address: string | null;
  /** In words, with what to do next. */
  message: string;
}

/** A resource that the plan names. */
export interface PlannedResource {
  /** Address or logical id. */
  address: string;
  /** Type of the tool: aws_iam_user, AWS::IAM::User. */
  type: string;
  action: "create" | "update" | "delete" | "replace" | "no-op";
  /** What it is in the account; null for what has no ARN of its own, such as an attachment. Several for an attachment: the two that it binds. */
  subjects: PlannedSubject[];
  /** Whether the first subject is the resource itself, and the others are what it binds. */
  firstIsItself?: boolean;
}

/** A resource of the document that a planned resource is, or binds. */
export type PlannedSubject =
  | { kind: "user" | "group" | "role" | "instance-profile"; name: Reference }
  | { kind: "policy" | "trail" | "analyzer" | "saml-provider" | "oidc-provider" | "server-certificate"; arn: Reference }
  | { kind: "access-key" | "mfa-device"; id: Reference }
  | { kind: "account" };

/** A user, group or role. IAM's names are unique in an account whatever the path. */
export interface Principal {
  type: "user" | "group" | "role";
  name: Reference;
}

/** Members of what a plan sets as a whole; a `rest` says that there are, or may be, more that are known only after the apply. */
export interface PlannedMembers {
  members: Reference[];
  /** Address and attribute of the members that are not known; null when all are. */
  rest: string | null;
}

/** One operation, and what in the plan calls for it. */
export type PlannedOperation = {
  /** Address or logical id. */
  by: string;
} & (PrincipalOperation | PolicyOperation | CredentialOperation | AccountOperation);

/** Of users, groups and roles, their inline policies and memberships. */
export type PrincipalOperation =
  /**
   * A new user has no password, keys, devices, groups or policies (IAM API reference, CreateUser). `moreTags`: address and attribute of tags that the
   * tool may add of itself; the list is then open.
   */
  | { kind: "create-user"; name: Value<string>; path: Value<string>; boundaryArn: Reference | null; tags: Value<document.Tag[]>; moreTags?: string }
  | { kind: "create-group"; name: Value<string>; path: Value<string> }
  | {
      kind: "create-role";
      name: Value<string>;
      path: Value<string>;
      boundaryArn: Reference | null;
      tags: Value<document.Tag[]>;
      moreTags?: string;
      trustPolicy: PlannedContent;
    }
  /** What is left out stays. A new name or path changes the ARN and leaves id, memberships and policies as they are (UpdateUser, UpdateGroup). */
  | {
      kind: "update-principal";
      principal: Principal;
      name?: Value<string>;
      path?: Value<string>;
      tags?: Value<document.Tag[]>;
      trustPolicy?: PlannedContent;
    }
  /** With all that it holds: keys, password, devices, inline policies, attachments and memberships. */
  | { kind: "delete-principal"; principal: Principal }
  /** null clears it. */
  | { kind: "set-boundary"; principal: Principal; policyArn: Reference | null }
  /** `generated`: a name that is not known is made up and new, so that it overwrites none. */
  | { kind: "put-inline-policy"; principal: Principal; name: Value<string>; content: PlannedContent; generated?: boolean }
  | { kind: "delete-inline-policy"; principal: Principal; name: Value<string> }
  /** Exclusive: every inline policy that is not among `names` is deleted; puts none. */
  | { kind: "keep-inline-policies"; principal: Principal; names: PlannedMembers }
  | { kind: "attach"; principal: Principal; policyArn: Reference }
  | { kind: "detach"; principal: Principal; policyArn: Reference }
  /** Exclusive: the principal has exactly these managed policies. */
  | { kind: "set-attached-policies"; principal: Principal; policyArns: PlannedMembers }
  | { kind: "add-member"; user: Reference; group: Reference }
  | { kind: "remove-member"; user: Reference; group: Reference }
  /** Exclusive: the group has exactly these members. */
  | { kind: "set-members"; group: Reference; users: PlannedMembers };

/** Of managed policies. */
export type PolicyOperation =
  | { kind: "create-policy"; name: Value<string>; path: Value<string>; content: PlannedContent }
  /** A new version becomes the default one; with five kept already, one is deleted first (CreatePolicyVersion; a managed policy has five at the most). */
  | { kind: "update-policy"; arn: Reference; content: PlannedContent }
  | { kind: "delete-policy"; arn: Reference }
  /** Exclusive: the policy is attached to exactly these. */
  | { kind: "set-policy-attachments"; arn: Reference; users: PlannedMembers; groups: PlannedMembers; roles: PlannedMembers };

/** Of what users sign in and sign with. */
export type CredentialOperation =
  | { kind: "create-access-key"; user: Reference; active: Value<boolean> }
  | { kind: "update-access-key"; id: Reference; user: Reference; active: Value<boolean> }
  | { kind: "delete-access-key"; id: Reference; user: Reference }
  | { kind: "create-login-profile"; user: Reference }
  | { kind: "delete-login-profile"; user: Reference }
  /** `mayBeOf`: users that what makes it may enable it for, or not. */
  | { kind: "create-virtual-mfa-device"; name: Value<string>; path: Value<string>; mayBeOf: Reference[] }
  | { kind: "delete-virtual-mfa-device"; id: Reference }
  | { kind: "put-signing-certificate"; user: Reference; active: Value<boolean> }
  | { kind: "delete-signing-certificate"; user: Reference };
