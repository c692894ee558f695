import type { Diagnostic } from "../diagnostic.ts";
import type { Code } from "../load/codes.ts";
import { caseSettings, type Setting } from "../load/config-names.ts";
import { paramOfRules } from "../load/params.ts";
import { byPosition, newReport } from "../load/report.ts";
import type { SourceFile } from "../load/source.ts";
import type { CheckedRule } from "../rule.ts";
import type { EventCatalogue } from "./aws/events.ts";
import { requestPath } from "./aws/request-paths.ts";
import { NAME, SOURCE } from "./aws/said.ts";
import { lintGivenRecords } from "./given-records.ts";
import { events as eventNames } from "./lints/events.ts";
import { requestValues } from "./lints/request-values.ts";
import { undocumentedValues } from "./lints/undocumented-values.ts";
import type { Clause } from "./reason/clause.ts";
import { silenced } from "./silence.ts";
import { type Lint, type Linted, lintedOf } from "./subject.ts";

/** The lints that compare values with what AWS has. They see the default of a parameter as they see a value that is set for it. */
const OF_VALUES: readonly Lint[] = [eventNames, requestValues, undocumentedValues];

/**
 * What is wrong with values that files or flags set for parameters, beyond what `checkParams` sees: names of events, and values of members of calls. A rule is
 * asked with all that is set for it, the last of a name in force. `textOf`: the text of the rule's file, whose silences count.
 */
export function lintSettings(settings: readonly Setting[], events: EventCatalogue | null, textOf: (rule: CheckedRule) => string): Diagnostic[] {
  const found = new Map<string, Diagnostic & { param: string; ruleIds: Set<string> }>();
  for (const { file, rule, param, values } of settings) {
    const inForce = new Map(settings.filter((one) => one.rule.id === rule.id).map((one) => [one.param, one.value]));
    const params = rule.params.map((spec) => {
      const value =
        spec.name === param ? settings.findLast((one) => one.file === file && one.rule.id === rule.id && one.param === param)?.value : inForce.get(spec.name);
      return value === undefined ? spec : { ...spec, default: value };
    });
    const linted = lintedOf({ ...rule, params }, newReport(file), events ? { events } : {}, { param, values });
    for (const lint of OF_VALUES) lint(linted);
    for (const one of silenced(textOf(rule).split("\n"), newReport(file), linted.report.diagnostics, [])) {
      // What a pack sets goes to many rules, and is wrong once.
      const key = JSON.stringify([file, one.line, one.column, one.code, param, one.message]);
      const same = found.get(key);
      if (same) same.ruleIds.add(rule.id);
      else found.set(key, { ...one, file, param, ruleIds: new Set([rule.id]) });
    }
  }
  const reports = new Map(settings.map(({ file }) => [file, newReport(file)]));
  for (const { file, code, severity, message, suggestion, param, ruleIds, ...at } of found.values())
    reports.get(file)?.[severity](code as Code, at, `${paramOfRules(param, [...ruleIds])}: ${message}`, suggestion);
  return [...reports.values()].flatMap(({ diagnostics }) => diagnostics.sort(byPosition));
}

/** The same of the values that the cases of a test file set, each case by itself, and what is wrong with the records that they give. */
export const lintCases = (source: SourceFile, rule: CheckedRule, events: EventCatalogue | null, ruleText: string): Diagnostic[] => [
  ...caseSettings(source, rule).flatMap((settings) => lintSettings(settings, events, () => ruleText)),
  ...(events ? lintGivenRecords(source, events) : []),
];

/** Whether one of the settings is compared with what only the catalogue of events knows. */
export const settingsAskCatalogue = (settings: readonly Setting[]): boolean =>
  settings.some(({ rule, param }) => rule.body.kind === "event" && asks(lintedOf(rule, newReport(rule.file), {}), param));

function asks(linted: Linted, param: string): boolean {
  const inClause = (clause: Clause): boolean => {
    if (clause.kind === "not") return inClause(clause.clause);
    if (clause.kind !== "test") return clause.clauses.some(inClause);
    const { compared, path, subject, where } = clause;
    const isOfParam = compared?.operand.kind === "param" && compared.operand.name === param;
    // What stands within elements of a list may be of a request too.
    return (
      (isOfParam && (path === NAME || path === SOURCE || requestPath(subject, linted) !== null || path.startsWith("item"))) ||
      (where !== null && inClause(where))
    );
  };
  return linted.parts.some(({ clause }) => inClause(clause));
}
