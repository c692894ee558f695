import { loadCondition, loadRules, loadRuleTest } from "../../../../engine/language/load/index.ts";
import type { CheckedRule } from "../../../../engine/language/rule.ts";
import type { RuleTestFile } from "../../../../schemas/index.ts";

const HEAD = `id: sample
title: A sample
severity: medium
resource: user
rationale: A rule for tests
message: "{{user.name}}"
`;

/** A rule on users that requires a condition; `whole: false` takes conditions that the checker of absence would refuse. */
export function sampleRule(condition: string, whole = true): CheckedRule {
  if (whole) return ruleOf(`require:\n  ${condition}\n`);
  const { condition: read, diagnostics } = loadCondition({ file: "sample.yaml", text: condition }, "user");
  if (!read) throw new Error(JSON.stringify(diagnostics));
  return { ...ruleOf("require: { user.mfaActive: true }\n"), body: { kind: "state", applies: null, require: read } };
}

/** The sample with these parts. */
export function ruleOf(parts: string): CheckedRule {
  const { rules, diagnostics } = loadRules([{ file: "sample.yaml", text: HEAD + parts }]);
  const [rule] = rules;
  if (!rule) throw new Error(JSON.stringify(diagnostics));
  return rule;
}

/** A test file of these cases. */
export function testOf(text: string): RuleTestFile {
  const { test, diagnostics } = loadRuleTest({ file: "sample.test.yaml", text });
  if (!test) throw new Error(JSON.stringify(diagnostics));
  return test;
}
