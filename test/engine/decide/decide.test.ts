import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readPlan } from "../../../collectors/index.ts";
import { type DecideInput, decide, facts, loadConfig, loadRules, type MergeTerms, type Waiver } from "../../../engine/index.ts";
import type { ReeveDocument } from "../../../schemas/index.ts";

const ACCOUNT = "444455556666";
const NOW = "2026-11-16T18:00:00Z";
const { config } = loadConfig({ file: "samples/reeve.yaml", text: readFileSync("samples/reeve.yaml", "utf8") });
const snapshot: ReeveDocument = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString("utf8"));
const { rules } = loadRules(
  readdirSync("rules/iam-baseline")
    .filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && name !== "pack.yaml")
    .map((name) => ({ file: join("rules/iam-baseline", name), text: readFileSync(join("rules/iam-baseline", name), "utf8") })),
);
const packParams = config?.params?.["iam-baseline"] ?? {};
const params = Object.fromEntries(
  rules.map((rule) => [rule.id, Object.fromEntries(Object.entries(packParams).filter(([name]) => rule.params.some((param) => param.name === name)))]),
) as Extract<DecideInput["subject"], { kind: "accounts" }>["selection"]["params"];

function samplePlan() {
  const read = readPlan(readFileSync("samples/plan.json", "utf8"), "samples/plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return { flag: "--plan", file: "samples/plan.json", account: null, plan: read.plan };
}

const MERGE: MergeTerms = {
  bindings: [{ pack: "iam-baseline", enforcement: "soft" }],
  comparePlans: true,
  needsEveryAccount: false,
  snapshots: true,
  maxAge: { now: NOW, maxAgeMs: 86_400_000 * 365, text: "365d" },
  owners: {
    codeOwners: { file: "CODEOWNERS", text: "* @ada\n", forge: "github" },
    author: { names: ["ada"], from: "--author" },
    paths: { "waivers/a.yaml": ["waivers/a.yaml"] },
  },
};

const waiver = (rule: string): Waiver => ({
  file: "waivers/a.yaml",
  line: 1,
  rule,
  subject: { by: "resource", pattern: "*" },
  account: null,
  ou: null,
  kind: "accepted-risk",
  reason: "It is known.",
  owner: "ada",
  ticket: null,
  expires: "2026-11-20",
  severity: "critical",
  evidence: null,
  facts: null,
  ruleSha256: null,
  max: 1_000,
  unknown: true,
});

const input = (parts: Partial<DecideInput> = {}): DecideInput => ({
  now: NOW,
  subject: {
    kind: "accounts",
    accounts: [{ name: ACCOUNT, account: ACCOUNT, document: snapshot }],
    plans: [samplePlan()],
    problems: [],
    selection: { rules, packs: [{ id: "iam-baseline", sha256: "0", ruleIds: rules.map(({ id }) => id) }], params, severity: {}, off: {}, acceptedGaps: [] },
    base: null,
    locations: { "aws_iam_policy.reporting": { file: "main.tf", line: 3 } },
    shown: { listed: ["fail", "unknown"], documentHash: true },
  },
  decisions: { waivers: [], attestations: [], baseline: null, context: { now: NOW } },
  failOn: "low",
  allowUnknown: false,
  merge: MERGE,
  ...parts,
});

function decided(given: DecideInput) {
  const outcome = decide(given);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problem));
  return outcome;
}

describe("deciding on the sample with its plan", () => {
  const introduced = decided(input()).results.results.filter(({ delta }) => delta === "introduced" || delta === "affected");

  it("blocks what the plan introduces, at its line", () => {
    const { results, exit } = decided(input());
    expect([exit.code, results.gate?.decision, results.gate?.comparison]).toEqual([1, "blocked", "plan"]);
    expect(introduced.length).toBeGreaterThan(0);
    expect(introduced.flatMap(({ location }) => (location?.file ? [`${location.file}:${location.line}`] : []))).toContain("main.tf:3");
  });

  it("gives the same bytes for the same input", () => {
    const given = input();
    const before = JSON.stringify(given);
    const first = JSON.stringify(decide(given));
    expect(JSON.stringify(decide(given))).toBe(first);
    expect(JSON.stringify(given)).toBe(before);
  });

  it.each<[string, Partial<DecideInput>]>([
    ["a gate", {}],
    ["a gate with a waiver", { decisions: { ...input().decisions, waivers: [waiver(introduced[0]?.rule ?? "")] } }],
    ["a check", { merge: null }],
  ])("loses nothing when the input is copied or written as JSON: %s", (_, parts) => {
    const given = input(parts);
    const expected = JSON.stringify(decide(given));
    expect(JSON.stringify(decide(structuredClone(given)))).toBe(expected);
    expect(JSON.stringify(decide(JSON.parse(JSON.stringify(given))))).toBe(expected);
  });

  it("decides the same on results that were written as JSON", () => {
    const { results } = decided(input({ merge: null }));
    const subject = { kind: "results" as const, parts: [{ name: ACCOUNT, results: JSON.parse(JSON.stringify(results)) }] };
    const again = decided(input({ subject, merge: null }));
    expect(JSON.parse(JSON.stringify(again.results))).toEqual(JSON.parse(JSON.stringify(results)));
    expect(again.exit).toEqual(decided(input({ merge: null })).exit);
  });

  it("does not accept a waiver that the author of the change owns by themselves", () => {
    const waivers = [waiver(introduced[0]?.rule ?? "")];
    const { results } = decided(input({ decisions: { ...input().decisions, waivers } }));
    expect(results.gate?.reasons.map(({ text }) => text).join("\n")).toContain("per CODEOWNERS it is owned by ada alone, who made the change");
  });

  it("gives findings that the change fixes the tests that made them findings before it", () => {
    const given = input();
    if (given.subject.kind !== "accounts") throw new Error("no accounts");
    const { selection } = given.subject;
    const edited = { ...selection, rules: rules.filter(({ id }) => id !== "user-console-mfa") };
    const { results } = decided(input({ subject: { ...given.subject, plans: [], selection: edited, base: selection } }));
    const fixed = results.gate?.fixed ?? [];
    expect(new Set(fixed.map(({ rule }) => rule))).toEqual(new Set(["user-console-mfa"]));
    for (const finding of fixed) expect(finding.facts).toEqual(facts(snapshot, rules, { ...finding, delta: "introduced" }));
    expect(fixed.every((finding) => (finding.facts ?? []).length > 0)).toBe(true);
  });
});
