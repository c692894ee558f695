import type { Lint } from "../subject.ts";

const WORD = /[\p{L}\p{N}]+/gu;

/** RV092: a rationale that repeats the title, or is one word. That there is one, the schema asks. */
export const emptyRationale: Lint = ({ rule, report }) => {
  const title: readonly string[] = rule.title.toLowerCase().match(WORD) ?? [];
  // Mostly the first word or two are other ones: the rest of the text is not looked at.
  for (const [word] of rule.rationale.toLowerCase().matchAll(WORD)) if (!title.includes(word)) return;
  report.warning("RV092", rule.places.rationale, "The rationale repeats the title. Say what happens to whoever has the finding and does nothing.");
};

/** RV093, of rules in packs: they are handed to others. A manual rule needs none: a person answers it. */
export const noRemediation: Lint = ({ rule, report, context }) => {
  if (rule.remediation || rule.body.kind === "manual" || !context.packed?.has(rule.file)) return;
  report.warning("RV093", rule.places.id, `\`${rule.id}\` has no \`remediation\`: say in console steps or API calls how to fix a finding.`);
};

/** RV094, of rules in packs. */
export const noReferences: Lint = ({ rule, report, context }) => {
  if (rule.references.length > 0 || !context.packed?.has(rule.file)) return;
  report.warning("RV094", rule.places.id, `\`${rule.id}\` has no \`references\`: name the page of AWS, or of your own, that it rests on.`);
};

/** RV095, where it is known which rules have tests. A question for a person has nothing to test. */
export const noTests: Lint = ({ rule, report, context }) => {
  if (!context.tested || context.tested.has(rule.file) || rule.body.kind === "manual") return;
  report.warning("RV095", rule.places.id, `\`${rule.id}\` has no test: write cases in ${rule.id}.test.yaml beside it.`);
};
