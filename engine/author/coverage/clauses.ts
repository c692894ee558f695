import {
  asJunction,
  asTest,
  type CheckedRule,
  type Condition,
  conditionsWithin,
  foldTest,
  leavesOf,
  type PathOperand,
  type Range,
  rightSidesOf,
  someTests,
  type TestCondition,
} from "../../language/index.ts";

export type RuleSection = "applies" | "require" | "match" | "unless" | "raise" | "let";

/** A part of a condition that has a truth of its own: a path with its matchers, an and, an or, a not, or the use of a condition named by `let`. */
export interface CoverageClause {
  section: RuleSection;
  kind: Condition["kind"];
  /** In the rule's file. */
  at: Range;
  condition: Condition;
  /**
   * Of a path that is asked to exist, the other parts of its map that read the path or what lies beneath it. Where nothing is there they are false as
   * a rule, so that the clause alone would seem to decide nothing: it says what absence means for all of them.
   */
  speaksFor: Condition[];
}

/** Every clause of a rule, those within quantifiers and lets included, in the order of the file. */
export function clausesOf(rule: CheckedRule): CoverageClause[] {
  const clauses: CoverageClause[] = [];
  const add = (section: RuleSection, condition: Condition | null): void => {
    if (!condition) return;
    const parts = partsOf(condition);
    const guards = guardsOf(parts);
    for (const part of parts) clauses.push({ section, kind: part.kind, at: part.at, condition: part, speaksFor: guards.get(part) ?? [] });
  };
  for (const binding of rule.lets) if (binding.kind === "condition") add("let", binding.condition);
  const { body } = rule;
  if (body.kind === "event") {
    add("match", body.match);
    add("unless", body.unless);
  } else {
    add("applies", body.applies);
    if (body.kind === "state") add("require", body.require);
  }
  for (const { when } of rule.raise) add("raise", when);
  return clauses.sort((left, right) => left.at.line - right.at.line || left.at.column - right.at.column);
}

/** The condition and all within it; sorted by position, a whole stays before its parts. */
const partsOf = (condition: Condition): Condition[] => [...conditionsWithin(condition)].map(({ node }) => node);

/** Tests that a path exists, and what they speak for. */
function guardsOf(parts: readonly Condition[]): Map<Condition, Condition[]> {
  const guards = new Map<Condition, Condition[]>();
  for (const whole of parts) {
    const junction = asJunction(whole);
    if (junction?.kind !== "and") continue;
    for (const part of junction.conditions) {
      const guard = asTest(part);
      if (guard?.subject.kind !== "path" || !foldTest(WANTS_PRESENCE, guard.test, null)) continue;
      const { subject } = guard;
      const deeper = junction.conditions.filter((other) => other !== part && partsOf(other).some((inner) => reads(asTest(inner), subject)));
      if (deeper.length > 0) guards.set(part, deeper);
    }
  }
  return guards;
}

const WANTS_PRESENCE = someTests<null, boolean>({ exists: ({ value }) => value }, () => false);

const namesOf = ({ root, steps }: PathOperand): string[] => [JSON.stringify(root), ...steps.map((step) => (step.kind === "before" ? "before" : step.name))];

/** Whether the test reads the path or what lies beneath it, on either side of the comparison. */
function reads(condition: TestCondition | null, path: PathOperand): boolean {
  if (!condition) return false;
  const { subject, test } = condition;
  const names = namesOf(path);
  return [subject, ...rightSidesOf(test).flatMap(leavesOf)].some((operand) => {
    const read = operand.kind === "path" ? namesOf(operand) : [];
    return names.every((name, at) => read[at] === name);
  });
}
