/** Makes docs/reference/language.md by asking the engine. `npm run generate` runs it after the schemas; with --check it fails when the page is stale. */
import { readFileSync, writeFileSync } from "node:fs";
import { languageReference } from "./language/page.ts";

const FILE = "docs/reference/language.md";
const text = languageReference();
const stale = text !== readIfThere();

function readIfThere(): string | null {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    return null;
  }
}

if (process.argv.includes("--check")) {
  if (stale) {
    process.stderr.write(`${FILE} differs from what the engine says.\nRun: npm run generate\n`);
    process.exitCode = 1;
  }
} else if (stale) writeFileSync(FILE, text);
process.stdout.write(`${FILE} ${stale ? (process.argv.includes("--check") ? "stale" : "written") : "as generated"}\n`);
