import { externalAnalyzerRegions } from "../../../document/analyzers.ts";
import { policyContent } from "../../../document/policy/content.ts";
import type { document, ReeveDocument } from "../../../schemas/index.ts";
import type { PlannedOperation, Principal } from "../../../schemas/operation/plan.ts";
import type { Reference } from "../../../schemas/operation/value.ts";
import { emptyDocument } from "../empty-document.ts";

const ACCOUNT = "123456789012";
const AT = "2026-01-01T00:00:00.000Z";

interface Holder {
  type: Principal["type"];
  name: string;
  attached: Set<string>;
  /** Name → the text of the policy. */
  inline: Map<string, string>;
  groups: Set<string>;
  boundary: string | null;
}

/** A little of IAM, as the API keeps it: names and what they hold. */
export interface SmallAccount {
  holders: Map<string, Holder>;
  policies: Set<string>;
}

export const policyArn = (name: string): string => `arn:aws:iam::${ACCOUNT}:policy/${name}`;

const keyOf = (type: string, name: string): string => `${type} ${name}`;

export function smallAccount(
  attached: readonly (readonly [Principal["type"], string, string])[],
  members: readonly (readonly [string, string])[],
  inline: readonly (readonly [Principal["type"], string, string])[],
): SmallAccount {
  const account: SmallAccount = { holders: new Map(), policies: new Set([policyArn("p0"), policyArn("p1"), policyArn("p2")]) };
  for (const [type, name] of [
    ["user", "a"],
    ["user", "b"],
    ["group", "a"],
    ["group", "b"],
    ["role", "a"],
  ] as const)
    add(account, type, name);
  for (const [type, name, policy] of attached) account.holders.get(keyOf(type, name))?.attached.add(policyArn(policy));
  for (const [user, group] of members) account.holders.get(keyOf("user", user))?.groups.add(group);
  for (const [type, name, policy] of inline) account.holders.get(keyOf(type, name))?.inline.set(policy, textOf("before"));
  return account;
}

function add(account: SmallAccount, type: Principal["type"], name: string): void {
  account.holders.set(keyOf(type, name), { type, name, attached: new Set(), inline: new Map(), groups: new Set(), boundary: null });
}

export const copyOf = ({ holders, policies }: SmallAccount): SmallAccount => ({
  policies: new Set(policies),
  holders: new Map(
    [...holders].map(([key, holder]) => [
      key,
      { ...holder, attached: new Set(holder.attached), inline: new Map(holder.inline), groups: new Set(holder.groups) },
    ]),
  ),
});

export const textOf = (sid: string): string => JSON.stringify({ Statement: [{ Sid: sid, Effect: "Allow", Action: `s3:${sid}`, Resource: "*" }] });

/** What the apply makes of what only it knows: the name, ARN or id that stands for a scope or an address; null for none. */
export type Later = (scope: string, kind: "name" | "policy") => string | null;

/** Carries out one operation as AWS does: what is there already or gone already is no error, and what needs something that is not there does nothing. */
export function carryOut(account: SmallAccount, operation: PlannedOperation, later: Later): void {
  const text = (reference: Reference, kind: "name" | "policy"): string | null =>
    reference.status === "known" ? reference.value : later(reference.status === "created" ? reference.by : reference.scope, kind);
  const holder = ({ type, name }: Principal): Holder | undefined => account.holders.get(keyOf(type, text(name, "name") ?? ""));
  switch (operation.kind) {
    case "create-user":
    case "create-group": {
      const name = operation.name.status === "known" ? operation.name.value : later(operation.by, "name");
      if (name !== null) add(account, operation.kind === "create-user" ? "user" : "group", name);
      return;
    }
    case "delete-principal": {
      const gone = holder(operation.principal);
      if (!gone) return;
      account.holders.delete(keyOf(gone.type, gone.name));
      if (gone.type === "group") for (const other of account.holders.values()) other.groups.delete(gone.name);
      return;
    }
    case "attach":
    case "detach": {
      const arn = text(operation.policyArn, "policy");
      const one = holder(operation.principal);
      if (arn === null || !one) return;
      if (operation.kind === "attach") one.attached.add(arn);
      else one.attached.delete(arn);
      return;
    }
    case "set-attached-policies": {
      const one = holder(operation.principal);
      if (!one) return;
      const arns = operation.policyArns.members.flatMap((member) => text(member, "policy") ?? []);
      const rest = operation.policyArns.rest === null ? null : later(operation.policyArns.rest, "policy");
      one.attached = new Set(rest === null ? arns : [...arns, rest]);
      return;
    }
    case "set-policy-attachments": {
      const arn = text(operation.arn, "policy");
      if (arn === null) return;
      const lists = { user: operation.users, group: operation.groups, role: operation.roles };
      for (const one of account.holders.values()) {
        const { members, rest } = lists[one.type];
        const wanted = [...members.map((member) => text(member, "name")), rest === null ? null : later(rest, "name")];
        if (wanted.includes(one.name)) one.attached.add(arn);
        else one.attached.delete(arn);
      }
      return;
    }
    case "add-member":
    case "remove-member": {
      const user = holder({ type: "user", name: operation.user });
      const group = text(operation.group, "name");
      if (!user || group === null || !account.holders.has(keyOf("group", group))) return;
      if (operation.kind === "add-member") user.groups.add(group);
      else user.groups.delete(group);
      return;
    }
    case "set-members": {
      const group = text(operation.group, "name");
      if (group === null || !account.holders.has(keyOf("group", group))) return;
      const wanted = [
        ...operation.users.members.map((member) => text(member, "name")),
        operation.users.rest === null ? null : later(operation.users.rest, "name"),
      ];
      for (const one of account.holders.values()) {
        if (one.type !== "user") continue;
        if (wanted.includes(one.name)) one.groups.add(group);
        else one.groups.delete(group);
      }
      return;
    }
    case "put-inline-policy":
    case "delete-inline-policy": {
      const one = holder(operation.principal);
      if (!one || operation.name.status !== "known") return;
      if (operation.kind === "delete-inline-policy") one.inline.delete(operation.name.value);
      else one.inline.set(operation.name.value, operation.content.status === "known" ? String(operation.content.document) : textOf("later"));
      return;
    }
    case "keep-inline-policies": {
      const one = holder(operation.principal);
      const names = new Set(operation.names.members.map((member) => text(member, "name")));
      for (const name of one ? [...one.inline.keys()] : []) if (!names.has(name)) one?.inline.delete(name);
      return;
    }
    case "set-boundary": {
      const one = holder(operation.principal);
      if (one) one.boundary = operation.policyArn === null ? null : text(operation.policyArn, "policy");
      return;
    }
    default:
      throw new Error(`The small account knows no ${operation.kind}.`);
  }
}

/** The document that a collector would make of the account. */
export function documentOf(account: SmallAccount): ReeveDocument {
  const holders = [...account.holders.values()].sort((a, b) => (arnOf(a) < arnOf(b) ? -1 : 1));
  const of = (type: string): Holder[] => holders.filter((holder) => holder.type === type);
  const named = (holder: Holder) => ({ arn: arnOf(holder), id: `planned:${arnOf(holder)}`, name: holder.name, path: "/", createdAt: AT });
  const policies = [...account.policies].sort().map((arn): document.Policy => {
    const attachedTo = holders.filter((holder) => holder.attached.has(arn)).map((holder) => ({ kind: holder.type, arn: arnOf(holder), name: holder.name }));
    return {
      arn,
      id: `planned:${arn}`,
      name: arn.slice(arn.indexOf("/") + 1),
      path: "/",
      createdAt: AT,
      updatedAt: AT,
      awsManaged: false,
      defaultVersionId: "v1",
      versionCount: 1,
      attachmentCount: attachedTo.length,
      permissionsBoundaryUsageCount: holders.filter((holder) => holder.boundary === arn).length,
      attachedTo,
      ...contentOf(textOf(arn.slice(-2))),
    };
  });
  const users = of("user").map(
    (holder): document.User => ({
      ...named(holder),
      tags: [],
      permissionsBoundaryArn: holder.boundary,
      groupArns: [...holder.groups].map((group) => `arn:aws:iam::${ACCOUNT}:group/${group}`).sort(),
      attachedPolicyArns: [...holder.attached].sort(),
      inlinePolicies: inlineOf(holder),
      passwordEnabled: false,
      passwordLastUsedAt: null,
      passwordLastChangedAt: null,
      passwordNextRotationAt: null,
      mfaActive: false,
      signingCertificates: [],
      mfaDeviceIds: [],
      accessKeyIds: [],
    }),
  );
  const groups = of("group").map(
    (holder): document.Group => ({
      ...named(holder),
      memberArns: of("user")
        .filter((user) => user.groups.has(holder.name))
        .map(arnOf),
      attachedPolicyArns: [...holder.attached].sort(),
      inlinePolicies: inlineOf(holder),
    }),
  );
  const roles = of("role").map(
    (holder): document.Role => ({
      ...named(holder),
      tags: [],
      permissionsBoundaryArn: holder.boundary,
      trustPolicy: contentOf(textOf("trust")),
      attachedPolicyArns: [...holder.attached].sort(),
      inlinePolicies: inlineOf(holder),
      instanceProfileArns: [],
      serviceLinked: false,
      lastUsedAt: null,
      lastUsedRegion: null,
    }),
  );
  const counts = { userCount: users.length, groupCount: groups.length, roleCount: roles.length, policyCount: policies.length };
  return { ...emptyDocument(), account: accountOf(counts), root: { $unknown: "g1" }, users, groups, roles, policies };
}

const arnOf = ({ type, name }: { type: string; name: string }): string => `arn:aws:iam::${ACCOUNT}:${type}/${name}`;

const contentOf = (text: string): document.PolicyContent => policyContent(text, "json", { $unknown: "g1" });

const inlineOf = (holder: Holder): document.InlinePolicy[] =>
  [...holder.inline].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, text]) => ({ name, ...contentOf(text) }));

const accountOf = (counts: Pick<document.AccountSummary, "userCount" | "groupCount" | "roleCount" | "policyCount">): document.Account => ({
  id: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:root`,
  partition: "aws",
  name: "small",
  aliases: [],
  organizationId: null,
  managementAccountId: null,
  ouPath: null,
  tags: [],
  passwordPolicy: null,
  summary: { ...counts, mfaDeviceCount: 0, mfaDeviceInUseCount: 0, serverCertificateCount: 0, providerCount: 0, accessKeysPerUserQuota: 2 },
  alternateContacts: { security: null, billing: null, operations: null },
  organizationFeatures: [],
  regions: [],
  externalAnalyzerRegions: externalAnalyzerRegions([]),
});
