import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REPORTERS } from "../../reporters/index.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { run, type Scenario } from "../cli/gate/run.ts";
import { ACCOUNTS } from "../cli/gate/scenarios/accounts.ts";
import { BINDINGS } from "../cli/gate/scenarios/bindings.ts";
import { CHANGE_SETS } from "../cli/gate/scenarios/change-sets.ts";
import { EVIDENCE } from "../cli/gate/scenarios/evidence.ts";
import { FINDINGS } from "../cli/gate/scenarios/findings.ts";
import { PLANS } from "../cli/gate/scenarios/plans.ts";
import { WORSE } from "../cli/gate/scenarios/worse.ts";
import { arn, denied, snapshot, user } from "../cli/gate/world.ts";
import { planText } from "../collectors/plan/plan-text.ts";

interface SarifRun {
  results: { kind: string; level: string; baselineState?: string; suppressions?: unknown[] }[];
  invocations: { executionSuccessful: boolean; exitCode?: number; toolExecutionNotifications: { level: string }[] }[];
}

const ANYONE = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] });

const sarifRun = (text: string): SarifRun => (JSON.parse(text) as { runs: SarifRun[] }).runs[0]!;
const notified = ({ invocations }: SarifRun): string[] => invocations.flatMap(({ toolExecutionNotifications: all }) => all.map(({ level }) => level));
const alertBox = (text: string): boolean => /^> \[!(CAUTION|WARNING)\]$/m.test(text);

/** What a reader of the format shows as failed, and the page that says so. */
const RED: Record<string, (text: string) => boolean> = {
  text: (text) => /^(BLOCKED|INCOMPLETE)/.test(text),
  json: (text) => {
    const { gate, decision } = JSON.parse(text) as ReeveResults;
    return (gate ?? decision)?.exitCode !== 0;
  },
  // A case with <failure> or <error> fails the build. Source: GitLab Docs, "Unit test reports", and the JUnit schema of Jenkins' xUnit plugin.
  junit: (text) => /<(failure|error)[ />]/.test(text),
  // A failure of level error or warning that is neither suppressed nor unchanged, and a notification of level error.
  // Source: SARIF 2.1.0, 3.27.9 kind, 3.27.10 level, 3.27.23 suppressions, 3.27.24 baselineState, 3.58.6 level.
  sarif: (text) => {
    const sarif = sarifRun(text);
    const fails = sarif.results.some(
      ({ kind, level, baselineState = "new", suppressions = [] }) =>
        kind === "fail" && level !== "note" && level !== "none" && suppressions.length === 0 && !["unchanged", "absent"].includes(baselineState),
    );
    return fails || notified(sarif).includes("error");
  },
  // Every result is an open alert. Source: GitHub Docs, "SARIF support for code scanning"; github/codeql-action #1230.
  // Of a check they are those of the account, which stay open whatever it fails on: there the run says how it ended.
  "github-sarif": (text) => {
    const sarif = sarifRun(text);
    return (sarif.results.length > 0 && sarif.invocations.every(({ exitCode }) => exitCode !== 0)) || notified(sarif).includes("error");
  },
  // Source: GitHub Docs, "Workflow commands for GitHub Actions", setting an error message.
  github: (text) => /^::error /m.test(text),
  // Coloured boxes. Source: GitHub Docs, "Basic writing and formatting syntax", alerts.
  "github-summary": alertBox,
  "github-comment": alertBox,
  // Anything above info. Source: GitLab Docs, "Code Quality", Code Quality report format.
  gitlab: (text) => (JSON.parse(text) as { severity: string }[]).some(({ severity }) => severity !== "info"),
};

/** Formats that carry the state of the account to a store, and no decision: what is open there is open whatever a change does. */
const OF_STATE = ["csv", "ocsf", "asff"];

/** Annotations have no colour for what is not known: a warning says it. */
const NO_ERROR_AT_3 = "github";

const PLANS_ALONE: Scenario[] = [
  { name: "a plan alone that affects nothing", plan: [{ address: "aws_instance.i", after: { name: "x" } }], code: 0 },
  { name: "a plan alone with a type in no list", plan: [{ address: "example_thing.t", after: { name: "x" } }], code: 3 },
  { name: "a plan alone with a public role", plan: [{ address: "aws_iam_role.r", after: { name: "r", path: "/", assume_role_policy: ANYONE } }], code: 1 },
].map(({ name, plan, code }) => ({
  name,
  files: { "p.json": planText(plan) },
  args: ["--plan", "{dir}/p.json", "--pack", "iam-baseline", "--pack", "policies"],
  code: code as 0 | 1 | 3,
  summary: "",
}));

const BOB = snapshot({ users: [user("ann"), user("bob", { mfaActive: false, attachedPolicyArns: [arn("policy", "p")] })] });
const UNKNOWN = { $unknown: "g1" };
const GAPS = { g1: denied("iam:GetCredentialReport") };
const BLIND = snapshot({ users: [user("bob", { mfaActive: UNKNOWN })], gaps: GAPS });
const PEOPLE = ["--snapshot", "{dir}/s.json", "--pack", "people"];
const check = (name: string, s: unknown, code: 0 | 1 | 3, args: string[] = [], files: Record<string, unknown> = {}, config = ""): Scenario => ({
  ...{ name, command: "check", code, summary: "", config },
  files: { "s.json": s, ...files },
  args: [...PEOPLE, ...args],
});

/** Plain checks, in which results of every kind stand beside each other. */
const CHECKS: Scenario[] = [
  check("a check that finds nothing", snapshot({ users: [user("ann")] }), 0),
  check("a check that finds something", BOB, 1),
  check("a check of which all findings are below its severity", BOB, 0, ["--fail-on", "critical"]),
  check("a check of which one finding is below its severity", BOB, 1, ["--fail-on", "high"]),
  check("a check that fails on nothing", BOB, 0, ["--fail-on", "none"]),
  check("a check of findings of low severity only", BOB, 1, ["--rule", "user-direct"]),
  check("a check with incomplete evidence", BLIND, 3, ["--rule", "user-mfa"]),
  check("a check that accepts incomplete evidence", BLIND, 0, ["--allow-unknown"]),
  check(
    "a check whose gap is accepted",
    BLIND,
    0,
    [],
    {},
    'acceptedGaps:\n  - { source: "iam:GetCredentialReport", reason: "No report yet", expires: 2026-04-01 }\n',
  ),
  check(
    "a check of findings below its severity and incomplete evidence",
    snapshot({ users: [user("bob", { mfaActive: UNKNOWN, attachedPolicyArns: [arn("policy", "p")] })], gaps: GAPS }),
    3,
    ["--fail-on", "high"],
  ),
  check("a check that decides nothing", snapshot({}), 3),
  check("a check that decides nothing, accepting what is unknown", BLIND, 3, ["--rule", "user-mfa", "--allow-unknown"]),
  check("a check of an old snapshot", snapshot({ users: [user("ann")] }), 3, ["--max-age", "1h"]),
  check("a check of an old snapshot with findings below its severity", BOB, 3, ["--max-age", "1h", "--fail-on", "critical"]),
];

const SCENARIOS: Scenario[] = [...FINDINGS, ...BINDINGS, ...EVIDENCE, ...PLANS, ...WORSE, ...CHANGE_SETS, ...ACCOUNTS, ...PLANS_ALONE, ...CHECKS].filter(
  ({ code }) => code !== 2,
);

describe("every format agrees with the decision", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "reeve-agree-"));
    process.env.REEVE_CACHE_DIR = join(folder, "cache");
  });
  afterAll(() => {
    delete process.env.REEVE_CACHE_DIR;
    rmSync(folder, { recursive: true, force: true });
  });

  const formats = Object.keys(RED);
  const redOf = async (scenario: Scenario, more: string[] = []): Promise<{ code: number; red: Record<string, boolean> }> => {
    // The text of a check lists what is there; that it does not pass, standard error says.
    const formats = Object.keys(RED).filter((name) => !(scenario.command === "check" && name === "text"));
    const outputs = formats.flatMap((name) => ["--format", `${name}=${join(folder, name)}`]);
    const { code, err } = await run({ ...scenario, args: [...scenario.args, ...more, ...outputs] });
    expect(code, err).toBe(scenario.code);
    return { code, red: Object.fromEntries(formats.map((name) => [name, RED[name]!(readFileSync(join(folder, name), "utf8"))])) };
  };
  const all = (red: boolean, { command, code }: Scenario): Record<string, boolean> =>
    Object.fromEntries(
      formats.filter((name) => !(command === "check" && name === "text")).map((name) => [name, red && !(code === 3 && name === NO_ERROR_AT_3)]),
    );

  it("has a definition of red for each format but those of state", () => {
    expect([...formats, ...OF_STATE].sort()).toEqual(Object.keys(REPORTERS).sort());
  });

  it.each(SCENARIOS)("$name: exit $code", async (scenario) => {
    const { code, red } = await redOf(scenario);
    expect(red).toEqual(all(code !== 0, scenario));
    for (const name of ["sarif", "github-sarif"]) {
      const [invocation] = sarifRun(readFileSync(join(folder, name), "utf8")).invocations;
      expect(invocation).toMatchObject({ exitCode: code, executionSuccessful: code !== 3 });
    }
    if (code === 3) expect(readFileSync(join(folder, "github"), "utf8")).toMatch(/^::(warning|error) /m);
  });

  it("has one decision where a gate decides on the results of a check", async () => {
    const [first] = CHECKS.filter(({ code }) => code === 1);
    await redOf(first!);
    const saved = readFileSync(join(folder, "json"), "utf8");
    const again: Scenario = { name: "", files: { "r.json": saved }, args: ["--results", "{dir}/r.json", "--fail-on", "critical"], code: 0, summary: "" };
    expect((await redOf(again)).red).toEqual(all(false, again));
    expect(JSON.parse(readFileSync(join(folder, "json"), "utf8"))).not.toHaveProperty("decision");
  });

  it.each([...PLANS, ...WORSE].filter(({ code, args }) => code < 2 && !args.includes("--results")))("$name: with changes only", async (scenario) => {
    const { code, red } = await redOf(scenario, ["--only-changes"]);
    expect(red).toEqual(all(code === 1, scenario));
    const { results } = JSON.parse(readFileSync(join(folder, "json"), "utf8")) as ReeveResults;
    expect(results.filter(({ delta }) => delta === "unchanged")).toEqual([]);
  });
});
