import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/normalize/cloudtrail/event-set.ts";
import { runRuleTests } from "../../../../engine/author/testing/index.ts";
import { loadRules, loadRuleTest } from "../../../../engine/language/load/index.ts";

const STATE = `id: sample
title: Console users sign in with MFA
severity: medium
resource: user
rationale: A password alone can be phished
params:
  exempt: { type: array, items: { type: string }, default: [], description: Names that are exempt }
applies:
  user.passwordEnabled: true
  user.name: { notIn: { var: params.exempt } }
require:
  user.mfaActive: true
raise:
  - { when: { user.inlinePolicies: { any: { admin: true } } }, to: critical }
message: "{{user.name}} has no MFA"
`;

const EVENT = `id: sample
title: Trails are not stopped
severity: high
resource: event
rationale: A stopped trail records nothing
match:
  event.eventName: StopLogging
unless:
  event.awsRegion: { exists: true, is: eu-west-1 }
message: "{{actor.arn}} stopped a trail"
`;

function run(ruleText: string, casesText: string) {
  const { rules, diagnostics } = loadRules([{ file: "sample.yaml", text: ruleText }]);
  const { test, diagnostics: faults } = loadRuleTest({ file: "sample.test.yaml", text: `cases:\n${casesText}` });
  expect([...diagnostics, ...faults]).toEqual([]);
  const [rule] = rules;
  if (!rule || !test) throw new Error("the sample does not load");
  const report = runRuleTests(rule, test, { normalizeRecords });
  const [first] = report.cases;
  if (!first) throw new Error("no case");
  return { report, first, codes: first.failures.map(({ code, resource, expected, got }) => [code, resource, expected, got]) };
}

const users = (given: string, rest: string) => `  - name: a case\n    given:\n      users:\n        - { ${given} }\n${rest}`;
const WHOLE = "name: ana, passwordEnabled: true, mfaActive: false, inlinePolicies: []";

describe("a case of a state rule", () => {
  it("passes when every resource comes out as expected", () => {
    const { report, first } = run(STATE, users(WHOLE, "    expect: { fail: [ana] }\n    severity: { ana: medium }\n"));
    expect(first).toEqual({ name: "a case", passed: true, problems: [], failures: [] });
    expect(report).toMatchObject({ rule: "sample", passed: true });
  });

  it.each([
    ["a value", "name: ana, passwordEnabled: true, mfaActive: no", ""],
    ["a field", `${WHOLE}, mfaActve: false`, ""],
    ["a parameter", WHOLE, "    params: { exempt: ana }\n"],
  ])("shows only the refusal of %s, and not what the rule makes of it", (_what, given, params) => {
    const { first, codes } = run(STATE, users(given, `${params}    expect: { pass: [ana] }\n`));
    expect(first).toMatchObject({ passed: false, problems: [{}] });
    expect(codes).toEqual([]);
  });

  it.each(["ana", "arn:aws:iam::111122223333:user/ana", "AIDAANA"])("may call a resource %s", (name) => {
    expect(run(STATE, users(WHOLE, `    expect: { fail: ["${name}"] }\n`)).first.passed).toBe(true);
  });

  it("fails when a resource comes out otherwise, and shows why", () => {
    const { first, codes } = run(STATE, users(WHOLE, "    expect: { pass: [ana] }\n"));
    expect(codes).toEqual([["wrong-status", "ana", "pass", "fail"]]);
    expect(first.failures[0]?.explanation?.conditions.map(({ name, tree }) => [name, tree.truth])).toEqual([
      ["applies", "true"],
      ["require", "false"],
    ]);
  });

  it("fails when a resource is judged and not named", () => {
    const { codes } = run(STATE, users(`${WHOLE} }\n        - { name: ben, passwordEnabled: false`, "    expect: { fail: [ana] }\n"));
    expect(codes).toEqual([["not-named", "ben", null, "not-applicable"]]);
  });

  it("fails when the kind's own result is not named", () => {
    const { codes } = run(STATE, users(`${WHOLE} }\n        - { $unknown: Throttled`, "    expect: { fail: [ana] }\n"));
    expect(codes).toEqual([["not-named", "*", null, "unknown"]]);
  });

  it("fails when a resource is named and not judged", () => {
    const { codes } = run(STATE, users(WHOLE, "    expect: { fail: [ana], pass: [nobody] }\n"));
    expect(codes).toEqual([["not-judged", "nobody", "pass", null]]);
  });

  it("fails when the severity is another", () => {
    const { codes } = run(STATE, users(WHOLE, "    expect: { fail: [ana] }\n    severity: { ana: high }\n"));
    expect(codes).toEqual([["wrong-severity", "ana", "high", "medium"]]);
  });

  it("fails when an unknown rests on a value that nobody gave", () => {
    const { codes } = run(STATE, users("name: ana, passwordEnabled: true", "    expect: { unknown: [ana] }\n"));
    expect(codes).toEqual([["rests-on-default", "ana", "unknown", "unknown"]]);
  });

  it("fails when a severity rests on a value that nobody gave", () => {
    const { codes } = run(STATE, users("name: ana, passwordEnabled: true, mfaActive: false", "    expect: { fail: [ana] }\n"));
    expect(codes).toEqual([["rests-on-default", "ana", "fail", "fail"]]);
  });

  it("passes on an unknown that was given, and on one that decides nothing", () => {
    const given = "name: ana, passwordEnabled: { $unknown: AccessDenied }, mfaActive: true";
    expect(run(STATE, users(given, "    expect: { unknown: [ana] }\n")).first.passed).toBe(true);
    expect(run(STATE, users("name: ana, passwordEnabled: false", "    expect: { not-applicable: [ana] }\n")).first.passed).toBe(true);
  });

  it("sets parameters, and refuses those that the rule does not declare or cannot take", () => {
    expect(run(STATE, users(WHOLE, "    params: { exempt: [ana] }\n    expect: { not-applicable: [ana] }\n")).first.passed).toBe(true);
    const { first } = run(STATE, users(WHOLE, "    params: { exemt: [ana], exempt: ana }\n    expect: { fail: [ana] }\n"));
    expect(first.problems.map(({ path }) => path)).toEqual(["params.exemt", "params.exempt"]);
    expect(first.passed).toBe(false);
  });

  it("refuses a case that speaks of records", () => {
    expect(run(STATE, users(WHOLE, "    expect: { finding: [ana] }\n")).first.problems.map(({ path }) => path)).toEqual(["expect.finding"]);
  });

  it("refuses a document that holds two resources of one id", () => {
    const { first } = run(STATE, users(`${WHOLE} }\n        - { ${WHOLE}`, "    expect: { fail: [ana] }\n"));
    expect(first.problems.map(({ path }) => path)).toContain("given.users.1.arn");
  });
});

describe("a case of an event rule", () => {
  const record = (id: string, name: string, region: string) =>
    `        - { eventID: ${id}, eventTime: 1h ago, eventName: ${name}, eventSource: cloudtrail.amazonaws.com, awsRegion: ${region}, recipientAccountId: "111122223333" }\n`;
  const records = record("a", "StopLogging", "us-east-1") + record("b", "StopLogging", "eu-west-1") + record("c", "StartLogging", "us-east-1");
  const events = (rest: string) => `  - name: a case\n    given:\n      events:\n${records}${rest}`;

  it("tells findings, excused records and those that do not match", () => {
    expect(run(EVENT, events("    expect: { finding: [a], excused: [b], no-match: [c] }\n    severity: { a: high }\n")).first).toMatchObject({ passed: true });
  });

  it("fails when an excused record is taken for one that does not match", () => {
    const { codes } = run(EVENT, events("    expect: { finding: [a], no-match: [b, c] }\n"));
    expect(codes).toEqual([["wrong-status", "b", "no-match", "excused"]]);
  });

  it("fails when a record is not named, silent ones included", () => {
    expect(run(EVENT, events("    expect: { finding: [a], excused: [b] }\n")).codes).toEqual([["not-named", "c", null, "no-match"]]);
  });

  it("speaks of findings, not of failures", () => {
    expect(run(EVENT, events("    expect: { fail: [a], excused: [b], no-match: [c] }\n")).first.problems.map(({ path }) => path)).toEqual(["expect.fail"]);
  });
});

describe("a case that judges nothing", () => {
  it("fails: its list is empty, and it would pass whatever the rule says", () => {
    const { first } = run(STATE, '  - { name: a case, given: { users: [] }, expect: { not-applicable: ["*"] } }\n');
    expect(first).toMatchObject({ passed: false, problems: [{ path: "given", message: expect.stringContaining("users is empty: the case judges nothing") }] });
  });

  it("fails for records as well", () => {
    const { first } = run(EVENT, '  - { name: a case, given: { events: [] }, expect: { not-applicable: ["*"] } }\n');
    expect(first.problems).toMatchObject([{ message: expect.stringContaining("Give it a record to judge") }]);
  });
});

describe("a case of a rule whose parameter no one set", () => {
  const NEEDS = STATE.replace("default: [], ", "");
  const of = (params: string, expected: string) => run(NEEDS, users(WHOLE, `    params: ${params}\n    expect: ${expected}\n`)).first.passed;

  it.each(["{}", "{ exempt: [] }"])("is not configured, as in a check, with %s", (params) => {
    expect(of(params, '{ not-configured: ["*"] }')).toBe(true);
    expect(of(params, "{ fail: [ana] }")).toBe(false);
    expect(run(NEEDS, users(WHOLE, "    expect: { fail: [ana] }\n")).codes).toContainEqual(["not-named", "*", null, "not-configured"]);
  });

  it("may expect the kind's own unknown, as cases had to before, and no resource's", () => {
    expect(of("{}", '{ unknown: ["*"] }')).toBe(true);
    expect(of("{}", "{ unknown: [ana] }")).toBe(false);
  });

  it("is configured where a value is given, and then no kind's own result stands for it", () => {
    expect(of("{ exempt: [bob] }", "{ fail: [ana] }")).toBe(true);
    expect(of("{ exempt: [bob] }", '{ not-configured: ["*"] }')).toBe(false);
  });

  it("in rules on records too", () => {
    const rule = EVENT.replace("eu-west-1 }", "{ var: params.regions } }")
      .replace("is: {", "in: {")
      .replace("match:", "params:\n  regions: { type: array, items: { type: string }, description: Regions that are exempt }\nmatch:");
    const given =
      '    given: { events: [{ eventID: a, eventTime: 1h ago, eventName: StopLogging, eventSource: cloudtrail.amazonaws.com, awsRegion: us-east-1, recipientAccountId: "111122223333" }] }';
    expect(run(rule, `  - name: a case\n${given}\n    expect: { not-configured: ["*"] }\n`).first).toMatchObject({ passed: true });
  });
});
