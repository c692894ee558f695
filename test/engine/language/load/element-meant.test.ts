import { expect, it } from "vitest";
import { checkOf, loadEventCatalogue } from "../../../../engine/index.ts";
import { conditionIn, load, marked, ruleText } from "./harness.ts";

it.each([
  ["policy", "policy.grants: passrole", '{ contains: "iam:passrole" }'],
  ["policy", "policy.grants: PassRole", '{ contains: "iam:passrole" }'],
  ["policy", 'policy.grants: "iam:PassRole"', '{ contains: "iam:PassRole" }'],
  ["policy", "policy.grants: { is: passrole }", 'contains: "iam:passrole"'],
  ["user", "user.attachedPolicyArns: AdministratorAccess", undefined],
  ["policy", "policy.grants: nothing-like-it", undefined],
])("a list that is compared with a text is asked about its elements: %s %s", (kind, condition, write) => {
  const [first] = load(conditionIn("require", condition, kind)).diagnostics;
  expect(first).toMatchObject({ code: "RV041" });
  expect(first?.suggestion).toBe(write);
});

const check = checkOf({ events: await loadEventCatalogue() })("a-rule.yaml");

it.each(["▸PASS*", "▸Pass*", "▸pass*"])("a glob of actions is reported at its place, in whatever letters: %s", (glob) => {
  const condition = `policy.statements: { none: { actions: { any: { glob: "${glob}" } } } }`;
  const { text, line, column } = marked(ruleText(conditionIn("require", condition, "policy")));
  expect(check({ file: "a-rule.yaml", text }).filter(({ code }) => code === "RV046")).toMatchObject([{ line, column }]);
});
