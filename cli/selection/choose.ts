import type { CheckedRule, Diagnostic, Selection, Severity } from "../../engine/index.ts";
import type { PackFile, ReeveConfig } from "../../schemas/index.ts";
import type { SelectionFlags } from "../flags.ts";
import { hashOf } from "../hash.ts";
import { didYouMean } from "../nearest.ts";
import { type FileTree, type RuleFolder, ruleFolders, shippedPackFolder, shippedPacks } from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";
import { fittedFlags } from "./fitted.ts";
import { loadFolders } from "./loaded.ts";
import { checkedParams, type ParamValues, paramFlags } from "./params.ts";
import { select } from "./select.ts";
import { ruleSources } from "./sources.ts";

export interface ChosenPack {
  /** - for rules of no pack. */
  id: string;
  /** SHA-256 of its files. */
  sha256: string;
  file: PackFile | null;
  ruleIds: string[];
}

/** The rules to judge by, and how. */
export interface Chosen {
  rules: CheckedRule[];
  /** The rules that there are to choose from. */
  offered: CheckedRule[];
  packs: ChosenPack[];
  config: ReeveConfig;
  /** Parameter values by rule id: the pack's, reeve.yaml's by pack, by rule, then the flags'. */
  params: ParamValues;
  /** Severities that differ, by rule id. */
  severity: Record<string, Severity>;
  /** Why rules are switched off, by rule id. */
  off: Record<string, string>;
  diagnostics: Diagnostic[];
  sourceOf: (file: string) => string | undefined;
}

/** What the evaluation needs of the choice, as plain data. */
export const selectionOf = ({ rules, packs, params, severity, off, config }: Chosen): Selection => ({
  rules,
  packs: packs.map(({ id, sha256, ruleIds }) => ({ id, sha256, ruleIds })),
  params,
  severity,
  off,
  acceptedGaps: config.acceptedGaps ?? [],
});

/** Another state of the rules than the one on disk. */
export interface Elsewhere {
  tree: FileTree;
  /** The rules as they are now: flags that name what only they know are no mistake. */
  now: readonly CheckedRule[];
}

/**
 * Loads and selects. Diagnostics with an error mean that nothing may be judged; a selection of nothing throws a UsageError, but for a state that is
 * compared with: it may lack what the flags name.
 */
export function choose(flags: SelectionFlags, elsewhere?: Elsewhere): Chosen {
  const { folders, config, configFile, diagnostics } = ruleSources(flags, elsewhere?.tree);
  const files = folders.flatMap((folder) => folder.files);
  const loaded = loadFolders(folders);
  const texts = new Map(
    [...files, ...folders.flatMap(({ packFile }) => packFile ?? []), ...(configFile ? [configFile] : [])].map(({ file, text }) => [file, text]),
  );
  const packs = folders.map((folder, at) => packOf(folder, loaded.packs[at]?.pack ?? null, loaded.rules));
  const sourceOf = (file: string): string | undefined => texts.get(file);
  const all = [...diagnostics, ...loaded.packs.flatMap((pack) => pack.diagnostics), ...loaded.diagnostics];
  const base = { packs, config, diagnostics: all, sourceOf };
  if (all.some(({ severity }) => severity === "error")) return { ...base, rules: [], offered: [], params: {}, severity: {}, off: {} };

  const packOfRule = new Map(packs.flatMap(({ id, ruleIds }) => ruleIds.map((rule) => [rule, id])));
  const offered = loaded.rules.filter(({ id }) => packOfRule.has(id));
  const severity: Record<string, Severity> = Object.assign({}, ...packs.map(({ file }) => file?.severity), config.severity);
  checkNames(config, offered, packs);
  const candidates = offered.map((rule) => ({
    id: rule.id,
    formerly: rule.formerly,
    params: rule.params,
    pack: packOfRule.get(rule.id) ?? "-",
    severities: severitiesOf(rule, severity[rule.id]),
    controls: rule.controls,
  }));
  const fitted = elsewhere ? fittedFlags(flags, candidates, elsewhere.now) : flags;
  const ids = fitted ? select(candidates, fitted, elsewhere !== undefined) : new Set<string>();
  const rules = offered.filter(({ id }) => ids.has(id));
  const params = paramsOf(rules, packs, config, paramFlags(fitted?.param ?? [], offered));
  const off = Object.fromEntries((config.off ?? []).filter(({ rule }) => ids.has(rule)).map(({ rule, reason }) => [rule, reason]));
  return { ...base, rules, offered, params, severity, off };
}

/** An override takes the place of the rule's own severity and of what it may raise to. */
const severitiesOf = (rule: CheckedRule, override: Severity | undefined): Severity[] =>
  override ? [override] : [rule.severity, ...rule.raise.map(({ to }) => to)];

/** The rules of one folder, as its pack.yaml narrows them. */
function packOf(folder: RuleFolder, pack: PackFile | null, rules: readonly CheckedRule[]): ChosenPack {
  const files = new Set(folder.files.map(({ file }) => file));
  const ids = rules.filter(({ file }) => files.has(file)).map(({ id }) => id);
  const named = pack?.rules;
  if (named) {
    const missing = named.find((id) => !ids.includes(id));
    if (missing !== undefined && ids.length === files.size) {
      throw new UsageError(`${folder.packFile?.file}: the pack names a rule ${missing} that its folder lacks.${didYouMean(missing, ids)}`);
    }
  }
  const sha256 = hashOf([...(folder.packFile ? [folder.packFile.text] : []), ...folder.files.map(({ text }) => text)]);
  return { id: folder.pack, sha256, file: pack, ruleIds: named ? ids.filter((id) => named.includes(id)) : ids };
}

/** Names in reeve.yaml that nothing bears: a rule that is "off" by a misspelt id would run on in silence. */
function checkNames(config: ReeveConfig, rules: readonly CheckedRule[], packs: readonly ChosenPack[]): void {
  const ids = rules.map(({ id }) => id);
  const known = new Set([...ids, ...rules.flatMap(({ formerly }) => formerly)]);
  const packIds = packs.map(({ id }) => id);
  const every: [string, string, Iterable<string>][] = [
    ...(config.off ?? []).map(({ rule }): [string, string, Iterable<string>] => ["off", rule, ids]),
    ...Object.keys(config.severity ?? {}).map((rule): [string, string, Iterable<string>] => ["severity", rule, ids]),
    ...Object.keys(config.params ?? {}).map((name): [string, string, Iterable<string>] => ["params", name, [...ids, ...packIds]]),
  ];
  // A name that is shipped but not chosen this time is no mistake.
  const elsewhere = new Set([...shippedPacks(), ...packIds]);
  for (const [key, name, names] of every) {
    if (known.has(name) || elsewhere.has(name)) continue;
    if (shippedRuleIds().has(name)) continue;
    throw new UsageError(`reeve.yaml: ${key}: no rule${key === "params" ? " or pack" : ""} is called ${name}.${didYouMean(name, names)}`);
  }
}

const shippedRuleIds = (): Set<string> =>
  new Set(
    shippedPacks().flatMap((id) =>
      ruleFolders(shippedPackFolder(id)).flatMap(({ files }) => files.map(({ file }) => file.replace(/^.*[\\/]/, "").replace(/\.ya?ml$/, ""))),
    ),
  );

/** What a pack sets goes to every rule of it that declares the name; what is set for one rule must be declared by it. */
function paramsOf(rules: readonly CheckedRule[], packs: readonly ChosenPack[], config: ReeveConfig, flags: ParamValues): ParamValues {
  const params: ParamValues = {};
  for (const rule of rules) {
    const pack = packs.find(({ ruleIds }) => ruleIds.includes(rule.id));
    const values = {
      ...checkedParams(rule, pack?.file?.params ?? {}, `pack ${pack?.id}`, true),
      ...(pack ? checkedParams(rule, config.params?.[pack.id] ?? {}, `reeve.yaml: params: ${pack.id}`, true) : {}),
      ...checkedParams(rule, config.params?.[rule.id] ?? {}, "reeve.yaml: params", false),
      ...flags[rule.id],
    };
    if (Object.keys(values).length > 0) params[rule.id] = values;
  }
  return params;
}
