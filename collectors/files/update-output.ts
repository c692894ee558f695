import { readFileSync } from "node:fs";
import { withLock } from "./file-lock.ts";
import { outputTarget } from "./output-target.ts";
import { answeringSignals } from "./signals.ts";
import { replace, type WriteOptions } from "./write-output.ts";

/** What a file is to hold, and what the caller is to get. */
export interface Made<T> {
  /** Null: the file stays as it is. */
  pieces: Iterable<string> | null;
  value: T;
}

/** Each time another program, which knows no lock, has changed the file meanwhile. */
const ATTEMPTS = 100;

/**
 * Reads a file and writes it again such that no change by others is lost. `make` reads the file as it is now and returns what takes its place;
 * it is called again where the file has changed before that was put there. Processes of Reeve take turns. The file is regular or missing, links to it are
 * followed, and its folder is there.
 *
 * @throws what `make` does; errors as `writeOutput` and `withLock` do; an error whose message is a reason, where the file changes again and again.
 */
export async function updateOutput<T>(path: string, make: () => Made<T>, options: WriteOptions = {}): Promise<T> {
  const first = outputTarget(path);
  if (first.kind !== "file") throw new Error("it is no regular file");
  // A signal that ended the process by default would leave the lock behind.
  return await answeringSignals(() =>
    withLock(
      first.path,
      async ({ isHeld }) => {
        for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
          const before = bytesOf(first.path);
          const { pieces, value } = make();
          if (pieces === null) return value;
          const target = outputTarget(first.path);
          if (target.kind !== "file") throw new Error("it is no regular file any more");
          const isAsRead = (): boolean => isHeld() && same(before, bytesOf(first.path));
          if (await replace(target, pieces, options, isAsRead)) return value;
          if (!isHeld()) throw new Error("another process took its lock while this one was stopped; run the command again");
        }
        throw new Error("another program keeps changing it");
      },
      options.signal,
    ),
  );
}

const same = (one: Buffer | null, other: Buffer | null): boolean => one === other || (one !== null && other !== null && one.equals(other));

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
