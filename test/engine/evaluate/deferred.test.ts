import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { largeDocument } from "../../../bench/large-document.ts";
import { evaluate, loadRules, retold } from "../../../engine/index.ts";
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

const ACCOUNTS: [string, ReeveDocument][] = [
  ["the sample account", tideline()],
  ["a large account", largeDocument(300, 100)],
];

/** Getters of a finding read out, as a reader of the report does. */
const told = (result: ReeveResults["results"][number]): typeof result => {
  const { message, evidence, fingerprint, controls = {} } = result;
  return { ...result, message, evidence, controls, ...(fingerprint ? { fingerprint } : {}) };
};

it.each(ACCOUNTS)("a finding that is told when asked for says what it says when told at once: %s", (_, document) => {
  const all = resultsOf(document, "all").filter(({ status }) => status === "fail" || status === "unknown");
  const open = resultsOf(document, "open");
  expect(open.length).toBeGreaterThan(20);
  expect(open.map(told)).toEqual(all);
});

it.each(ACCOUNTS)("a finding kept as JSON is told again in full: %s", (_, document) => {
  const kept = JSON.parse(JSON.stringify(resultsOf(document, "open"))) as ReeveResults["results"];
  const again = retold(document, rules);
  const findings = resultsOf(document, "all").filter(({ status }) => status === "fail");
  expect(kept.filter(({ status }) => status === "fail").map((result) => told(again(result)))).toEqual(findings);
});
