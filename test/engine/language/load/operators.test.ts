import { describe, expect, it } from "vitest";
import { instantOf } from "../../../../document/instant.ts";
import { COMPARISONS, MATCHER_NAMES } from "../../../../engine/language/matchers/registry.ts";
import { conditionIn, load } from "./harness.ts";

/** A path that may be null, and a literal, for each operator that compares. */
const ON_NULLABLE: Record<string, [path: string, operand: string, value: unknown]> = {
  is: ["user.permissionsBoundaryArn", "x", "x"],
  isNot: ["user.permissionsBoundaryArn", "x", "x"],
  in: ["user.permissionsBoundaryArn", "[x, y]", ["x", "y"]],
  notIn: ["user.permissionsBoundaryArn", "[x, y]", ["x", "y"]],
  contains: ["user.permissionsBoundaryArn", "x", "x"],
  glob: ["user.permissionsBoundaryArn", "x*", "x*"],
  notGlob: ["user.permissionsBoundaryArn", "x*", "x*"],
  matches: ["user.permissionsBoundaryArn", "x+", "x+"],
  cidr: ["user.permissionsBoundaryArn", "10.0.0.0/8", "10.0.0.0/8"],
  lt: ["account.passwordPolicy.maxPasswordAge", "90", 90],
  lte: ["account.passwordPolicy.maxPasswordAge", "90", 90],
  gt: ["account.passwordPolicy.maxPasswordAge", "90", 90],
  gte: ["account.passwordPolicy.maxPasswordAge", "90", 90],
  olderThan: ["user.passwordLastUsedAt", "90d", "90d"],
  newerThan: ["user.passwordLastUsedAt", "90d", "90d"],
};

describe("the checker and the evaluator know the same matchers:", () => {
  it("every operator is a matcher, and every other matcher is about presence or elements", () => {
    const names = COMPARISONS.map(({ name }) => name);
    expect(names.filter((name) => !MATCHER_NAMES.includes(name))).toEqual([]);
    expect(MATCHER_NAMES.filter((name) => !names.includes(name))).toEqual(["exists", "default", "any", "every", "none", "count"]);
  });

  it.each(COMPARISONS.map((operator) => [operator.name, operator] as const))("%s is refused in require exactly if it holds of null", (name, operator) => {
    const [path, operand, value] = ON_NULLABLE[name] ?? [];
    if (path === undefined) throw new Error(`no case for ${name}`);
    const holdsOfNull = operator.holds(null, value, instantOf("2026-01-01T00:00:00Z") ?? 0);
    const codes = load(conditionIn("require", `${path}: { ${name}: ${operand} }`)).diagnostics.map(({ code }) => code);
    expect(codes).toEqual(holdsOfNull ? ["RV050"] : []);
  });

  it.each(COMPARISONS.map((operator) => [operator.name, operator] as const))("%s is refused in raise exactly if it does not hold of null", (name, operator) => {
    const [path, operand, value] = ON_NULLABLE[name] ?? [];
    const holdsOfNull = operator.holds(null, value, 0);
    const raise = `raise: [{ when: { ${path}: { ${name}: ${operand} } }, to: high }]\n`;
    expect(load(conditionIn("require", "user.mfaActive: true") + raise).diagnostics.map(({ code }) => code)).toEqual(holdsOfNull ? [] : ["RV050"]);
  });
});
