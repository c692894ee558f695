import { describe, expect, it } from "vitest";
import { instantOf } from "../../../../document/instant.ts";
import { asTest, isComparison } from "../../../../engine/language/condition/fold.ts";
import { loadCondition } from "../../../../engine/language/load/index.ts";
import type { ComparisonMatcher } from "../../../../engine/language/matchers/descriptor.ts";
import { COMPARISONS, MATCHER_NAMES } from "../../../../engine/language/matchers/registry.ts";
import { conditionIn, load } from "./harness.ts";

/** What a comparison gives for null, with the operand that its descriptor puts on a path that may be null. */
function onNull({ name, words, holds }: ComparisonMatcher): { test: string; holdsOfNull: boolean } {
  const test = words.onNullable.user;
  const { condition } = loadCondition({ file: "condition.yaml", text: test }, "user");
  const read = condition && asTest(condition)?.test;
  if (!read || !isComparison(read) || read.op !== name || read.operand.kind !== "literal") throw new Error(`${test} is no test of ${name}`);
  return { test, holdsOfNull: holds(null, read.operand.value, instantOf("2026-01-01T00:00:00Z") ?? 0) };
}

describe("the checker and the evaluator know the same matchers:", () => {
  it("every operator is a matcher, and every other matcher is about presence or elements", () => {
    const names = COMPARISONS.map(({ name }) => name);
    expect(names.filter((name) => !MATCHER_NAMES.includes(name))).toEqual([]);
    expect(MATCHER_NAMES.filter((name) => !names.includes(name))).toEqual(["exists", "default", "any", "every", "none", "count"]);
  });

  it.each(COMPARISONS.map((comparison) => [comparison.name, comparison] as const))("%s is refused in require exactly if it holds of null", (_, comparison) => {
    const { test, holdsOfNull } = onNull(comparison);
    expect(load(conditionIn("require", test)).diagnostics.map(({ code }) => code)).toEqual(holdsOfNull ? ["RV050"] : []);
  });

  it.each(COMPARISONS.map((comparison) => [comparison.name, comparison] as const))(
    "%s is refused in raise exactly if it does not hold of null",
    (_, comparison) => {
      const { test, holdsOfNull } = onNull(comparison);
      const raise = `raise: [{ when: { ${test} }, to: high }]\n`;
      expect(load(conditionIn("require", "user.mfaActive: true") + raise).diagnostics.map(({ code }) => code)).toEqual(holdsOfNull ? [] : ["RV050"]);
    },
  );
});
