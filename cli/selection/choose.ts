import { hash } from "node:crypto";
import { didYouMean } from "../../document/text/index.ts";
import {
  type Check,
  type CheckedRule,
  type ChosenPack,
  type ChosenRules,
  checkOf,
  chooseRules,
  type Diagnostic,
  flagFaults,
  type LoadedFolder,
  PARAM_FLAG,
  packsOf,
  type Selected,
  type Selection,
} from "../../engine/index.ts";
import type { PackFile, ReeveConfig, Unread } from "../../schemas/index.ts";
import { version } from "../folders.ts";
import { gitTree } from "../git-tree.ts";
import { type FileTree, type RuleFolder, unreadRules } from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";
import { hashOf } from "../validation-cache.ts";
import { configFaults, configNamesOf, configuredFolders, type SettingSources, settingSources } from "./config-names.ts";
import { loadFolders } from "./loaded.ts";
import { type RuleSelection, ruleSources } from "./sources.ts";

/** The rules to judge by, and how. */
export interface SelectedRules extends ChosenRules {
  packs: ChosenPack[];
  config: ReeveConfig;
  /** SHA-256 of the text of reeve.yaml; null where there is none. */
  configSha256: string | null;
  diagnostics: Diagnostic[];
  sourceOf: (file: string) => string | undefined;
  /** What lies in the folders of rules that were read and is not read itself. */
  unread: Unread[];
  /** What sets values for parameters: `refuse` compares them with what AWS has. None for another state, which is compared with and not judged. */
  settings?: SettingSources;
  /** The check of what was refused; left out where nothing was. */
  checkOf?: (file: string) => Check;
}

/** What the evaluation needs of the choice, as plain data. */
export const selectionOf = ({ rules, offered, packs, params, severity, off, config, configSha256 }: SelectedRules): Selection => ({
  rules,
  packs: packs.map(({ id, sha256, ruleIds }) => ({ id, sha256, ruleIds })),
  offered: offered.map(({ id, controls }) => ({ id, controls })),
  params,
  severity,
  off,
  acceptedGaps: config.acceptedGaps ?? [],
  tool: { version: version(), configSha256 },
});

/** Another state of the rules than the one on disk. */
export interface Elsewhere {
  tree: FileTree;
  /** The rules as they are now: a selection that names what only they know is no mistake. */
  now: readonly CheckedRule[];
}

/**
 * Loads and selects. Diagnostics with an error mean that nothing may be judged; a selection of nothing throws a UsageError, but for a state that is
 * compared with: it may lack what the selection names. `resultsPacks`: packs of saved results, which a binding may name too.
 */
export function choose(selection: RuleSelection, elsewhere?: Elsewhere, resultsPacks: readonly string[] = []): SelectedRules {
  const sources = ruleSources(selection, elsewhere?.tree);
  const { folders, config, configFile, diagnostics } = sources;
  const files = folders.flatMap((folder) => folder.files);
  const loaded = loadFolders(folders);
  const texts = new Map(
    [...files, ...folders.flatMap(({ packFile }) => packFile ?? []), ...(configFile ? [configFile] : [])].map(({ file, text }) => [file, text]),
  );
  const read = folders.map((folder, at) => loadedFolder(folder, loaded.packs[at]?.pack ?? null));
  const packs = selectedOrThrow(packsOf(read, loaded.rules));
  texts.set(PARAM_FLAG, selection.param.join("\n"));
  const sourceOf = (file: string): string | undefined => texts.get(file);
  const isNarrowed = selection.rules !== null || selection.pack.length > 0;
  const names = configFaults(sources, () => {
    const more = isNarrowed ? configuredFolders(selection.config, elsewhere?.tree) : [];
    return more && { folders, rules: loaded.rules, more, packs: resultsPacks };
  });
  const offered = new Set(packs.flatMap(({ ruleIds }) => ruleIds));
  const named = loaded.rules.filter(({ id }) => offered.has(id));
  const flags = elsewhere ? [] : flagFaults(selection.param, named);
  const all = [...diagnostics, ...names, ...loaded.packs.flatMap((pack) => pack.diagnostics), ...loaded.diagnostics, ...flags];
  const unread = unreadRules([...folders.flatMap(({ others }) => others), ...sources.besides]);
  const configSha256 = configFile === null ? null : hash("sha256", configFile.text);
  const base = { packs, config, configSha256, diagnostics: all, sourceOf, unread };
  if (all.some(({ severity }) => severity === "error")) {
    const ofFlags: Check = ({ text }) => flagFaults(text.split("\n"), named);
    const byName = checkOf();
    return { ...base, checkOf: (file) => (file === PARAM_FLAG ? ofFlags : byName(file)), rules: [], offered: [], params: {}, severity: {}, off: {} };
  }
  const chosen = selectedOrThrow(chooseRules({ rules: loaded.rules, packs, config, choice: selection, now: elsewhere?.now ?? null }));
  if (elsewhere) return { ...base, ...chosen };
  const judged = new Set(chosen.rules.map(({ id }) => id));
  const known = { folders, rules: loaded.rules.filter(({ id }) => judged.has(id)) };
  const settings = { configFile, flags: selection.param, names: configFile && configNamesOf({ ...known, more: [] }) };
  return { ...base, ...chosen, settings: settingSources(known, settings, sourceOf) };
}

function loadedFolder({ pack, packFile, files }: RuleFolder, settings: PackFile | null): LoadedFolder {
  const sha256 = hashOf([...(packFile ? [packFile.text] : []), ...files.map(({ text }) => text)]);
  return { pack, packFile: packFile?.file ?? null, files: files.map(({ file }) => file), sha256, settings };
}

/**
 * The value.
 * @throws UsageError for a choice of rules that cannot be meant.
 */
export function selectedOrThrow<T>(selected: Selected<T>): T {
  if (selected.ok) return selected.value;
  const { text, misspelt } = selected.problem;
  throw new UsageError(misspelt ? `${text}${didYouMean(misspelt.typed, misspelt.known, misspelt.otherwise)}` : text);
}

/**
 * The rules as a git ref has them, chosen by the same selection: what `reeve check` would have judged by there. Reads rule files, pack.yaml and reeve.yaml of
 * the commit without a checkout; shipped packs, and folders outside the repository, are the same in both. A rule, pack or control that the ref lacks is
 * no mistake, nor is a ref without any rule; rules that are invalid there come back as diagnostics whose files begin with the ref, for `refuse`.
 * `now`: the rules of the working folder, which have been checked before; `flag` names who asks.
 */
export function chooseAt(ref: string, selection: RuleSelection, now: Pick<SelectedRules, "rules">, flag = "--rules-base"): SelectedRules {
  const tree = gitTree(ref, flag);
  const at = (file: string): string => `${ref}:${file}`;
  try {
    const chosen = choose(selection, { tree, now: now.rules });
    return {
      ...chosen,
      diagnostics: chosen.diagnostics.map((diagnostic) => ({ ...diagnostic, file: at(diagnostic.file) })),
      sourceOf: (file) => chosen.sourceOf(file.startsWith(at("")) ? file.slice(at("").length) : file),
    };
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(`${flag} ${ref}: ${error.message}`);
    throw error;
  }
}
