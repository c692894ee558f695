import type { Diagnostic } from "../diagnostic.ts";
import type { Code } from "../load/codes.ts";
import { byPosition, newReport } from "../load/report.ts";
import type { CheckedRule } from "../rule.ts";
import type { LintContext } from "./context.ts";
import { duplicates } from "./lints/duplicates.ts";
import { neverFires } from "./lints/never-fires.ts";
import { LINTS } from "./lints.ts";
import { mayBeSilenced, silenced } from "./silence.ts";
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
  const uncheckedCodes = uncheckedCodesOf(rules, context);
  return all.flatMap((linted) => {
    const { rule } = linted;
    const report = { diagnostics: withoutRewrites(linted.report.diagnostics) };
    if (!mayBeSilenced(linted.text)) return report.diagnostics.sort(byPosition);
    const ruleReport = newReport(rule.file);
    const kept = silenced(linted.lines, ruleReport, report.diagnostics, uncheckedCodes);
    return [...kept, ...ruleReport.diagnostics].sort(byPosition);
  });
}

/** A pattern that can never match is not to be written in another way: what RV096 says of it is left out. */
function withoutRewrites(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const meets = (one: Diagnostic, other: Diagnostic): boolean =>
    one.line <= other.endLine &&
    other.line <= one.endLine &&
    (one.line !== other.endLine || one.column < other.endColumn) &&
    (other.line !== one.endLine || other.column < one.endColumn);
  return diagnostics.filter((one) => one.code !== "RV096" || !errors.some((error) => meets(one, error)));
}

/** Lints that ask the catalogue of events. */
export const CATALOGUE_CODES: readonly Code[] = ["RV086", "RV087", "RV088", "RV089", "RV099", "RV100"];

/** Lints that need what was not given: other rules, a list of events, a document, the state of tests and packs. */
function uncheckedCodesOf(rules: readonly CheckedRule[], { events, document, tested, packed }: LintContext): Code[] {
  return [
    ...(rules.length > 1 ? [] : (["RV083", "RV084"] as const)),
    ...(events ? [] : CATALOGUE_CODES),
    ...(document ? [] : (["RV090"] as const)),
    ...(packed ? [] : (["RV093", "RV094"] as const)),
    ...(tested ? [] : (["RV095"] as const)),
  ];
}
