import { isUnknown, type Plan, type PlannedResource, type PlanProblem, type ReeveDocument, type ResourceKind } from "../../schemas/index.ts";
import { otherAccount, type PredictedAccount, placeOf } from "./apply/account-of.ts";
import { apply } from "./apply/apply.ts";
import { resolveAttachments } from "./apply/attachments.ts";
import { reportChangedTwice } from "./apply/changed-twice.ts";
import { changedOfAccount, changesAccount, existingFields, existingKinds, reducedFields, unnamedKinds, unseenAdditions } from "./apply/existing.ts";
import { holdsSettings } from "./apply/existing-settings.ts";
import { finished } from "./apply/finish.ts";
import { resolveInlinePolicies } from "./apply/inline-policies.ts";
import { markOf } from "./apply/lists.ts";
import { resolveMemberships } from "./apply/memberships.ts";
import { reportMissingDeletions } from "./apply/missing-deletions.ts";
import { reportMissingUpdates } from "./apply/missing-updates.ts";
import { addressOf, modelOf, type OperationStep } from "./apply/model.ts";
import { nothingKnown } from "./apply/nothing-known.ts";
import { removeUnusedAwsManagedPolicies } from "./apply/policies.ts";
import { resolveRenames } from "./apply/renames.ts";
import { type ChangedAt, subjectsOf } from "./apply/touched.ts";
import { addUncollected } from "./apply/uncollected.ts";
import { type PlannedHolder, unnamedHolders } from "./apply/unnamed-holders.ts";
import { type PlannedWrite, writesOf } from "./apply/writes.ts";
import { lostLogRoles } from "./log-roles.ts";
import { type UnreviewedType, unreviewedIn } from "./unreviewed.ts";

/** A planned resource as `gate.planned` of the results has it, and its type. */
export interface PlannedChange {
  address: string;
  type: string;
  action: PlannedResource["action"];
  /** ARN, predicted where it does not exist yet; null where only the apply will tell it, or for what has none. */
  arn: string | null;
}

export interface Prediction {
  /** The account before the plans: the snapshot, and what the plans say of existing resources that they change and that it does not hold. */
  before: ReeveDocument;
  /** The account as it will be once every plan is applied in full. What only the apply will tell is unknown, reason KnownAfterApply. */
  document: ReeveDocument;
  /** What the plans change; what they leave as it is is left out. */
  planned: PlannedChange[];
  /** Of the plans as read and of the prediction: what could not be judged. */
  problems: PlanProblem[];
  /** ARNs and unique ids of the resources that the plans themselves change, before and after; of an attachment, those that it binds. */
  touched: string[];
  /** The addresses that change each of them, in the order of the plans. */
  changedAt: Readonly<Record<string, readonly ChangedAt[]>>;
  /** What each operation writes, in the order of the plans. */
  writes: PlannedWrite[];
  /** Types of changes that are not predicted and that no one reviewed as unable to affect IAM or CloudTrail, sorted; each change of one is a problem. */
  unreviewed: UnreviewedType[];
  /** Kinds of existing resources that the plans change and that the document does not hold. */
  existing: ResourceKind[];
  /** Those of them of which one is changed that the document does not hold by its name either. */
  unnamed: ResourceKind[];
  /** Fields of existing resources, as `role.instanceProfileArns`, that are all that the plans change of them, where the document does not hold these. */
  existingFields: string[];
  /** Lists, as `role.attachedPolicyArns`, to which the plans may add what only the apply will name. */
  unseenAdditions: string[];
  /** What the plans change of what rules on the account read: kinds, and fields as `account.passwordPolicy`. */
  changedOfAccount: string[];
  /** Fields of existing trails, as `trail.isLogging`, that the plans may set to what records less. */
  reducedFields: string[];
  /** Users, groups and roles that the plans give a policy and that only the apply will name. */
  holders: PlannedHolder[];
  /** Whether the account of the documents stands for one that neither snapshot nor plans name. */
  isAccountMadeUp: boolean;
}

export interface PredictOptions {
  /** The document's clock where there is no snapshot, RFC 3339 in UTC; the start of 1970 where it is not given. */
  now?: string | undefined;
  /**
   * What one address of a plan allows and another may take away again, in whichever order they are applied, counts as there, and what it denies does not: a
   * merge is decided so. Left out: it is unknown.
   */
  isCautious?: boolean;
  /** Snapshots of other accounts, by id: what a plan changes in one of those may affect it. */
  others?: ReadonlyMap<string, ReeveDocument>;
}

/**
 * The document that a snapshot becomes by planned changes. The snapshot is not written to, and what the plans leave as it is is the very same object.
 *
 * New resources: the unique id is `planned:` and the predicted ARN (of a key, the address), every time that the apply sets is the document's own
 * `collectedAt`. Of an operation that may interleave with another of another address the outcome is unknown. A plan of another account than the
 * snapshot's changes nothing and is a problem. Without a snapshot all that the plan does not make is unknown (reason NotCollected).
 */
export function predict(snapshot: ReeveDocument | null, plans: readonly Plan[], options: PredictOptions = {}): Prediction {
  const place = placeOf(snapshot, plans);
  const base = snapshot ?? nothingKnown(options.now ?? "1970-01-01T00:00:00.000Z", place.isStated || plans.some(changesAccount) ? place : null);
  const model = modelOf(base, place, plans, options.isCautious);
  const problems = plans.flatMap((plan) => plan.problems);
  const unreviewed = unreviewedIn(snapshot, plans, options.others);
  const mine = plans.filter((plan) => {
    const other = otherAccount(snapshot, place, plan);
    if (other) problems.push(other);
    return !other;
  });
  const steps: OperationStep[] = mine.flatMap((plan) => plan.operations.map((operation) => ({ plan, operation, who: addressOf(plan, operation.by) })));
  addUncollected(model, mine, steps);
  const before = mine.map((plan) => subjectsOf(model, plan));
  const writesBefore = mine.flatMap((plan) => writesOf(model, plan));
  reportMissingDeletions(model, steps);
  reportMissingUpdates(model, mine);
  reportChangedTwice(model, steps);
  apply(model, steps);
  resolveInlinePolicies(model, steps);
  resolveAttachments(model, steps);
  resolveMemberships(model, steps);
  resolveRenames(model);
  removeUnusedAwsManagedPolicies(model, base.policies);
  const after = mine.map((plan) => subjectsOf(model, plan));
  const touched = [...new Set([...before, ...after].flatMap(({ keys }) => keys))];
  const changedAt = joined([...before, ...after].map((each) => each.changedAt));
  const planned = mine.flatMap((plan, index) =>
    plan.resources.flatMap(({ address, type, action }) => {
      if (action === "no-op") return [];
      return [{ address, type, action, arn: after[index]?.arns.get(address) ?? before[index]?.arns.get(address) ?? null }];
    }),
  );
  const existing = existingKinds(model, steps);
  const unnamed = unnamedKinds(model, steps);
  const fields = existingFields(model, steps);
  const holders = unnamedHolders(model, steps);
  const document = finished(base, model);
  for (const { address, resource } of holders) noteHolder(changedAt, address, String(resource.id));
  const earlier = beforeOf(base, place, mine, steps);
  return {
    before: earlier,
    isAccountMadeUp: snapshot === null && !place.isStated,
    document,
    planned,
    problems: [...problems, ...unreviewed.problems, ...model.problems, ...lostLogRoles(earlier, document, changedAt)],
    touched: [...new Set([...touched, ...holders.map(({ resource }) => String(resource.id))])],
    changedAt: Object.fromEntries(changedAt),
    writes: [...writesBefore, ...mine.flatMap((plan) => writesOf(model, plan))],
    unreviewed: unreviewed.types,
    existing,
    unnamed,
    existingFields: fields,
    unseenAdditions: unseenAdditions(steps),
    changedOfAccount: changedOfAccount(steps),
    reducedFields: reducedFields(mine),
    holders,
  };
}

/** A finding on a holder without a name is of the address that gives it the policy. */
function noteHolder(changedAt: Map<string, ChangedAt[]>, address: string, id: string): void {
  const known = changedAt.get(id) ?? [];
  if (!known.some((at) => at.address === address)) changedAt.set(id, [...known, { address, isItself: false, deletes: false }]);
}

/** What several say of each key, each address once. */
function joined(parts: readonly ReadonlyMap<string, readonly ChangedAt[]>[]): Map<string, ChangedAt[]> {
  const all = new Map<string, Map<string, ChangedAt>>();
  for (const [key, places] of parts.flatMap((part) => [...part])) {
    const known = all.get(key) ?? new Map<string, ChangedAt>();
    for (const at of places) {
      const same = known.get(at.address);
      known.set(at.address, same ? { ...same, isItself: same.isItself || at.isItself } : at);
    }
    all.set(key, known);
  }
  return new Map([...all].map(([key, places]) => [key, [...places.values()]]));
}

/** The very same document where it holds all that the plans may change. */
function beforeOf(base: ReeveDocument, place: PredictedAccount, plans: readonly Plan[], steps: readonly OperationStep[]): ReeveDocument {
  const holdsLists = [base.users, base.groups, base.roles, base.policies, base.trails].every((list) => markOf<unknown>(list) === null);
  if (holdsLists && !isUnknown(base.account) && holdsSettings(base.account)) return base;
  const model = modelOf(base, place, plans);
  addUncollected(model, plans, steps);
  return finished(base, model);
}
