import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadRules } from "../engine/index.ts";
import type { CheckedRule } from "../engine/language/rule.ts";

const RULES = fileURLToPath(new URL("../rules/", import.meta.url));

/** Every rule of the shipped packs. */
export function shippedRules(): CheckedRule[] {
  const names = readdirSync(RULES, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && !name.endsWith("pack.yaml"),
  );
  const { rules, diagnostics } = loadRules(names.sort().map((name) => ({ file: `rules/${name}`, text: readFileSync(`${RULES}${name}`, "utf8") })));
  const faults = diagnostics.filter((diagnostic) => diagnostic.severity === "error");
  if (faults.length > 0 || rules.length === 0) throw new Error(`the shipped rules do not load: ${faults[0]?.file} ${faults[0]?.message}`);
  return rules;
}
