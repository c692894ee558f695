import { existsSync, type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import {
  type Made,
  makeFolders,
  outputProblem,
  readReason,
  specialKind,
  updateOutput,
  type WriteOptions,
  writeNew,
  writeOutput,
} from "../collectors/files/index.ts";
import { UsageError } from "./usage-error.ts";

/** Writes a file that a user named: see `writeOutput`. What goes wrong is a usage error. */
export async function writeFile(path: string, pieces: Iterable<string>, options: WriteOptions = {}): Promise<void> {
  await written(path, () => writeOutput(path, pieces, options));
}

/** Reads a file and writes it again such that no change by others is lost: see `updateOutput`. `make` refuses with a usage error. */
export async function updateFile<T>(path: string, make: () => Made<T>): Promise<T> {
  refuseIrregular(path);
  return await written(path, () => updateOutput(path, make));
}

/** Runs a writer of the collectors, with the errors of `writeFile`. */
export async function written<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof UsageError ? error : writeError(path, error);
  }
}

/** Writes a file that must not be there yet; false where something has its name, a dangling link included. */
export function writeIfFree(path: string, text: string): boolean {
  try {
    writeNew(path, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw writeError(path, error);
  }
}

const writeError = (path: string, error: unknown): UsageError => new UsageError(`cannot write ${path}: ${reasonOf(error)}`);

/** Refuses an output that cannot be written, before the work whose result it is to hold. `what` names the flag and its value. */
export function refuseOutput(what: string, path: string): void {
  const problem = outputProblem(path);
  if (problem === null) return;
  const isFolderMissing = (problem as NodeJS.ErrnoException).code === "ENOENT" && !existsSync(dirname(path));
  throw new UsageError(`${what}: ${isFolderMissing ? `the folder ${dirname(path)} is not there: make it first` : `cannot write there: ${reasonOf(problem)}`}`);
}

/** Refuses what is there and is no regular file, also behind a link, where a file is read and written again: to read a fifo would wait for ever. */
export function refuseIrregular(path: string): void {
  const found = statIfThere(path);
  if (!found || found.isFile()) return;
  const kind = found.isDirectory() ? "a folder" : specialKind(found);
  throw new UsageError(`${path} is ${kind}, and a file is read and written there: move it away, or name another file.`);
}

/** Makes a folder and those above it, where they are missing. */
export function makeFolder(path: string): void {
  try {
    makeFolders(resolve(path));
  } catch (error) {
    throw new UsageError(`cannot make the folder ${path}: ${reasonOf(error)}`);
  }
}

/** What is at a path, behind links; undefined where nothing is. Links in a circle and the like are a usage error. */
export function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // A part of the path that is a file: nothing can be there.
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return undefined;
    throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`);
  }
}

/** Why the system refused, in words. */
export const reasonOf = (error: unknown): string => readReason(error).why;
