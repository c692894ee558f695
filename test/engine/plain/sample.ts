import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { documentOfEvents, readEventFiles, readPlan, withEvents } from "../../../collectors/index.ts";
import { normalizeRecords } from "../../../collectors/normalize/cloudtrail/event-set.ts";
import { type CheckedRule, type DecideInput, judge, loadRules, loadRuleTest, tapeOf, withDetails } from "../../../engine/index.ts";
import type { Scope } from "../../../engine/language/index.ts";
import { tideline } from "../../../samples/tideline/document.ts";
import type { ReeveResults, Result } from "../../../schemas/index.ts";

/** The sample account with its records, judged by the shipped rules: what the exported functions are called on. */
const PACKS = ["rules/iam-baseline", "rules/cloudtrail-detections"];
export const FILES = PACKS.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && name !== "pack.yaml")
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), "utf8") })),
);
export const { rules } = loadRules(FILES);
const ruleOf = (id: string): CheckedRule => rules.find((rule) => rule.id === id)!;
export const RULE = ruleOf("user-console-mfa");
export const RULE_FILE = FILES.find(({ file }) => file.endsWith("/user-console-mfa.yaml"))!;
export const TEST_FILE = { file: RULE_FILE.file.replace(".yaml", ".test.yaml"), text: readFileSync(RULE_FILE.file.replace(".yaml", ".test.yaml"), "utf8") };
export const RULE_TEST = loadRuleTest(TEST_FILE).test!;
export const SCOPE: Scope = { params: {}, lets: [] };
export { normalizeRecords };

export const EVENTS = await readEventFiles(["samples/events"]);
export const document = withEvents(tideline(), EVENTS);
export const ofEvents = documentOfEvents(EVENTS, "test");

const judged = judge(document, tapeOf(document), rules);
if (!judged.ok) throw new Error("refused");
export const bare: ReeveResults = judged.results;
export const results: ReeveResults = withDetails(document, rules, bare);
export const finding: Result = results.results.find(({ rule, status }) => rule === RULE.id && status === "fail")!;

const plan = readPlan(readFileSync("samples/plan.json", "utf8"), "samples/plan.json");
if (!plan.ok) throw new Error(plan.problem.message);
export const PLAN = plan.plan;
export const NOW = "2026-11-16T18:00:00Z";

export const SELECTION = { rules, packs: [], params: {}, severity: {}, off: {}, acceptedGaps: [] };
export const DECISIONS = { waivers: [], attestations: [], baseline: null, context: { now: NOW } };
export const SUBJECT: DecideInput["subject"] = {
  kind: "accounts",
  accounts: [{ name: "444455556666", account: "444455556666", document }],
  plans: [{ flag: "--plan", file: "samples/plan.json", account: null, plan: PLAN }],
  problems: [],
  selection: SELECTION,
  base: null,
  locations: {},
  shown: { listed: ["fail", "unknown"], documentHash: true },
};
export const INPUT: DecideInput = {
  now: NOW,
  subject: SUBJECT,
  decisions: DECISIONS,
  failOn: "low",
  allowUnknown: false,
  merge: { bindings: [], comparePlans: true, needsEveryAccount: false, snapshots: true, maxAge: null, owners: null },
};
