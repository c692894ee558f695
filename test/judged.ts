import { type CheckedRule, type EvaluateOptions, judge, type RefusedDocument, tapeOf, withDetails } from "../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../schemas/index.ts";

/** Judges a document that holds its own records, with every message and evidence in place. `open`: findings and unknowns only. */
export function evaluate(
  document: ReeveDocument,
  rules: readonly CheckedRule[],
  options: EvaluateOptions = {},
  which: "all" | "open" = "all",
): { ok: true; results: ReeveResults } | RefusedDocument {
  const judged = judge(document, tapeOf(document), rules, options);
  if (!judged.ok) return judged;
  const full = withDetails(document, rules, judged.results, options);
  const results = which === "all" ? full.results : full.results.filter(({ status }) => status === "fail" || status === "unknown");
  return { ok: true, results: { ...full, results } };
}
