import type { Diagnostic } from "../diagnostic.ts";
import { byPosition, newReport } from "../load/report.ts";
import type { CheckedRule } from "../rule.ts";
import type { LintContext } from "./context.ts";
import { duplicates } from "./lints/duplicates.ts";
import { neverFires } from "./lints/never-fires.ts";
import { LINTS } from "./lints.ts";
import { silenced } from "./silence.ts";
import { lintedOf } from "./subject.ts";

/**
 * Lints that look at the meaning of rules that are sound in themselves: what adds nothing, what can never hold, what AWS does not have, what is missing.
 * What can never be right is an error, the rest a warning. Rules are compared with each other, so all that are used together should come together.
 * In the order of the rules and of their lines.
 */
export function lintRules(rules: readonly CheckedRule[], context: LintContext = {}): Diagnostic[] {
  const all = rules.map((rule) => lintedOf(rule, newReport(rule.file), context));
  for (const linted of all) for (const lint of LINTS) lint(linted);
  duplicates(all);
  if (context.document) neverFires(all, context.document);
  return all.flatMap(({ rule, lines, report }) => {
    const told = newReport(rule.file);
    const kept = silenced(lines, told, report.diagnostics);
    return [...kept, ...told.diagnostics].sort(byPosition);
  });
}
