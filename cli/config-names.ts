import type { ConfigNames, loadRules } from "../engine/index.ts";
import { type RuleFolder, shippedPacks, shippedRuleIds } from "./rule-files.ts";

/** What a reeve.yaml that chose these folders may name. Null where a rule is not valid: it would be missed. */
export function configNamesOf(folders: readonly RuleFolder[], { rules, diagnostics }: ReturnType<typeof loadRules>): ConfigNames | null {
  if (diagnostics.some(({ severity }) => severity === "error")) return null;
  const idOf = new Map(rules.map(({ file, id }) => [file, id]));
  const packs = folders.map(({ pack, files }) => ({ id: pack, ruleIds: files.flatMap(({ file }) => idOf.get(file) ?? []) }));
  return { rules, packs, shipped: { packs: shippedPacks(), ruleIds: shippedRuleIds() } };
}
