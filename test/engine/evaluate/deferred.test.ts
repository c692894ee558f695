import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { largeDocument } from "../../../bench/large-document.ts";
import { evaluate, loadRules } from "../../../engine/index.ts";
import { tideline } from "../../../samples/tideline/document.ts";
import type { ReeveDocument, ReeveResults } from "../../../schemas/index.ts";

const FOLDER = "rules/iam-baseline";
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && name !== "pack.yaml")
  .map((name) => ({ file: `${FOLDER}/${name}`, text: readFileSync(`${FOLDER}/${name}`, "utf8") }));
const { rules } = loadRules(files);

function resultsOf(document: ReeveDocument, which: "all" | "open"): ReeveResults["results"] {
  const outcome = evaluate(document, rules, {}, which);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results.results;
}

it.each<[string, ReeveDocument]>([
  ["the sample account", tideline()],
  ["a large account", largeDocument(300, 100)],
])("evidence worked out when asked for is the evidence worked out at once: %s", (_, document) => {
  const all = resultsOf(document, "all").filter(({ status }) => status === "fail" || status === "unknown");
  const open = resultsOf(document, "open");
  expect(open.length).toBeGreaterThan(20);
  expect(open.map((result) => ({ ...result, evidence: result.evidence }))).toEqual(all);
});
