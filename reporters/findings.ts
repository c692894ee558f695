import { isUnexcused, type ReeveResults, type Result, timeText } from "../schemas/index.ts";
import { undecidedText } from "./cause.ts";
import { comparedText } from "./compared.ts";
import { briefEvidence, briefSource, type PrintedEvidence, printedEvidence, sourceText } from "./evidence.ts";
import { columns, number, padStart, plural, wrap } from "./layout.ts";
import { commandsOn } from "./next.ts";
import { type Numbered, SEVERITY_ORDER } from "./number.ts";
import { detailed, mayBeRemediated, type ReportOptions } from "./options.ts";
import { type Paint, severityPaint } from "./paint.ts";
import { mainRelated, type RuleOf, resourceText } from "./values.ts";
import { short, visible } from "./visible.ts";

/** More findings than this of one rule are folded to `FOLDED`. */
const FOLD_ABOVE = 12;
const FOLDED = 10;
const EVIDENCE_SHOWN = 4;
const MEMBER_EVIDENCE = 3;

type Evidence = PrintedEvidence;

interface Group {
  rule: string;
  members: Numbered[];
}

/** All findings, by severity, those of one rule together. */
export function* findingsBySeverity(findings: Numbered[], results: ReeveResults, ruleOf: RuleOf, options: ReportOptions, paint: Paint): Iterable<string> {
  const judged = new Map(results.counts.map((count) => [count.rule, count]));
  for (const severity of SEVERITY_ORDER) {
    const members = findings.filter(({ result }) => result.severity === severity);
    if (members.length === 0) continue;
    yield `\n${severityPaint(paint, severity)(severity.toUpperCase())} ${paint.dim(membersText(members))}\n`;
    for (const group of byRule(members)) {
      const count = judged.get(group.rule);
      const isOpen = group.members.some(({ result }) => isUnexcused(result));
      const applied = count && !isOpen ? count.judged - count["not-applicable"] : 0;
      const of =
        applied > group.members.length
          ? `· fails for ${number(group.members.length)} of ${number(applied)}`
          : applied > 1
            ? `· fails for all ${number(applied)}`
            : "";
      yield findingGroup(group, of, results.gaps, ruleOf, options, paint);
    }
  }
}

/** `2 findings, 1 match that may be excused`. */
function membersText(members: readonly Numbered[]): string {
  const unexcused = members.filter(({ result }) => isUnexcused(result)).length;
  const parts = [
    ...(members.length > unexcused ? [plural(members.length - unexcused, "finding")] : []),
    ...(unexcused > 0 ? [plural(unexcused, "match that may be excused", "matches that may be excused")] : []),
  ];
  return parts.join(", ");
}

/** Those of one rule together; matches that may be excused apart from its findings. */
function byRule(members: Numbered[]): Group[] {
  const groups = new Map<string, Group>();
  for (const member of members) {
    const key = `${isUnexcused(member.result)} ${member.result.rule}`;
    const group = groups.get(key);
    if (group) group.members.push(member);
    else groups.set(key, { rule: member.result.rule, members: [member] });
  }
  return [...groups.values()];
}

const withPrintedEvidence = (result: Result): Result => ({ ...result, evidence: printedEvidence(result.evidence) });

function findingGroup(group: Group, of: string, gaps: ReeveResults["gaps"], ruleOf: RuleOf, options: ReportOptions, paint: Paint): string {
  const isShort = options.all || group.members.length <= FOLD_ABOVE;
  const members = isShort ? group.members : group.members.slice(0, FOLDED);
  const shown = members.map((member) => ({ ...member, result: withPrintedEvidence(detailed(member.result, options)) }));
  const [first] = shown;
  if (!first) return "";
  const lines: string[] = [""];
  const rule = ruleOf(group.rule);
  const width = options.width;
  const label = (name: string): string => `     ${paint.dim(name.padEnd(6))}`;
  const { common, differs } = sharedEvidence(shown);
  if (group.members.length === 1) {
    lines.push(...wrap(paint.bold(short(first.result.message, 400)), width, `${padStart(String(first.number), 3)}  `));
    lines.push(...wrap(resourceText(first.result), width, label("where")));
  } else {
    lines.push(...wrap(`${paint.bold(short(rule?.title ?? group.rule, 300))} ${paint.dim(of)}`.trimEnd(), width, "     "));
    for (const member of shown) lines.push(...memberLines(member, differs, width, paint));
    const hidden = group.members.length - shown.length;
    const last = group.members.at(-1);
    const from = group.members[shown.length]?.number;
    if (hidden > 0 && last && from !== undefined) {
      lines.push(
        ...wrap(
          paint.dim(`… and ${number(hidden)} more (${from}–${last.number}); --all lists them, ${commandsOn(from, ["explain"], options.numberFlags)} shows one`),
          width,
          "     ",
        ),
      );
    }
  }
  const shared = evidenceLines(common, first, options);
  const why = [...shared, ...sourceLines(shown, differs, shared)];
  if (why.length > 0) lines.push(...labelled(label("why"), why, width));
  const worse = shown.flatMap(({ result, number: at }) => comparedText(result).map((text) => (shown.length === 1 ? text : `${at}: ${text}`)));
  if (worse.length > 0) lines.push(...labelled(label("now"), worse, width));
  const undecided = [...new Set(shown.flatMap(({ result }) => undecidedText(result, gaps) ?? []))];
  if (undecided.length > 0) lines.push(...labelled(label("open"), undecided, width));
  const remediation = options.remediationTextOf(first.result);
  const command = commandsOn(first.number, ["remediate"], options.numberFlags);
  if (mayBeRemediated(options, first.result))
    lines.push(...wrap(remediation === null ? command : `${short(remediation, 400)} (${command})`, width, label("fix")));
  const controls = mainRelated(rule ?? first.result);
  lines.push(...wrap(paint.dim(visible(group.rule) + (controls ? ` · ${controls}` : "")), width, label("rule")));
  return `${lines.join("\n")}\n`;
}

function memberLines(member: Numbered, differs: Shared["differs"], width: number, paint: Paint): string[] {
  const { result, number: at } = member;
  const name = result.resource.name;
  const message = short(result.message, 300);
  const named = name !== null && !result.message.includes(name) ? `${short(name, 80)}: ${message}` : message;
  const text = result.at === undefined ? named : `${named} ${paint.dim(`(${timeText(visible(result.at))})`)}`;
  const lines = wrap(text, width, `${padStart(String(at), 3)}  `);
  const isSaid = (text: string): boolean => text.length > 5 && result.message.includes(timeText(text));
  const informative = result.evidence.filter((each) => differs(each, member) && !isInMessage(each, isSaid)).slice(0, MEMBER_EVIDENCE);
  if (informative.length > 0)
    lines.push(
      ...wrap([...new Set(informative.map((each) => briefEvidence(each, result.account)))].join(", "), width, "       ").map((line) => paint.dim(line)),
    );
  return lines;
}

/** Whether a message holds the text, or each of the elements, that evidence shows. */
function isInMessage({ value, elementsOf }: Evidence, isSaid: (text: string) => boolean): boolean {
  const texts: unknown[] = elementsOf === undefined || !Array.isArray(value) ? [value] : value;
  return texts.every((text) => typeof text === "string" && isSaid(text));
}

interface Shared {
  common: Evidence[];
  /** Whether a member shows it of its own. */
  differs: (evidence: Evidence, member: Numbered) => boolean;
}

/** What all findings shown of a group have alike, and what each shows of its own. The resource's own ARN and id are no evidence. */
function sharedEvidence(members: Numbered[]): Shared {
  const [first] = members;
  const firsts = first ? first.result.evidence.filter((each) => isInformative(each, first)) : [];
  const common = firsts.filter((each) => members.every((member) => member === first || holds(member, each)));
  return { common, differs: (each, member) => isInformative(each, member) && !common.some((shared) => same(shared, each)) };
}

function isInformative({ value }: Evidence, { result }: Numbered): boolean {
  const { arn, id } = result.resource;
  return !(typeof value === "string" && ((value as string) === arn || (value as string) === id));
}

const holds = ({ result }: Numbered, wanted: Evidence): boolean => result.evidence.some((each) => same(each, wanted));

function same(one: Evidence, other: Evidence): boolean {
  if (one.path !== other.path) return false;
  return (
    one.value === other.value || (typeof one.value === "object" && typeof other.value === "object" && JSON.stringify(one.value) === JSON.stringify(other.value))
  );
}

const CALL = new Set(["outcome", "change.kind", "event.eventSource", "event.eventName", "event.eventType"]);

/** Of an event what the message leaves open: what the call was, what it says already, and what is absent come last. */
function mostInformative(evidence: Evidence[], { occurrence, message }: Result): Evidence[] {
  if (occurrence === undefined) return evidence;
  const known = (each: Evidence): boolean => CALL.has(each.path) || isInMessage(each, (text) => message.includes(text));
  const weight = (each: Evidence): number => (each.value === null ? 2 : known(each) ? 1 : 0);
  return evidence.toSorted((one, other) => weight(one) - weight(other));
}

/** Values by source. */
function evidenceLines(common: Evidence[], { number: at, result }: Numbered, { numberFlags }: ReportOptions): string[] {
  const bySource = new Map<string, string[]>();
  for (const each of mostInformative(common, result).slice(0, EVIDENCE_SHOWN))
    bySource.set(briefSource(each), [...(bySource.get(briefSource(each)) ?? []), briefEvidence(each, result.account)]);
  const lines = [...bySource].map(([source, texts]) => [...new Set(texts)].join(", ") + (source ? ` (${source})` : ""));
  const more = common.length - EVIDENCE_SHOWN;
  return more > 0 ? [...lines, `and ${number(more)} more: ${commandsOn(at, ["explain"], numberFlags)}`] : lines;
}

/** Where values that stand beside each finding come from: each source once, with its greatest age. */
function sourceLines(members: Numbered[], differs: (evidence: Evidence, member: Numbered) => boolean, isInMessage: string[]): string[] {
  const ages = new Map<string, number | null>();
  const seen = new Map<string, Set<number | null>>();
  for (const member of members) {
    for (const each of member.result.evidence) {
      const { source, ageMs } = each;
      if (!source || seen.get(source)?.has(ageMs) || !differs(each, member)) continue;
      seen.set(source, (seen.get(source) ?? new Set()).add(ageMs));
      const brief = briefSource({ source, ageMs: null });
      const known = ages.get(brief);
      ages.set(brief, known === undefined || known === null ? ageMs : Math.max(known, ageMs ?? 0));
    }
  }
  const texts = [...ages].map(([source, ageMs]) => sourceText({ source, ageMs })).filter((text) => !isInMessage.some((line) => line.endsWith(`(${text})`)));
  return texts.length === 0 ? [] : [`from ${texts.join("; ")}`];
}

/** Several lines under one label. */
function labelled(label: string, texts: string[], width: number): string[] {
  const blank = " ".repeat(columns(label));
  return texts.flatMap((text, index) => wrap(text, width, index === 0 ? label : blank));
}
