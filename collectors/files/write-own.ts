import { chmodSync, constants, copyFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { partOf, sweepParts } from "./parts.ts";

/**
 * Writes a file of Reeve's own, such as a cache: whole or not at all; only its owner can read it and the folder that is made for it
 * where it is missing. The folder is Reeve's own: what killed processes left there is swept. Replaces whatever has the name and follows no link there. Errors of the system pass through.
 */
export function writePrivately(path: string, content: string | Uint8Array): void {
  makeFolders(dirname(path), 0o700);
  const part = partOf(path);
  try {
    writeFileSync(part, content, { mode: 0o600, flag: "wx" });
    renameSync(part, path);
  } finally {
    rmSync(part, { force: true });
  }
  sweepParts(dirname(path), null);
}

/**
 * Makes a folder and those above it, where they are missing. Errors of the system pass through. Node's own `recursive` never ends where a folder is there
 * and says of each new one that it is not, as /proc does (nodejs/node, src/node_file.cc, MKDirpSync).
 */
export function makeFolders(path: string, mode = 0o777): void {
  const above = dirname(path);
  try {
    makeFolder(path, mode);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || above === path) throw error;
    makeFolders(above, mode);
    makeFolder(path, mode);
  }
}

function makeFolder(path: string, mode: number): void {
  const isThere = (): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isThere()) return;
  try {
    mkdirSync(path, mode);
  } catch (error) {
    // Another process may have made it meanwhile.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST" || !isThere()) throw error;
  }
}

/** Copies a file to a name that is free; only its owner can read it; by reference where the file system can. Errors of the system pass through. */
export function copyPrivately(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL);
  chmodSync(to, 0o600);
}

/** Writes a file whose name must be free: anything there, even a dangling link, is an EEXIST of the system. Other errors pass through too. */
export function writeNew(path: string, text: string, mode = 0o666): void {
  writeFileSync(path, text, { flag: "wx", mode });
}
