import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { type Refused, refused, sizeText } from "./problem.ts";
import { readReason } from "./reason.ts";
import { isStdinPipe, STDIN, takeStdin } from "./stdin.ts";

const CHUNK_BYTES = 262_144;
const RETRY_MS = 20;
const STDIN_DESCRIPTOR = 0;

type Bytes = { ok: true; bytes: Buffer } | Refused;

/** What a path is that is no file and no folder, in words. */
export const specialKind = (found: Stats): string => (found.isFIFO() ? "a named pipe" : found.isSocket() ? "a socket" : "a device");

/** Whether a path names an open descriptor of this process, as a shell's `<(…)` gives one: its writer is there. A named pipe may wait for ever for one. */
export const isDescriptor = (path: string): boolean => /^\/(dev\/(fd\/\d+|stdin)|proc\/(self|\d+)\/fd\/\d+)$/.test(resolve(path));

/**
 * All bytes of a file, of a pipe that a shell opened, or of standard input (`-`). A named pipe, socket or device is refused at once. A file's size is compared with the limit before it is read; what has no size is counted
 * as it comes.
 */
export function bytesOf(path: string, name: string, mostBytes: number): Bytes {
  try {
    const taken = path === STDIN || isStdinPipe(path) ? takeStdin(name) : null;
    if (taken) return taken;
    if (path === STDIN) return drained(STDIN_DESCRIPTOR, name, mostBytes);
    const found = statSync(path);
    if (found.isDirectory()) return refused("folder", name, "cannot be read: it is a folder", "Name a file in it.");
    if (isDescriptor(path) && (found.isFIFO() || found.isCharacterDevice())) return streamed(path, name, mostBytes);
    if (!found.isFile()) return refused("no-file", name, `cannot be read: it is ${specialKind(found)}`, "Give a file, or - for standard input.");
    return found.size > mostBytes ? tooLarge(name, mostBytes) : streamed(path, name, mostBytes);
  } catch (error) {
    const { code, why, next } = readReason(error);
    return refused(code, name, `cannot be read: ${why}`, next);
  }
}

/** The first bytes of a file; fewer where it is shorter. Throws what the system throws. */
export function headOf(path: string, most: number): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(most);
    return bytes.subarray(0, readSync(file, bytes, 0, most, fstatSync(file).isFile() ? 0 : null));
  } finally {
    closeSync(file);
  }
}

function streamed(path: string, name: string, mostBytes: number): Bytes {
  const file = openSync(path, "r");
  try {
    return drained(file, name, mostBytes, fstatSync(file).size);
  } finally {
    closeSync(file);
  }
}

/** `size`: what is expected; counted is what comes, as a file may grow and those of /proc have no size. */
function drained(file: number, name: string, mostBytes: number, size = 0): Bytes {
  const chunks: Buffer[] = [];
  let read = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, Math.min(size, mostBytes) - read));
    const length = waitedRead(file, chunk);
    if (length === 0) return { ok: true, bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks) };
    read += length;
    if (read > mostBytes) return tooLarge(name, mostBytes);
    chunks.push(chunk.subarray(0, length));
  }
}

/** A pipe that does not block has nothing for now where its writer is slower: this waits for it. */
function waitedRead(file: number, chunk: Buffer): number {
  for (;;) {
    try {
      return readSync(file, chunk, 0, chunk.length, null);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
    }
  }
}

const tooLarge = (name: string, mostBytes: number): Refused =>
  refused("too-large", name, `cannot be read: it is larger than ${sizeText(mostBytes)}`, "Give less at once.");
