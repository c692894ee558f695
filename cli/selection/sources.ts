import { dirname, resolve, sep } from "node:path";
import { didYouMean } from "../../document/text/index.ts";
import { checkConfigFolders, type Diagnostic, loadConfig, pathsIn, type RuleChoice, requiredPaths } from "../../engine/index.ts";
import type { ReeveConfig } from "../../schemas/index.ts";
import { boundaryFor, findConfig, pathsOutside } from "../folders.ts";
import {
  DISK,
  diskWithin,
  type FileTree,
  holdsRules,
  type RuleFolder,
  type RuleText,
  ruleFolders,
  ruleFoldersIn,
  shippedPackFolder,
  shippedPacks,
  shippedRules,
} from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";

/** Which rules to evaluate, and where they are read. */
export interface RuleSelection extends RuleChoice {
  /** Folders of rules of one's own; null: those that reeve.yaml names. */
  rules: readonly string[] | null;
  /** Null: the nearest reeve.yaml from the working folder upward. */
  config: string | null;
}

/** What a command without flags selects. */
export const ALL_RULES: RuleSelection = { rules: null, config: null, pack: [], rule: [], exclude: [], control: [], severity: [], param: [] };

/** Files or folders of rules; where there are none, those that reeve.yaml names. */
export interface NamedRules {
  paths: readonly string[];
  /** Null: the nearest reeve.yaml from the working folder upward. */
  config: string | null;
}

export interface RuleSources {
  folders: RuleFolder[];
  /** The files and folders that they were read from. */
  roots: string[];
  /** What lies in folders that hold no rule. */
  besides: string[];
  config: ReeveConfig;
  configFile: RuleText | null;
  diagnostics: Diagnostic[];
}

const EMPTY: ReeveConfig = {};

/**
 * Finds reeve.yaml and the folders that the selection and it name, and reads them from the tree. Shipped packs come with the program, whatever the tree.
 */
export function ruleSources(selection: Pick<RuleSelection, "rules" | "pack" | "config">, tree: FileTree = DISK): RuleSources {
  const { path, configFile, config, diagnostics } = configIn(tree, selection.config);
  const base = path === null ? process.cwd() : dirname(resolve(path));
  const configured = selection.rules === null ? (config.rules ?? []) : [];
  const ownRoots = selection.rules ?? configured.map((folder) => resolve(base, folder));
  const outside = tree === DISK && path !== null ? pathsOutside(path, pathsIn(config)) : [];
  const outsideRoots = configured.filter((folder) => outside.includes(folder)).map((folder) => resolve(base, folder));
  const ownTree = tree === DISK && selection.rules === null ? diskWithin(boundaryFor(path)) : tree;
  // Flags in place of the configured folders of rules leave where waivers and attestations are kept.
  const { rules: _rules, ...besides } = config;
  const required = requiredPaths(selection.rules === null ? config : besides);
  const absent = tree === DISK ? required.filter((each) => !tree.has(resolve(base, each))) : [];
  const absentRoots = absent.map((folder) => resolve(base, folder));
  const read = ownRoots.filter((root) => !absentRoots.includes(root) && !outsideRoots.includes(root)).flatMap((root) => ruleFoldersIn(ownTree, root));
  const own = read.filter(holdsRules);
  const named = selection.pack.length > 0 ? selection.pack : (config.packs ?? []);
  const ownPacks = new Set(own.map(({ pack }) => pack));
  const shipped = shippedPacks();
  // Another state of the rules may lack a pack that the selection names: then it has no rule of it. The packs of reeve.yaml are checked with its other names.
  const missing = tree === DISK ? selection.pack.find((id) => !ownPacks.has(id) && !shipped.includes(id)) : undefined;
  if (missing !== undefined) {
    const all = [...shipped, ...ownPacks].filter((each) => each !== "-");
    throw new UsageError(`--pack ${missing}: no such pack.${didYouMean(missing, all, ` Packs: ${all.join(", ")}.`)}`);
  }
  const wanted = named.length > 0 || own.length > 0 || selection.rules ? named : shipped;
  const shippedRoots = wanted.filter((id) => shipped.includes(id) && !ownPacks.has(id)).map(shippedPackFolder);
  const fromOwn = selection.pack.length > 0 ? ownOf(own, selection, shipped) : own;
  return {
    folders: [...fromOwn, ...shippedRoots.flatMap(ruleFolders)],
    roots: [...ownRoots, ...shippedRoots],
    besides: read.flatMap((folder) => (holdsRules(folder) ? [] : folder.others)),
    config,
    configFile,
    diagnostics: [...diagnostics, ...(configFile ? checkConfigFolders(configFile, { absent, outside }) : [])],
  };
}

/**
 * What a choice of packs leaves of one's own folders. Those that `--rules` names are judged beside packs that Reeve brings; a pack of one's own, which an
 * earlier commit may lack, narrows them.
 */
function ownOf(own: readonly RuleFolder[], { rules, pack }: Pick<RuleSelection, "rules" | "pack">, shipped: readonly string[]): RuleFolder[] {
  const chosen = own.filter((folder) => pack.includes(folder.pack));
  return rules !== null && chosen.length === 0 && pack.every((id) => shipped.includes(id)) ? [...own] : chosen;
}

/** reeve.yaml of a tree; the empty one where there is none. */
export function configIn(tree: FileTree, named: string | null): Pick<RuleSources, "config" | "configFile" | "diagnostics"> & { path: string | null } {
  const path = named ?? findConfig(process.cwd(), tree.has);
  const configFile = path === null || (tree !== DISK && !tree.has(path)) ? null : tree.read(path);
  const loaded = configFile === null ? null : loadConfig(configFile);
  return { path, configFile, config: loaded?.config ?? loaded?.named ?? EMPTY, diagnostics: loaded?.diagnostics ?? [] };
}

/** The folders of one's own that a check would load; the shipped packs are not the user's to rewrite. */
export const ownFolders = (config: string | null): RuleFolder[] =>
  ruleSources({ ...ALL_RULES, config }).folders.filter(({ folder }) => !`${resolve(folder)}${sep}`.startsWith(`${shippedRules()}${sep}`));
