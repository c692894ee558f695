import { randomBytes } from "node:crypto";
import { lstatSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What of a file's name is in the name of its parts: with the rest they stay shorter than any file system's limit. */
const STEM_CHARACTERS = 40;
const stemOf = (path: string): string => basename(path).slice(0, STEM_CHARACTERS);

/** A new name beside a file, on the same file system, that no other writer uses. */
export const partOf = (path: string, unique = randomBytes(6).toString("hex")): string => join(dirname(path), `.${stemOf(path)}.${unique}.tmp`);

/** The lock of a file, beside it: every process that writes the file knows it there, whichever user's it is. */
export const lockOf = (path: string): string => join(dirname(path), `.${stemOf(path)}.reeve-lock`);

const PART = /^\.(.+)\.[0-9a-f]{12}\.tmp$/s;

/** Whether a name is that of a file that Reeve is writing, or was when it was killed: no content of the folder. */
export const isPart = (name: string): boolean => name.startsWith(".") && (PART.test(name) || name.endsWith(".reeve-lock"));

/** No file is being written for that long, if its process lives. */
const STRAY_MS = 3_600_000;

/** Removes what killed processes left in a folder while they wrote: parts older than an hour; with `of` those of one file. What cannot be removed stays. */
export function sweepParts(folder: string, of: string | null): void {
  try {
    for (const name of readdirSync(folder)) {
      const [, stem = null] = PART.exec(name) ?? [];
      if (stem === null || (of !== null && stem !== stemOf(of))) continue;
      const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
      if (found?.isFile() && Date.now() - found.mtimeMs > STRAY_MS) rmSync(join(folder, name), { force: true });
    }
  } catch {}
}

/** Files that this process removes when it ends before it is done with them. */
const unfinished = new Set<string>();
const removeUnfinished = (): void => {
  for (const path of unfinished) rmSync(path, { force: true });
};

/** Has a file removed at the end of the process, whatever ends it short of a kill, until `settled` is called with it. */
export function removeAtExit(path: string): void {
  if (unfinished.size === 0) process.once("exit", removeUnfinished);
  unfinished.add(path);
}

export function settled(path: string): void {
  unfinished.delete(path);
  if (unfinished.size === 0) process.off("exit", removeUnfinished);
}
