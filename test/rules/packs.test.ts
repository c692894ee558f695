import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../collectors/normalize/cloudtrail/event-set.ts";
import { type CaseStatus, runRuleTests } from "../../engine/author/testing/index.ts";
import { isRule, isTest, PACKS, packFile, rulesOf, SHIPPED, testOf } from "./shipped.ts";

/** The three answers that cases of every rule must show: what is well, what is a finding, what is unknown. */
const ANSWERS: { name: string; statuses: CaseStatus[] }[] = [
  { name: "well", statuses: ["pass", "no-match", "excused"] },
  { name: "a finding", statuses: ["fail", "finding"] },
  { name: "unknown", statuses: ["unknown"] },
];

/** Rules whose match never comes without doubt: an unexcused unknown is all they can give, and it counts as a finding does. */
const NEVER_CERTAIN = new Set(["guardrail-change-unreadable"]);

describe("shipped rules", () => {
  it("are there", () => {
    expect(PACKS.map(({ id }) => id)).toEqual(["cloudtrail-detections", "iam-baseline"]);
    expect(SHIPPED.rules.length).toBeGreaterThan(55);
  });

  it("load without an error or a warning", () => {
    expect(SHIPPED.diagnostics).toEqual([]);
    expect(SHIPPED.rules).toHaveLength(PACKS.flatMap(({ files }) => files.filter(isRule)).length);
  });
});

describe.each(PACKS)("pack $id", (pack) => {
  const rules = rulesOf(pack);

  it("has a pack file of its folder's name", () => {
    const { pack: loaded, diagnostics } = packFile(pack);
    expect(diagnostics).toEqual([]);
    expect(loaded?.id).toBe(pack.id);
  });

  it("chooses rules and sets parameters that exist", () => {
    const { pack: loaded } = packFile(pack);
    const ids = rules.map(({ id }) => id);
    const params = new Set(rules.flatMap((rule) => rule.params.map(({ name }) => name)));
    expect([...(loaded?.rules ?? []), ...Object.keys(loaded?.severity ?? {})].filter((id) => !ids.includes(id))).toEqual([]);
    expect(Object.keys(loaded?.params ?? {}).filter((name) => !params.has(name))).toEqual([]);
  });

  it("holds nothing but rules, each with its cases", () => {
    const expected = rules.flatMap(({ id }) => [`${id}.yaml`, `${id}.test.yaml`]);
    expect(pack.files.filter((file) => isRule(file) || isTest(file))).toEqual(expected.sort());
    expect(pack.files.filter((file) => !isRule(file) && !isTest(file))).toEqual(["pack.yaml"]);
  });

  describe.each(rules.map((rule) => ({ id: rule.id, rule })))("$id", ({ id, rule }) => {
    it("says why it matters, what a finding is, and what backs it", () => {
      expect(rule.rationale.length).toBeGreaterThan(80);
      expect(rule.message.some((part) => typeof part !== "string")).toBe(true);
      expect(rule.title.endsWith(".")).toBe(false);
      expect(rule.references.length).toBeGreaterThan(0);
      for (const reference of rule.references) expect(reference).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
    });

    it("says how to fix a finding in the console, and names no control by a number", () => {
      const fixes = [rule.remediation, rule.remediation?.undo, rule.remediation?.contain].filter(
        (remediation) => remediation !== null && remediation !== undefined,
      );
      expect(fixes.flatMap(({ console }) => console).length).toBeGreaterThan(0);
      for (const ids of Object.values(rule.controls)) for (const control of ids) expect(control).toMatch(/^[A-Za-z0-9][A-Za-z0-9._()-]*$/);
    });

    it("leaves no placeholder that is not a name", () => {
      for (const text of JSON.stringify(rule.remediation?.steps ?? []).matchAll(/<([^<>]*)>/g)) expect(text[1]).toMatch(/^[a-z][a-z0-9-]*$/);
    });

    const { test, diagnostics } = testOf(pack, id);

    it("has cases that load", () => {
      expect(diagnostics).toEqual([]);
    });

    it("has cases for what is well, what is a finding and what is unknown", () => {
      const statuses = new Set((test?.cases ?? []).flatMap(({ expect: expected }) => Object.keys(expected)));
      const asked = ANSWERS.filter(({ name }) => name !== "a finding" || !NEVER_CERTAIN.has(id));
      const missing = asked.filter((answer) => !answer.statuses.some((status) => statuses.has(status)));
      expect(missing.map(({ name }) => name)).toEqual([]);
    });

    const report = test ? runRuleTests(rule, test, { normalizeRecords }) : null;
    it.each(report?.cases ?? [])("$name", ({ problems, failures }) => {
      expect(problems).toEqual([]);
      expect(failures.map(({ explanation: _, ...failure }) => failure)).toEqual([]);
    });
  });
});
