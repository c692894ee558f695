import type { Explanation } from "../../evaluate/index.ts";
import type { CheckedRule } from "../../language/index.ts";
import type { ClauseCoverage } from "../coverage/index.ts";
import type { CaseProblem } from "./problem.ts";

export type CaseStatus = "pass" | "fail" | "unknown" | "not-applicable" | "finding" | "excused" | "no-match" | "not-configured";

/** Why a resource of a case does not come out as expected. */
export type FailureCode =
  /** Judged, but otherwise than expected. */
  | "wrong-status"
  /** Judged, and the case does not name it. */
  | "not-named"
  /** Named, and not judged. */
  | "not-judged"
  /** Judged as expected, with another severity. */
  | "wrong-severity"
  /** The result, or its severity, rests on a value that the case does not give. */
  | "rests-on-default";

export interface CaseFailure {
  code: FailureCode;
  /** As the case names it; for one that it does not name, its name, ARN or id, and `*` for the kind's own result. */
  resource: string;
  expected: string | null;
  got: string | null;
  /** Why it came out so; null where nothing was judged. */
  explanation: Explanation | null;
}

export interface CaseReport {
  name: string;
  passed: boolean;
  /** What is wrong with the case itself; such a case fails, whatever the rule says. */
  problems: CaseProblem[];
  failures: CaseFailure[];
}

export interface RuleTestReport {
  rule: CheckedRule["id"];
  passed: boolean;
  cases: CaseReport[];
  /** What the passing cases show of each clause of the rule; null where it was not asked for. */
  coverage: ClauseCoverage[] | null;
}
