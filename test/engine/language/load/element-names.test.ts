import { expect, it } from "vitest";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { conditionIn, ruleText } from "./harness.ts";

const said = (condition: string): string[] =>
  loadRules([{ file: "a-rule.yaml", text: ruleText(conditionIn("require", condition)) }]).diagnostics.map(({ message }) => message);

it.each([
  ["user.attachedPolicyArns: { none: { glob: AdministratorAccess } }", "An element of `user.attachedPolicyArns` is an ARN of a managed policy"],
  ["user.attachedPolicyArns: { none: 5 }", "An element of `user.attachedPolicyArns` is an ARN of a managed policy, and 5 is a number."],
  ["user.attachedPolicyArns: { none: { lt: 5 } }", "`lt` does not apply to an element of `user.attachedPolicyArns`, which is text."],
  ["user.inlinePolicies: { none: { statements: { any: { actions: { any: s3 } } } } }", "An element of `actions` is an action pattern"],
  ["user.attachedPolicyArns: { count: { where: { is: deploy }, lt: 1 } }", "An element of `user.attachedPolicyArns` is an ARN of a managed policy"],
])("an element that has no name is called by its list: %s", (condition, starts) => {
  expect(said(condition)).toEqual([expect.stringContaining(starts)]);
  expect(said(condition).join()).not.toContain("`item`");
});
