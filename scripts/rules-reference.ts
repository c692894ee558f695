/** docs/reference/rules.md: the shipped rules at a glance. Run by `npm run generate`. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { loadPack, loadRules } from "../engine/index.ts";
import { rulesPage } from "../reporters/index.ts";

const FILE = "docs/reference/rules.md";

const ids = readdirSync("rules").sort();
const sourceOf = (file: string): { file: string; text: string } => ({ file, text: readFileSync(file, "utf8") });
const rules = ids.flatMap((pack) => {
  const files = readdirSync(`rules/${pack}`).filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && name !== "pack.yaml");
  const loaded = loadRules(files.sort().map((name) => sourceOf(`rules/${pack}/${name}`)));
  if (loaded.rules.length !== files.length) throw new Error(`rules/${pack} does not load: run reeve rules validate`);
  return loaded.rules.map((rule) => ({ ...rule, pack }));
});
const packs = ids.map((id) => {
  const { pack } = loadPack(sourceOf(`rules/${id}/pack.yaml`));
  return { id, title: pack?.title ?? id, description: pack?.description ?? "" };
});

const text = rulesPage(rules, packs, ({ id, pack }) => `../../rules/${pack}/${id}.yaml`);
const isStale = text !== readIfThere();
const isCheck = process.argv.includes("--check");
if (isCheck && isStale) {
  process.stderr.write(`${FILE} differs from the rules.\nRun: npm run generate\n`);
  process.exitCode = 1;
}
if (!isCheck && isStale) writeFileSync(FILE, text);
process.stdout.write(`${FILE} ${isStale ? (isCheck ? "stale" : "written") : "as generated"}\n`);

function readIfThere(): string | null {
  try {
    return readFileSync(FILE, "utf8");
  } catch {
    return null;
  }
}
