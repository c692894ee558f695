import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/normalize/cloudtrail/event-set.ts";
import { type ClauseCoverage, isCovered, tallyCoverage } from "../../../../engine/author/coverage/index.ts";
import { runRuleTests } from "../../../../engine/author/testing/index.ts";
import { loadRules, loadRuleTest } from "../../../../engine/language/load/index.ts";

const rule = (conditions: string, more = ""): string => `id: sample
title: A sample
severity: low
resource: user
rationale: None
${more}${conditions}
message: "{{user.name}}"
`;

function cover(ruleText: string, ...cases: string[]): ClauseCoverage[] {
  const { rules, diagnostics } = loadRules([{ file: "sample.yaml", text: ruleText }]);
  const text = `cases:\n${cases.map((one, at) => `  - { name: case ${at + 1}, ${one} }\n`).join("")}`;
  const { test, diagnostics: faults } = loadRuleTest({ file: "sample.test.yaml", text });
  expect([...diagnostics, ...faults].filter(({ severity }) => severity === "error")).toEqual([]);
  const [only] = rules;
  if (!only || !test) throw new Error("the sample does not load");
  return runRuleTests(only, test, { normalizeRecords, coverage: true }).coverage ?? [];
}

const user = (fields: string, expected: string): string => `given: { users: [{ name: ana, ${fields} }] }, expect: { ${expected}: [ana] }`;
/** Truths that decided, of the innermost clause that begins there: `T-U`; a truth that was seen and decided nothing is small. */
const marks = (clauses: readonly ClauseCoverage[], at: string): string => {
  const clause = clauses.findLast(({ at: { line, column } }) => `${line}:${column}` === at);
  if (!clause) throw new Error(`no clause at ${at}: ${clauses.map((each) => `${each.at.line}:${each.at.column}`).join(" ")}`);
  const { seen, decided } = clause;
  return (["true", "false", "unknown"] as const).map((truth) => (decided[truth] ? truth[0]?.toUpperCase() : seen[truth] ? truth[0] : "-")).join("");
};

const BOTH = rule("require:\n  user.mfaActive: true\n  user.passwordEnabled: true");

describe("a clause of an and", () => {
  it.each([
    ["all hold", "mfaActive: true, passwordEnabled: true", "pass", "T--", "T--"],
    ["one fails: the other decides nothing", "mfaActive: false, passwordEnabled: true", "fail", "-F-", "t--"],
    ["both fail: neither decides alone", "mfaActive: false, passwordEnabled: false", "fail", "-f-", "-f-"],
    ["one is unknown", "mfaActive: { $unknown: Throttled }, passwordEnabled: true", "unknown", "--U", "T--"],
    ["an unknown beside a false decides nothing", "mfaActive: { $unknown: Throttled }, passwordEnabled: false", "fail", "--u", "-F-"],
  ])("%s", (_, given, expected, mfa, password) => {
    const clauses = cover(BOTH, user(given, expected));
    expect([marks(clauses, "7:3"), marks(clauses, "8:3")]).toEqual([mfa, password]);
  });

  it("is covered when one case shows it deciding true and another false", () => {
    const cases = ["mfaActive: true", "mfaActive: false"].map((mfa, at) => user(`${mfa}, passwordEnabled: true`, at === 0 ? "pass" : "fail"));
    const clauses = cover(BOTH, ...cases);
    const [mfa, password] = clauses.filter(({ kind }) => kind === "test");
    expect([mfa && isCovered(mfa), password && isCovered(password)]).toEqual([true, false]);
    expect(mfa?.decided).toEqual({ true: "case 1", false: "case 2", unknown: null });
    expect(tallyCoverage(clauses)).toEqual({ covered: 5, total: 6 });
  });
});

it("a clause that applies already leaves out decides nothing in what is required", () => {
  const text = rule("applies:\n  user.passwordEnabled: true\nrequire:\n  user.mfaActive: true");
  const clauses = cover(text, user("mfaActive: false, passwordEnabled: false", "not-applicable"));
  expect([marks(clauses, "7:3"), marks(clauses, "9:3")]).toEqual(["-F-", "-f-"]);
});

it("a not decides by what its condition does not", () => {
  const clauses = cover(rule("require:\n  not: { user.mfaActive: false }"), user("mfaActive: true", "pass"));
  expect([marks(clauses, "7:3"), marks(clauses, "7:10")]).toEqual(["T--", "-F-"]);
});

describe("a clause within a quantifier", () => {
  const text = rule("require:\n  user.inlinePolicies: { none: { admin: true } }");
  const policies = (...admins: boolean[]): string => `inlinePolicies: [${admins.map((admin, at) => `{ name: p${at}, admin: ${admin} }`).join(", ")}]`;

  it("decides for the element that it was asked of", () => {
    expect(marks(cover(text, user(policies(true, false), "fail")), "7:34")).toBe("Tf-");
    expect(marks(cover(text, user(policies(false, false), "pass")), "7:34")).toBe("-F-");
  });

  it("decides nothing where another element does too", () => {
    expect(marks(cover(text, user(policies(true, true), "fail")), "7:34")).toBe("t--");
  });

  it("tells elements of one name apart", () => {
    const namesakes = "inlinePolicies: [{ name: p, admin: false }, { name: p, admin: true }]";
    expect(marks(cover(text, user(namesakes, "fail")), "7:34")).toBe("Tf-");
  });

  it("has no truth where there is no element", () => {
    expect(marks(cover(text, user("inlinePolicies: []", "pass")), "7:34")).toBe("---");
  });

  it("decides a count at its boundary alone", () => {
    const counted = rule("require:\n  user.inlinePolicies: { count: { where: { admin: true }, lte: 1 } }");
    expect(marks(cover(counted, user(policies(true), "pass")), "7:44")).toBe("t--");
    expect(marks(cover(counted, user(policies(true, true), "fail")), "7:44")).toBe("T--");
    expect(marks(cover(counted, user(policies(true, false), "pass")), "7:44")).toBe("tF-");
  });
});

describe("a raise", () => {
  const text = rule("require:\n  user.mfaActive: true\nraise:\n  - { when: { user.path: /admin/ }, to: high }");
  const admin = user("path: /admin/, mfaActive: false", "fail");

  it("counts only where the case says the severity", () => {
    expect(marks(cover(text, admin), "9:15")).toBe("t--");
    expect(marks(cover(text, `${admin}, severity: { ana: high }`), "9:15")).toBe("T--");
  });

  it("decides nothing for what passes", () => {
    expect(marks(cover(text, user("path: /admin/, mfaActive: true", "pass")), "9:15")).toBe("t--");
  });
});

it("a path asked to exist decides for what its map reads beneath it: where nothing is there they fail together", () => {
  const text = rule(
    "require:\n  user.inlinePolicies: { none: { admin: true } }\nraise:\n  - when:\n      account.passwordPolicy: { exists: true }\n      account.passwordPolicy.expirePasswords: true\n    to: high",
  );
  const found = (policy: string): string =>
    `given: { users: [{ name: ana, inlinePolicies: [{ name: p, admin: true }] }], account: { passwordPolicy: ${policy} } }, expect: { fail: [ana] }, severity: { ana: low }`;
  expect(marks(cover(text, found("null")), "10:7")).toBe("-F-");
  expect(marks(cover(text, found("{ expirePasswords: false }")), "10:7")).toBe("t--");
  expect(marks(cover(text, found("{ expirePasswords: true }").replace("low", "high")), "10:7")).toBe("T--");
});

it("a condition named by let is forced at every use at once", () => {
  const text = rule(
    "applies:\n  console: true\nrequire:\n  or: [{ user.mfaActive: true }, { not: { console: true } }]",
    "let:\n  console: { user.passwordEnabled: true }\n",
  );
  const clauses = cover(text, user("mfaActive: false, passwordEnabled: true", "fail"));
  expect(clauses.filter(({ section }) => section === "let").map(({ kind }) => kind)).toEqual(["test"]);
  expect(marks(clauses, "7:14")).toBe("T--");
});

it("a case that fails shows nothing", () => {
  expect(marks(cover(BOTH, user("mfaActive: true, passwordEnabled: true", "fail")), "7:3")).toBe("---");
});

describe("an event rule", () => {
  const text = rule("match:\n  event.eventName: StopLogging\nunless:\n  event.awsRegion: { exists: true, is: eu-west-1 }")
    .replace("resource: user", "resource: event")
    .replace("{{user.name}}", "{{actor.arn}}");
  const record = (name: string, region: string, expected: string): string =>
    `given: { events: [{ eventID: e1, eventName: ${name}, awsRegion: ${region}, eventTime: 1h ago, eventSource: cloudtrail.amazonaws.com, eventVersion: "1.10", userIdentity: { type: Root } }] }, expect: { ${expected}: [e1] }`;

  it.each([
    ["a finding", "StopLogging", "us-east-1", "finding", "T--", "-F-"],
    ["an excused record", "StopLogging", "eu-west-1", "excused", "T--", "T--"],
    ["no match", "StartLogging", "us-east-1", "no-match", "-F-", "-f-"],
    ["no match that would be excused", "StartLogging", "eu-west-1", "no-match", "-F-", "t--"],
  ])("%s", (_, name, region, expected, match, unless) => {
    const clauses = cover(text, record(name, region, expected));
    expect([marks(clauses, "7:3"), marks(clauses, "9:3")]).toEqual([match, unless]);
  });
});
