import { type CheckedRule, demandText, type RemediationSteps, templateText } from "../engine/index.ts";
import type { PackDoc, RemediationDoc, RuleDoc } from "../reporters/index.ts";
import { CONDITION_KEYS, sections } from "./rule-text.ts";
import type { SelectedRules } from "./selection/choose.ts";

/** What a page tells of a chosen rule, as reeve.yaml and the flags set it. */
export function ruleDoc(rule: CheckedRule, chosen: SelectedRules): RuleDoc {
  const values = chosen.params[rule.id] ?? {};
  return {
    id: rule.id,
    formerly: rule.formerly,
    title: rule.title,
    severity: chosen.severity[rule.id] ?? rule.severity,
    raises: [...new Set(rule.raise.map(({ to }) => to))],
    resource: rule.resource,
    pack: chosen.packs.find(({ ruleIds }) => ruleIds.includes(rule.id))?.id ?? "-",
    rationale: rule.rationale,
    params: rule.params.map(({ name, type, description, default: fallback }) => {
      const value = Object.hasOwn(values, name) ? values[name] : fallback;
      return { name, type, description, value: value ?? null, isSet: value !== undefined };
    }),
    conditions: sections(chosen.sourceOf(rule.file) ?? "", CONDITION_KEYS),
    message: templateText(rule.message),
    remediations: curesOf(rule),
    controls: rule.controls,
    ...(rule.informs ? { informs: rule.informs } : {}),
    demands: (rule.controlTerms ?? []).flatMap(({ framework, id, when }) => when.map((demand) => ({ framework, id, demand: demandText(demand) }))),
    references: rule.references,
    off: chosen.off[rule.id] ?? null,
  };
}

export const packDocs = ({ packs }: SelectedRules): PackDoc[] =>
  packs.map(({ id, file }) => ({ id, title: file?.title ?? (id === "-" ? "Rules of no pack" : id), description: file?.description ?? "" }));

function curesOf({ remediation }: CheckedRule): RemediationDoc[] {
  if (!remediation) return [];
  const one = (name: RemediationDoc["name"], remediation: RemediationSteps | null): RemediationDoc[] =>
    remediation
      ? [
          {
            name,
            console: remediation.console.map(({ text }) => templateText(text)),
            calls: remediation.steps.map(({ call, human }) => ({
              call,
              human: human.length > 0 ? human.map(({ text }) => templateText(text)).join(" ") : null,
            })),
          },
        ]
      : [];
  return [...one("remediation", remediation), ...one("undo", remediation.undo), ...one("contain", remediation.contain)];
}
