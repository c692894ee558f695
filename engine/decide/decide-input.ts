import type { Plan, PlanProblem, ReeveConfig, ReeveDocument, ReeveResults } from "../../schemas/index.ts";
import type { ShownResults, UnnamedHolder } from "../evaluate/index.ts";
import type { Severity } from "../language/index.ts";
import type { AccountInput } from "./accounts.ts";
import type { PlanLocations } from "./evaluate-accounts.ts";
import type { ExitReason } from "./exit.ts";
import type { AgeLimit, Clock } from "./gate/age.ts";
import type { AccountResults } from "./gate/merge.ts";
import type { Enforced, EnforcedSide } from "./gate/weaken/index.ts";
import type { DecideNotice, DecideProblem } from "./outcome.ts";
import type { OwnersInput } from "./owners/ownership.ts";
import type { GivenPlan } from "./plan-accounts.ts";
import type { Selection, WatchingRules } from "./selection.ts";
import type { Decisions } from "./waive/apply.ts";

/** What is evaluated, and by which rules. */
export interface AccountsSubject {
  kind: "accounts";
  accounts: readonly AccountInput[];
  plans: readonly GivenPlan[];
  /** Plans that could not be read. */
  problems: readonly PlanProblem[];
  selection: Selection;
  /** The rules that write calls are compared with; those of the selection where left out. */
  watching?: WatchingRules;
  /** The rules before an edit; null where none are compared. */
  base: Selection | null;
  /** Where planned resources are written, by address. */
  locations: PlanLocations;
  shown: ShownResults;
  /** What became of the event files that were given; left out where none were. */
  ledger?: ReeveResults["ledger"];
}

/** Results that were evaluated before. What an earlier gate made of them is left out. */
export interface ResultsSubject {
  kind: "results";
  parts: readonly AccountResults[];
}

/** What a decision on a merge needs; the results do not depend on it. */
export interface MergeTerms {
  bindings: readonly NonNullable<ReeveConfig["bindings"]>[number][];
  /** Plans are compared with the account before them, even where none could be read. */
  comparePlans: boolean;
  /** Every account that a binding names by its id must be judged: the gate is of all of them, and not of one change to one of them. */
  needsEveryAccount: boolean;
  /** The accounts are snapshots, whose age counts. */
  snapshots: boolean;
  maxAge: AgeLimit | null;
  /** Why reeve.yaml of what the change is merged into was not read, in words: nothing of this change may decide in its place. Left out where it was. */
  settingsUnread?: string;
  /** Why the rules of the change are not compared with those before it, in words; left out where they are, or nothing was to be compared. */
  rulesNotCompared?: string;
  /** Null where no binding needs owners. */
  owners: OwnersInput | null;
  /** What an edit of the rules is compared with besides them; left out where none is compared. The bindings and failOn above are the earlier ones.
   * `rulesBefore`: the earlier rules, where the accounts are not judged by them; then only what decides now is compared, which is the rules with their
   * parameters, waivers and attestations. */
  edit?: (Record<keyof Enforced, Omit<EnforcedSide, "selection">> & { rulesBefore?: Selection }) | null;
}

/** All that decides. Plain data: it can be saved and replayed. */
export interface DecideInput {
  /** ISO instant: the clock of plans without a snapshot. */
  now: string;
  subject: AccountsSubject | ResultsSubject;
  decisions: Decisions;
  /** What lies in the folders given and was not read. */
  unread?: NonNullable<ReeveResults["unread"]>;
  failOn: Severity | "none";
  /** `existing`: on a merge only what was unknown before the change. */
  allowUnknown: boolean | "existing";
  /** Makes the decision incomplete where records show write calls that no rule watches. */
  failOnUnwatched?: boolean;
  /** How old the snapshots may be that `check` judges; of a decision on a merge its terms say so. */
  maxAge?: AgeLimit | null;
  /** What the times of records are compared with: one from the future is incomplete evidence. Left out: nothing. */
  recordClock?: Clock;
  /** Null: the results by themselves, as `check` shows them. */
  merge: MergeTerms | null;
}

/** An account as it was evaluated, with the plans that were applied to it. */
export interface DecidedAccount {
  name: string;
  document: ReeveDocument;
  plans: readonly Plan[];
  /** Users, groups and roles that the plans give a policy and that only the apply will name. */
  holders?: readonly UnnamedHolder[];
}

export type DecideOutcome = { notices: DecideNotice[] } & (
  | {
      ok: true;
      results: ReeveResults;
      /** The reasons of a decision on a merge are in `results.gate`. */
      exit: { code: 0 | 1 | 3; reasons: ExitReason[] };
      accounts: DecidedAccount[];
    }
  | { ok: false; problem: DecideProblem }
);
