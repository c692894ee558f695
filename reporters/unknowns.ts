import type { ReeveResults } from "../schemas/index.ts";
import { causeTitle, gapAdvice, reasonText } from "./gap-text.ts";
import { padStart, plural, ranges, wrap } from "./layout.ts";
import type { Numbered } from "./number.ts";
import type { ReportOptions } from "./options.ts";
import type { Paint } from "./paint.ts";
import { short, visible } from "./visible.ts";

const SCOPES_SHOWN = 3;
const RULES_SHOWN = 6;

export interface Cause {
  title: string;
  detail: string[];
  advice: string;
  /** Why it is accepted and until when; null where it is not. */
  accepted: string | null;
  members: Numbered[];
}

/** Results that could not be decided, under what stands in the way; a result that rests on several gaps stands under each. */
export function* unknownsByCause(unknowns: Numbered[], results: ReeveResults, options: ReportOptions, paint: Paint): Iterable<string> {
  if (unknowns.length === 0) return;
  const heading = `${paint.bold("UNKNOWN")} ${paint.dim(`${plural(unknowns.length, "result")} not decided, by what is missing`)}`;
  yield `\n${wrap(heading, options.width).join("\n")}\n`;
  for (const cause of causesOf(unknowns, results)) yield causeText(cause, options.width, paint);
}

/** What stands in the way of results, each cause once: gaps alike are one. */
export function causesOf(unknowns: Numbered[], results: ReeveResults): Cause[] {
  const acceptances = new Map(results.accepted.map((entry) => [entry.gap, acceptanceText(entry)]));
  const causes = new Map<string, Cause & { scopes: Set<string> }>();
  const add = (key: string, make: () => Omit<Cause, "members" | "detail">, scope: string | null, member: Numbered): void => {
    let cause = causes.get(key);
    if (!cause) {
      cause = { ...make(), detail: [], members: [], scopes: new Set() };
      causes.set(key, cause);
    }
    if (cause.members.at(-1) !== member) cause.members.push(member);
    if (scope) cause.scopes.add(scope);
  };
  for (const member of unknowns) {
    const gaps = member.result.gaps.filter((id) => Object.hasOwn(results.gaps, id));
    for (const id of gaps) {
      const gap = results.gaps[id];
      if (!gap) continue;
      const accepted = acceptances.get(id) ?? null;
      // Files that were not read for the same reason are one cause; the scope names each.
      const what = gap.reason === "FileBroken" ? [causeTitle(gap)] : [gap.source, gap.source === "document" ? causeTitle(gap) : ""];
      const key = JSON.stringify([accepted, gap.reason, gap.deniedBy, gap.permission, ...what]);
      add(key, () => ({ title: causeTitle(gap), advice: gapAdvice(gap), accepted }), gap.scope, member);
    }
    if (gaps.length > 0) continue;
    const reason = reasonText(member.result.reason);
    add(`reason ${member.result.reason}`, () => ({ title: reason.what, advice: reason.advice, accepted: null }), null, member);
  }
  const list = [...causes.values()].map(({ scopes, ...cause }) => ({ ...cause, detail: scopesText(cause.title, [...scopes]) }));
  return list.sort((a, b) => Number(a.accepted !== null) - Number(b.accepted !== null) || b.members.length - a.members.length);
}

/** How reeve.yaml accepts a gap, such as `accepted in reeve.yaml until 2027-01-31: member accounts cannot read it`. */
export const acceptanceText = ({ reason, expires }: ReeveResults["accepted"][number]): string =>
  `accepted in reeve.yaml until ${visible(expires)}: ${short(reason, 200)}`;

function scopesText(title: string, scopes: string[]): string[] {
  const informative = scopes.filter((scope) => scope !== "" && scope !== "account" && !title.startsWith(scope));
  if (informative.length === 0) return [];
  const more = informative.length - SCOPES_SHOWN;
  const head = informative.slice(0, SCOPES_SHOWN).map((scope) => short(scope, 120));
  return [`${head.join("; ")}${more > 0 ? `; and ${more} more` : ""}`];
}

function causeText(cause: Cause, width: number, paint: Paint): string {
  const label = (name: string): string => `     ${paint.dim(name.padEnd(6))}`;
  const mark = paint.yellow("?");
  const lines = ["", ...wrap(paint.bold(cause.title) + (cause.accepted === null ? "" : paint.dim(` (${cause.accepted})`)), width, `  ${mark}  `)];
  for (const detail of cause.detail) lines.push(...wrap(detail, width, label("scope")));
  const only = cause.members.length === 1 ? cause.members[0] : undefined;
  if (only) {
    lines.push(...wrap(short(only.result.message, 300), width, label(padStart(String(only.number), 5))));
    lines.push(...wrap(paint.dim(`${visible(only.result.rule)}, could be ${only.result.severity}`), width, label("rule")));
  } else {
    lines.push(...wrap(rulesText(cause.members), width, label("hides")));
  }
  if (cause.accepted === null) lines.push(...wrap(cause.advice, width, label("fix")));
  return `${lines.join("\n")}\n`;
}

/** The rules left undecided with their results' numbers. */
function rulesText(members: Numbered[]): string {
  const rules = new Map<string, number[]>();
  for (const { number, result } of members) rules.set(result.rule, [...(rules.get(result.rule) ?? []), number]);
  const head = [...rules].slice(0, RULES_SHOWN).map(([rule, numbers]) => `${visible(rule)} (${ranges(numbers)})`);
  const more = rules.size - head.length;
  return `${plural(members.length, "result")}: ${head.join(", ")}${more > 0 ? `, and ${plural(more, "more rule", "more rules")}` : ""}`;
}
