import { describe, expect, it } from "vitest";
import { lintRules, loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { marked, ruleText } from "../load/harness.ts";
import { DRAWN, SILENT } from "./cases.ts";

const events = await loadEventCatalogue();

/** What a rule of this text draws; it must be sound in itself. */
function drawn(text: string) {
  const { rules, diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
  if (diagnostics.length > 0) throw new Error(`does not load:\n${text}\n${JSON.stringify(diagnostics, null, 1)}`);
  return lintRules(rules, { sources: new Map([["a-rule.yaml", text]]), events });
}

describe("a lint is drawn once, at its place, where", () => {
  it.each(DRAWN)("$why", ({ rule, code, severity = "warning", suggestion }) => {
    const { text, line, column } = marked(ruleText(rule));
    const told = drawn(text).map((one) => ({ code: one.code, severity: one.severity, at: `${one.line}:${one.column}`, suggestion: one.suggestion }));
    expect(told).toEqual([{ code, severity, at: `${line}:${column}`, suggestion }]);
  });
});

describe("no lint is drawn by", () => {
  it.each(SILENT)("$why", ({ rule }) => {
    expect(drawn(ruleText(rule))).toEqual([]);
  });
});

describe("a call that no list has", () => {
  it("is reported with those that are most like it", () => {
    const steps = "remediation:\n  steps:\n    - call: s3:PutBucketPolicies\n      with: { Bucket: a }\n";
    const [found] = drawn(ruleText(`resource: user\nrequire:\n  user.mfaActive: true\n${steps}`));
    expect(found?.message).toContain("`PutBucketPolicies` of s3. Did you mean `PutBucketPolicy`");
  });
});
