import {
  type Plan,
  type PlannedMembers,
  type PlannedOperation,
  type Principal,
  type Reference,
  type ResourceKind,
  TABLE,
  type Value,
} from "../../../schemas/index.ts";
import { find, findPolicy, findPrincipal } from "./find.ts";
import type { Model, OperationStep } from "./model.ts";
import type { Store } from "./store.ts";
import { findTrail } from "./trails.ts";
import { isJudgedAtHolder } from "./unnamed-holders.ts";
import { TRAIL_SELECTORS } from "./written-fields.ts";

/**
 * Kinds of resources that exist, as far as the plans say, that the document does not hold, and that the operations change: without a snapshot nothing else
 * is known of them, so that what a change does to one cannot be said. Deleting a user, role or policy takes permissions away and counts for none.
 */
export const existingKinds = (model: Model, steps: readonly OperationStep[]): ResourceKind[] =>
  kindsWhere(model, steps, ({ key }) => !model.uncollected.has(key));

/** Those of which one is changed that was not added to the document by its name either. */
export const unnamedKinds = (model: Model, steps: readonly OperationStep[]): ResourceKind[] => kindsWhere(model, steps, () => true);

/** Whether a user, group or role that the document holds counts as collected. */
type IsCollected = (found: { key: string }) => boolean;

const kindsWhere = (model: Model, steps: readonly OperationStep[], isCollected: IsCollected): ResourceKind[] =>
  [...new Set(steps.flatMap((step) => [...kindsOf(model, step, isCollected)]))].sort();

function* kindsOf(model: Model, step: OperationStep, isCollected: IsCollected): Generator<ResourceKind> {
  const { operation } = step;
  if (accountSources(operation.kind).length > 0) yield "account";
  if (operation.kind === "delete-principal") {
    // Its members lose what the group held or denied.
    if (operation.principal.type === "group") yield* ["group", "user"] as const;
    return;
  }
  const { principal, user, group, users, groups, roles, policyArn, policyArns, role } = partsOf(operation);
  const atHolder = isJudgedAtHolder(model, step);
  const named = (type: Principal["type"], name: Reference): boolean => {
    if (atHolder && name.status === "after-apply") return true;
    const found = findPrincipal(model, step, { type, name });
    return found.status === "at" && isCollected(found);
  };
  if (principal && !named(principal.type, principal.name)) yield principal.type;
  for (const [type, references] of [
    ["user", [...(user ? [user] : []), ...listed(users)]],
    ["group", isMembership(operation) ? [] : [...(group ? [group] : []), ...listed(groups)]],
    ["role", [...(role && !carriesRole(operation) ? [role] : []), ...listed(roles)]],
  ] as const)
    if (references.some((name) => !named(type, name))) yield type;
  const policies = [...(policyArn && operation.kind !== "set-boundary" ? [policyArn] : []), ...listed(policyArns)];
  if (operation.kind === "update-policy" || operation.kind === "set-policy-attachments") policies.push(operation.arn);
  if (policies.some((arn) => !isKnownPolicy(model, step, arn))) yield "policy";
  if (operation.kind === "update-trail" && findTrail(model, step, operation.arn).status !== "at") yield "trail";
  if (
    operation.kind === "update-access-key" &&
    !isHeld(
      model.accessKeys,
      find(model, step, operation.id, (id) => id),
    )
  )
    yield "accessKey";
  const store = operation.kind === "update-saml-provider" ? SAML : operation.kind === "update-oidc-provider" ? OIDC : CERTIFICATE;
  if (operation.kind.startsWith("update-") && "arn" in operation && store.operation === operation.kind) {
    const found = find(model, step, operation.arn, (arn) => arn);
    if (!isHeld(model[store.list] as Store<unknown>, found)) yield store.kind;
  }
}

function isKnownPolicy(model: Model, step: OperationStep, arn: Reference): boolean {
  const found = findPolicy(model, step, arn);
  if (found.status === "any") return found.of !== undefined;
  return found.status === "at" || (found.status === "unlisted" && model.awsManaged(found.text) !== null);
}

const SAML = { operation: "update-saml-provider", list: "samlProviders", kind: "samlProvider" } as const;
const OIDC = { operation: "update-oidc-provider", list: "oidcProviders", kind: "oidcProvider" } as const;
const CERTIFICATE = { operation: "update-server-certificate", list: "serverCertificates", kind: "serverCertificate" } as const;

const isHeld = (store: Store<unknown>, found: ReturnType<typeof find>): boolean => found.status === "at" && store.get(found.key) !== undefined;

/** What changes what rules say of the account, and what of it they read: its own settings, and that an analyzer is there no more. */
const ACCOUNT: Partial<Record<PlannedOperation["kind"], readonly string[]>> = {
  "set-password-policy": ["account.passwordPolicy"],
  "delete-password-policy": ["account.passwordPolicy"],
  "create-account-alias": ["account.aliases"],
  "delete-account-alias": ["account.aliases"],
  "set-alternate-contact": ["account.alternateContacts"],
  "delete-alternate-contact": ["account.alternateContacts"],
  "set-organization-features": ["account.organizationFeatures"],
  "delete-analyzer": ["analyzer", "account.externalAnalyzerRegions"],
};

/** What of the account an operation changes that rules on it read; empty where it changes none of that. */
export const accountSources = (kind: PlannedOperation["kind"]): readonly string[] => ACCOUNT[kind] ?? [];

/** What the operations change of what rules on the account read: kinds of resources, and fields as `account.passwordPolicy`. */
export const changedOfAccount = (steps: readonly OperationStep[]): string[] =>
  [...new Set(steps.flatMap(({ operation }) => accountSources(operation.kind)))].sort();

/**
 * Fields of existing resources that the operations change, where nothing else of the resource changes and the document does not hold it: only rules that read
 * them are affected. An instance profile changes nothing else of its role, a boundary nothing else of its policy,
 * and a membership nothing else of its group.
 */
export function existingFields(model: Model, steps: readonly OperationStep[]): string[] {
  const isOpen = (step: OperationStep, type: Principal["type"], name: Reference): boolean => {
    const found = findPrincipal(model, step, { type, name });
    return found.status !== "at" || model.uncollected.has(found.key);
  };
  const fields = steps.flatMap((step) => {
    const { role, group, groups, policyArn } = partsOf(step.operation);
    if (step.operation.kind === "set-boundary" && policyArn && !isKnownPolicy(model, step, policyArn)) return ["policy.permissionsBoundaryUsageCount"];
    if (carriesRole(step.operation)) return role && isOpen(step, "role", role) ? ["role.instanceProfileArns"] : [];
    if (!isMembership(step.operation)) return [];
    return [...(group ? [group] : []), ...listed(groups)].some((name) => isOpen(step, "group", name)) ? ["group.memberArns"] : [];
  });
  return [...new Set(fields)].sort();
}

/** Lists of users, groups and roles, as `role.attachedPolicyArns`, to which the operations may add what only the apply will name. */
export function unseenAdditions(steps: readonly OperationStep[]): string[] {
  const isUnseen = (references: readonly (Reference | null | undefined)[]): boolean => references.some((reference) => reference?.status === "after-apply");
  const fields = steps.flatMap(({ operation }) => {
    const { user, group, users, policyArn, policyArns } = partsOf(operation);
    if (operation.kind === "put-inline-policy") return isUnseen([operation.name]) ? onEach("inlinePolicies") : [];
    if (operation.kind === "set-policy-attachments") return isUnseen([operation.arn]) ? onEach("attachedPolicyArns") : [];
    if (isUnseen([policyArn, ...listed(policyArns)])) return onEach("attachedPolicyArns");
    return isUnseen([user, group, ...listed(users)]) ? ["group.memberArns", "user.groupArns"] : [];
  });
  return [...new Set(fields)].sort();
}

const onEach = (field: string): string[] => ["group", "role", "user"].map((kind) => `${kind}.${field}`);

/** Whether an operation is of a membership, which changes who is in a group and nothing that the group has. */
const isMembership = ({ kind }: PlannedOperation): boolean => kind === "add-member" || kind === "remove-member";

/**
 * Fields of existing trails that the operations may set to what records less, of one that is deleted all: rules on the account that read them are
 * evaluated, because they pass for what a trail records. What is surely switched on records no less.
 */
export function reducedFields(plans: readonly Plan[]): string[] {
  const fields = plans.flatMap(({ operations }) =>
    operations.flatMap((operation) => {
      if (operation.kind === "delete-trail") return Object.keys(TABLE.kinds.trail.fields);
      if (operation.kind !== "update-trail") return [];
      const { settings, logging, selectors } = operation;
      const reduced = Object.entries({ ...settings, ...(logging ? { isLogging: logging } : {}) }).filter(([, value]) => !isSwitchedOn(value));
      return [...reduced.map(([name]) => name), ...(selectors === undefined ? [] : TRAIL_SELECTORS)];
    }),
  );
  const isDeleted = plans.some(({ operations }) => operations.some(({ kind }) => kind === "delete-trail"));
  return [...(isDeleted ? ["trail"] : []), ...[...new Set(fields)].map((name) => `trail.${name}`).sort()];
}

const isSwitchedOn = (value: Value<unknown>): boolean => value.status === "known" && value.value === true;

/** Whether an operation is of an instance profile, which carries a role. */
export const carriesRole = ({ kind }: PlannedOperation): boolean => kind.endsWith("-instance-profile");

/** Whether a plan sets, or takes away, what rules on the account read. */
export const changesAccount = (plan: Plan): boolean => plan.operations.some(({ kind }) => SETTINGS.has(kind)) || reducedFields([plan]).length > 0;

const SETTINGS: ReadonlySet<PlannedOperation["kind"]> = new Set([
  "set-password-policy",
  "delete-password-policy",
  "set-alternate-contact",
  "delete-alternate-contact",
  "set-organization-features",
]);

/** Members of an operation that refer to other resources. */
interface Parts {
  principal?: Principal;
  user?: Reference | null;
  group?: Reference;
  role?: Reference | null;
  users?: PlannedMembers;
  groups?: PlannedMembers;
  roles?: PlannedMembers;
  policyArn?: Reference | null;
  policyArns?: PlannedMembers;
}

export const partsOf = (operation: PlannedOperation): Parts => operation as unknown as Parts;

export const listed = (members: PlannedMembers | undefined): Reference[] =>
  members ? [...members.members, ...(members.rest === null ? [] : [{ status: "after-apply" as const, scope: members.rest }])] : [];
