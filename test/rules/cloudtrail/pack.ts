import { readdirSync, readFileSync } from "node:fs";
import { documentOfEvents, normalizeRecords, readEventFiles } from "../../../collectors/index.ts";
import { completeDocument } from "../../../engine/author/testing/complete.ts";
import { loadRules, loadRuleTest } from "../../../engine/language/load/index.ts";
import type { CheckedRule, ParamValue } from "../../../engine/language/rule.ts";
import type { ReeveDocument, ReeveResults, RuleTestFile } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

const FOLDER = "rules/cloudtrail-detections";
const source = (file: string) => ({ file, text: readFileSync(file, "utf8") });

/** Every rule of the pack; throws when one of them is refused or warned of. */
export function packRules(): CheckedRule[] {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && name !== "pack.yaml");
  const { rules, diagnostics } = loadRules(files.map((name) => source(`${FOLDER}/${name}`)));
  if (diagnostics.length > 0 || rules.length !== files.length) throw new Error(JSON.stringify(diagnostics, null, 1));
  return rules;
}

export function casesOf(rule: CheckedRule): RuleTestFile {
  const loaded = loadRuleTest(source(`${FOLDER}/${rule.id}.test.yaml`));
  if (!loaded.test) throw new Error(JSON.stringify(loaded.diagnostics, null, 1));
  return loaded.test;
}

/** Values for every rule that declares the name. */
export function packParams(rules: readonly CheckedRule[], values: Readonly<Record<string, ParamValue>>): Record<string, Record<string, ParamValue>> {
  return Object.fromEntries(
    rules.map((rule) => [rule.id, Object.fromEntries(Object.entries(values).filter(([name]) => rule.params.some((spec) => spec.name === name)))]),
  );
}

/** Files of records, as `check --events` reads them: no snapshot. */
export const eventsOnly = async (...paths: string[]): Promise<ReeveDocument> => documentOfEvents(await readEventFiles(paths), "test");

/** Records of a fixture, and the part of a snapshot taken before them (at 2026-01-15T12:00:00Z). */
export function withSnapshot(fixture: string, snapshot: Record<string, unknown>): ReeveDocument {
  const { Records } = JSON.parse(readFileSync(fixture, "utf8")) as { Records: unknown[] };
  const { document, problems } = completeDocument({ ...snapshot, events: Records }, normalizeRecords);
  if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 1));
  return document;
}

export function judged(document: ReeveDocument, rules: readonly CheckedRule[], values: Readonly<Record<string, ParamValue>> = {}): ReeveResults {
  const evaluated = evaluate(document, rules, { params: packParams(rules, values), stated: "kept" });
  if (!evaluated.ok) throw new Error(JSON.stringify(evaluated.errors, null, 1));
  return evaluated.results;
}

/** `<event> <rule>: <severity> <finding|unknown|unexcused>`, in order of the records. */
export function told({ results }: ReeveResults): string[] {
  return results
    .filter((result) => result.occurrence !== undefined)
    .map(
      (result) =>
        `${result.occurrence} ${result.rule}: ${result.severity} ${result.status === "fail" ? "finding" : result.reason === "unexcused" ? "unexcused" : result.status}`,
    )
    .sort();
}
