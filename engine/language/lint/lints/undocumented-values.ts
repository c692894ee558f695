import { useOf } from "../../load/forms.ts";
import { declaredType } from "../../load/record.ts";
import { formText, textFault, textTypeOf } from "../../load/text-form.ts";
import { comparedTexts } from "../compared-texts.ts";
import type { Clause, Leaf } from "../reason/clause.ts";
import type { Lint, Linted } from "../subject.ts";

/** RV098: values that AWS does not document. It may have added them since: slips of those that it documents are the checker's to refuse. */
export const undocumentedValues: Lint = (linted) => {
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

function check(leaf: Leaf, linted: Linted): void {
  const { subject } = leaf;
  const { comparison } = leaf.compared ?? {};
  if (!comparison || subject.kind !== "path") return;
  const type = declaredType(subject.type);
  const known = type.type === "string" && comparison.listsValues === true ? type.known : undefined;
  const form = textTypeOf(subject.type);
  const use = form && useOf(comparison, subject);
  for (const { text: value, at } of comparedTexts(leaf, linted)) {
    const has = known && !known.includes(value) ? `It has ${known.map((one) => `\`${one}\``).join(", ")}.` : null;
    const isNew = form && use && textFault(form, use, value)?.kind === "unfamiliar";
    if (has === null && !isNew) continue;
    linted.report.warning("RV098", at(), `AWS documents no \`${value}\` for \`${subject.text}\`. ${has ?? `It is ${formText(form ?? {})}.`}`);
  }
}
