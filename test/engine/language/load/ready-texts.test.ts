import { describe, expect, it } from "vitest";
import { conditionIn, load, ruleText } from "./harness.ts";

const kindOf = (condition: string): string => (/^([a-z]+)/i.exec(condition)?.[1] ?? "user").replace(/^(?!user|role|policy|trail).*/, "event");

const faultsOf = (condition: string) => {
  const kind = kindOf(condition);
  return load(conditionIn(kind === "event" ? "match" : "require", condition, kind)).diagnostics;
};

/** The condition with the ready text in its place, which must load without an error. */
function corrected(condition: string): string {
  const [fault] = faultsOf(condition);
  if (fault?.suggestion === undefined) return "nothing is offered";
  const kind = kindOf(condition);
  const lines = ruleText(conditionIn(kind === "event" ? "match" : "require", condition, kind)).split("\n");
  const line = lines[fault.line - 1] ?? "";
  const fixed = `${line.slice(0, fault.column - 1)}${fault.suggestion}${line.slice(fault.endColumn - 1)}`.trim();
  return faultsOf(fixed).filter(({ severity, code }) => severity === "error" && code !== "RV050").length === 0 ? fixed : `${fixed} is refused`;
}

describe("the ready text", () => {
  it.each([
    ["event.tlsDetails.tlsVersion: 1.2", "event.tlsDetails.tlsVersion: TLSv1.2"],
    ['event.tlsDetails.tlsVersion: "1.2"', "event.tlsDetails.tlsVersion: TLSv1.2"],
    ['event.tlsDetails.tlsVersion: { in: ["v1.3"] }', "event.tlsDetails.tlsVersion: { in: [TLSv1.3] }"],
    ['event.tlsDetails.tlsVersion: "1.0"', "event.tlsDetails.tlsVersion: TLSv1"],
    ['event.tlsDetails.tlsVersion: { glob: "1.2*" }', 'event.tlsDetails.tlsVersion: { glob: "TLSv1.2*" }'],
    ["event.eventVersion: 1.8", 'event.eventVersion: "1.08"'],
    ["user.tags.key: owner", "user.tags: { any: { key: owner } }"],
    ["user.tags.Key: owner", "user.tags: { any: { key: owner } }"],
    ["user.tags.value: alice", "user.tags: { any: { value: alice } }"],
    ['user.tags.key: { glob: "own*" }', 'user.tags: { any: { key: { glob: "own*" } } }'],
    ["user.mfa: true", "user.mfaActive: true"],
    ["user.mfaEnabled: true", "user.mfaActive: true"],
    ["user.hasMfa: true", "user.mfaActive: true"],
    ["user.lastLogin: { olderThan: 90d }", "user.passwordLastUsedAt: { olderThan: 90d }"],
    ["role.assumeRolePolicyDocument.statements: { count: 1 }", "role.trustPolicy.statements: { count: 1 }"],
    ["user.groups.name: admins", "user.groups: { any: { name: admins } }"],
    ["user.inlinePolicies.statements.effect: Allow", "user.inlinePolicies: { any: { statements: { any: { effect: Allow } } } }"],
  ])("of `%s` matches what was meant", (condition, write) => {
    expect(corrected(condition)).toBe(write);
  });

  it.each([
    'event.eventVersion: "1.1"',
    "event.eventVersion: 1.1",
    'event.eventVersion: { glob: "1.1" }',
    "user.groups.name: { isNot: admins }",
    "user.tags.key: null",
  ])("is missing where more than one thing may be meant: %s", (condition) => {
    const [fault] = faultsOf(condition);
    expect(fault).toMatchObject({ severity: "error" });
    expect(fault?.suggestion).toBeUndefined();
  });
});

describe("advice for an age", () => {
  it.each(["user.createdAt: { gt: 90d }", "user.createdAt: { lte: 12h }"])("names the matchers of ages: %s", (condition) => {
    expect(faultsOf(condition)[0]?.message).toMatch(/\{ olderThan: \d+[dh] \}, for newer \{ newerThan: \d+[dh] \}/);
  });

  it("is not given for a time", () => {
    expect(faultsOf("user.createdAt: { gt: 2026-01-01T00:00:00Z }")).toEqual([]);
  });
});

describe("a common name of another tool", () => {
  it.each([
    ["user", "hasMfa: true", "user.mfaActive"],
    ["accessKey", "accessKey.status: Active", "accessKey.active"],
    ["accessKey", "status: Active", "accessKey.active"],
  ])("leads a rule on %s to the field: %s", (kind, condition, write) => {
    expect(load(conditionIn("require", condition, kind)).diagnostics[0]).toMatchObject({ code: "RV030", suggestion: write });
  });

  it("stays where a kind has a field of that name", () => {
    expect(load(conditionIn("require", "analyzer.status: ACTIVE", "analyzer")).diagnostics).toEqual([]);
  });
});

describe("advice for absence", () => {
  it.each([
    ["user.accessKeys: null", /\{ count: 0 \}\.$/],
    ["user.tags: null", /\{ count: 0 \}\.$/],
    ["user.groups: { is: null }", /\{ count: 0 \}\.$/],
    ["role.trustPolicy: null", /never absent/],
    ["user.permissionsBoundary: null", /\{ exists: false \}\.$/],
    ["user.tags.CostCenter: { exists: false }", /`user\.tags: \{ none: \{ key: CostCenter \} \}`/],
    ["user.tags.CostCenter: null", /`user\.tags: \{ none: \{ key: CostCenter \} \}`/],
  ])("names a test that is accepted: %s", (condition, says) => {
    expect(faultsOf(condition)[0]?.message).toMatch(says);
  });

  it("to count elements is accepted itself", () => {
    expect(faultsOf("user.accessKeys: { count: 0 }")).toEqual([]);
  });
});
