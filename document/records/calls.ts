import type { document, Unknown } from "../../schemas/index.ts";

type Kind = document.Change["kind"];
type TargetKind = Exclude<document.Target["kind"], Unknown>;

/** A request parameter that a change names. */
export type ChangeParameter = "userName" | "groupName" | "roleName" | "policyArn" | "policyName";

/** One call that can reduce a restriction. */
export interface ChangeCall {
  kind: Exclude<Kind, "none">;
  /** Whom or what the restriction held. */
  target: TargetKind;
  /** Parameters that AWS requires of the call. */
  names: readonly ChangeParameter[];
  /** Parameter that holds the ARN of the managed policy, where it is not policyArn. */
  policyPath?: "permissionsBoundary";
  /** Whether the request carries a policy document, as JSON text in policyDocument. */
  document?: true;
  /** A change only if one of these parameters is there and not false. Where the parameters cannot be read, it may be one. */
  onlyIfAny?: readonly string[];
  passwordPolicy?: "replaced" | "removed";
}

/**
 * The calls of IAM that can reduce a restriction, by eventSource and eventName.
 * Parameters as in the IAM API Reference, with the initial in lower case, as CloudTrail writes them.
 */
export const CHANGE_CALLS: Readonly<Record<string, Readonly<Record<string, ChangeCall>>>> = {
  "iam.amazonaws.com": {
    DetachUserPolicy: { kind: "detach", target: "user", names: ["userName", "policyArn"] },
    DetachGroupPolicy: { kind: "detach", target: "group", names: ["groupName", "policyArn"] },
    DetachRolePolicy: { kind: "detach", target: "role", names: ["roleName", "policyArn"] },

    DeleteUserPolicy: { kind: "inline-delete", target: "user", names: ["userName", "policyName"] },
    DeleteGroupPolicy: { kind: "inline-delete", target: "group", names: ["groupName", "policyName"] },
    DeleteRolePolicy: { kind: "inline-delete", target: "role", names: ["roleName", "policyName"] },

    PutUserPolicy: { kind: "inline-overwrite", target: "user", names: ["userName", "policyName"], document: true },
    PutGroupPolicy: { kind: "inline-overwrite", target: "group", names: ["groupName", "policyName"], document: true },
    PutRolePolicy: { kind: "inline-overwrite", target: "role", names: ["roleName", "policyName"], document: true },

    CreatePolicyVersion: { kind: "content", target: "policy", names: ["policyArn"], document: true, onlyIfAny: ["setAsDefault"] },
    SetDefaultPolicyVersion: { kind: "content", target: "policy", names: ["policyArn"] },

    DeletePolicy: { kind: "evidence-removal", target: "policy", names: ["policyArn"] },
    DeletePolicyVersion: { kind: "evidence-removal", target: "policy", names: ["policyArn"] },

    DeleteUserPermissionsBoundary: { kind: "boundary", target: "user", names: ["userName"] },
    DeleteRolePermissionsBoundary: { kind: "boundary", target: "role", names: ["roleName"] },
    PutUserPermissionsBoundary: { kind: "boundary", target: "user", names: ["userName", "policyArn"], policyPath: "permissionsBoundary" },
    PutRolePermissionsBoundary: { kind: "boundary", target: "role", names: ["roleName", "policyArn"], policyPath: "permissionsBoundary" },

    RemoveUserFromGroup: { kind: "membership", target: "user", names: ["userName", "groupName"] },
    DeleteGroup: { kind: "membership", target: "group", names: ["groupName"] },

    UpdateUser: { kind: "identity", target: "user", names: ["userName"], onlyIfAny: ["newUserName", "newPath"] },
    UpdateGroup: { kind: "identity", target: "group", names: ["groupName"], onlyIfAny: ["newGroupName", "newPath"] },

    TagUser: { kind: "condition", target: "user", names: ["userName"] },
    UntagUser: { kind: "condition", target: "user", names: ["userName"] },
    TagRole: { kind: "condition", target: "role", names: ["roleName"] },
    UntagRole: { kind: "condition", target: "role", names: ["roleName"] },
    TagPolicy: { kind: "condition", target: "policy", names: ["policyArn"] },
    UntagPolicy: { kind: "condition", target: "policy", names: ["policyArn"] },
    UpdateAssumeRolePolicy: { kind: "condition", target: "role", names: ["roleName"], document: true },

    UpdateAccountPasswordPolicy: { kind: "password-policy", target: "account", names: [], passwordPolicy: "replaced" },
    DeleteAccountPasswordPolicy: { kind: "password-policy", target: "account", names: [], passwordPolicy: "removed" },
  },
};

/** Calls whose target is not plain from their parameters, by eventSource and eventName. */
export const TARGET_CALLS: Readonly<Record<string, Readonly<Record<string, TargetKind>>>> = {
  "iam.amazonaws.com": {
    RemoveUserFromGroup: "group",
    UpdateAccessKey: "accessKey",
    DeleteAccessKey: "accessKey",
    CreateAccessKey: "user",
    ChangePassword: "user",
    CreateLoginProfile: "user",
    UpdateLoginProfile: "user",
    DeleteLoginProfile: "user",
    EnableMFADevice: "user",
    DeactivateMFADevice: "user",
    CreateVirtualMFADevice: "mfaDevice",
    DeleteVirtualMFADevice: "mfaDevice",
    CreatePolicy: "policy",
    CreateAccountAlias: "account",
    DeleteAccountAlias: "account",
  },
  "sts.amazonaws.com": { AssumeRole: "role", AssumeRoleWithSAML: "role", AssumeRoleWithWebIdentity: "role" },
  "cloudtrail.amazonaws.com": {
    CreateTrail: "trail",
    DeleteTrail: "trail",
    UpdateTrail: "trail",
    StartLogging: "trail",
    StopLogging: "trail",
    PutEventSelectors: "trail",
    PutInsightSelectors: "trail",
  },
};

/** An entry of one of the tables above; undefined for a call that is not in it. */
export function inTable<T>(table: Readonly<Record<string, Readonly<Record<string, T>>>>, eventSource: string, eventName: string): T | undefined {
  const calls = Object.hasOwn(table, eventSource) ? table[eventSource] : undefined;
  return calls && Object.hasOwn(calls, eventName) ? calls[eventName] : undefined;
}
