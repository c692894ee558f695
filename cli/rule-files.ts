import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { reasonOf } from "./files.ts";
import { packageRoot } from "./folders.ts";
import { UsageError } from "./usage-error.ts";

export interface SourceFile {
  /** As the user would name it: relative to the working folder where it lies beneath it. */
  file: string;
  text: string;
}

/** A folder's rules: a pack when it holds a pack.yaml. */
export interface RuleFolder {
  /** Pack id: the folder's name; - for rules of no pack. */
  pack: string;
  folder: string;
  packFile: SourceFile | null;
  files: SourceFile[];
}

/** Where the shipped packs lie. */
export const shippedRules = (): string => join(packageRoot(), "rules");

/** The ids of the shipped packs, without reading their rules. */
export function shippedPacks(): string[] {
  const folder = shippedRules();
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export const shippedPackFolder = (id: string): string => join(shippedRules(), id);

/** Reads the rules of a folder (or one file); subfolders with a pack.yaml are packs of their own. Sorted, so that every run reads alike. */
export function ruleFolders(path: string): RuleFolder[] {
  const found = statOf(path);
  if (found.isFile()) return [{ pack: "-", folder: dirname(path), packFile: null, files: [read(path)] }];
  const folders: RuleFolder[] = [];
  walk(path, null, folders);
  return folders.filter(({ files, packFile }) => files.length > 0 || packFile !== null);
}

function walk(folder: string, parent: RuleFolder | null, folders: RuleFolder[]): void {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const packYaml = entries.find((entry) => entry.isFile() && entry.name === "pack.yaml");
  let here = parent;
  if (packYaml || !here) {
    here = { pack: packYaml ? basename(resolve(folder)) : "-", folder, packFile: packYaml ? read(join(folder, "pack.yaml")) : null, files: [] };
    folders.push(here);
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith(".")) walk(path, here, folders);
    else if (entry.isFile() && isRule(entry.name)) here.files.push(read(path));
  }
}

const isRule = (name: string): boolean => /\.ya?ml$/.test(name) && !/\.test\.ya?ml$/.test(name) && name !== "pack.yaml" && name !== "reeve.yaml";

/** Reads one text file, named as the user would name it. */
export function read(path: string): SourceFile {
  try {
    return { file: named(path), text: readFileSync(path, "utf8") };
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`);
  }
}

/** Relative to the working folder where that is shorter, else absolute. */
export function named(path: string): string {
  const absolute = resolve(path);
  const near = relative(process.cwd(), absolute);
  return near !== "" && !near.startsWith("..") ? near : absolute;
}

function statOf(path: string): ReturnType<typeof statSync> & object {
  try {
    return statSync(path);
  } catch (error) {
    throw new UsageError(`cannot read rules from ${path}: ${reasonOf(error)}`);
  }
}
