import type { ReeveResults, Result } from "../../schemas/index.ts";
import { undecidedText } from "../cause.ts";
import { comparedText } from "../compared.ts";
import { briefEvidence, decisiveFirst, printedEvidence } from "../evidence.ts";
import { number, padStart, plural, wrap } from "../layout.ts";
import { detailed, type ReportOptions } from "../options.ts";
import { type Paint, severityPaint } from "../paint.ts";
import { alsoChangedText } from "../place.ts";
import { short, visible } from "../visible.ts";
import type { GateReport } from "./head.ts";

/** More of one rule than this are folded. */
const OF_A_RULE = 5;
const RULES_SHOWN = 12;
const EVIDENCE = 3;
/** More findings than this are told in a line each. */
const AT_LENGTH = 8;
const MARGIN = "       ";

export interface NumberedResult {
  result: Result;
  /** What `reeve explain` takes. */
  number: number;
}

export interface GateTextContext {
  options: ReportOptions;
  paint: Paint;
  gaps: ReeveResults["gaps"];
  blocks: (result: Result) => boolean;
  /** Whether it is open if they block: they keep the gate incomplete. */
  isOpen?: boolean;
  /** What the results are compared with. */
  comparison: GateReport["comparison"];
}

/** Findings, those of one rule together, the most severe first; what decided each, and the remediation of the first. */
export function findingsText(findings: readonly NumberedResult[], context: GateTextContext): string[] {
  const byRule = new Map<string, NumberedResult[]>();
  for (const shown of findings) byRule.set(shown.result.rule, [...(byRule.get(shown.result.rule) ?? []), shown]);
  const groups = [...byRule.values()];
  const kept = context.options.all ? groups : groups.slice(0, RULES_SHOWN);
  const brief = !context.options.all && findings.length > AT_LENGTH;
  const lines = kept.flatMap((group) => (brief ? briefText(group, context) : groupText(group, context)));
  const left = groups.slice(kept.length);
  if (left.length > 0) {
    const count = left.reduce((sum, group) => sum + group.length, 0);
    lines.push(
      ...wrap(
        context.paint.dim(`… and ${plural(count, "finding")} of ${plural(left.length, "more rule", "more rules")}; --all lists them`),
        context.options.width,
        "     ",
      ),
    );
  }
  return lines;
}

/** The findings of one rule in a line: the first, and how many more. */
function briefText(group: readonly NumberedResult[], context: GateTextContext): string[] {
  const [first] = group;
  if (!first) return [];
  const { paint, options } = context;
  const more = group.length > 1 ? ` and ${number(group.length - 1)} more` : "";
  const note = notesOf(first.result, context);
  const text = `${severityOf(first.result, paint)} ${messageOf(detailed(first.result, options), 160)}${more} ${paint.dim(visible(first.result.rule))}${note}`;
  return wrap(text, options.width, `${padStart(String(first.number), 5)}  `);
}

function groupText(group: readonly NumberedResult[], context: GateTextContext): string[] {
  const { options, paint } = context;
  const { width } = options;
  const shown = options.all ? group : group.slice(0, OF_A_RULE);
  const lines = shown.flatMap((each) => findingText(each, context));
  const hidden = group.length - shown.length;
  if (hidden > 0) lines.push(...wrap(paint.dim(`… and ${number(hidden)} more of ${visible(group[0]?.result.rule ?? "")}; --all lists them`), width, MARGIN));
  const [first] = group;
  const remediation = first && context.blocks(first.result) ? options.remediationTextOf(first.result) : null;
  if (remediation !== null) lines.push(...wrap(short(remediation, 300), width, `${MARGIN}${paint.dim("fix   ")}`));
  return lines;
}

function findingText({ result: judged, number: at }: NumberedResult, context: GateTextContext): string[] {
  const { paint, options } = context;
  const result = detailed(judged, options);
  const lines = wrap(`${severityOf(result, paint)} ${messageOf(result)}${notesOf(result, context)}`, options.width, `${padStart(String(at), 5)}  `);
  lines.push(...wrap(paint.dim([visible(result.rule), ...whereOf(result)].join(" · ")), options.width, MARGIN));
  const evidence = evidenceOf(result);
  const undecided = undecidedText(result, context.gaps);
  for (const text of comparedText(result)) lines.push(...wrap(text, options.width, `${MARGIN}${paint.dim("now   ")}`));
  if (undecided !== null) lines.push(...wrap(short(undecided, 400), options.width, `${MARGIN}${paint.dim("open  ")}`));
  if (evidence !== "") lines.push(...wrap(paint.dim(evidence), options.width, MARGIN));
  for (const text of alsoChangedText(result)) lines.push(...wrap(paint.dim(text), options.width, MARGIN));
  return lines;
}

/** The message, with the resource's name where it does not tell it. */
export function messageOf({ message, resource: { kind, name } }: Result, limit = 300): string {
  const text = short(message, limit);
  return name === null || kind === "account" || kind === "root" || message.includes(name) ? text : `${short(name, 80)}: ${text}`;
}

const severityOf = ({ severity }: Result, paint: Paint): string => severityPaint(paint, severity)(severity.toUpperCase());

function notesOf(result: Result, { blocks, comparison, isOpen = false, paint }: GateTextContext): string {
  const notes = [
    ...(result.delta === "affected" ? [comparison === "rules" ? "by a rule that the edit does not touch" : "not in the plan, affected by it"] : []),
    ...(blocks(result) || isOpen ? [] : ["does not block"]),
  ];
  return notes.length > 0 ? ` ${paint.dim(`(${notes.join("; ")})`)}` : "";
}

/** Address, file and line in the plan where they are known; the ARN else. */
export function whereOf({ location, resource, message }: Result): string[] {
  const { address, file, line } = location ?? {};
  const place = file ? `${short(file, 120)}${line ? `:${line}` : ""}` : null;
  if (address) return [`${short(address, 120)}${place ? ` (${place})` : ""}`];
  const arn = resource.arn ?? resource.id;
  return arn === null || message.includes(arn) ? [] : [short(arn, 200)];
}

function evidenceOf(result: Result): string {
  const { arn, id } = result.resource;
  const informative = printedEvidence(decisiveFirst(result)).filter(
    ({ value }) => !(typeof value === "string" && ((value as string) === arn || (value as string) === id)),
  );
  const texts = [...new Set(informative.map((each) => briefEvidence(each, result.account)))];
  const more = texts.length - EVIDENCE;
  return texts.slice(0, EVIDENCE).join(", ") + (more > 0 ? ` and ${more} more` : "");
}
