import type { ReeveDocument, ReeveResults, Result } from "../../schemas/index.ts";
import type { CheckedRule, DocumentIndex } from "../language/index.ts";
import type { EvaluationGaps } from "./evaluation-gaps.ts";
import type { UnnamedHolder } from "./options.ts";
import type { PreparedRule } from "./prepare.ts";
import type { EvaluatedResource } from "./subject.ts";

export type RuleCounts = ReeveResults["counts"][number];

/** What judging a rule needs, beside the rule. */
export interface EvaluationRun {
  document: ReeveDocument;
  index: DocumentIndex;
  gaps: EvaluationGaps;
  clockMs: number;
  account: string | null;
  /** Whether it is said that the list of a rule's kind may hold more. */
  mayHoldMore: (rule: CheckedRule) => boolean;
  holders: readonly UnnamedHolder[];
}

export interface RuleResults {
  results: Result[];
  counts: RuleCounts;
}

export const emptyCounts = (rule: string): RuleCounts => ({
  rule,
  judged: 0,
  pass: 0,
  fail: 0,
  unknown: 0,
  "not-applicable": 0,
  noMatch: 0,
  excused: 0,
});

const NO_EVIDENCE: Result["evidence"] = [];
export const NO_GAPS: string[] = [];

/** A result that says no more than its status: the rule's title stands for the message. */
export function plainResult(prepared: PreparedRule, status: Result["status"], subject: EvaluatedResource, account: string | null): Result {
  const { rule, severity } = prepared;
  return {
    rule: rule.id,
    status,
    severity,
    resource: subject.resource,
    account,
    region: subject.region,
    message: rule.title,
    evidence: NO_EVIDENCE,
    gaps: NO_GAPS,
    controls: rule.controls,
  };
}
