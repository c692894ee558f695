import type { AccessContext, StatementSource } from "./access-answer.ts";

/** What policies say of a request: a statement allows it, a statement denies it, or none does. */
export type PolicyEffect = "allowed" | "denied" | "not-allowed" | "unknown";

/** A request of which two sets of policies say different things, as the evaluator decides it. */
export interface AccessWitness {
  /** ARN of one who would make it. */
  principal: string;
  action: string;
  /** Further actions of which the same holds, in the order of the table; at most 20. */
  alsoActions: string[];
  /** How many actions there are of which the same holds, `action` among them. */
  actionCount: number;
  resource: string;
  /** Values of the condition keys that some statement tests. */
  context: AccessContext;
  before: EffectOn;
  after: EffectOn;
  /** Whether AWS has the action; false for one that it may add. */
  isNamed: boolean;
}

export interface EffectOn {
  effect: PolicyEffect;
  /** Statements that say so. */
  statements: StatementSource[];
}

/** Why a comparison is not decided. */
export type ComparisonGap =
  | "too-many-resources"
  | "too-many-contexts"
  | "too-many-actions"
  | "condition-not-decided"
  | "wildcard-not-documented"
  | "witness-not-confirmed"
  | "names-principals";

/**
 * `equivalent`: of every request the new policies say what the old ones say. `within`: they allow no more and deny no less. `wider`: they allow some request
 * that the old ones do not, or no longer deny one, which policies beside them may then allow.
 */
export type ComparisonVerdict = "equivalent" | "within" | "wider" | "unknown";

export interface AccessComparison {
  verdict: ComparisonVerdict;
  /** A request that the new policies allow and the old ones do not; else one that only the old ones deny. */
  adds: AccessWitness | null;
  /** The reverse. */
  removes: AccessWitness | null;
  /** The same of actions that AWS may add. The verdict does not rest on them. */
  future: { adds: AccessWitness | null; removes: AccessWitness | null };
  /** What was not decided, with the actions that it is about. */
  gaps: { why: ComparisonGap; actions: string[] }[];
}
