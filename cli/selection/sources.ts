import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../../engine/index.ts";
import { loadConfig } from "../../engine/index.ts";
import type { ReeveConfig } from "../../schemas/index.ts";
import { findConfig } from "../find-config.ts";
import type { SelectionFlags } from "../flags.ts";
import { didYouMean } from "../nearest.ts";
import { type RuleFolder, read, ruleFolders, type SourceFile, shippedPackFolder, shippedPacks } from "../rule-files.ts";
import { UsageError } from "../usage-error.ts";

export interface RuleSources {
  folders: RuleFolder[];
  /** The files and folders that they were read from. */
  roots: string[];
  config: ReeveConfig;
  configFile: SourceFile | null;
  diagnostics: Diagnostic[];
}

const EMPTY: ReeveConfig = {};

/** Finds reeve.yaml and the folders that flags and it name, without reading a rule. */
export function ruleSources(flags: Pick<SelectionFlags, "rules" | "pack" | "config">): RuleSources {
  const path = flags.config ?? findConfig();
  const configFile = path === null ? null : read(path);
  const loaded = configFile === null ? null : loadConfig(configFile);
  const config = loaded?.config ?? EMPTY;
  const base = path === null ? process.cwd() : dirname(resolve(path));
  const ownRoots = flags.rules ?? config.rules?.map((folder) => resolve(base, folder)) ?? [];
  const own = ownRoots.flatMap(ruleFolders);
  const named = flags.pack.length > 0 ? flags.pack : (config.packs ?? []);
  const ownPacks = new Set(own.map(({ pack }) => pack));
  const shipped = shippedPacks();
  for (const id of named) {
    if (ownPacks.has(id) || shipped.includes(id)) continue;
    const flag = flags.pack.length > 0 ? `--pack ${id}` : `reeve.yaml: packs: ${id}`;
    const all = [...shipped, ...ownPacks].filter((each) => each !== "-");
    throw new UsageError(`${flag}: no such pack.${didYouMean(id, all, ` Packs: ${all.join(", ")}.`)}`);
  }
  const wanted = named.length > 0 || own.length > 0 || flags.rules ? named : shipped;
  const shippedRoots = wanted.filter((id) => !ownPacks.has(id)).map(shippedPackFolder);
  const fromOwn = flags.pack.length > 0 ? own.filter(({ pack }) => flags.pack.includes(pack)) : own;
  return {
    folders: [...fromOwn, ...shippedRoots.flatMap(ruleFolders)],
    roots: [...ownRoots, ...shippedRoots],
    config,
    configFile,
    diagnostics: loaded?.diagnostics ?? [],
  };
}
