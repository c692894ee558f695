import { elsewhereText } from "../../../../document/index.ts";
import { useOf } from "../../load/forms.ts";
import { didYouMean } from "../../load/nearest.ts";
import { formText, patternedType, textFault } from "../../load/text-form.ts";
import { comparedTexts } from "../compared-texts.ts";
import { type Leaf, leavesWithin } from "../reason/clause.ts";
import type { Lint, Linted } from "../subject.ts";

/** RV098: values that AWS does not document. It may have added them since: slips of those that it documents are the checker's to refuse. */
export const undocumentedValues: Lint = (linted) => {
  for (const { clause } of linted.parts) for (const one of leavesWithin(clause)) check(one, linted);
};

/**
 * Error codes of an API that its records have in another form. Sources: IAM API Reference, Common errors of the actions, and Amazon EC2 API Reference, Error
 * codes; public records of CloudTrail (Stratus Red Team), errorCode of iam:ListUserPolicies and iam:ListAttachedUserPolicies, and of all refused calls of EC2.
 */
const RECORDED_AS: ReadonlyMap<string, { service: string; code: string }> = new Map([
  ["NoSuchEntity", { service: "IAM", code: "NoSuchEntityException" }],
  ["EntityAlreadyExists", { service: "IAM", code: "EntityAlreadyExistsException" }],
  ["UnauthorizedOperation", { service: "EC2", code: "Client.UnauthorizedOperation" }],
]);

function check(leaf: Leaf, linted: Linted): void {
  const { subject } = leaf;
  const { comparison } = leaf.compared ?? {};
  if (!comparison || subject.kind !== "path") return;
  const use = useOf(comparison, subject);
  const form = use && patternedType(subject.type, use);
  if (!form || !use) return;
  const texts = comparedTexts(leaf, linted);
  for (const { text: value, at } of texts) {
    const recorded = form.frequent?.includes(value) ? RECORDED_AS.get(value) : undefined;
    if ((use === "value" || use === "glob") && recorded && !texts.some(({ text }) => text === recorded.code)) {
      const message = `Records of ${recorded.service} have \`${recorded.code}\` where its API answers \`${value}\`. Write both: \`[${value}, ${recorded.code}]\`.`;
      linted.report.warning("RV098", at(), message);
      continue;
    }
    const fault = textFault(form, use, value);
    if (fault?.kind !== "unfamiliar") continue;
    const [respelt] = fault.meant;
    if (form.format === "arn" && respelt !== undefined) {
      linted.report.warning("RV098", at(), `ARNs of IAM and STS have no such type: \`${value}\` meets none of them. Write \`${respelt}\`.`, respelt);
      continue;
    }
    if (form.frequent && fault.meant.length > 0) {
      const message = `\`${value}\` meets no error code that AWS documents often.${didYouMean(fault.meant)}`;
      linted.report.warning("RV098", at(), message);
      continue;
    }
    const has = form.known ? `It has ${form.known.map((one) => `\`${one}\``).join(", ")}.` : `It is ${formText(form)}.`;
    linted.report.warning("RV098", at(), `AWS documents no \`${value}\` for \`${subject.text}\`. ${has}${elsewhereText(form.format, value)}`);
  }
}
