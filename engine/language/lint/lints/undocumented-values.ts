import { useOf } from "../../load/forms.ts";
import { comparedType, formText, textFault } from "../../load/text-form.ts";
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
  const form = comparedType(subject.type);
  const use = form && useOf(comparison, subject);
  if (!form || !use) return;
  for (const { text: value, at } of comparedTexts(leaf, linted)) {
    if (textFault(form, use, value)?.kind !== "unfamiliar") continue;
    const has = form.known ? `It has ${form.known.map((one) => `\`${one}\``).join(", ")}.` : `It is ${formText(form)}.`;
    linted.report.warning("RV098", at(), `AWS documents no \`${value}\` for \`${subject.text}\`. ${has}`);
  }
}
