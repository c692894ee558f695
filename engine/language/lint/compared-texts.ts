import type { Scalar } from "../condition/ast.ts";
import { leavesOf } from "../condition/operands.ts";
import type { Range } from "../diagnostic.ts";
import { findWritten, sectionOf } from "./places.ts";
import type { Clause, Leaf } from "./reason/clause.ts";
import type { Linted } from "./subject.ts";

/** A value that a test compares its path with, and where it stands. */
export interface ComparedValue {
  value: Scalar;
  at: () => Range;
}

/** A text that a test compares its path with, and where it stands. */
export interface ComparedText {
  text: string;
  at: () => Range;
}

/** The texts of a comparison, as `comparedValues` has them. */
export const comparedTexts = (leaf: Leaf, linted: Linted): ComparedText[] =>
  comparedValues(leaf, linted).flatMap(({ value, at }) => (typeof value === "string" ? [{ text: value, at }] : []));

/**
 * The values of a comparison: those that it writes, or the default of the parameter that it names, unless the rule compares that with other fields too. Where
 * values that are set elsewhere are in question, those and no others.
 */
export function comparedValues({ compared, origin }: Leaf, linted: Linted): ComparedValue[] {
  const { operand, literals = null } = compared ?? {};
  const { set } = linted;
  if (operand?.kind !== "param") {
    const at = (value: Scalar) => (): Range => findWritten(linted.lines, origin.condition.at, String(value)) ?? origin.condition.at;
    return set ? [] : (literals ?? []).map((value) => ({ value, at: at(value) }));
  }
  const param = linted.rule.params.find(({ name }) => name === operand.name);
  if (!param || (param.uses ? new Set(param.uses.map(({ field }) => field)) : pathsBeside(param.name, linted)).size !== 1) return [];
  if (set) return set.param === param.name ? set.values.map(({ value, at }) => ({ value, at: () => at })) : [];
  return [param.default ?? []].flat().map((value) => ({ value, at: () => placeInParam(String(value), param.name, linted) }));
}

/** The paths that a parameter is compared with in the conditions. */
function pathsBeside(name: string, { parts }: Linted): Set<string> {
  const paths = new Set<string>();
  const visit = (clause: Clause): void => {
    if (clause.kind === "not") visit(clause.clause);
    else if (clause.kind !== "test") for (const one of clause.clauses) visit(one);
    else {
      const { compared, path, where } = clause;
      if (compared && leavesOf(compared.operand).some((one) => one.kind === "param" && one.name === name)) paths.add(path);
      if (where) visit(where);
    }
  };
  for (const { clause } of parts) visit(clause);
  return paths;
}

function placeInParam(text: string, name: string, { rule, lines }: Linted): Range {
  const key = rule.places.params[name] ?? rule.places.id;
  const section = sectionOf(lines, "params");
  return (section && findWritten(lines, { ...section, line: key.line, column: key.endColumn }, text)) ?? key;
}
