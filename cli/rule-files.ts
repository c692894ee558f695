import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { reasonOf } from "./files.ts";
import { packageRoot } from "./folders.ts";
import { inputText } from "./read-input.ts";
import { UsageError } from "./usage-error.ts";

export interface RuleText {
  /** As the user would name it: relative to the working folder where it lies beneath it. */
  file: string;
  text: string;
}

/** A folder's rules: a pack when it holds a pack.yaml. */
export interface RuleFolder {
  /** Pack id: the folder's name; - for rules of no pack. */
  pack: string;
  folder: string;
  packFile: RuleText | null;
  files: RuleText[];
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

/** The ids of the shipped rules, which are the names of their files. */
export const shippedRuleIds = (): string[] =>
  readdirSync(shippedRules(), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && isRule(entry.name))
    .map(({ name }) => name.replace(/\.ya?ml$/, ""));

export const shippedPackFolder = (id: string): string => join(shippedRules(), id);

/** Where rules, packs and reeve.yaml are read from: the disk, or what a git ref holds in its place. Paths are those of the disk. */
export interface FileTree {
  /** Whether a file is there. */
  has: (path: string) => boolean;
  /** Null where nothing is. On disk, where somebody named it, that is a usage error. */
  kindOf: (path: string) => "file" | "folder" | null;
  /** What lies directly in a folder: files and folders, no links. */
  list: (folder: string) => { name: string; isFolder: boolean }[];
  read: (path: string) => RuleText;
}

export const DISK: FileTree = {
  has: existsSync,
  kindOf: (path) => {
    const found = statOf(path);
    if (!found.isFile() && !found.isDirectory()) throw new UsageError(`cannot read rules from ${path}: it is neither a file nor a folder`);
    return found.isFile() ? "file" : "folder";
  },
  list: (folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() || entry.isDirectory())
      .map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() })),
  read,
};

/** Reads the rules of a folder (or one file); subfolders with a pack.yaml are packs of their own. Sorted, so that every run reads alike. */
export const ruleFolders = (path: string): RuleFolder[] => ruleFoldersIn(DISK, path);

/** The same of any tree. */
export function ruleFoldersIn(tree: FileTree, path: string): RuleFolder[] {
  const kind = tree.kindOf(path);
  if (kind === null) return [];
  if (kind === "file") return [{ pack: "-", folder: dirname(path), packFile: null, files: [tree.read(path)] }];
  const folders: RuleFolder[] = [];
  walk(tree, path, null, folders);
  return folders.filter(({ files, packFile }) => files.length > 0 || packFile !== null);
}

function walk(tree: FileTree, folder: string, parent: RuleFolder | null, folders: RuleFolder[]): void {
  const entries = tree.list(folder).sort((a, b) => (a.name < b.name ? -1 : 1));
  const packYaml = entries.find(({ name, isFolder }) => !isFolder && name === "pack.yaml");
  let here = parent;
  if (packYaml || !here) {
    here = { pack: packYaml ? basename(resolve(folder)) : "-", folder, packFile: packYaml ? tree.read(join(folder, "pack.yaml")) : null, files: [] };
    folders.push(here);
  }
  for (const { name, isFolder } of entries) {
    const path = join(folder, name);
    if (isFolder && name !== "node_modules" && !name.startsWith(".")) walk(tree, path, here, folders);
    else if (!isFolder && isRule(name)) here.files.push(tree.read(path));
  }
}

const isRule = (name: string): boolean => /\.ya?ml$/.test(name) && !/\.test\.ya?ml$/.test(name) && name !== "pack.yaml" && name !== "reeve.yaml";

/** Reads one text file that an author writes, named as the user would name it. The text holds every byte of the file. */
export function read(path: string): RuleText {
  return { file: named(path), text: inputText(path, { authored: true }) };
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

/** Whether the text holds every byte of the file: one that is no UTF-8, or has changed meanwhile, must not be written again from it. */
export const isWhole = ({ file, text }: RuleText): boolean => readFileSync(file).equals(Buffer.from(text));
