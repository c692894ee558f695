import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../collectors/index.ts";
import { runRuleTests } from "../../../engine/author/testing/index.ts";
import { casesOf, packRules } from "./pack.ts";

const rules = packRules();

describe.each(rules.map((rule) => ({ id: rule.id, rule })))("$id", ({ rule }) => {
  const { cases } = casesOf(rule);
  const reports = runRuleTests(rule, { cases }, { normalizeRecords }).cases;

  it.each(reports.map((report) => ({ name: report.name, report })))("$name", ({ report }) => {
    expect({ problems: report.problems, failures: report.failures.map(({ code, resource, expected, got }) => ({ code, resource, expected, got })) }).toEqual({
      problems: [],
      failures: [],
    });
  });

  it("has a case of silence, a case that is told, and a case that cannot be known", () => {
    const expected = cases.flatMap(({ expect: outcome }) => Object.keys(outcome));
    expect(expected.some((status) => status === "no-match" || status === "excused")).toBe(true);
    expect(expected).toContain("unknown");
    // What cannot be read is never decided: this rule tells by an unknown that nothing excuses.
    if (rule.id !== "guardrail-change-unreadable") expect(expected).toContain("finding");
  });
});

describe("the pack", () => {
  it("has more than forty cases", () => {
    expect(rules.flatMap((rule) => casesOf(rule).cases).length).toBeGreaterThan(40);
  });

  it("gives each shared parameter one type, so that one value serves all rules", () => {
    const types = new Map<string, Set<string>>();
    for (const rule of rules) for (const spec of rule.params) types.set(spec.name, (types.get(spec.name) ?? new Set()).add(`${spec.type} of ${spec.items}`));
    expect([...types].filter(([, found]) => found.size > 1)).toEqual([]);
  });

  it("excuses by the session's issuer or the permission set, never by what the caller chooses", () => {
    const chosen = /userAgent|sessionName|actor\.ip|sourceIPAddress|actor\.name|sourceIdentity|viaService/;
    const excuses = rules.map((rule) => (rule.body.kind === "event" ? JSON.stringify(rule.body.unless) : ""));
    expect(excuses.some((excuse) => excuse.includes("actor.roleArn"))).toBe(true);
    expect(excuses.filter((excuse) => chosen.test(excuse))).toEqual([]);
  });

  it("offers both an undo and a containment for every rule", () => {
    expect(rules.filter((rule) => !rule.remediation?.undo || !rule.remediation.contain).map((rule) => rule.id)).toEqual([]);
  });
});
