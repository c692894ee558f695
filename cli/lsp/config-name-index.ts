import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readText } from "../../collectors/index.ts";
import type { DecisionTerms, PackRules } from "../../editor/index.ts";
import { type ConfigNames, loadConfig } from "../../engine/index.ts";
import { findConfig } from "../folders.ts";
import { type RuleFolder, ruleFolders, shippedPackFolder, shippedPacks } from "../rule-files.ts";
import { configNamesOf, configuredFolders } from "../selection/config-names.ts";
import { loadFolders } from "../selection/loaded.ts";
import { UsageError } from "../usage-error.ts";

/** What each reeve.yaml on disk may name, kept until `refresh`. */
export interface ConfigNameIndex {
  of: (config: string) => ConfigNames | null;
  refresh: () => void;
}

export function configNameIndex(): ConfigNameIndex {
  const known = new Map<string, ConfigNames | null>();
  return {
    of: (config) => {
      const kept = known.get(config);
      if (kept !== undefined) return kept;
      const names = namesOf(config);
      known.set(config, names);
      return names;
    },
    refresh: () => known.clear(),
  };
}

/** Null where the folders that it names are not there: its author is still typing. */
function namesOf(config: string): ConfigNames | null {
  const folders = configuredFolders(config);
  return folders && configNamesOf({ folders, rules: loadFolders(folders).rules, more: [] });
}

/** Which of the folders that a reeve.yaml names are not there, seen from its own folder. */
export const absentFolders = (config: string, folders: readonly string[]): string[] =>
  folders.filter((folder) => !existsSync(resolve(dirname(config), folder)));

/** The rules of the packs whose pack.yaml were asked about, kept until `refresh`. */
export interface PackRuleIndex {
  of: (packFile: string) => PackRules | null;
  refresh: () => void;
}

export function packRuleIndex(): PackRuleIndex {
  const known = new Map<string, PackRules | null>();
  return {
    of: (packFile) => {
      const kept = known.get(packFile);
      if (kept !== undefined) return kept;
      const folder = dirname(packFile);
      const ours = (foldersIn(folder) ?? []).filter((one) => one.packFile !== null && resolve(one.folder) === folder);
      const found = ours.length === 0 ? null : { rules: loadFolders(ours).rules, files: ours.reduce((sum, { files }) => sum + files.length, 0) };
      known.set(packFile, found);
      return found;
    },
    refresh: () => known.clear(),
  };
}

/** Null where one of them cannot be read. */
function foldersIn(folder: string): RuleFolder[] | null {
  try {
    return ruleFolders(folder);
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}

/** What waivers and attestations are compared with beside a reeve.yaml: the clock, how long waivers may hold, and the rules that a check would load. */
export function termsBeside(path: string, names: ConfigNameIndex["of"]): DecisionTerms {
  const file = findConfig(dirname(path));
  const read = file === null ? null : readText(file, { authored: true, isYaml: true });
  const maxDays = file !== null && read?.ok ? loadConfig({ file, text: read.text }).config?.waivers?.maxDays : undefined;
  const known = file === null ? shippedNames() : names(file);
  // A rule that is not valid may be called anything.
  const rules = known === null || known.packs.some(({ unread }) => unread === true) ? null : known.rules;
  return { now: new Date().toISOString(), ...(maxDays ? { maxDays } : {}), ...(rules ? { rules } : {}) };
}

let shipped: ConfigNames | null = null;

/** What a check without a reeve.yaml loads. */
function shippedNames(): ConfigNames {
  const folders = shipped === null ? shippedPacks().map(shippedPackFolder).flatMap(ruleFolders) : [];
  shipped ??= configNamesOf({ folders, rules: loadFolders(folders).rules, more: [] });
  return shipped;
}
