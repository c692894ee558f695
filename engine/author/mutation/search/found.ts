import type { Severity } from "../../../language/index.ts";
import type { CaseStatus } from "../../testing/report.ts";
import type { CaseOutcome } from "../prepared-case.ts";

/** A case that fails with the mutant and passes with the rule. */
export interface KillingCase {
  name: string;
  params?: Record<string, unknown>;
  given: Record<string, unknown>;
  expect: Partial<Record<CaseStatus, string[]>>;
  severity?: Record<string, Severity>;
}

/** What was changed of a case to tell rule and mutant apart; for the name of the new case. */
export interface CaseChange {
  at: string;
  value: unknown;
}

/** The first resource on which rule and mutant differ. */
export interface DifferingResource {
  resource: string;
  rule: CaseOutcome;
  mutant: CaseOutcome | null;
}
