import type { Plan, PlannedOperation, PlannedSubject, Principal, Reference, ResourceKind } from "../../../schemas/index.ts";
import { listed } from "./existing.ts";
import type { Model } from "./model.ts";
import { identify, identifyLikely, keysOf } from "./touched.ts";
import { POLICY_CONTENT, TRAIL_LOGGING, TRAIL_SELECTORS } from "./written-fields.ts";

/** What one operation of a plan writes to one resource. */
export interface PlannedWrite {
  /** Address or logical id of what calls for it. */
  address: string;
  kind: ResourceKind;
  /** ARN and unique id of the resource that is written to. */
  keys: string[];
  /** Its fields; null where the resource is made or deleted. */
  fields: readonly string[] | null;
  effect: "adds" | "removes" | "sets";
  /** What is added to these fields or taken away from them: ARNs and ids of other resources, names of inline policies. */
  ids: string[];
}

type Effect = PlannedWrite["effect"];

const ATTACHED = ["attachedPolicyArns"];
const ATTACHMENTS = ["attachedTo", "attachmentCount"];
const PASSWORD = ["passwordEnabled", "passwordLastChangedAt", "passwordNextRotationAt"];
const DEVICES = ["mfaActive", "mfaDeviceIds"];

/**
 * What the operations of a plan write, in the plan's order, to the resources that the model holds now. Of an edge both ends are written to. What only the
 * apply will name is left out.
 */
export function writesOf(model: Model, plan: Plan): PlannedWrite[] {
  const addresses = new Set(plan.resources.flatMap(({ address, action }) => (action === "no-op" ? [] : [address])));
  return plan.operations.filter(({ by }) => addresses.has(by)).flatMap((operation) => writesOfOne(model, plan, operation));
}

function writesOfOne(model: Model, plan: Plan, operation: PlannedOperation): PlannedWrite[] {
  const { by: address } = operation;
  const keys = (subject: PlannedSubject): string[] => identify(model, plan, subject).flatMap(keysOf);
  const write = (subject: PlannedSubject, fields: readonly string[] | null, effect: Effect = "sets", ids: string[] = []): PlannedWrite[] => {
    const own = keys(subject);
    return own.length === 0 ? [] : [{ address, kind: KINDS[subject.kind], keys: own, fields, effect, ids }];
  };
  const itself = (kind: "user" | "group" | "role"): PlannedSubject => ({ kind, name: { status: "created", by: address } });
  const principal = ({ type, name }: Principal): PlannedSubject => ({ kind: type, name });
  const user = (name: Reference): PlannedSubject => ({ kind: "user", name });
  const policy = (arn: Reference): PlannedSubject => ({ kind: "policy", arn });
  const edge = (one: PlannedSubject, field: readonly string[], other: PlannedSubject, back: readonly string[], effect: Effect): PlannedWrite[] => [
    ...write(one, field, effect, keys(other)),
    ...write(other, back, effect, keys(one)),
  ];
  const attach = (holder: Principal, arn: Reference, effect: Effect): PlannedWrite[] => edge(principal(holder), ATTACHED, policy(arn), ATTACHMENTS, effect);
  const member = (name: Reference, group: Reference, effect: Effect): PlannedWrite[] =>
    edge(user(name), ["groupArns"], { kind: "group", name: group }, ["memberArns"], effect);
  const boundary = (holder: Principal, arn: Reference | null): PlannedWrite[] =>
    arn === null
      ? write(principal(holder), ["permissionsBoundaryArn"], "removes")
      : edge(principal(holder), ["permissionsBoundaryArn"], policy(arn), ["permissionsBoundaryUsageCount"], "adds");
  const inline = (holder: Principal, effect: Effect, names: readonly Reference[]): PlannedWrite[] => {
    const ids = names.flatMap((name) => (name.status === "known" ? [name.value] : []));
    const likely = effect === "adds" ? identifyLikely(model, holder).map(keysOf) : [];
    return [
      ...write(principal(holder), ["inlinePolicies"], effect, ids),
      ...likely.map((own): PlannedWrite => ({ address, kind: holder.type, keys: own, fields: ["inlinePolicies"], effect, ids })),
    ];
  };
  const account = (field: string, effect: Effect): PlannedWrite[] => write({ kind: "account" }, [field], effect);

  switch (operation.kind) {
    case "create-user":
    case "create-group":
    case "create-role":
      return write(itself(operation.kind === "create-user" ? "user" : operation.kind === "create-group" ? "group" : "role"), null);
    case "create-service-linked-role":
      return write(itself("role"), null);
    case "update-principal": {
      const { name, path, tags, trustPolicy } = operation;
      const fields = [...(name || path ? ["name", "path", "arn"] : []), ...(tags ? ["tags"] : []), ...(trustPolicy ? ["trustPolicy"] : [])];
      return write(principal(operation.principal), fields);
    }
    case "delete-principal": {
      const members = operation.principal.type === "group" ? membersOf(model, keys(principal(operation.principal))) : [];
      const own = keys(principal(operation.principal));
      return [
        ...write(principal(operation.principal), null, "removes"),
        ...members.map((each): PlannedWrite => ({ address, kind: "user", keys: each, fields: ["groupArns"], effect: "removes", ids: own })),
      ];
    }
    case "set-boundary":
      return boundary(operation.principal, operation.policyArn);
    case "put-inline-policy":
      return inline(operation.principal, "adds", [operation.name]);
    case "delete-inline-policy":
      return inline(operation.principal, "removes", [operation.name]);
    case "keep-inline-policies":
      return inline(operation.principal, "removes", []);
    case "attach":
    case "detach":
      return attach(operation.principal, operation.policyArn, operation.kind === "attach" ? "adds" : "removes");
    case "set-attached-policies":
      return listed(operation.policyArns).length === 0
        ? write(principal(operation.principal), ATTACHED, "removes")
        : listed(operation.policyArns).flatMap((arn) => attach(operation.principal, arn, "sets"));
    case "set-policy-attachments": {
      const { arn, users, groups, roles } = operation;
      const holders = (
        [
          ["user", users],
          ["group", groups],
          ["role", roles],
        ] as const
      ).flatMap(([type, members]) => listed(members).map((name): Principal => ({ type, name })));
      return [
        ...write(
          policy(arn),
          ATTACHMENTS,
          "sets",
          holders.flatMap((holder) => keys(principal(holder))),
        ),
        ...holders.flatMap((holder) => write(principal(holder), ATTACHED, "sets", keys(policy(arn)))),
      ];
    }
    case "add-member":
    case "remove-member":
      return member(operation.user, operation.group, operation.kind === "add-member" ? "adds" : "removes");
    case "set-members":
      return listed(operation.users).length === 0
        ? write({ kind: "group", name: operation.group }, ["memberArns"], "removes")
        : listed(operation.users).flatMap((name) => member(name, operation.group, "sets"));
    case "create-policy":
      return write(policy({ status: "created", by: address }), null);
    case "update-policy":
      return write(policy(operation.arn), POLICY_CONTENT);
    case "delete-policy":
      return write(policy(operation.arn), null, "removes");
    case "create-access-key":
      return edge(user(operation.user), ["accessKeyIds"], { kind: "access-key", id: { status: "created", by: address } }, ["active", "userArn"], "adds");
    case "update-access-key":
      return edge(user(operation.user), ["accessKeyIds"], { kind: "access-key", id: operation.id }, ["active", "deactivatedAt"], "sets");
    case "delete-access-key":
      return edge(user(operation.user), ["accessKeyIds"], { kind: "access-key", id: operation.id }, ["active", "userArn"], "removes");
    case "create-login-profile":
      return write(user(operation.user), PASSWORD, "adds");
    case "delete-login-profile":
      return write(user(operation.user), PASSWORD, "removes");
    case "create-virtual-mfa-device":
      return [
        ...write({ kind: "mfa-device", id: { status: "created", by: address } }, null),
        ...operation.mayBeOf.flatMap((name) => write(user(name), DEVICES, "adds", keys({ kind: "mfa-device", id: { status: "created", by: address } }))),
      ];
    case "delete-virtual-mfa-device": {
      const own = keys({ kind: "mfa-device", id: operation.id });
      return [
        ...write({ kind: "mfa-device", id: operation.id }, null, "removes"),
        ...holderOf(model, own).map((each): PlannedWrite => ({ address, kind: "user", keys: each, fields: DEVICES, effect: "removes", ids: own })),
      ];
    }
    case "put-signing-certificate":
      return write(user(operation.user), ["signingCertificates"], "adds");
    case "delete-signing-certificate":
      return write(user(operation.user), ["signingCertificates"], "removes");
    case "set-password-policy":
      return account("passwordPolicy", "sets");
    case "delete-password-policy":
      return account("passwordPolicy", "removes");
    case "create-account-alias":
    case "delete-account-alias":
      return account("aliases", operation.kind === "create-account-alias" ? "adds" : "removes");
    case "set-alternate-contact":
    case "delete-alternate-contact":
      return account("alternateContacts", operation.kind === "set-alternate-contact" ? "sets" : "removes");
    case "set-organization-features":
      return account("organizationFeatures", "sets");
    case "create-instance-profile":
      return operation.role ? write({ kind: "role", name: operation.role }, ["instanceProfileArns"], "adds") : [];
    case "update-instance-profile":
      return operation.role ? write({ kind: "role", name: operation.role }, ["instanceProfileArns"], "sets") : [];
    case "delete-instance-profile":
      return operation.role ? write({ kind: "role", name: operation.role }, ["instanceProfileArns"], "removes") : [];
    case "create-trail":
      return write({ kind: "trail", arn: { status: "created", by: address } }, null);
    case "update-trail":
      return write({ kind: "trail", arn: operation.arn }, [
        ...Object.keys(operation.settings),
        ...(operation.logging ? TRAIL_LOGGING : []),
        ...(operation.selectors === undefined ? [] : TRAIL_SELECTORS),
      ]);
    case "delete-trail":
      return write({ kind: "trail", arn: operation.arn }, null, "removes");
    case "create-analyzer":
      return write({ kind: "analyzer", arn: { status: "created", by: address } }, null);
    case "delete-analyzer":
      return write({ kind: "analyzer", arn: operation.arn }, null, "removes");
    case "create-saml-provider":
    case "create-oidc-provider":
      return write({ kind: operation.kind === "create-saml-provider" ? "saml-provider" : "oidc-provider", arn: { status: "created", by: address } }, null);
    case "update-saml-provider":
      return write({ kind: "saml-provider", arn: operation.arn }, ["expiresAt"]);
    case "update-oidc-provider":
      return write({ kind: "oidc-provider", arn: operation.arn }, ["clientIds", "thumbprints"]);
    case "delete-saml-provider":
    case "delete-oidc-provider":
      return write({ kind: operation.kind === "delete-saml-provider" ? "saml-provider" : "oidc-provider", arn: operation.arn }, null, "removes");
    case "create-server-certificate":
      return write({ kind: "server-certificate", arn: { status: "created", by: address } }, null);
    case "update-server-certificate":
      return write({ kind: "server-certificate", arn: operation.arn }, ["name", "path", "arn"]);
    case "delete-server-certificate":
      return write({ kind: "server-certificate", arn: operation.arn }, null, "removes");
  }
}

const KINDS: Readonly<Record<PlannedSubject["kind"], ResourceKind>> = {
  user: "user",
  group: "group",
  role: "role",
  "instance-profile": "role",
  policy: "policy",
  trail: "trail",
  analyzer: "analyzer",
  "saml-provider": "samlProvider",
  "oidc-provider": "oidcProvider",
  "server-certificate": "serverCertificate",
  "access-key": "accessKey",
  "mfa-device": "mfaDevice",
  account: "account",
};

/** ARN and id of each known member of a group. */
function membersOf(model: Model, group: readonly string[]): string[][] {
  const members = group.map((key) => model.groups.get(key)).find((found) => found !== undefined)?.memberArns;
  if (!Array.isArray(members)) return [];
  return members.flatMap((arn) => {
    const found = typeof arn === "string" ? model.users.get(arn) : undefined;
    return found ? [[found.arn, found.id]] : [];
  });
}

/** ARN and id of the user who has a device. */
function holderOf(model: Model, device: readonly string[]): string[][] {
  const arn = device.map((id) => model.mfaDevices.get(id)).find((found) => found !== undefined)?.userArn;
  const holder = typeof arn === "string" ? model.users.get(arn) : undefined;
  return holder ? [[holder.arn, holder.id]] : [];
}
