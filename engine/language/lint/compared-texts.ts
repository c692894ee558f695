import type { Scalar } from "../condition/ast.ts";
import { leavesOf } from "../condition/operands.ts";
import type { Range } from "../diagnostic.ts";
import { findText, sectionOf } from "./places.ts";
import type { Clause, Leaf } from "./reason/clause.ts";
import type { Linted } from "./subject.ts";

/** A text that a test compares its path with, and where it stands. */
export interface ComparedText {
  text: string;
  at: () => Range;
}

/** The texts of a comparison: those that it writes, or the default of the parameter that it names, unless the rule compares that with other fields too. */
export function comparedTexts({ compared, origin }: Leaf, linted: Linted): ComparedText[] {
  const { operand, literals = null } = compared ?? {};
  if (operand?.kind !== "param") return textsAt(literals ?? [], (text) => findText(linted.lines, origin.condition.at, text) ?? origin.condition.at);
  const param = linted.rule.params.find(({ name }) => name === operand.name);
  if (!param || (param.uses ? new Set(param.uses.map(({ field }) => field)) : pathsBeside(param.name, linted)).size !== 1) return [];
  return textsAt([param.default ?? []].flat(), (text) => placeInParam(text, param.name, linted));
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

const textsAt = (values: readonly Scalar[], place: (text: string) => Range): ComparedText[] =>
  values.flatMap((text) => (typeof text === "string" ? [{ text, at: () => place(text) }] : []));

function placeInParam(text: string, name: string, { rule, lines }: Linted): Range {
  const key = rule.places.params[name] ?? rule.places.id;
  const section = sectionOf(lines, "params");
  return (section && findText(lines, { ...section, line: key.line, column: key.endColumn }, text)) ?? key;
}
