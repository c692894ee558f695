import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** A file that young may have just been written by another process. */
const YOUNG_MS = 60_000;

/** Removes the oldest files of a folder of a cache until at most `limit` remain; never one that may have just been written. */
export function pruneFiles(folder: string, limit: number): void {
  const names = readdirSync(folder);
  if (names.length <= limit) return;
  const now = Date.now();
  const files = names.flatMap((name) => {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    return found ? [{ path: join(folder, name), age: now - found.mtimeMs }] : [];
  });
  const oldest = files.sort((a, b) => b.age - a.age).slice(0, files.length - limit);
  for (const { path, age } of oldest) if (age > YOUNG_MS) rmSync(path, { force: true });
}
