import { accessSync, constants, renameSync, write } from "node:fs";
import { type FileHandle, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { type OutputTarget, outputTarget } from "./output-target.ts";
import { partOf, removeAtExit, settled, sweepParts } from "./parts.ts";
import { answeringSignals } from "./signals.ts";

export interface WriteOptions {
  /** Only its owner can read it, whatever the file in its place was. Else a new file is made as the umask says, and a replaced one keeps its mode. */
  private?: boolean;
  /** On the disk before it takes the place of what was there: not even a loss of power leaves it half written. */
  durable?: boolean;
  /** Once it has aborted nothing is put in place. */
  signal?: AbortSignal | undefined;
}

type Pieces = Iterable<string | Uint8Array>;

/**
 * Writes the pieces to where a user said. A regular file is replaced whole or not at all, also behind a link; a device, a fifo or a descriptor
 * of this process is written through and stays what it is. A reader who leaves early (EPIPE) ends the writing without an error, as on stdout.
 * Rejects with errors of `outputTarget`, of the system, and with the reason of `signal`.
 */
export async function writeOutput(path: string, pieces: Pieces, options: WriteOptions = {}): Promise<void> {
  const target = outputTarget(path);
  if (target.kind === "file") await replace(target, pieces, options);
  else if (target.kind === "descriptor") await pour(target.descriptor, pieces, options.signal);
  else {
    const handle = await (target.kind === "fifo" ? answeringSignals(() => openFifo(target.path, options.signal)) : open(target.path, THROUGH));
    try {
      await pour(handle.fd, pieces, options.signal);
    } finally {
      await handle.close();
    }
  }
}

/** Why a path could not be written, as far as this shows before anything is: an error as `writeOutput` would reject with, or null. */
export function outputProblem(path: string): unknown {
  try {
    const target = outputTarget(path);
    if (target.kind === "file") accessSync(dirname(target.path), constants.W_OK);
    else if (target.kind !== "descriptor") accessSync(target.path, constants.W_OK);
    return null;
  } catch (error) {
    return error;
  }
}

/** The links were followed before: one that was put there since is not. No terminal that is written becomes this process's own. */
const THROUGH = constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NOCTTY ?? 0);
const RETRY_MS = 10;

/** Waits for a reader as a shell does. An open that blocks could not be interrupted, so the fifo is opened again and again. */
async function openFifo(path: string, signal: AbortSignal | undefined): Promise<FileHandle> {
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await open(path, THROUGH | constants.O_NONBLOCK);
    } catch (error) {
      if (codeOf(error) !== "ENXIO") throw error;
      await sleep(RETRY_MS);
    }
  }
}

const writeOnce = promisify(write);

async function pour(descriptor: number, pieces: Pieces, signal: AbortSignal | undefined): Promise<void> {
  try {
    for (const chunk of chunksOf(pieces)) {
      for (let at = 0; at < chunk.length; ) {
        signal?.throwIfAborted();
        at += await writtenOf(descriptor, chunk.subarray(at));
      }
    }
  } catch (error) {
    if (codeOf(error) !== "EPIPE") throw error;
  }
}

/** How much was taken: nothing while the reader of a pipe is slow. */
async function writtenOf(descriptor: number, chunk: Uint8Array): Promise<number> {
  try {
    return (await writeOnce(descriptor, chunk)).bytesWritten;
  } catch (error) {
    if (codeOf(error) !== "EAGAIN") throw error;
    await sleep(RETRY_MS);
    return 0;
  }
}

/** Writes a whole new file and puts it in place if `isWanted` says so right before. Returns whether it did. */
export async function replace(
  { path, existing }: OutputTarget & { kind: "file" },
  pieces: Pieces,
  options: WriteOptions,
  isWanted: () => boolean = () => true,
): Promise<boolean> {
  const part = partOf(path);
  // The first is the longest to make: until it is there nothing is on the disk that a signal could leave behind.
  const chunks = chunksOf(pieces)[Symbol.iterator]();
  const first = chunks.next();
  return await answeringSignals(async () => {
    removeAtExit(part);
    try {
      const handle = await open(part, "wx", options.private ? 0o600 : 0o666);
      try {
        if (existing !== null && !options.private) await likeExisting(handle, existing);
        for (let chunk = first; !chunk.done; chunk = chunks.next()) {
          options.signal?.throwIfAborted();
          await handle.writeFile(chunk.value);
        }
        if (options.durable) await handle.sync();
      } finally {
        await handle.close();
      }
      options.signal?.throwIfAborted();
      // Without a pause in between.
      const isPut = isWanted();
      if (isPut) renameSync(part, path);
      else await rm(part, { force: true });
      sweepParts(dirname(path), path);
      return isPut;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    } finally {
      settled(part);
    }
  });
}

/** Gives a file the mode of the one that it replaces and, where the system allows it, its owner. */
async function likeExisting(handle: FileHandle, { mode, uid, gid }: { mode: number; uid: number; gid: number }): Promise<void> {
  const made = await handle.stat();
  if (made.uid !== uid || made.gid !== gid) await handle.chown(uid, gid).catch(() => {});
  await handle.chmod(mode & 0o777);
}

const CHUNK_BYTES = 65_536;

/** The pieces in few chunks: a report has many short lines. */
function* chunksOf(pieces: Pieces): Iterable<Uint8Array> {
  let held: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    const bytes = typeof piece === "string" ? Buffer.from(piece) : piece;
    held.push(bytes);
    size += bytes.length;
    if (size < CHUNK_BYTES) continue;
    yield Buffer.concat(held);
    [held, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(held);
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException | null)?.code;
