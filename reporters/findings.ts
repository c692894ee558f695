import type { ReeveResults } from "../schemas/index.ts";
import { columns, number, padStart, plural, wrap } from "./layout.ts";
import { type Numbered, SEVERITY_ORDER } from "./number.ts";
import type { ReportOptions } from "./options.ts";
import { type Paint, severityPaint } from "./paint.ts";
import { controlsText, evidenceText, type RuleOf, resourceText, sourceText } from "./values.ts";
import { short, visible } from "./visible.ts";

/** More findings than this of one rule are folded to `FOLDED`. */
const FOLD_ABOVE = 12;
const FOLDED = 10;
const EVIDENCE_SHOWN = 6;

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
    yield `\n${severityPaint(paint, severity)(severity.toUpperCase())} ${paint.dim(plural(members.length, "finding"))}\n`;
    for (const group of byRule(members)) {
      const count = judged.get(group.rule);
      const of = count && count.judged > group.members.length ? `· fails for ${number(group.members.length)} of ${number(count.judged)}` : "";
      yield findingGroup(group, of, ruleOf, options, paint);
    }
  }
}

function byRule(members: Numbered[]): Group[] {
  const groups = new Map<string, Group>();
  for (const member of members) {
    const group = groups.get(member.result.rule);
    if (group) group.members.push(member);
    else groups.set(member.result.rule, { rule: member.result.rule, members: [member] });
  }
  return [...groups.values()];
}

function findingGroup(group: Group, of: string, ruleOf: RuleOf, options: ReportOptions, paint: Paint): string {
  const [first] = group.members;
  if (!first) return "";
  const lines: string[] = [""];
  const rule = ruleOf(group.rule);
  const width = options.width;
  const label = (name: string): string => `     ${paint.dim(name.padEnd(6))}`;
  const single = group.members.length === 1;
  const same = single || sameEvidence(group.members);
  if (single) {
    lines.push(...wrap(paint.bold(short(first.result.message, 400)), width, `${padStart(String(first.number), 3)}  `));
    lines.push(...wrap(resourceText(first.result), width, label("where")));
  } else {
    lines.push(...wrap(`${paint.bold(short(rule?.title ?? group.rule, 300))} ${paint.dim(of)}`.trimEnd(), width, "     "));
    const shown = options.all || group.members.length <= FOLD_ABOVE ? group.members : group.members.slice(0, FOLDED);
    for (const member of shown) lines.push(...memberLines(member, same, width, paint));
    const hidden = group.members.length - shown.length;
    const last = group.members.at(-1);
    if (hidden > 0 && last) {
      const from = group.members[shown.length]?.number;
      lines.push(
        ...wrap(paint.dim(`… and ${number(hidden)} more (${from}–${last.number}); --all lists them, reeve explain ${from} shows one`), width, "     "),
      );
    }
  }
  const why = evidenceLines(same ? group.members.slice(0, 1) : group.members, same);
  if (why.length > 0) lines.push(...labelled(label("why"), why, width));
  const cure = cureOfGroup(group, options);
  lines.push(...wrap(cure === null ? `reeve remediate ${first.number}` : `${short(cure, 400)} (reeve remediate ${first.number})`, width, label("cure")));
  const controls = controlsText(rule?.controls ?? first.result.controls);
  lines.push(...wrap(paint.dim(visible(group.rule) + (controls ? ` · ${controls}` : "")), width, label("rule")));
  return `${lines.join("\n")}\n`;
}

function memberLines(member: Numbered, same: boolean, width: number, paint: Paint): string[] {
  const { result, number: at } = member;
  const name = result.resource.name;
  const message = short(result.message, 300);
  const text = name !== null && !result.message.includes(name) ? `${short(name, 80)}: ${message}` : message;
  const lines = wrap(text, width, `${padStart(String(at), 3)}  `);
  const evidence = same ? [] : result.evidence.slice(0, EVIDENCE_SHOWN).map((each) => evidenceText(each, 80));
  if (evidence.length > 0) lines.push(...wrap(evidence.join(", "), width, "       ").map((line) => paint.dim(line)));
  return lines;
}

/** The cure's first step, if it names no single one of many resources. */
function cureOfGroup(group: Group, options: ReportOptions): string | null {
  const [first] = group.members;
  return first ? options.cureOf(first.result) : null;
}

const sameEvidence = (members: Numbered[]): boolean => {
  const key = ({ result }: Numbered): string => JSON.stringify(result.evidence.map(({ path, value }) => [path, value]));
  const first = members[0];
  return first !== undefined && members.every((member) => key(member) === key(first));
};

/** Values with their source, or, where the values stand beside each finding already, each source once with its greatest age. */
function evidenceLines(members: Numbered[], withValues: boolean): string[] {
  if (withValues) {
    const evidence = members[0]?.result.evidence ?? [];
    const bySource = new Map<string, string[]>();
    for (const each of evidence.slice(0, EVIDENCE_SHOWN)) bySource.set(sourceText(each), [...(bySource.get(sourceText(each)) ?? []), evidenceText(each)]);
    const lines = [...bySource].map(([source, texts]) => texts.join(", ") + (source ? ` (${source})` : ""));
    if (evidence.length > EVIDENCE_SHOWN) lines.push(`and ${evidence.length - EVIDENCE_SHOWN} more values: reeve explain ${members[0]?.number}`);
    return lines;
  }
  const ages = new Map<string, number | null>();
  for (const { result } of members) {
    for (const { source, ageMs } of result.evidence) {
      if (!source) continue;
      const known = ages.get(source);
      ages.set(source, known === undefined || known === null ? ageMs : Math.max(known, ageMs ?? 0));
    }
  }
  const texts = [...ages].map(([source, ageMs]) => sourceText({ source, ageMs }));
  return texts.length === 0 ? [] : [`from ${texts.join("; ")}`];
}

/** Several lines under one label. */
function labelled(label: string, texts: string[], width: number): string[] {
  const blank = " ".repeat(columns(label));
  return texts.flatMap((text, index) => wrap(text, width, index === 0 ? label : blank));
}
