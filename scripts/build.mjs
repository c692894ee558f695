/** Bundles the program and the library into dist/: `node scripts/build.mjs [folder]`. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { bundleOptions, root } from "./bundle.mjs";

const outdir = process.argv[2] && process.argv[1] === fileURLToPath(import.meta.url) ? process.argv[2] : `${root}dist`;

/** Names this state of the sources: what the program caches is valid for it alone. */
function sourcesHash() {
  const hash = createHash("sha256");
  for (const room of ["schemas", "document", "collectors", "engine", "reporters", "editor", "cli"]) {
    const files = readdirSync(`${root}${room}`, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name));
    for (const path of files.map((entry) => `${entry.parentPath}/${entry.name}`).sort()) hash.update(path.slice(root.length)).update(readFileSync(path));
  }
  return hash.update(readFileSync(`${root}package-lock.json`)).digest("hex");
}

rmSync(outdir, { recursive: true, force: true });
await build({ ...bundleOptions(outdir), define: { REEVE_BUILD: JSON.stringify(sourcesHash()) } });
