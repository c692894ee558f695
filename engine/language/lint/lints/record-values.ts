import { declaredType } from "../../load/record.ts";
import { findText } from "../places.ts";
import { type Clause, comparisonIn, type Leaf } from "../reason/clause.ts";
import type { Lint, Linted } from "../subject.ts";

/** RV098: values of the record that AWS does not document. It may have added them since: slips of those that it documents are the checker's to refuse. */
export const recordValues: Lint = (linted) => {
  if (linted.rule.body.kind !== "event") return;
  for (const part of linted.parts) visit(part.clause, linted);
};

function visit(clause: Clause, linted: Linted): void {
  if (clause.kind === "not") visit(clause.clause, linted);
  else if (clause.kind !== "test") for (const one of clause.clauses) visit(one, linted);
  else {
    check(clause, linted);
    if (clause.where) visit(clause.where, linted);
  }
}

function check(leaf: Leaf, { report, lines }: Linted): void {
  const { subject, origin } = leaf;
  const type = subject.type.type === "dynamic" ? declaredType(subject.type) : null;
  const { comparison, literals } = comparisonIn(leaf) ?? {};
  if (type?.type !== "string" || !type.known || subject.kind !== "path" || comparison?.listsValues !== true) return;
  for (const value of literals ?? []) {
    if (typeof value !== "string" || type.known.includes(value)) continue;
    const at = findText(lines, origin.condition.at, value) ?? origin.condition.at;
    report.warning("RV098", at, `AWS documents no \`${value}\` for \`${subject.text}\`. It has ${type.known.map((one) => `\`${one}\``).join(", ")}.`);
  }
}
