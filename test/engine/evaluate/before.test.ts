import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import { type CheckedRule, judgeBefore, loadRules, predict, withDetails } from "../../../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";

const PLANS = "test/fixtures/plans";
const RULES: CheckedRule[] = loadRules(
  ["rules/iam-baseline", "rules/cloudtrail-detections"].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && name !== "pack.yaml")
      .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), "utf8") })),
  ),
).rules;

const open = ({ results }: ReeveResults): string[] =>
  results.map(({ fingerprint, status, message, severity }) => JSON.stringify([fingerprint, status, severity, message])).sort();

const folders = readdirSync(PLANS, { withFileTypes: true }).filter(
  (entry) => entry.isDirectory() && readdirSync(join(PLANS, entry.name)).includes("before.json.gz"),
);

describe("judging the account before a plan by what it shares with the account after it", () => {
  it.each(folders.map(({ name }) => name))("gives what judging it anew gives: %s", (name) => {
    const before = JSON.parse(gunzipSync(readFileSync(join(PLANS, name, "before.json.gz"))).toString("utf8")) as ReeveDocument;
    const plan = readPlan(readFileSync(join(PLANS, name, "plan.json"), "utf8"), "plan.json");
    if (!plan.ok) throw new Error(plan.problem.message);
    const { document } = predict(before, [plan.plan]);
    const after = evaluate(document, RULES, {}, "open");
    const anew = evaluate(before, RULES, {}, "open");
    if (!after.ok || !anew.ok) throw new Error("refused");
    const shared = judgeBefore(before, { document, results: after.results }, RULES, {});
    if (!shared.ok) throw new Error("refused");
    expect(open(withDetails(before, RULES, shared.results))).toEqual(open(anew.results));
  });
});
