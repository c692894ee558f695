import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UsageError } from "./usage-error.ts";

/** Files being written: Ctrl-C removes them, so that no half-written file stays. */
const unfinished = new Set<string>();
/** Files whose parts (`<name>.….tmp` beside them) somebody else is writing. */
const guarded = new Set<string>();

export function removeUnfinished(): void {
  for (const path of unfinished) rmSync(path, { force: true });
  for (const path of guarded) {
    for (const name of namesIn(dirname(path)))
      if (name.startsWith(`${basename(path)}.`) && name.endsWith(".tmp")) rmSync(join(dirname(path), name), { force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Runs a writer of the collectors, which makes its part beside the file, so that Ctrl-C leaves none. */
export async function guardedWrite(path: string, write: () => Promise<void>): Promise<void> {
  guarded.add(path);
  try {
    await write();
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}`);
  } finally {
    guarded.delete(path);
  }
}

const temporary = (path: string): string => join(dirname(path), `.${basename(path)}.${randomBytes(6).toString("hex")}.tmp`);

/** Writes the pieces beside the file and renames: readers see the old file or the whole new one. */
export async function writeAtomically(path: string, pieces: Iterable<string>, mode = 0o666): Promise<void> {
  const part = temporary(path);
  unfinished.add(part);
  try {
    const stream = createWriteStream(part, { mode, flags: "wx" });
    const failed = once(stream, "error").then(([error]) => {
      throw error;
    });
    failed.catch(() => {});
    for (const piece of pieces) if (!stream.write(piece)) await Promise.race([once(stream, "drain"), failed]);
    stream.end();
    await Promise.race([once(stream, "close"), failed]);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw new UsageError(`cannot write ${path}: ${reasonOf(error)}`);
  } finally {
    unfinished.delete(part);
  }
}

/** The same for a short text, in a folder made for this user alone where it is missing. Errors pass through. */
export function writePrivately(path: string, text: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const part = temporary(path);
  try {
    writeFileSync(part, text, { mode: 0o600, flag: "wx" });
    renameSync(part, path);
  } finally {
    rmSync(part, { force: true });
  }
}

/** Makes a folder and those above it, where they are missing. */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw new UsageError(`cannot make the folder ${path}: ${reasonOf(error)}`);
  }
}

/** Why the system refused, in words. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  switch (code) {
    case "ENOENT":
      return "no such file or folder";
    case "EEXIST":
      return "something else bears that name";
    case "EACCES":
    case "EPERM":
      return "permission denied";
    case "EISDIR":
      return "it is a folder";
    case "ENOTDIR":
      return "a part of the path is not a folder";
    case "ENOSPC":
      return "no space left";
    case "EROFS":
      return "the file system is read-only";
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
