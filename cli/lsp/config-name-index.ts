import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { readText } from "../../collectors/index.ts";
import { type ConfigNames, loadConfig, type WaiveContext } from "../../engine/index.ts";
import { findConfig } from "../folders.ts";
import { configNamesOf, configuredFolders } from "../selection/config-names.ts";
import { loadFolders } from "../selection/loaded.ts";

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

/** What waivers are held to beside a reeve.yaml: the clock, and how long they may hold. */
export function termsBeside(path: string): Pick<WaiveContext, "now" | "maxDays"> {
  const file = findConfig(dirname(path));
  const read = file === null ? null : readText(file, { authored: true, isYaml: true });
  const maxDays = file !== null && read?.ok ? loadConfig({ file, text: read.text }).config?.waivers?.maxDays : undefined;
  return { now: new Date().toISOString(), ...(maxDays ? { maxDays } : {}) };
}
