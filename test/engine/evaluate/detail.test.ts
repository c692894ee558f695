import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { largeDocument } from "../../../bench/large-document.ts";
import { detail, detailsOf, explain, judge, loadRules, tapeOf, withDetails } from "../../../engine/index.ts";
import { tideline } from "../../../samples/tideline/document.ts";
import type { ReeveDocument, ReeveResults, Result } from "../../../schemas/index.ts";

const FOLDER = "rules/iam-baseline";
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && name !== "pack.yaml")
  .map((name) => ({ file: `${FOLDER}/${name}`, text: readFileSync(`${FOLDER}/${name}`, "utf8") }));
const { rules } = loadRules(files);
const ruleOf = (result: Result) => rules.find(({ id }) => id === result.rule)!;

function judged(document: ReeveDocument): ReeveResults {
  const outcome = judge(document, tapeOf(document), rules);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.errors));
  return outcome.results;
}

const openIn = ({ results }: ReeveResults): Result[] => results.filter(({ status }) => status === "fail" || status === "unknown");
const isOfOne = ({ resource }: Result): boolean => resource.name !== null;

const ACCOUNTS: [string, ReeveDocument][] = [
  ["the sample account", tideline()],
  ["a large account", largeDocument(300, 100)],
];

it.each(ACCOUNTS)("the evidence of a result is what an explanation of it shows: %s", (_, document) => {
  const detailOf = detailsOf(document, rules);
  const open = openIn(judged(document)).filter(isOfOne);
  expect(open.length).toBeGreaterThan(20);
  for (const result of open) expect(detailOf(result).evidence, result.rule).toEqual(explain(document, ruleOf(result), result)?.evidence);
});

it.each(ACCOUNTS)("the message of a finding names its resource where the rule's message does: %s", (_, document) => {
  const findings = openIn(judged(document)).filter((result) => result.status === "fail" && JSON.stringify(ruleOf(result).message).includes('"name"'));
  expect(findings.length).toBeGreaterThan(10);
  const detailOf = detailsOf(document, rules);
  for (const result of findings) expect(detailOf(result).message, result.rule).not.toBe(ruleOf(result).title);
});

it.each(ACCOUNTS)("a result kept as JSON gets the same detail: %s", (_, document) => {
  const results = judged(document);
  const detailOf = detailsOf(document, rules);
  for (const result of openIn(results)) expect(detailOf(JSON.parse(JSON.stringify(result)) as Result)).toEqual(detailOf(result));
});

it("details change no result, and filling them in twice is filling them in once", () => {
  const document = tideline();
  const results = judged(document);
  const before = structuredClone(results);
  const full = withDetails(document, rules, results);
  expect(results).toEqual(before);
  expect(withDetails(document, rules, full)).toEqual(full);
});

it("a result that is not judged here carries its own: a pass, and a finding whose resource is gone", () => {
  const document = tideline();
  const [finding] = openIn(judged(document)).filter(({ resource }) => resource.kind === "user");
  const pass = judged(document).results.find(({ status }) => status === "pass")!;
  expect(detail(document, rules, pass)).toEqual({ message: pass.message, evidence: [] });
  expect(detail({ ...document, users: [] }, rules, finding!)).toEqual({ message: finding!.message, evidence: [] });
});
