import { largeDocument } from "../../../bench/large-document.ts";
import type { document, ReeveDocument } from "../../../schemas/index.ts";

export const ACCOUNT = "111122223333";
export const OTHER = "444455556666";
/** When the snapshots were taken; `--now` of every scenario is a few hours later. */
const TAKEN = "2026-03-01T06:00:00.000Z";
export const NOW = "2026-03-01T12:00:00Z";
export const GUARD = `arn:aws:iam::${ACCOUNT}:policy/guard`;

const NOTHING = largeDocument(0, 0);
const [PLAIN] = largeDocument(1, 0).users as document.User[];

export const arn = (kind: string, name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:${kind}/${name}`;

/** A user with a password and MFA, in no group, unless told otherwise. */
export function user(name: string, parts: Partial<document.User> = {}, account = ACCOUNT): document.User {
  return {
    ...(PLAIN as document.User),
    arn: arn("user", name, account),
    id: `AIDA${name.toUpperCase()}`,
    name,
    path: "/",
    tags: [],
    permissionsBoundaryArn: null,
    groupArns: [],
    attachedPolicyArns: [],
    passwordEnabled: true,
    mfaActive: true,
    mfaDeviceIds: [],
    accessKeyIds: [],
    ...parts,
  };
}

export const group = (name: string, members: string[], attached: string[] = []): document.Group => ({
  arn: arn("group", name),
  id: `AGPA${name.toUpperCase()}`,
  name,
  path: "/",
  createdAt: "2025-01-01T00:00:00.000Z",
  memberArns: members.map((each) => arn("user", each)),
  attachedPolicyArns: attached,
  inlinePolicies: [],
});

export function policy(name: string, parts: Partial<document.Policy> = {}): document.Policy {
  // The first one of the large account allows everything, as its statements say; the second does not.
  const [everything, little] = largeDocument(0, 1).policies as document.Policy[];
  const plain = parts.admin === true ? everything : little;
  return {
    ...(plain as document.Policy),
    arn: arn("policy", name),
    id: `ANPA${name.toUpperCase()}`,
    name,
    path: "/",
    admin: false,
    attachmentCount: 0,
    attachedTo: [],
    ...parts,
  };
}

/** A snapshot of a small account. */
export function snapshot(parts: Partial<ReeveDocument> = {}, account = ACCOUNT, settings: Partial<document.Account> = {}): ReeveDocument {
  return {
    ...NOTHING,
    collectedAt: TAKEN,
    account: { ...(NOTHING.account as document.Account), id: account, arn: `arn:aws:iam::${account}:root`, ...settings },
    root: { ...(NOTHING.root as document.Root), arn: `arn:aws:iam::${account}:root` },
    users: [],
    accessKeys: [],
    mfaDevices: [],
    groups: [],
    roles: [],
    policies: [],
    ...parts,
  };
}

/** Something that the collector was denied. */
export const denied = (permission: string, scope = "account") => ({
  source: permission,
  reason: "AccessDenied" as const,
  deniedBy: null,
  permission,
  scope,
  message: "not authorized",
});

type Change = { address: string; actions: string[]; before?: unknown; after?: unknown; unknown?: unknown };

/** A plan as `terraform show -json` prints it, as far as changes go. */
export function plan(changes: readonly Change[], parts: Record<string, unknown> = {}): unknown {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    complete: true,
    errored: false,
    resource_changes: changes.map(({ address, actions, before = null, after = null, unknown = {} }) => ({
      address,
      mode: "managed",
      type: address.split(".")[0],
      name: address.split(".")[1],
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions, before, after, after_unknown: unknown },
    })),
    configuration: { root_module: { resources: [] } },
    ...parts,
  };
}

export const newUser = (name: string): Change => ({
  address: `aws_iam_user.${name}`,
  actions: ["create"],
  after: { name, path: "/", permissions_boundary: null, tags: {}, force_destroy: false },
  unknown: { arn: true, id: true, unique_id: true },
});

export const attachment = (name: string, policyArn: string | null): Change => ({
  address: `aws_iam_user_policy_attachment.${name}`,
  actions: ["create"],
  after: policyArn === null ? { user: name } : { user: name, policy_arn: policyArn },
  unknown: policyArn === null ? { id: true, policy_arn: true } : { id: true },
});

export const detachment = (name: string, policyArn: string): Change => ({
  address: `aws_iam_user_policy_attachment.${name}`,
  actions: ["delete"],
  before: { id: `${name}-1`, user: name, policy_arn: policyArn },
});

export const groupDetachment = (name: string, policyArn: string): Change => ({
  address: `aws_iam_group_policy_attachment.${name}`,
  actions: ["delete"],
  before: { id: `${name}-1`, group: name, policy_arn: policyArn },
});
