import type { StatementSource } from "./access-answer.ts";
import type { AccessWitness, ComparisonGap, EffectOn } from "./access-comparison.ts";

/** Access that may be asked about or forbidden: any of the actions on any of the resources. Patterns as in a policy. */
export interface AccessPattern {
  actions: string[];
  resources: string[];
}

/** What a policy must keep within: what other policies allow together, or all but something forbidden. */
export type AccessLimit = { kind: "reference"; policies: string[] } | ({ kind: "forbidden" } & AccessPattern);

/** `within`: no request goes beyond the limit. `beyond`: some does, and is shown. */
export type LimitVerdict = "within" | "beyond" | "unknown";

/** A request that a policy allows and its limit does not. */
export interface RequestBeyond extends Omit<AccessWitness, "before" | "after"> {
  /** Statements of the policy that allow it. */
  allowedBy: StatementSource[];
  /** What the policies of the limit say of it; null where the limit is no policy. */
  reference: EffectOn | null;
}

/** Whether a policy keeps within a limit, for every request. */
export interface LimitAnswer {
  /** Name of the policy. */
  policy: string;
  limit: AccessLimit;
  verdict: LimitVerdict;
  request: RequestBeyond | null;
  /** The same of an action that AWS may add. The verdict does not rest on it. */
  future: RequestBeyond | null;
  /** What was not decided, with the actions that it is about. */
  gaps: { why: ComparisonGap; actions: string[] }[];
}

/** Why no one could ever have an access. */
export type PatternProblem =
  | { code: "unknown-action" | "unknown-service"; value: string; nearest: string[] }
  | { code: "no-such-resource"; value: string; actions: string[] }
  | { code: "not-by-policy"; value: string }
  | { code: "unread-policy"; value: string };
