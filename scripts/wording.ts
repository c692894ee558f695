/**
 * Prints the banned words of messages, comments, documentation and rule texts as `file:line: word → what to write`, and exits 1 where there are any.
 * `npm run wording -- [--count] [folder or file …]`; --count prints how many there are by folder.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { bannedWords } from "./wording/check.ts";

const ROOTS = [
  "schemas",
  "document",
  "collectors",
  "engine",
  "reporters",
  "editor",
  "editors",
  "cli",
  "rules",
  "docs",
  "templates",
  "samples",
  "bench",
  "scripts",
];
const FILES = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "action.yml", "index.ts", "test", ".github"];
/** Generated, or the list of the words themselves. */
const LEFT_OUT =
  /^(?:schemas\/generated|schemas\/editor\/.*\.json$|scripts\/wording|docs\/reference|test\/fixtures|test\/wording\.test\.ts$)|(?:^|\/)node_modules\//;

const asked = process.argv.slice(2).filter((argument) => argument !== "--count");
const files = (asked.length > 0 ? asked : [...ROOTS, ...FILES]).flatMap(filesOf).filter((file) => !LEFT_OUT.test(file));
const found = files.flatMap((file) => bannedWords(file, readFileSync(file, "utf8")));

if (process.argv.includes("--count")) {
  const counts = new Map<string, number>();
  for (const { file } of found) {
    const folder = file
      .split("/")
      .slice(0, /^(?:engine|cli|collectors|rules|test)\//.test(file) ? 2 : 1)
      .join("/");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  for (const [folder, count] of [...counts].sort(([one], [other]) => (one < other ? -1 : 1))) process.stdout.write(`${String(count).padStart(5)}  ${folder}\n`);
} else for (const { file, line, word, instead } of found) process.stdout.write(`${file}:${line}: ${word} → ${instead}\n`);
process.stdout.write(`${found.length} banned words in ${files.length} files\n`);
process.exitCode = found.length > 0 ? 1 : 0;

function filesOf(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll("\\", "/"))
    .sort();
}
