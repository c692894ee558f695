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

interface SarifRun {
  results: { kind: string; level: string; baselineState?: string; suppressions?: unknown[] }[];
  invocations: { toolExecutionNotifications: { level: string }[] }[];
}

const sarifRun = (text: string): SarifRun => (JSON.parse(text) as { runs: SarifRun[] }).runs[0]!;
const notified = ({ invocations }: SarifRun): string[] => invocations.flatMap(({ toolExecutionNotifications: all }) => all.map(({ level }) => level));
const alertBox = (text: string): boolean => /^> \[!(CAUTION|WARNING)\]$/m.test(text);

/** What a reader of the format shows as failed, and the page that says so. */
const RED: Record<string, (text: string) => boolean> = {
  text: (text) => !/^PASSED/.test(text),
  json: (text) => (JSON.parse(text) as ReeveResults).gate?.decision !== "pass",
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
  "github-sarif": (text) => sarifRun(text).results.length > 0 || notified(sarifRun(text)).includes("error"),
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

const SCENARIOS: Scenario[] = [...FINDINGS, ...BINDINGS, ...EVIDENCE, ...PLANS, ...WORSE, ...CHANGE_SETS, ...ACCOUNTS].filter(
  ({ code }) => code === 0 || code === 1,
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
    const outputs = formats.flatMap((name) => ["--format", `${name}=${join(folder, name)}`]);
    const { code, err } = await run({ ...scenario, args: [...scenario.args, ...more, ...outputs] });
    expect(code, err).toBe(scenario.code);
    return { code, red: Object.fromEntries(formats.map((name) => [name, RED[name]!(readFileSync(join(folder, name), "utf8"))])) };
  };
  const all = (red: boolean): Record<string, boolean> => Object.fromEntries(formats.map((name) => [name, red]));

  it("has a definition of red for each format but those of state", () => {
    expect([...formats, ...OF_STATE].sort()).toEqual(Object.keys(REPORTERS).sort());
  });

  it.each(SCENARIOS)("$name: exit $code", async (scenario) => {
    const { code, red } = await redOf(scenario);
    expect(red).toEqual(all(code === 1));
  });

  it.each([...PLANS, ...WORSE].filter(({ code, args }) => code < 2 && !args.includes("--results")))("$name: with changes only", async (scenario) => {
    const { code, red } = await redOf(scenario, ["--only-changes"]);
    expect(red).toEqual(all(code === 1));
    const { results } = JSON.parse(readFileSync(join(folder, "json"), "utf8")) as ReeveResults;
    expect(results.filter(({ delta }) => delta === "unchanged")).toEqual([]);
  });
});
