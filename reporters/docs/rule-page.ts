import { mainControls } from "../values.ts";
import { address, block, code, link, page, prose, table } from "./markdown.ts";
import type { RemediationDoc, RuleDoc } from "./rule-doc.ts";

const REMEDIATION_LABELS: Readonly<Record<RemediationDoc["name"], string>> = {
  remediation: "How to fix it",
  undo: "What undoes it",
  contain: "What contains it",
};

/** One rule. `packPage` is the address of its pack's page, null where it stands alone. */
export function rulePage(rule: RuleDoc, packPage: string | null): string {
  const pack = rule.pack === "-" ? [] : [`pack ${packPage === null ? code(rule.pack) : link(rule.pack, packPage)}`];
  const severity = [`**${prose(rule.severity)}**`, ...rule.raises.map((to) => `up to **${prose(to)}**`)].join(", ");
  const judges = rule.resource === "event" ? "judges CloudTrail records" : `judges each ${code(rule.resource)}`;
  return page([
    [`# ${prose(rule.title)}`],
    [[code(rule.id), severity, judges, ...pack].join(" · ")],
    [prose(rule.rationale)],
    rule.off === null ? [] : [`Switched off in \`reeve.yaml\`: ${prose(rule.off)}`],
    rule.conditions === "" ? [] : ["## What it asks", "", ...block("yaml", rule.conditions)],
    params(rule),
    ["## What a finding says", "", ...block("text", rule.message)],
    ...rule.remediations.flatMap(remediationSection),
    controls(rule),
    rule.references.length === 0 ? [] : ["## Sources", "", ...rule.references.map((each) => `* ${address(each)}`)],
    rule.formerly.length === 0 ? [] : [`Formerly ${rule.formerly.map(code).join(", ")}.`],
  ]);
}

function params({ params: all }: RuleDoc): string[] {
  const rows = all.map(({ name, type, description, value, isSet }) => [
    code(name),
    prose(type),
    isSet ? code(JSON.stringify(value)) : "must be set",
    prose(description),
  ]);
  return rows.length === 0 ? [] : ["## Parameters", "", ...table(["name", "type", "value", "meaning"], rows)];
}

function remediationSection({ name, console, calls }: RemediationDoc): string[][] {
  const steps = console.map((step, at) => `${at + 1}. ${prose(step)}`);
  const api = calls.map(({ call, human }) => `* ${code(call)}${human === null ? "" : `: ${prose(human)}`}`);
  if (steps.length === 0 && api.length === 0) return [];
  return [[`## ${REMEDIATION_LABELS[name]}`], steps, api.length === 0 ? [] : ["By API call (`reeve remediate` fills in the values):", "", ...api]];
}

function controls({ controls: all }: RuleDoc): string[] {
  const rows = Object.entries(all).map(([framework, ids]) => [code(framework), ids.map(code).join(", ")]);
  return rows.length === 0 ? [] : ["## Controls", "", ...table(["framework", "controls"], rows)];
}

/** What an index tells of a rule on one line. */
export const ruleRow = (rule: Pick<RuleDoc, "id" | "title" | "severity" | "resource" | "controls">, path: string): string[] => [
  link(rule.id, path),
  prose(rule.title),
  prose(rule.severity),
  code(rule.resource),
  prose(mainControls(rule.controls)),
];
export const RULE_HEAD = ["rule", "", "severity", "judges", "controls"] as const;
