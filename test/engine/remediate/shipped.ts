import { readdirSync, readFileSync } from "node:fs";
import { loadRules } from "../../../engine/language/load/index.ts";
import type { CheckedRule } from "../../../engine/language/rule.ts";

/** Every rule that ships, as far as it loads. */
export function shippedRules(): CheckedRule[] {
  const files = readdirSync("rules", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".yaml") && !file.endsWith(".test.yaml") && !file.endsWith("pack.yaml"))
    .sort()
    .map((file) => ({ file: `rules/${file}`, text: readFileSync(`rules/${file}`, "utf8") }));
  return loadRules(files).rules;
}

/** A rule from its text; throws what is wrong with it. */
export function ruleOf(text: string, id = "sample"): CheckedRule {
  const { rules, diagnostics } = loadRules([
    { file: `${id}.yaml`, text: `id: ${id}\ntitle: Sample\nseverity: high\nrationale: A sample.\nmessage: sample\n${text}` },
  ]);
  const [rule] = rules;
  if (!rule) throw new Error(JSON.stringify(diagnostics));
  return rule;
}
