import { describe, expect, it } from "vitest";
import { ruleLogic, ruleLogicLimits } from "../../../../engine/language/logic/rule-logic.ts";
import { conditionIn, loaded } from "../load/harness.ts";

const PARAM = "params: { most: { type: integer, description: d } }\n";

describe("the logic of a rule that leaves Reeve", () => {
  it("has limits nowhere where every path is the resource's own", () => {
    const rule = loaded(conditionIn("require", "user.accessKeys: { none: { active: true } }"));
    expect(ruleLogicLimits(rule)).toEqual({ outside: [], unset: [] });
  });

  it.each([
    ["a path out of an element", "", "user.groups: { none: { name: { is: { var: user.name } } } }"],
    ["a lookup", 'let: { owner: { lookup: [role, "admin"] } }\n', "owner.path: /"],
  ])("says that %s cannot be read elsewhere", (_, head, condition) => {
    expect(ruleLogicLimits(loaded(head + conditionIn("require", condition))).outside).toEqual(["require"]);
  });

  it("says so of raise as well", () => {
    const raise = "raise: [{ when: { user.groups: { any: { name: { is: { var: user.name } } } } }, to: critical }]\n";
    expect(ruleLogicLimits(loaded(raise + conditionIn("require", "user.mfaActive: true"))).outside).toEqual(["raise"]);
  });

  it("names a parameter without a value, and has null in its place", () => {
    const rule = loaded(PARAM + conditionIn("require", "policy.versionCount: { lt: { var: params.most } }", "policy"));
    expect(ruleLogicLimits(rule).unset).toEqual(["most"]);
    expect(ruleLogicLimits(rule, { most: 3 }).unset).toEqual([]);
    expect(ruleLogic(rule)).toEqual({ require: { lt: [{ var: "policy.versionCount" }, null] } });
  });
});
