/** The front half of the rule language: YAML text to checked rules, with every diagnostic at once. Pure: whoever calls reads the files. */
import type { ResourceKind } from "../../../schemas/index.ts";
import type { Condition } from "../condition/ast.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { CheckedRule, ParamSpec } from "../rule.ts";
import { readCondition } from "./conditions.ts";
import { nameOddCharacters } from "./odd-report.ts";
import { byPosition, hasErrors, newReport } from "./report.ts";
import { type Claim, type LoadedFile, newScope, readRuleFile } from "./rule-file.ts";
import type { SourceFile } from "./source.ts";
import { parseYaml } from "./yaml.ts";

export { CODES, type Code } from "./codes.ts";
export { checkConfigFolders, pathsIn, requiredPaths } from "./config-folders.ts";
export { type ConfigNames, checkConfigNames, checkPackParams, configSettings, namesOfRule, packSettings, type Setting } from "./config-names.ts";
export { loadConfig, loadPack, loadRuleTest } from "./files.ts";
export { checkParams, paramOfRules, parseParam, readParamText } from "./params.ts";
export type { SourceFile } from "./source.ts";
export { arnGlobFault, mayGlobMeet } from "./text-form.ts";

/**
 * Checks rule files together: ids, former ones included, are unique over all of them. A rule with any error is not returned;
 * one with warnings is. Diagnostics come in the order of the files and their lines. Never throws, whatever the text.
 */
export function loadRules(files: readonly SourceFile[]): { rules: CheckedRule[]; diagnostics: Diagnostic[] } {
  const loaded = files.map(readRuleFile);
  const claimed = new Map<string, string>();
  loaded.forEach((one, index) => {
    for (const claim of one.claims) checkClaim(claim, one, files[index]?.file ?? "", claimed);
  });
  const rules = loaded.flatMap(({ rule, report }) => (rule && !hasErrors(report) ? [rule] : []));
  return { rules, diagnostics: loaded.flatMap(({ report }) => report.diagnostics.sort(byPosition)) };
}

function checkClaim({ id, at }: Claim, { report }: LoadedFile, file: string, claimed: Map<string, string>): void {
  const owner = claimed.get(id);
  if (owner === undefined) claimed.set(id, file);
  else
    report.error(
      "RV014",
      at,
      owner === file ? `\`${id}\` is named twice.` : `\`${id}\` is already the id, or a former id, of the rule in ${owner}. Choose another id.`,
    );
}

const CONDITION_LIMITS = { length: 20_000, depth: 40, nodes: 2_000 };

/** Checks a lone condition, in YAML, on a kind: no lets, and no polarity, for nobody has said what it decides. `params` may be named in it. */
export function loadCondition(
  source: SourceFile,
  kind: ResourceKind,
  params: readonly ParamSpec[] = [],
): { condition: Condition | null; diagnostics: Diagnostic[] } {
  const report = newReport(source.file);
  const node = parseYaml(source.text, CONDITION_LIMITS, report);
  const scope = { ...newScope(kind, report), params: new Map(params.map((spec) => [spec.name, spec])) };
  const condition = node ? readCondition(node, scope) : null;
  nameOddCharacters(source.text, report);
  return { condition: hasErrors(report) ? null : condition, diagnostics: report.diagnostics.sort(byPosition) };
}
