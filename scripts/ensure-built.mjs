/** Builds dist/ where it is missing or older than a source file: after an install with --ignore-scripts nothing has been built. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = statSync(join(root, "dist/reeve.js"), { throwIfNoEntry: false })?.mtimeMs ?? 0;

const newest = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name))
    .reduce((latest, entry) => Math.max(latest, statSync(join(entry.parentPath, entry.name)).mtimeMs), 0);

const sources = ["cli", "engine", "collectors", "reporters", "schemas"]
  .map((name) => join(root, name))
  .filter((path) => statSync(path, { throwIfNoEntry: false }));
if (built === 0 || Math.max(0, ...sources.map(newest)) > built) {
  process.stderr.write("building dist …\n");
  await import("./build.mjs");
}
