import type { Plan, PlanProblem, ReeveDocument, ReeveResults, ResourceKind, Result } from "../../schemas/index.ts";
import { type PredictOptions, predict, type UnreviewedType } from "../changes/index.ts";
import type { UnnamedHolder } from "../evaluate/index.ts";
import { kindsOf, namedBy, type ResultKind } from "./gate/touched.ts";
import type { ChangesOfPlans } from "./locate/cause.ts";
import type { StepOutcome } from "./outcome.ts";
import { type GivenPlan, planAccounts } from "./plan-accounts.ts";

/** An account as it is: a snapshot, records, or both. */
export interface AccountInput {
  /** Account id, or what stands for it. */
  name: string;
  /** Account id; null where the document does not know it. */
  account: string | null;
  document: ReeveDocument;
}

/** The name of an account that is not known. */
export const NO_ACCOUNT = "-";

/** An account before and after what is planned. */
export interface PlannedAccount {
  name: string;
  /** As it is: what planned changes are compared with. */
  before: ReeveDocument;
  /** As it will be; the same object where nothing is planned. */
  after: ReeveDocument;
  plans: readonly Plan[];
  /** Plans without a snapshot. */
  withoutSnapshot: boolean;
  /** Whether the plans name what a result is about. */
  names: (result: Result) => boolean;
  /** Kinds of resources that the plans name. */
  kinds: () => ReadonlySet<ResultKind>;
  changes: ChangesOfPlans;
  planned: NonNullable<ReeveResults["gate"]>["planned"];
  /** Types of changes that no one reviewed as unable to affect IAM or CloudTrail, as far as the account is known. */
  unreviewed: readonly UnreviewedType[];
  /** Kinds of existing resources that the plans change and that the document does not hold. */
  existing: readonly ResourceKind[];
  /** Those of them of which one is changed that the document does not hold by its name either. */
  unnamed: readonly ResourceKind[];
  /** Fields that are all that the plans change of existing resources which the document does not hold. */
  existingFields: readonly string[];
  /** Lists, as `role.attachedPolicyArns`, to which the plans may add what only the apply will name. */
  unseenAdditions: readonly string[];
  /** What the plans change of what rules on the account read: kinds, and fields as `account.passwordPolicy`. */
  changedOfAccount: readonly string[];
  /** Fields of existing trails that the plans may set to what records less. */
  reducedFields: readonly string[];
  /** Users, groups and roles that the plans give a policy and that only the apply will name. */
  holders: readonly UnnamedHolder[];
  /** Whether the account of the documents stands for one that nothing names. */
  isAccountMadeUp: boolean;
}

/** Applies each plan to its account. Without accounts each plan is evaluated by itself, by the clock `now`. */
export function plannedAccounts(
  accounts: readonly AccountInput[],
  plans: readonly GivenPlan[],
  now: string,
): StepOutcome<{ accounts: PlannedAccount[]; problems: PlanProblem[] }> {
  const assigned = planAccounts(
    plans,
    accounts.map(({ account }) => account),
  );
  if (!assigned.ok) return assigned;
  const { problems } = assigned.value;
  const snapshots = new Map(accounts.flatMap(({ account, document }) => (account === null ? [] : [[account, document]])));
  const accountsPredicted = accounts.map((each) =>
    ofAccount(
      each,
      snapshots,
      assigned.value.plans.filter(({ account }) => account === each.account).flatMap((own) => own.plans),
    ),
  );
  if (accounts.length === 0)
    for (const { account, plans: own } of assigned.value.plans) accountsPredicted.push(predicted(account ?? NO_ACCOUNT, null, own, { now }));
  // Nothing could be read, which is a problem already: judged all the same, so that it is reported as any other decision.
  if (accountsPredicted.length === 0) accountsPredicted.push(predicted(NO_ACCOUNT, null, [], { now }));
  return {
    ok: true,
    value: { accounts: accountsPredicted.map(({ account }) => account), problems: [...problems, ...accountsPredicted.flatMap((each) => each.problems)] },
  };
}

/** By account. */
type Snapshots = ReadonlyMap<string, ReeveDocument>;

interface Predicted {
  account: PlannedAccount;
  problems: PlanProblem[];
}

function ofAccount({ name, document }: AccountInput, snapshots: Snapshots, plans: readonly Plan[]): Predicted {
  if (plans.length > 0) return predicted(name, document, plans, { others: snapshots });
  const account: PlannedAccount = {
    name,
    before: document,
    after: document,
    plans: [],
    withoutSnapshot: false,
    names: () => false,
    kinds: () => new Set(),
    changes: { changedAt: {}, writes: [] },
    planned: [],
    unreviewed: [],
    existing: [],
    unnamed: [],
    existingFields: [],
    unseenAdditions: [],
    changedOfAccount: [],
    reducedFields: [],
    holders: [],
    isAccountMadeUp: false,
  };
  return { account, problems: [] };
}

function predicted(name: string, snapshot: ReeveDocument | null, plans: readonly Plan[], options: PredictOptions): Predicted {
  const prediction = predict(snapshot, plans, { ...options, isCautious: true });
  const { before, document: after, planned, problems } = prediction;
  const touched = new Set(prediction.touched);
  const kinds = kindsOf(touched, [before, after]);
  const account: PlannedAccount = {
    name,
    before,
    after,
    plans,
    withoutSnapshot: snapshot === null,
    names: namedBy(touched, kinds),
    kinds,
    changes: { changedAt: prediction.changedAt, writes: prediction.writes },
    planned: planned.map(({ address, action, arn }) => ({ address, action, arn })),
    unreviewed: prediction.unreviewed,
    existing: prediction.existing,
    unnamed: prediction.unnamed,
    existingFields: prediction.existingFields,
    unseenAdditions: prediction.unseenAdditions,
    changedOfAccount: prediction.changedOfAccount,
    reducedFields: prediction.reducedFields,
    holders: prediction.holders.map(({ gap, ...holder }) => ({ ...holder, gap: gap.$unknown })),
    isAccountMadeUp: prediction.isAccountMadeUp,
  };
  return { account, problems };
}
