import { lstatSync, realpathSync } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { compareText } from "../../document/index.ts";
import { isDescriptor, readReason, specialKind } from "../files/index.ts";
import { isPattern, stepPattern } from "./glob.ts";

/** What stands behind one argument. Every entry of a folder is in one of the lists, whatever its name. */
export interface FoundFiles {
  /** As the user named it. */
  argument: string;
  /** Files to read, sorted, each with the argument's own beginning. */
  files: string[];
  /** Files that the user named one by one. */
  isNamed: boolean;
  /** Folders and entries that could not be looked into, with the reason. */
  unreadable: { path: string; why: string }[];
}

/** Files behind a file name, a folder (searched with all its folders) or a pattern. Never rejects. */
export async function findFiles(argument: string): Promise<FoundFiles> {
  const found: FoundFiles = { argument, files: [], isNamed: false, unreadable: [] };
  const literal = await entryAt(argument);
  const steps = argument.split("/");
  const firstPattern = steps.findIndex(isPattern);
  if (literal.kind === "absent" && firstPattern >= 0) {
    const base = steps.slice(0, firstPattern).join("/");
    await expand(base === "" && argument.startsWith("/") ? "/" : base, steps.slice(firstPattern), found);
    if (found.files.length + found.unreadable.length === 0) found.unreadable.push({ path: argument, why: "no file matches" });
  } else if (literal.kind === "absent") found.unreadable.push({ path: argument, why: literal.why });
  else if (literal.kind === "special" && isDescriptor(argument)) {
    // A pipe that a shell opened, as in --events <(command).
    found.files.push(argument);
    found.isNamed = true;
  } else {
    found.isNamed = literal.kind === "file";
    await take(argument, literal, found, new Set());
    if (found.files.length + found.unreadable.length === 0) found.unreadable.push({ path: argument, why: "the folder holds no file" });
  }
  found.files = [...new Set(found.files)].sort(compareText);
  found.unreadable = [...new Map(found.unreadable.map((each) => [each.path, each])).values()].sort((a, b) => compareText(a.path, b.path));
  return found;
}

async function expand(folder: string, [step = "", ...rest]: string[], found: FoundFiles, visited = new Set<string>()): Promise<void> {
  if (step === "**") {
    await expandRest(folder, rest, found);
    const real = await realpath(folder || ".").catch(() => null);
    if (real === null || visited.has(real)) return;
    visited.add(real);
    for (const name of await namesIn(folder, found)) {
      const path = inFolder(folder, name);
      if ((await entryAt(path)).kind === "folder") await expand(path, [step, ...rest], found, visited);
    }
    return;
  }
  const matches = isPattern(step) ? stepPattern(step) : null;
  for (const name of matches ? await namesIn(folder, found) : [step]) {
    if (!matches || matches.test(name)) await expandRest(inFolder(folder, name), rest, found);
  }
}

async function expandRest(path: string, rest: string[], found: FoundFiles): Promise<void> {
  if (rest.length === 0) await take(path || ".", await entryAt(path || "."), found, new Set());
  else if (rest[0] === "**") await expand(path, rest, found);
  else {
    const { kind, why } = await entryAt(path || ".");
    if (kind === "folder") await expand(path, rest, found);
    else if (kind === "unreadable") found.unreadable.push({ path, why });
  }
}

/** Takes a file, or all that a folder holds. A folder that a link leads back to was taken before. */
async function take(path: string, { kind, why }: Entry, found: FoundFiles, visited: Set<string>): Promise<void> {
  if (kind === "file") found.files.push(path);
  else if (kind === "special" || kind === "unreadable") found.unreadable.push({ path, why });
  if (kind !== "folder") return;
  const real = await realpath(path).catch(() => resolve(path));
  if (visited.has(real)) return;
  visited.add(real);
  for (const name of await namesIn(path, found)) {
    const inside = inFolder(path, name);
    const entry = await entryAt(inside);
    // What is gone since the folder was listed could not be looked into either.
    await take(inside, entry.kind === "absent" ? { ...entry, kind: "unreadable" } : entry, found, visited);
  }
}

/**
 * The path of an entry. Where `..` stands in it, no step is taken back by text: `link/..` is the folder above the one that the link leads to. Source: POSIX,
 * 4.16 Pathname Resolution.
 */
function inFolder(folder: string, name: string): string {
  if (folder === "") return name;
  return climbs(folder) || name === ".." ? `${folder.replace(/\/+$/, "")}/${name}` : join(folder, name);
}

/** Whether a path has a step to the folder above. */
const climbs = (path: string): boolean => path.split(/[\\/]/).includes("..");

/** What makes two paths one: what each leads to where a step to the folder above stands in it, else its text. */
export function pathIdentity(path: string): string {
  if (!climbs(path)) return resolve(path);
  try {
    // Not realpathSync(), which takes steps back by text before it looks.
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

async function namesIn(folder: string, found: FoundFiles): Promise<string[]> {
  try {
    return (await readdir(folder || ".")).sort(compareText);
  } catch (error) {
    found.unreadable.push({ path: folder || ".", why: readReason(error).why });
    return [];
  }
}

interface Entry {
  /** absent: nothing has this name. unreadable: something has, and cannot be looked into, such as a link that leads nowhere. special: a pipe, socket or device. */
  kind: "file" | "folder" | "special" | "absent" | "unreadable";
  why: string;
}

async function entryAt(path: string): Promise<Entry> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return { kind: "folder", why: "" };
    if (found.isFile()) return { kind: "file", why: "" };
    return { kind: "special", why: `it is ${specialKind(found)} and not a file` };
  } catch (error) {
    const { code, why } = readReason(error);
    if (code !== "missing" || (error as NodeJS.ErrnoException).code === "ELOOP") return { kind: "unreadable", why };
    return isLink(path) ? { kind: "unreadable", why: "it is a link that leads to nothing" } : { kind: "absent", why };
  }
}

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}
