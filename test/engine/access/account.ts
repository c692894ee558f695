import { readOwnTable } from "../../../collectors/files/index.ts";
import { type ActionTable, actionsIn, type ManagedPolicyTable, managedPoliciesIn, policyContent } from "../../../document/index.ts";
import { type AccessQuestion, type AccessSources, authorize } from "../../../engine/access/index.ts";
import type { document, ReeveDocument } from "../../../schemas/index.ts";

export const ACCOUNT = "111122223333";
export const OTHER = "999988887777";
export const ANA = `arn:aws:iam::${ACCOUNT}:user/ana`;
export const APP = `arn:aws:iam::${ACCOUNT}:role/app`;
export const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/app/build`;
export const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

const tables: Pick<AccessSources, "actions" | "managedPolicy"> = {
  actions: actionsIn(readOwnTable("document/actions/table.json.br") as ActionTable),
  managedPolicy: managedPoliciesIn(readOwnTable("document/managed-policies/table.json.br") as ManagedPolicyTable),
};

/** A statement as policies write it. */
export interface WrittenStatement {
  Sid?: string;
  Effect: "Allow" | "Deny";
  [element: string]: unknown;
}

type Condition = Record<string, Record<string, unknown>>;
const statement =
  (Effect: WrittenStatement["Effect"]) =>
  (Action: string | string[], Resource: string | string[] = "*", Condition?: Condition): WrittenStatement => ({
    Effect,
    Action,
    Resource,
    ...(Condition ? { Condition } : {}),
  });

export const allow = statement("Allow");
export const deny = statement("Deny");

/** A statement of a resource. */
export const grant = (
  Principal: unknown,
  Action: string | string[],
  Condition?: Condition,
  Effect: WrittenStatement["Effect"] = "Allow",
): WrittenStatement => ({
  Effect,
  Principal,
  Action,
  Resource: "*",
  ...(Condition ? { Condition } : {}),
});

/** A statement of a trust policy. */
export const trust = (
  Principal: unknown,
  Action: string | string[] = "sts:AssumeRole",
  Condition?: Condition,
  Effect: WrittenStatement["Effect"] = "Allow",
): WrittenStatement => ({
  Effect,
  Principal,
  Action,
  ...(Condition ? { Condition } : {}),
});

export const MARK = { $unknown: "g1" };

/** A policy by its statements; a mark for one that was not read. */
export type Statements = readonly WrittenStatement[] | typeof MARK;

/** An account with one user in one group and one role, and what each case makes of them. */
export interface AccountOf {
  user?: Statements;
  group?: Statements;
  role?: Statements;
  boundary?: Statements;
  trust?: Statements;
  version?: string | null | typeof MARK;
  /** Changes of the user, the role and the account. */
  ofUser?: Partial<document.User>;
  ofRole?: Partial<document.Role>;
  ofAccount?: Partial<document.Account>;
  policies?: ReeveDocument["policies"];
}

export const asPolicy = (Statement: readonly WrittenStatement[], Version: string | null = "2012-10-17"): object => ({
  ...(Version === null ? {} : { Version }),
  Statement,
});

function contentOf(statements: Statements, version: AccountOf["version"] = "2012-10-17"): document.PolicyContent {
  if ("$unknown" in statements) return { statements, documentSha256: statements, languageVersion: statements, documentId: statements };
  const content = policyContent(asPolicy(statements, typeof version === "object" ? null : version), "json", MARK);
  return { ...content, ...(typeof version === "object" && version !== null ? { languageVersion: version } : {}) };
}

const inline = (statements: Statements | undefined, version: AccountOf["version"]) =>
  statements ? [{ name: "inline", ...contentOf(statements, version) }] : [];

function accountOf({ user, group, role, boundary, trust: trusted, version, ofUser, ofRole, ofAccount, policies }: AccountOf): ReeveDocument {
  const boundaryArn = boundary ? `arn:aws:iam::${ACCOUNT}:policy/limit` : null;
  const made = { createdAt: "2026-01-01T00:00:00.000Z", path: "/", permissionsBoundaryArn: boundaryArn, attachedPolicyArns: [] };
  return {
    account: {
      id: ACCOUNT,
      arn: ROOT,
      partition: "aws",
      organizationId: null,
      managementAccountId: null,
      ouPath: null,
      regions: ["us-east-1", "eu-west-1"],
      ...ofAccount,
    },
    users: [
      {
        ...made,
        arn: ANA,
        id: "AIDAANA",
        name: "ana",
        tags: [{ key: "Team", value: "blue" }],
        groupArns: [`arn:aws:iam::${ACCOUNT}:group/staff`],
        inlinePolicies: inline(user, version),
        ...ofUser,
      },
    ],
    groups: [
      {
        arn: `arn:aws:iam::${ACCOUNT}:group/staff`,
        id: "AGPASTAFF",
        name: "staff",
        path: "/",
        memberArns: [ANA],
        attachedPolicyArns: [],
        inlinePolicies: inline(group, version),
      },
    ],
    roles: [
      {
        ...made,
        arn: APP,
        id: "AROAAPP",
        name: "app",
        tags: [{ key: "Team", value: "red" }],
        serviceLinked: false,
        instanceProfileArns: [],
        trustPolicy: contentOf(trusted ?? [trust({ AWS: ROOT })]),
        inlinePolicies: inline(role, version),
        ...ofRole,
      },
    ],
    policies: policies ?? (boundary ? [{ arn: boundaryArn, name: "limit", ...contentOf(boundary) }] : []),
    gaps: {
      g1: { source: "iam:GetPolicyVersion", reason: "AccessDenied", deniedBy: "identity", permission: "iam:GetPolicyVersion", scope: "x", message: "denied" },
    },
  } as unknown as ReeveDocument;
}

/** Such an account with the tables that a question rests on. */
export const sourcesOf = (account: AccountOf): AccessSources => ({ document: accountOf(account), ...tables });

/** The answer to a question on such an account. */
export const answerOf = (account: AccountOf, question: AccessQuestion): ReturnType<typeof authorize> => authorize(question, sourcesOf(account));
