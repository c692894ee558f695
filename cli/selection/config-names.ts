import { basename } from "node:path";
import { SOURCES } from "../../collectors/index.ts";
import { withoutEnding } from "../../document/text/index.ts";
import {
  type Check,
  type CheckedRule,
  type ConfigNames,
  checkConfigNames,
  checkOf,
  checkPackParams,
  configSettings,
  type Diagnostic,
  flagFaults,
  flagSettings,
  lintSettings,
  loadEventCatalogue,
  namesOfRule,
  PARAM_FLAG,
  packSettings,
  type Setting,
  type SourceFile,
  settingsAskCatalogue,
} from "../../engine/index.ts";
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
const NAMING = ["packs", "off", "severity", "params", "bindings", "acceptedGaps"] as const;

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
    calls: SOURCES.map(({ api }) => api),
    packs: all.map(({ pack, files }) => {
      const ruleIds = files.flatMap(({ file }) => idOf.get(file) ?? []);
      return { id: pack, ruleIds, ...(ruleIds.length < files.length ? { unread: true } : {}) };
    }),
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

/** What sets values for parameters of rules: a pack.yaml, reeve.yaml, or `--param`, whose flags are lines. */
interface SettingSource extends SourceFile {
  settingsOf: (source: SourceFile) => Setting[];
  /** Faults of names and types in it, beside those of its form. */
  faultsOf: (source: SourceFile) => Diagnostic[];
}

/** What sets values for parameters, those that are in force last, and the texts of the rules. */
export interface SettingSources {
  sources: SettingSource[];
  sourceOf: (file: string) => string | undefined;
}

/** Where the parameters of rules get values from. `names`: what a reeve.yaml may name. */
export function settingSources(
  { folders, rules }: Pick<Known, "folders" | "rules">,
  { configFile, flags, names }: { configFile: SourceFile | null; flags: readonly string[]; names: ConfigNames | null },
  sourceOf: (file: string) => string | undefined,
): SettingSources {
  const packs = folders.flatMap(({ packFile, files }): SettingSource[] => {
    const ours = new Set(files.map(({ file }) => file));
    const within = rules.filter(({ file }) => ours.has(file));
    return packFile
      ? [{ ...packFile, settingsOf: (source) => packSettings(source, within), faultsOf: (source) => checkPackParams(source, within, files.length) }]
      : [];
  });
  const config: SettingSource[] =
    configFile && names
      ? [{ ...configFile, settingsOf: (source) => configSettings(source, names), faultsOf: (source) => checkConfigNames(source, names) }]
      : [];
  const flag: SettingSource = {
    file: PARAM_FLAG,
    text: flags.join("\n"),
    settingsOf: ({ text }) => flagSettings(text.split("\n"), rules),
    faultsOf: ({ text }) => flagFaults(text.split("\n"), rules),
  };
  return { sources: [...packs, ...config, ...(flags.length > 0 ? [flag] : [])], sourceOf };
}

/**
 * What is wrong with the values that are set, compared with what AWS has. The list of AWS's calls is loaded where one is compared with it. `checkOf`: the check
 * of a file that sets some, with these faults; null for every other.
 */
export async function settingFaults({ sources, sourceOf }: SettingSources): Promise<{ diagnostics: Diagnostic[]; checkOf: (file: string) => Check | null }> {
  const settings = sources.map((source) => source.settingsOf(source));
  const all = settings.flat();
  if (all.length === 0) return { diagnostics: [], checkOf: () => null };
  const textOf = ({ file }: CheckedRule): string => sourceOf(file) ?? "";
  const events = settingsAskCatalogue(all) ? await loadEventCatalogue(all.map(({ rule }) => textOf(rule))) : null;
  const byName = checkOf();
  const checkOfSource = (file: string): Check | null => {
    const at = sources.findIndex((one) => one.file === file);
    const own = sources[at];
    if (!own) return null;
    return (source) => [
      ...(file === PARAM_FLAG ? [] : byName(file)(source)),
      ...own.faultsOf(source),
      ...lintSettings(settings.with(at, own.settingsOf(source)).flat(), events, textOf).filter((one) => one.file === file),
    ];
  };
  return { diagnostics: lintSettings(all, events, textOf), checkOf: checkOfSource };
}
