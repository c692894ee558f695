import { mkdirSync, statSync } from "node:fs";
import { outputProblem, type WriteOptions, writeNew, writeOutput } from "../collectors/files/index.ts";
import { UsageError } from "./usage-error.ts";

/** Writes a file that a user named: see `writeOutput`. What goes wrong is a usage error. */
export async function writeFile(path: string, pieces: Iterable<string>, options: WriteOptions = {}): Promise<void> {
  await written(path, () => writeOutput(path, pieces, options));
}

/** Runs a writer of the collectors, with the errors of `writeFile`. */
export async function written(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    throw writeError(path, error);
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
  if (problem !== null) throw new UsageError(`${what}: cannot write there: ${reasonOf(problem)}`);
}

/** Refuses what is there and is no regular file, also behind a link, where a file is read and written again: to read a fifo would wait for ever. */
export function refuseIrregular(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || found.isFile()) return;
  const kind = found.isDirectory() ? "a folder" : found.isFIFO() ? "a fifo" : found.isSocket() ? "a socket" : "a device";
  throw new UsageError(`${path} is ${kind}, and a file is read and written there: move it away, or name another file.`);
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
      return "something else has that name";
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
