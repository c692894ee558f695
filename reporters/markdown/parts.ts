import type { ReeveResults, Result } from "../../schemas/index.ts";
import { undecidedText } from "../cause.ts";
import { comparedText } from "../compared.ts";
import { briefSource, decisiveFirst, evidenceText, printedEvidence } from "../evidence.ts";
import { number, sentenceStart } from "../layout.ts";
import { SEVERITY_ORDER } from "../number.ts";
import { detailed, type ReportOptions } from "../options.ts";
import { alsoChangedText } from "../place.ts";
import { kindText, mainRelated, type RuleOf } from "../values.ts";
import { code, inert, inertHtml } from "./inert.ts";

const MEMBERS = 25;
const EVIDENCE = 4;

/** Text that can be told at length, in a line, or only counted. */
export interface ReportItem {
  severity: Result["severity"];
  /** 0 is told first, whatever its severity. */
  rank: number;
  /** Results it stands for. */
  count: number;
  /** At length, and in a line; made when there is room for it. */
  full: () => string;
  brief: () => string;
}

/** Findings of one rule, folded; evidence, remediation and place inside. */
export function findingItems(
  list: readonly Result[],
  gaps: ReeveResults["gaps"],
  blocks: (result: Result) => boolean,
  ruleOf: RuleOf,
  options: ReportOptions,
): ReportItem[] {
  return groupsBy(list, ({ rule, severity }) => `${severity} ${rule}`).map((members): ReportItem => {
    const first = detailed(members[0], options);
    const blocking = members.some(blocks);
    const rule = ruleOf(first.rule);
    const count = members.length;
    const title = count === 1 ? first.message : (rule?.title ?? first.rule);
    const of = count === 1 ? "" : ` (${number(count)})`;
    return {
      severity: first.severity,
      rank: blocking ? 0 : 1,
      count,
      full: () => folded(`<b>${first.severity}</b> · ${inertHtml(title)}${of}${blocking ? " · <b>blocks</b>" : ""}`, detail(members, gaps, rule, options)),
      brief: () => `- **${first.severity}** ${inert(title, 200)}${of}${blocking ? " **blocks**" : ""}`,
    };
  });
}

function detail(members: ResultGroup, gaps: ReeveResults["gaps"], rule: ReturnType<RuleOf>, options: ReportOptions): string[] {
  const [first] = members;
  const remediation = options.remediationTextOf(first);
  const controls = mainRelated(rule ?? first);
  return [
    ...membersText(members, options),
    ...undecidedTexts(members, gaps, options).map((text) => `- Open: ${inert(text, 400)}`),
    ...(remediation === null ? [] : [`- Fix${members.length > 1 ? " of the first" : ""}: ${inert(remediation, 400)}`]),
    `- Rule: ${code(first.rule)}${controls === "" ? "" : ` (${inert(controls)})`}${rule?.rationale ? `. ${inert(rule.rationale, 400)}` : ""}`,
  ];
}

/** What is not known of matches that may be excused, each once. */
const undecidedTexts = (members: ResultGroup, gaps: ReeveResults["gaps"], options: ReportOptions): string[] => [
  ...new Set(members.slice(0, MEMBERS).flatMap((member) => undecidedText(detailed(member, options), gaps) ?? [])),
];

/** What opens at a click. A blank line stands where HTML ends and Markdown begins, and none in what is told. */
export const folded = (summary: string, lines: readonly string[]): string => `<details><summary>${summary}</summary>\n\n${lines.join("\n")}\n\n</details>\n`;

/** A single finding; or the members of many, with what decided said once where it is alike. */
function membersText(members: ResultGroup, options: ReportOptions): string[] {
  const first = detailed(members[0], options);
  if (members.length === 1)
    return [...labelled("- Where: ", whereText(first)), ...changeText(first, ""), ...labelled("- Why: ", whyText(first)), ...waivedText(first, "")];
  const shown = members.slice(0, MEMBERS).map((member) => detailed(member, options));
  const alike = new Set(shown.map(whyText)).size === 1;
  const lines = shown.flatMap((member) => {
    const where = whereText(member);
    return [
      `- ${inert(member.message)}${where === "" ? "" : ` (${where})`}`,
      ...changeText(member, "  "),
      ...(alike ? [] : labelled("  - Why: ", whyText(member))),
      ...waivedText(member, "  "),
    ];
  });
  const more = members.length - MEMBERS;
  return [...lines, ...(more > 0 ? [`- and ${number(more)} more`] : []), ...(alike ? labelled("- Why: ", whyText(first)) : [])];
}

const changeText = (result: Result, indent: string): string[] => [
  ...comparedText(result).map((text) => `${indent}- Now ${inert(text, 400)}`),
  ...alsoChangedText(result).map((text) => `${indent}- ${inert(sentenceStart(text), 400)}`),
];

const labelled = (label: string, text: string): string[] => (text === "" ? [] : [label + text]);

function whereText(result: Result): string {
  const { kind, arn, id, name } = result.resource;
  const where = arn ?? id ?? name;
  return where === null ? placeText(result).replace(/^, /, "") : `${kindText(kind)} ${code(where)}${placeText(result)}`;
}

/** The values that decided, those of one source together; the resource's own names are told already. */
function whyText(result: Result): string {
  const { resource } = result;
  const own = new Set<unknown>([resource.arn, resource.id, resource.name]);
  const informative = printedEvidence(decisiveFirst(result)).filter(({ value }) => typeof value !== "string" || !own.has(value));
  const bySource = new Map<string, string[]>();
  for (const each of informative.slice(0, EVIDENCE)) {
    const source = briefSource(each);
    bySource.set(source, [...(bySource.get(source) ?? []), code(evidenceText(each))]);
  }
  const parts = [...bySource].map(([source, values]) => values.join(", ") + (source === "" ? "" : ` (${inert(source)})`));
  const more = informative.length - EVIDENCE;
  return `${parts.join("; ")}${more > 0 ? ` and ${number(more)} more` : ""}`;
}

const waivedText = ({ waiver }: Result, indent: string): string[] =>
  waiver ? [`${indent}- Waived in ${code(`${waiver.file}:${waiver.line}`)}, which does not let it pass here`] : [];

/** Where the change writes it: `, main.tf:12, aws_iam_user.alice`. */
export function placeText({ location }: Result): string {
  if (!location) return "";
  const file = location.file === null ? "" : `, ${code(location.line === null ? location.file : `${location.file}:${location.line}`)}`;
  return `${file}${location.address === null ? "" : `, ${code(location.address)}`}`;
}

/** At least one. */
export type ResultGroup = [Result, ...Result[]];

/** Results with the same key, in the order of their first. */
export function groupsBy(list: readonly Result[], keyOf: (result: Result) => string): ResultGroup[] {
  const groups = new Map<string, ResultGroup>();
  for (const result of list) {
    const key = keyOf(result);
    const group = groups.get(key);
    if (group) group.push(result);
    else groups.set(key, [result]);
  }
  return [...groups.values()];
}

/** The worst severity of some results. */
export const worst = (list: readonly Result[]): Result["severity"] => SEVERITY_ORDER.find((name) => list.some(({ severity }) => severity === name)) ?? "info";
