import { readdir, realpath, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { compareText } from "../../document/index.ts";
import { readReason } from "../files/index.ts";
import { isPattern, stepPattern } from "./glob.ts";

/** What stands behind one argument. */
export interface FoundFiles {
  /** As the user named it. */
  argument: string;
  /** Files to read, sorted, each with the argument's own beginning. */
  files: string[];
  /** Folders and files that could not be looked into, with the reason. */
  unreadable: { path: string; why: string }[];
}

/** Names that a folder is searched for. */
const EVENT_FILE = /\.(json|jsonl|ndjson)(\.gz)?$/i;

/** Files behind a file name, a folder (searched with all its folders) or a pattern. Never rejects. */
export async function findFiles(argument: string): Promise<FoundFiles> {
  const found: FoundFiles = { argument, files: [], unreadable: [] };
  const literal = await kindOf(argument);
  const steps = argument.split("/");
  const firstPattern = steps.findIndex(isPattern);
  if (literal.kind === "missing" && firstPattern >= 0) {
    const base = steps.slice(0, firstPattern).join("/");
    await expand(base === "" && argument.startsWith("/") ? "/" : base, steps.slice(firstPattern), found);
  } else await take(argument, found, false, new Set());
  found.files = [...new Set(found.files)].sort(compareText);
  if (found.files.length === 0 && found.unreadable.length === 0) {
    found.unreadable.push({ path: argument, why: firstPattern >= 0 ? "no file matches" : "the folder holds no .json, .jsonl, .ndjson or .gz file of these" });
  }
  return found;
}

async function expand(folder: string, [step = "", ...rest]: string[], found: FoundFiles, visited = new Set<string>()): Promise<void> {
  if (step === "**") {
    await expandRest(folder, rest, found);
    const real = await realpath(folder || ".").catch(() => null);
    if (real === null || visited.has(real)) return;
    visited.add(real);
    for (const name of await namesIn(folder, found)) {
      const path = folder === "" ? name : join(folder, name);
      if ((await kindOf(path)).kind === "folder") await expand(path, [step, ...rest], found, visited);
    }
    return;
  }
  const matches = isPattern(step) ? stepPattern(step) : null;
  for (const name of matches ? await namesIn(folder, found) : [step]) {
    if (!matches || matches.test(name)) await expandRest(folder === "" ? name : join(folder, name), rest, found);
  }
}

async function expandRest(path: string, rest: string[], found: FoundFiles): Promise<void> {
  if (rest.length === 0) await take(path || ".", found, true, new Set());
  else if (rest[0] === "**" || (await kindOf(path || ".")).kind === "folder") await expand(path, rest, found);
}

/** Takes a file, or all event files of a folder. `matched`: found by a pattern, so that its absence is no fault. */
async function take(path: string, found: FoundFiles, matched: boolean, visited: Set<string>): Promise<void> {
  const { kind, why } = await kindOf(path);
  if (kind === "file") found.files.push(path);
  else if (kind === "missing" && !matched) found.unreadable.push({ path, why });
  if (kind !== "folder") return;
  const real = await realpath(path).catch(() => resolve(path));
  if (visited.has(real)) return;
  visited.add(real);
  for (const name of await namesIn(path, found)) {
    const inside = join(path, name);
    const what = await kindOf(inside);
    if (what.kind === "folder") await take(inside, found, true, visited);
    else if (what.kind === "file" && EVENT_FILE.test(name)) found.files.push(inside);
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

async function kindOf(path: string): Promise<{ kind: "file" | "folder" | "missing"; why: string }> {
  try {
    return { kind: (await stat(path)).isDirectory() ? "folder" : "file", why: "" };
  } catch (error) {
    return { kind: "missing", why: readReason(error).why };
  }
}
