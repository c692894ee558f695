import { expect, it } from "vitest";
import { runRuleTests } from "../../../../engine/author/testing/index.ts";
import { checkOf, loadEventCatalogue, loadRuleTest, withSoundCorrections } from "../../../../engine/index.ts";
import { loadRules, readParamText } from "../../../../engine/language/load/index.ts";
import { conditionIn, ruleText } from "./harness.ts";

const FILE = "a-rule.yaml";
const check = checkOf({ events: await loadEventCatalogue() })(FILE);

/** The errors of a text as they are printed. */
const printed = (text: string): string[] =>
  withSoundCorrections(
    check({ file: FILE, text }).filter(({ severity }) => severity === "error"),
    () => text,
    () => check,
  ).map(({ message, suggestion }) => (suggestion === undefined ? message : `${message} => ${suggestion}`));

it.each([
  ["user.mfaActive: no", "`user.mfaActive` is true or false. Write false (YAML 1.2: no is text). => false"],
  ["user.mfaActive: Yes", "`user.mfaActive` is true or false. Write true (YAML 1.2: Yes is text). => true"],
  ["user.mfaActive: { is: off }", "`user.mfaActive` is true or false. Write false (YAML 1.2: off is text). => false"],
  ["user.mfaActive: { isNot: n }", "`user.mfaActive` is true or false. Write false (YAML 1.2: n is text). => false"],
  ["user.mfaActive: { notIn: [on] }", "`user.mfaActive` is true or false. Write true (YAML 1.2: on is text). => true"],
  ["user.mfaActive: { default: no, is: true }", "`user.mfaActive` is true or false. Write false (YAML 1.2: no is text). => false"],
  ['user.mfaActive: "true"', '`user.mfaActive` is true or false, and "true" is text. Write true, without quotes. => true'],
  ["user.mfaActive: 0", "`user.mfaActive` is true or false, and 0 is a number. Write false. => false"],
  ["user.mfaActive: enabled", "`user.mfaActive` is true or false, and enabled is text."],
  ['"===": [{ var: user.mfaActive }, "no"]', "`user.mfaActive` is true or false. Write false (YAML 1.2: no is text). => false"],
  ["user.mfaActive: { contains: no }", "`contains` does not apply to `user.mfaActive`, which is true or false. Write true or false: `is: false`."],
  ["user.mfaActive: { glob: y* }", "`glob` does not apply to `user.mfaActive`, which is true or false. Write true or false."],
  ["user.accessKeys: { every: { active: no } }", "`active` is true or false. Write false (YAML 1.2: no is text)."],
  ["user.accessKeys: { any: { active: no } }", "`active` is true or false. Write false (YAML 1.2: no is text). => false"],
  ["user.permissionsBoundaryArn: { exists: yes }", "`exists` takes true or false. Write true (YAML 1.2: yes is text). => true"],
])("the right form is offered for %s", (condition, message) => {
  expect(printed(ruleText(conditionIn("require", condition)))).toEqual([message]);
});

it.each([
  ["actor.mfa: no", "`actor.mfa` is true or false. Write { exists: true, is: false } (YAML 1.2: no is text)."],
  ["actor.mfa: { is: yes }", "`actor.mfa` is true or false. Write { exists: true, is: true } (YAML 1.2: yes is text)."],
  ["actor.mfa: [off]", "`actor.mfa` is true or false. Write { exists: true, in: [false] } (YAML 1.2: off is text)."],
  ["actor.mfa: { exists: true, is: no }", "`actor.mfa` is true or false. Write false (YAML 1.2: no is text). => false"],
  ["event.readOnly: no", "`event.readOnly` is true or false. Write false (YAML 1.2: no is text). => false"],
  [
    "event.userIdentity.sessionContext.attributes.mfaAuthenticated: no",
    '`event.userIdentity.sessionContext.attributes.mfaAuthenticated` is never `no`: it is text in the record. Write "false". => "false"',
  ],
])("of a record the form is the one that stays, for %s", (condition, message) => {
  expect(printed(ruleText(`resource: event\nmatch:\n  outcome: denied\n  ${condition}\n`))).toEqual([message]);
});

const RULE = ruleText(
  "resource: user\nparams:\n  flag: { type: boolean, default: true, description: A flag }\nrequire:\n  user.mfaActive: { is: { var: params.flag } }\n",
);

it("of the default of a parameter, of a flag, and of the values and parameters of a test case too", () => {
  expect(printed(RULE.replace("default: true", "default: no"))).toEqual([
    "The default of `flag` must be true or false: write false (YAML 1.2: no is text). => false",
  ]);
  const [rule] = loadRules([{ file: FILE, text: RULE }]).rules;
  const [flag] = rule?.params ?? [];
  if (!rule || !flag) throw new Error("the sample does not load");
  expect(readParamText(flag, "no").faults).toEqual([{ index: null, text: "must be true or false: write false", meant: "false" }]);
  const text = "cases:\n  - name: one\n    given: { users: [{ name: a, mfaActive: no }] }\n    params: { flag: no }\n    expect: { pass: [a] }\n";
  const { test } = loadRuleTest({ file: "a-rule.test.yaml", text });
  if (!test) throw new Error("the case does not load");
  expect(runRuleTests(rule, test, { normalizeRecords: () => ({ events: [], gaps: {} }) }).cases[0]?.problems.map(({ message }) => message)).toEqual([
    '"no" is given, but given.users[0].mfaActive is true or false, or unknown: write false (YAML 1.2: no is text)',
    "flag must be true or false: write false (YAML 1.2: no is text)",
  ]);
});
