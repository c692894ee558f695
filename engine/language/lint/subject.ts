import type { Condition, Scalar } from "../condition/ast.ts";
import type { Range } from "../diagnostic.ts";
import type { Report } from "../load/report.ts";
import type { CheckedRule } from "../rule.ts";
import type { LintContext } from "./context.ts";
import { type Clause, clauseOf, type Names, namesOf } from "./reason/clause.ts";
import { type Budget, budget } from "./reason/implies.ts";

export type PartName = "applies" | "require" | "match" | "unless" | "raise" | "let";

export interface RulePart {
  name: PartName;
  condition: Condition;
  clause: Clause;
}

/** A rule as lints see it. */
export interface Linted {
  rule: CheckedRule;
  names: Names;
  parts: readonly RulePart[];
  /** Empty where it is not known, as are its lines. */
  text: string;
  readonly lines: readonly string[];
  report: Report;
  budget: Budget;
  context: LintContext;
  /** Values of a parameter that are set outside of the rule: only these are in question then, and not the rule. Null: the rule is. */
  set: SetValues | null;
}

/** The values that a file or flag sets for a parameter, each with its place there. */
export interface SetValues {
  param: string;
  values: readonly { value: Scalar; at: Range }[];
}

/** A lint of one rule: it reports what it finds, under its own code. */
export type Lint = (linted: Linted) => void;

export function lintedOf(rule: CheckedRule, report: Report, context: LintContext, set: SetValues | null = null): Linted {
  const names = namesOf(rule);
  const parts: RulePart[] = [];
  const add = (name: PartName, condition: Condition | null): void => {
    if (condition) parts.push({ name, condition, clause: clauseOf(condition, names) });
  };
  for (const bound of rule.lets) if (bound.kind === "condition") add("let", bound.condition);
  const { body } = rule;
  if (body.kind === "event") {
    add("match", body.match);
    add("unless", body.unless);
  } else {
    add("applies", body.applies);
    if (body.kind === "state") add("require", body.require);
  }
  for (const { when } of rule.raise) add("raise", when);
  const text = context.sources?.get(rule.file) ?? "";
  let lines: readonly string[] | null = null;
  return {
    rule,
    names,
    parts,
    text,
    // Only what is told needs a place: most rules have nothing to tell.
    get lines() {
      lines ??= text.split(/\r?\n/);
      return lines;
    },
    report,
    budget: budget(),
    context,
    set,
  };
}

export const partNamed = (linted: Linted, name: PartName): RulePart | undefined => linted.parts.find((part) => part.name === name);
