import type { Condition, SimpleOperand, Test } from "./condition/ast.ts";
import { type ConditionFold, foldCondition, foldTest, type TestFold } from "./condition/fold.ts";
import { leavesOf } from "./condition/operands.ts";
import { keepsTruth } from "./matchers/descriptor.ts";
import { comparisonOf, quantifierOf } from "./matchers/registry.ts";
import type { CheckedRule } from "./rule.ts";

/** Whether a rule finds more where a condition holds, or where it does not; `either`: it depends. */
type Finds = "true" | "false" | "either";

const OTHER: Readonly<Record<Finds, Finds>> = { true: "false", false: "true", either: "either" };

interface Place {
  finds: Finds;
  subject: SimpleOperand | null;
}

/**
 * Names of the parameters of a rule on state with which one more value in their list may make the rule find more: what they name is asked for something.
 * With the others one more value can only excuse.
 */
export function demandingParams({ lets, body }: CheckedRule): ReadonlySet<string> {
  const demanding = new Set<string>();
  if (body.kind !== "state") return demanding;
  const conditions: ConditionFold<Finds, void> = {
    junction: (junction, finds) => {
      for (const each of junction.conditions) visit(each, finds);
    },
    not: ({ condition }, finds) => visit(condition, OTHER[finds]),
    let: ({ name }, finds) => {
      const bound = lets.find((binding) => binding.name === name);
      if (bound?.kind === "condition") visit(bound.condition, finds);
    },
    test: ({ subject, test }, finds) => foldTest(tests, test, { finds, subject }),
  };
  const tests: TestFold<Place, void> = {
    comparison: (test, { finds, subject }) => {
      const matcher = comparisonOf(test);
      const [selects, excludes] = [matcher.selects === true, matcher.complementOf?.selects === true];
      const more = selects ? finds : excludes ? OTHER[finds] : "either";
      for (const leaf of leavesOf(test.operand)) note(leaf, more);
      note(subject, "either");
    },
    quantifier: (test, { finds, subject }) => {
      const quantifier = quantifierOf(test);
      // One more element makes it likelier that one is found.
      note(subject, quantifier.found ? finds : OTHER[finds]);
      visit(test.where, keepsTruth(quantifier) ? finds : OTHER[finds]);
    },
    exists: (_, { subject }) => note(subject, "either"),
    default: ({ test }, place) => within(test, place),
    all: (all, place) => {
      for (const test of all.tests) within(test, place);
    },
    count: ({ where, test }, { subject }) => {
      note(subject, "either");
      if (where) visit(where, "either");
      within(test, { finds: "either", subject: null });
    },
  };
  const note = (operand: SimpleOperand | null, more: Finds): void => {
    if (operand?.kind === "param" && more !== "false") demanding.add(operand.name);
  };
  const within = (test: Test, place: Place): void => foldTest(tests, test, place);
  const visit = (condition: Condition, finds: Finds): void => foldCondition(conditions, condition, finds);
  if (body.applies) visit(body.applies, "true");
  visit(body.require, "false");
  return demanding;
}
