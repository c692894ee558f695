/**
 * Makes schemas/editor/rule.schema.json: the rule's schema, the type table, and what the engine says of its matchers. `npm run generate` runs it after the
 * schemas; with --check it fails when the file is stale.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { MATCHER_NAMES, matcherWords } from "../engine/index.ts";
import { byDefinition } from "../schemas/editor/by-definition.ts";
import type { EditorMatcher } from "../schemas/editor/matchers.ts";
import { controlsOf, editorRuleSchema } from "../schemas/editor/rule.ts";
import { RECORD, TABLE } from "../schemas/index.ts";

const FILE = "schemas/editor/rule.schema.json";

const matchers: EditorMatcher[] = MATCHER_NAMES.flatMap((name) => {
  const matcher = matcherWords(name);
  if (!matcher) return [];
  const { words, operand, accepts, group } = matcher;
  return [{ name, description: words.editor, operand, accepts, ofElements: group === "elements" }];
});

const ruleTexts = readdirSync("rules", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".yaml") && !file.endsWith(".test.yaml"))
  .map((file) => readFileSync(`rules/${file}`, "utf8"));
const schema: unknown = JSON.parse(readFileSync("schemas/rule.schema.json", "utf8"));
const text = byDefinition(editorRuleSchema(schema as never, TABLE, RECORD, matchers, controlsOf(ruleTexts, "controls"), controlsOf(ruleTexts, "informs")));
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
    process.stderr.write(`${FILE} differs from what the engine says of its matchers.\nRun: npm run generate\n`);
    process.exitCode = 1;
  }
} else if (stale) writeFileSync(FILE, text);
process.stdout.write(`${FILE} ${stale ? (process.argv.includes("--check") ? "stale" : "written") : "as generated"}\n`);
