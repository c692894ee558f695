import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve, sep } from "node:path";
import { readText } from "../../collectors/files/index.ts";
import { isJsonName, isRuleName } from "../../document/text/index.ts";
import type { RuleEntry } from "../../editor/index.ts";
import { loadConfig } from "../../engine/index.ts";
import { findConfig, pathsOutside } from "../folders.ts";
import { shippedPackFolder, shippedPacks, shippedRules } from "../rule-files.ts";

/** The folders whose rules a check from some folder would load. */
interface Roots {
  folders: string[];
}

/** Rules on disk by the folder that asks. Reads no more of a rule than its id and title; kept until `refresh`. */
export interface RuleIndex {
  rules: (from: string) => readonly RuleEntry[];
  inRules: (path: string) => boolean;
  refresh: () => void;
}

const FILES = 5_000;

export function ruleIndex(): RuleIndex {
  const byFolder = new Map<string, { roots: Roots; entries: RuleEntry[] | null }>();
  const found = (path: string): { roots: Roots; entries: RuleEntry[] | null } => {
    const folder = dirname(path);
    const known = byFolder.get(folder) ?? { roots: rootsOf(folder), entries: null };
    byFolder.set(folder, known);
    return known;
  };
  return {
    rules: (from) => {
      const known = found(from);
      known.entries ??= known.roots.folders.flatMap((folder) => entriesOf(folder));
      return known.entries;
    },
    inRules: (path) => found(path).roots.folders.some((folder) => path.startsWith(`${folder}${sep}`)),
    refresh: () => byFolder.clear(),
  };
}

/** As `ruleSources` chooses; a reeve.yaml that is half typed names nothing. The shipped packs' own folder is one of rules. */
function rootsOf(folder: string): Roots {
  const shipped = shippedRules();
  const packs = (): string[] => shippedPacks().map(shippedPackFolder);
  if (folder === shipped || folder.startsWith(`${shipped}${sep}`)) return { folders: packs() };
  const path = findConfig(folder);
  if (path === null) return { folders: nearestPack(folder) };
  const config = loadConfig({ file: path, text: textOf(path) ?? "" }).config ?? {};
  const outside = pathsOutside(path, config.rules ?? []);
  const own = (config.rules ?? []).filter((each) => !outside.includes(each)).map((each) => resolve(dirname(path), each));
  const named = (config.packs ?? []).filter((id) => shippedPacks().includes(id)).map(shippedPackFolder);
  const folders = [...own, ...named];
  return { folders: folders.length > 0 ? folders : packs() };
}

/** Without a reeve.yaml a folder with a pack.yaml is one of rules. */
function nearestPack(folder: string): string[] {
  return statSync(join(folder, "pack.yaml"), { throwIfNoEntry: false }) ? [folder] : [];
}

function entriesOf(folder: string): RuleEntry[] {
  let names: string[];
  try {
    names = statSync(folder).isFile() ? [""] : (readdirSync(folder, { recursive: true, encoding: "utf8" }) as string[]);
  } catch {
    return [];
  }
  const isRule = (name: string): boolean => name === "" || (isRuleName(basename(name)) && !isJsonName(name) && !name.includes("node_modules"));
  return names
    .filter(isRule)
    .sort()
    .slice(0, FILES)
    .flatMap((name) => {
      const path = name === "" ? folder : join(folder, name);
      const text = textOf(path);
      const id = text === null ? null : line(text, "id");
      return text === null || id === null ? [] : [{ id, path, pack: basename(dirname(path)), title: line(text, "title") ?? "" }];
    });
}

/** The value of a key at the top of a file, where it is written on one line. */
function line(text: string, key: string): string | null {
  const value = new RegExp(`^${key}:[ \\t]*(.+?)[ \\t]*$`, "m").exec(text)?.[1];
  return value === undefined ? null : value.replace(/^(["'])(.*)\1$/, "$2");
}

function textOf(path: string): string | null {
  const read = readText(path, { authored: true, isYaml: true });
  return read.ok ? read.text : null;
}
