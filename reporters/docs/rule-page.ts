import { jsonText } from "../../schemas/index.ts";
import { mainRelated } from "../values.ts";
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
    isSet ? code(jsonText(value)) : "must be set",
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

function controls({ controls: answered, informs = {}, demands = [] }: RuleDoc): string[] {
  const rowsOf = (all: Record<string, string[]>): string[][] => Object.entries(all).map(([framework, ids]) => [code(framework), ids.map(code).join(", ")]);
  const own = rowsOf(answered);
  const related = rowsOf(informs);
  const wanted = [...new Set(demands.map(({ demand }) => demand))].map((demand) => {
    const of = demands.filter((each) => each.demand === demand);
    return `* ${code(demand)} for ${[...new Set(of.map(({ framework }) => framework))].map(code).join(", ")}`;
  });
  return [
    ...(own.length === 0 ? [] : ["## Controls", "", ...table(["framework", "controls"], own)]),
    ...(wanted.length === 0 ? [] : ["", "With weaker parameters the controls are `tailored`. They demand:", "", ...wanted]),
    ...(related.length === 0
      ? []
      : ["## Controls that it informs", "", "It has to do with them, and decides none of them.", "", ...table(["framework", "controls"], related)]),
  ];
}

/** What an index tells of a rule on one line. */
export const ruleRow = (rule: Pick<RuleDoc, "id" | "title" | "severity" | "resource" | "controls" | "informs">, path: string): string[] => [
  link(rule.id, path),
  prose(rule.title),
  prose(rule.severity),
  code(rule.resource),
  prose(mainRelated(rule)),
];
export const RULE_HEAD = ["rule", "", "severity", "judges", "controls"] as const;
