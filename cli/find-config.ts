import { existsSync } from "node:fs";
import { dirname, join, parse, resolve } from "node:path";

/** The nearest reeve.yaml from the folder upward, or null. */
export function findConfig(from = process.cwd(), has: (path: string) => boolean = existsSync): string | null {
  let folder = resolve(from);
  const { root } = parse(folder);
  for (;;) {
    for (const name of ["reeve.yaml", "reeve.yml"]) {
      const file = join(folder, name);
      if (has(file)) return file;
    }
    if (folder === root) return null;
    folder = dirname(folder);
  }
}
