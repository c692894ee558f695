import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { type FolderEntry, folderEntries, isWithin, readText, withoutHolders } from "../collectors/files/index.ts";
import { isConfigName, isJsonName, isPackName, isRuleName, isTestName, rulePathsOf, withoutEnding } from "../document/text/index.ts";
import type { CheckedRule } from "../engine/index.ts";
import { type RulePlace, visible } from "../reporters/index.ts";
import type { Unread } from "../schemas/index.ts";
import { reasonOf } from "./files.ts";
import { packageRoot } from "./folders.ts";
import { inputText } from "./read-input.ts";
import { UsageError } from "./usage-error.ts";

export interface RuleText {
  /** As the user would name it: relative to the working folder where it lies beneath it. */
  file: string;
  text: string;
  /** Why the file's bytes are no text that can be read, as a sentence; `text` is empty then. */
  unread?: string;
}

/** A folder's rules: a pack when it holds a pack.yaml. */
export interface RuleFolder {
  /** Pack id: the folder's name; - for rules of no pack. */
  pack: string;
  folder: string;
  packFile: RuleText | null;
  files: RuleText[];
  /** Files and folders in it that are not read: of another ending, JSON that is no rule, hidden folders, and what is no file. */
  others: string[];
  /** Files of tests, which `rules test` reads. One beside no rule is among the others. */
  tests: string[];
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
    .filter((entry) => entry.isFile() && isRuleName(entry.name))
    .map(({ name }) => withoutEnding(name));

export const shippedPackFolder = (id: string): string => join(shippedRules(), id);

/** Where rules, packs and reeve.yaml are read from: the disk, or what a git ref holds in its place. Paths are those of the disk. */
export interface FileTree {
  /** Whether a file is there. */
  has: (path: string) => boolean;
  /** Null where nothing is. On disk, where somebody named it, that is a usage error. */
  kindOf: (path: string) => "file" | "folder" | null;
  /** What lies directly in a folder. */
  list: (folder: string) => FolderEntry[];
  read: (path: string) => RuleText;
  /** The same of a rule in a folder: one that is no text is a fault of that rule, beside which the others are read. Left out: as `read`. */
  readRule?: (path: string) => RuleText;
  /** A submodule in which a path lies, or that lies in it: a commit does not hold its files. Left out where files are read as they are. */
  submoduleIn?: (path: string) => string | null;
  /** Without the links in it, where it leads to something. */
  real: (path: string) => string;
}

/** The disk, as far as a configuration may name it: a link in a folder that leads out of the boundary is refused. */
export const diskWithin = (boundary: string | null): FileTree =>
  boundary === null ? DISK : { ...DISK, list: (folder) => DISK.list(folder).map(inside(boundary, folder)) };

const inside =
  (boundary: string, folder: string) =>
  (entry: FolderEntry): FolderEntry => {
    if (entry.target === undefined || isWithin(boundary, entry.target)) return entry;
    throw new UsageError(`${named(join(folder, entry.name))} is a link that leads out of ${boundary}: replace it by a copy, or allow it with --allow-outside.`);
  };

export const DISK: FileTree = {
  has: existsSync,
  kindOf: (path) => {
    const found = statOf(path);
    if (!found.isFile() && !found.isDirectory()) throw new UsageError(`cannot read rules from ${path}: it is neither a file nor a folder`);
    return found.isFile() ? "file" : "folder";
  },
  list: (folder) => {
    try {
      return folderEntries(folder);
    } catch (error) {
      throw new UsageError(`cannot read rules from ${folder}: ${reasonOf(error)}`);
    }
  },
  read,
  readRule,
  real: realpathSync,
};

/** Reads the rules of a folder (or one file); subfolders with a pack.yaml are packs of their own. Sorted, so that every run reads alike. */
export const ruleFolders = (path: string): RuleFolder[] => ruleFoldersIn(DISK, path);

/** The same of any tree. */
export function ruleFoldersIn(tree: FileTree, path: string): RuleFolder[] {
  const submodule = tree.submoduleIn?.(path) ?? null;
  if (submodule !== null)
    throw new UsageError(
      `${named(path)} is in the submodule ${submodule}, whose files no commit of this repository holds: keep rules in the repository itself.`,
    );
  const kind = tree.kindOf(path);
  if (kind === null) return [];
  if (kind === "file") return [{ pack: "-", folder: dirname(path), packFile: null, files: [(tree.readRule ?? tree.read)(path)], others: [], tests: [] }];
  const folders: RuleFolder[] = [];
  walk(tree, path, null, folders, { top: path, linked: new Set() });
  const read = folders.flatMap(({ files }) => files.map(({ file }) => file));
  const isHidden = (file: string): boolean => basename(file).startsWith(".");
  const realOf = (file: string): string => (tree.has(file) || tree.has !== DISK.has ? tree.real(file) : file);
  for (const folder of folders) {
    const hidden = folder.others.filter(isHidden);
    if (hidden.length > 0) folder.others = [...folder.others.filter((file) => !isHidden(file)), ...withoutHolders(hidden, read, realOf)];
  }
  const [first, ...rest] = folders.filter(holdsRules);
  const [top] = folders;
  if (!first) return top && folders.some(({ others }) => others.length > 0) ? [{ ...top, others: folders.flatMap(({ others }) => others) }] : [];
  // What lies in folders without rules is listed with the first that has some.
  const besides = folders.filter((folder) => folder !== first && !rest.includes(folder)).flatMap(({ others }) => others);
  return [{ ...first, others: [...besides, ...first.others] }, ...rest];
}

/** Files in folders of rules that are not read, as reports list them. */
export const unreadRules = (files: Iterable<string>): Unread[] => [...files].map((path) => ({ path, of: "rules" }));

/** Whether it is a pack, or holds rules; of every other folder only what lies in it is of use. */
export const holdsRules = ({ files, packFile }: RuleFolder): boolean => files.length > 0 || packFile !== null;

/** `linked`: folders that links led to, each walked once. */
interface Walk {
  top: string;
  linked: Set<string>;
}

function walk(tree: FileTree, folder: string, parent: RuleFolder | null, folders: RuleFolder[], state: Walk): void {
  const entries = tree.list(folder);
  const names = new Set(entries.map(({ name }) => name));
  const packYaml = entries.find(({ name, kind }) => (kind === "file" || kind === "dangling") && isPackName(name));
  let here = parent;
  if (packYaml || !here) {
    const packFile = packYaml ? tree.read(join(folder, packYaml.name)) : null;
    here = { pack: packYaml ? basename(resolve(folder)) : "-", folder, packFile, files: [], others: [], tests: [] };
    folders.push(here);
  }
  for (const { name, kind, target } of entries) {
    const path = join(folder, name);
    if (name === packYaml?.name || (kind === "file" && isConfigName(name))) continue;
    if (kind === "file" && isTestName(name)) {
      if (rulePathsOf(name).some((rule) => names.has(rule))) here.tests.push(named(path));
      else here.others.push(named(path));
      continue;
    }
    if (target !== undefined && isReadElsewhere(tree, target, folder, state)) continue;
    if (kind === "folder" && name !== "node_modules" && !name.startsWith(".")) {
      if (target !== undefined) state.linked.add(target);
      walk(tree, path, here, folders, state);
    } else if ((kind === "file" || (kind === "dangling" && !name.startsWith("."))) && isRuleName(name)) {
      // A link to nothing is read too, so that it is an error; hidden ones are the locks of editors.
      const text = (tree.readRule ?? tree.read)(path);
      if (isJsonName(name) && !isJsonRule(text.text)) here.others.push(text.file);
      else here.files.push(text);
    } else if (kind === "other" && isRuleName(name) && !name.startsWith(".")) throw noFile(path);
    else here.others.push(named(path));
  }
}

/** The name of a rule, and a pipe, socket or device behind it: to read it could wait for ever. */
const noFile = (path: string): UsageError => new UsageError(`cannot read ${named(path)}: it is neither a file nor a folder`);

/** Whether what a link leads to is walked without it, or holds the folder that the link lies in. */
function isReadElsewhere({ real }: FileTree, target: string, folder: string, { top, linked }: Walk): boolean {
  const within = relative(real(top), target);
  const isWalked = !within.split(sep).some((step) => step === ".." || step.startsWith(".") || step === "node_modules") && !isAbsolute(within);
  return isWalked || linked.has(target) || `${real(folder)}${sep}`.startsWith(`${target}${sep}`);
}

/** Whether JSON is meant as a rule: other programs keep JSON beside rules. JSON that cannot be read is judged by how it begins. */
function isJsonRule(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return typeof value === "object" && value !== null && "id" in value && ["title", "severity", "resource"].some((key) => key in value);
  } catch {
    return /^\ufeff?\s*\{\s*"(?:id|title|severity|resource)"/.test(text);
  }
}

/** Reads one text file that an author writes, named as the user would name it. The text holds every byte of the file. */
export function read(path: string): RuleText {
  return { file: named(path), text: inputText(path, { authored: true, isYaml: true }) };
}

/** The same of a rule, of which bytes that are no text are a fault. */
export function readRule(path: string): RuleText {
  const found = readText(path, { authored: true, isYaml: true, name: "The file" });
  if (found.ok) return { file: named(path), text: found.text };
  const { code, message } = found.problem;
  if (code !== "encoding" && code !== "compression") return read(path);
  return { file: named(path), text: "", unread: visible(message) };
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

/** Where each rule is written, for formats that show a finding beside it. */
export function ruleAt(rules: readonly CheckedRule[]): (id: string) => RulePlace | null {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const shipped = `${shippedRules()}${sep}`;
  const near = `${relative(process.cwd(), shippedRules())}${sep}`;
  return (id) => {
    const rule = byId.get(id);
    if (!rule) return null;
    const { file } = rule;
    const { line } = rule.places.id;
    const hasRemediation = rule.remediation !== null;
    if (isAbsolute(file) && file.startsWith(shipped)) return { file: slashes(relative(packageRoot(), file)), line, shipped: true, hasRemediation };
    // Installed beneath the working folder, as npm does it; in a clone of Reeve itself its rules are the repository's own.
    if (near.startsWith(`node_modules${sep}`) && file.startsWith(near))
      return { file: slashes(relative(packageRoot(), file)), line, shipped: true, hasRemediation };
    return { file: slashes(file), line, shipped: false, hasRemediation };
  };
}

const slashes = (file: string): string => file.split(sep).join("/");
