import { type ConfigNames, loadRules } from "../../engine/index.ts";
import { configNamesOf } from "../config-names.ts";
import { ALL_RULES, ruleSources } from "../selection/sources.ts";

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

/** Null where the folders or packs that it names are not there: its author is still typing. */
function namesOf(config: string): ConfigNames | null {
  try {
    const { folders } = ruleSources({ ...ALL_RULES, config });
    return configNamesOf(folders, loadRules(folders.flatMap(({ files }) => files)));
  } catch {
    return null;
  }
}
