import { basename } from "node:path";
import { withoutEnding } from "../../document/text/index.ts";
import { type CheckedRule, type ConfigNames, checkConfigNames, type Diagnostic, namesOfRule } from "../../engine/index.ts";
import { type FileTree, type RuleFolder, shippedPacks, shippedRuleIds } from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";
import { loadFolders } from "./loaded.ts";
import { ALL_RULES, type RuleSources, ruleSources } from "./sources.ts";

/** What a reeve.yaml may name besides what is shipped. */
export interface Known {
  folders: readonly RuleFolder[];
  /** The valid rules of the folders. */
  rules: readonly CheckedRule[];
  /** Folders of the configuration that were not loaded, because flags or paths name others. They are loaded only where names are compared. */
  more: readonly RuleFolder[];
  /** Packs that results name. */
  packs?: readonly string[];
}

/** Fields of a reeve.yaml that name rules or packs. */
const NAMING = ["packs", "off", "severity", "params", "bindings"] as const;

/** Names in a reeve.yaml that nothing has. None are compared while the file has another fault: which folders it means is not known then. */
export function configFaults(sources: Pick<RuleSources, "configFile" | "config" | "diagnostics">, known: () => Known | null): Diagnostic[] {
  const { configFile, config, diagnostics } = sources;
  if (configFile === null || diagnostics.some(({ severity }) => severity === "error") || NAMING.every((key) => config[key] === undefined)) return [];
  const names = known();
  return names === null ? [] : checkConfigNames(configFile, configNamesOf(names));
}

/** A rule that is not valid is known by its names; its parameters are not compared. */
export function configNamesOf({ folders, rules: given, more, packs = [] }: Known): ConfigNames {
  const loaded = [...(more.length > 0 ? loadFolders(more).rules : []), ...given];
  const all = [...folders, ...more];
  const idOf = new Map(loaded.map(({ file, id }) => [file, id]));
  const unsound = all.flatMap(({ files }) => files.filter(({ file }) => !idOf.has(file)));
  return {
    rules: [...new Map(loaded.map((rule) => [rule.id, rule])).values()],
    packs: all.map(({ pack, files }) => ({ id: pack, ruleIds: files.flatMap(({ file }) => idOf.get(file) ?? []) })),
    others: {
      packs: [...shippedPacks(), ...packs],
      ruleIds: [...shippedRuleIds(), ...unsound.flatMap((source) => [withoutEnding(basename(source.file)), ...namesOfRule(source)])],
    },
  };
}

/** The folders that a configuration chooses without flags. Null where one of them cannot be read. */
export function configuredFolders(config: string | null, tree?: FileTree): RuleFolder[] | null {
  try {
    const { folders, diagnostics } = ruleSources({ ...ALL_RULES, config }, tree);
    return diagnostics.some(({ severity }) => severity === "error") ? null : folders;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
