import { dirname, resolve, sep } from "node:path";
import { didYouMean } from "../../document/text/index.ts";
import { type Diagnostic, loadConfig } from "../../engine/index.ts";
import type { ReeveConfig } from "../../schemas/index.ts";
import type { SelectionFlags } from "../flags.ts";
import { findConfig } from "../folders.ts";
import {
  DISK,
  type FileTree,
  type RuleFolder,
  type RuleText,
  ruleFolders,
  ruleFoldersIn,
  shippedPackFolder,
  shippedPacks,
  shippedRules,
} from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";

export interface RuleSources {
  folders: RuleFolder[];
  /** The files and folders that they were read from. */
  roots: string[];
  config: ReeveConfig;
  configFile: RuleText | null;
  diagnostics: Diagnostic[];
}

const EMPTY: ReeveConfig = {};

/**
 * Finds reeve.yaml and the folders that flags and it name, and reads them from the tree. Shipped packs come with the program, whatever the tree.
 */
export function ruleSources(flags: Pick<SelectionFlags, "rules" | "pack" | "config">, tree: FileTree = DISK): RuleSources {
  const path = flags.config ?? findConfig(process.cwd(), tree.has);
  const configFile = path === null || (tree !== DISK && !tree.has(path)) ? null : tree.read(path);
  const loaded = configFile === null ? null : loadConfig(configFile);
  const config = loaded?.config ?? EMPTY;
  const base = path === null ? process.cwd() : dirname(resolve(path));
  const ownRoots = flags.rules ?? config.rules?.map((folder) => resolve(base, folder)) ?? [];
  const own = ownRoots.flatMap((root) => ruleFoldersIn(tree, root));
  const named = flags.pack.length > 0 ? flags.pack : (config.packs ?? []);
  const ownPacks = new Set(own.map(({ pack }) => pack));
  const shipped = shippedPacks();
  const lacks = (id: string): boolean => !ownPacks.has(id) && !shipped.includes(id);
  for (const id of named) {
    // Another state of the rules may lack a pack that the flags name: then it has no rule of it.
    if (!lacks(id) || (tree !== DISK && flags.pack.length > 0)) continue;
    const flag = flags.pack.length > 0 ? `--pack ${id}` : `reeve.yaml: packs: ${id}`;
    const all = [...shipped, ...ownPacks].filter((each) => each !== "-");
    throw new UsageError(`${flag}: no such pack.${didYouMean(id, all, ` Packs: ${all.join(", ")}.`)}`);
  }
  const wanted = named.length > 0 || own.length > 0 || flags.rules ? named : shipped;
  const shippedRoots = wanted.filter((id) => shipped.includes(id) && !ownPacks.has(id)).map(shippedPackFolder);
  const fromOwn = flags.pack.length > 0 ? own.filter(({ pack }) => flags.pack.includes(pack)) : own;
  return {
    folders: [...fromOwn, ...shippedRoots.flatMap(ruleFolders)],
    roots: [...ownRoots, ...shippedRoots],
    config,
    configFile,
    diagnostics: loaded?.diagnostics ?? [],
  };
}

/** The folders of one's own that a check would load; the shipped packs are not the user's to rewrite. */
export const ownFolders = (flags: { config?: string }): RuleFolder[] =>
  ruleSources({ pack: [], ...flags }).folders.filter(({ folder }) => !`${resolve(folder)}${sep}`.startsWith(`${shippedRules()}${sep}`));
