import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { ReeveResults } from "../../schemas/index.ts";
import { buildProgram, type Program } from "./reeve.ts";

vi.setConfig({ testTimeout: 90_000 });

const RECORD = {
  eventVersion: "1.08",
  eventTime: "2026-11-16T05:00:00Z",
  eventSource: "iam.amazonaws.com",
  eventName: "ListUsers",
  awsRegion: "us-east-1",
  sourceIPAddress: "203.0.113.9",
  userAgent: "console",
  userIdentity: { type: "IAMUser", principalId: "AIDAEXAMPLE", arn: "arn:aws:iam::111122223333:user/ana", accountId: "111122223333", userName: "ana" },
  requestParameters: null,
  responseElements: null,
  eventID: "11111111-2222-4333-8444-555555555555",
  readOnly: true,
  eventType: "AwsApiCall",
  managementEvent: true,
  recipientAccountId: "111122223333",
};

const RULE = `id: listed-by
title: Only listed callers list users
severity: low
resource: event
rationale: A list of callers.
params:
  callers: { type: array, items: { type: string }, description: Names of callers }
match:
  event.eventName: ListUsers
  event.userIdentity.userName: { in: { var: params.callers } }
message: "{{event.eventName}}"
controls: { own-list: ["1.1"] }
`;

const CASES = `cases:
  - name: without the parameter
    given:
      events:
        - { eventID: one, eventName: ListUsers, eventSource: iam.amazonaws.com, userIdentity: { type: IAMUser, userName: ana } }
    expect: { unknown: ["*"] }
`;

describe("a rule whose parameter is not set", () => {
  let reeve: Program;
  let results: ReeveResults;
  const check = (...args: string[]) => reeve.run(["check", "--events", "events.json", ...args]);
  beforeAll(() => {
    reeve = buildProgram();
    writeFileSync(join(reeve.folder, "events.json"), JSON.stringify({ Records: [RECORD] }));
    mkdirSync(join(reeve.folder, "own"));
    writeFileSync(join(reeve.folder, "own/listed-by.yaml"), RULE);
    results = JSON.parse(check("--format", "json").out) as ReeveResults;
  }, 120_000);
  afterAll(() => reeve.remove());

  it("lets a check with the default configuration exit 0, and is listed once with how to set it", () => {
    const { code, out } = check();
    expect({ code }).toEqual({ code: 0 });
    const text = out.replaceAll(/\s+/g, " ");
    expect(text.match(/not configured: /g)).toHaveLength(1);
    expect(text).toContain("break-glass-used (breakGlass), guardrail-weakened (guardrailPolicies). Set them in reeve.yaml");
    expect(text).toContain("0 unknown");
  });

  it("stands in JSON with its parameters, and has no result, count or part in the coverage", () => {
    const idle = results.rules.filter(({ notConfigured }) => notConfigured !== undefined);
    expect(idle.map(({ id, off, notConfigured }) => [id, off, notConfigured])).toEqual([
      ["break-glass-used", null, ["breakGlass"]],
      ["guardrail-weakened", null, ["guardrailPolicies"]],
    ]);
    const ids = new Set(idle.map(({ id }) => id));
    expect([...results.results, ...results.counts].filter(({ rule }) => ids.has(rule))).toEqual([]);
    expect(results.summary.coverage.decided).toBe(results.summary.coverage.total);
  });

  it("lets no control pass that only it answers", () => {
    const { out } = check("--format", "json");
    const all = JSON.parse(out) as ReeveResults;
    const ran = new Set(all.counts.map(({ rule }) => rule));
    for (const control of all.summary.controls) expect(control.rules.filter((rule) => !ran.has(rule))).toEqual([]);
    const only = JSON.parse(check("--rules", "own", "--format", "json").out) as ReeveResults;
    expect(only.summary.controls).toEqual([]);
    expect(check("--rules", "own").code).toBe(3);
  });

  it("is an error that names the empty list, where that is what was set", () => {
    const { code, err } = check("--rule", "break-glass-used", "--param", "break-glass-used.breakGlass=[]");
    expect({ code }).toEqual({ code: 2 });
    expect(err.replaceAll(/\s+/g, " ")).toContain("parameter breakGlass is an empty list, and the rule would compare with nothing. Give at least one value.");
  });

  it.each([
    ["--rule", "break-glass-used"],
    ["--rule", "break-glass-used", "--rule", "trail-stopped"],
  ])("is an error where it is selected by name: %s %s", (...flags) => {
    const { code, out, err } = check(...flags);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    const text = err.replaceAll(/\s+/g, " ");
    expect(text).toContain("breakGlass must be set");
    expect(text).toContain("--param break-glass-used.breakGlass=");
    expect(text).toContain("params: { break-glass-used: { breakGlass: … } } in reeve.yaml");
    expect(text).toContain("params: { cloudtrail-detections: { breakGlass: … } } there");
  });

  it("runs once it is set", () => {
    expect(check("--rule", "break-glass-used", "--param", "break-glass-used.breakGlass=arn:aws:iam::111122223333:role/emergency").code).toBe(0);
    expect(check("--rules", "own", "--rule", "listed-by", "--param", "listed-by.callers=ana").code).toBe(1);
  });

  it("is a skipped case in JUnit, and no rule of SARIF's", () => {
    expect(check("--format", "junit").out).toMatch(/name="not configured"[^>]*><skipped message="Not configured: breakGlass not set"/);
    expect(check("--format", "sarif").out).not.toContain("break-glass-used");
  });

  it("makes a finding of before no longer judged, and not fixed", () => {
    const before = join(reeve.folder, "before.json");
    const after = join(reeve.folder, "after.json");
    check("--rules", "own", "--param", "listed-by.callers=ana", "--format", `json=${before}`);
    check("--rules", "own", "--format", `json=${after}`);
    const { out } = reeve.run(["diff", before, after]);
    expect(out.replaceAll(/\s+/g, " ")).toContain("its rule is not configured");
    expect(out).not.toMatch(/1 fixed/);
  });

  it("is one unknown in its tests, as before", () => {
    writeFileSync(join(reeve.folder, "own/listed-by.test.yaml"), CASES);
    expect(reeve.run(["rules", "test", "own"])).toMatchObject({ code: 0 });
  });
});
