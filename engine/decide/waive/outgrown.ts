import { isUnknown, type Result } from "../../../schemas/index.ts";
import type { DetailOf } from "../../evaluate/index.ts";
import type { Severity } from "../../language/index.ts";
import { type Comparing, compareKept, fitsNoLonger, isSameRule, isWorse, namedTurns, worseBy } from "../compare/index.ts";
import { dayAfter } from "./days.ts";
import type { MaxDays, Waiver } from "./kept.ts";

/**
 * Why a finding is worse than what was waived, or null. It is worse when its severity has risen above what the waiver names (the rule's own where it
 * names none), when its severity lets no waiver hold so long, when a value that the waiver recorded is another now, or when it is worse by its facts.
 */
export function whyWaiverNoLongerFits(
  result: Result,
  waiver: Waiver,
  own: Severity,
  daysLeft: number,
  terms: { maxDays: MaxDays; today: string; detailOf: DetailOf; comparing: Comparing },
): string | null {
  const { maxDays, today, detailOf, comparing } = terms;
  const waived = waiver.severity ?? own;
  const name = result.resource.name ?? result.resource.arn ?? result.resource.id ?? result.rule;
  if (isWorse(result.severity, waived)) return `${name} is ${result.severity}, and ${waived} is waived: decide again, and write severity: ${result.severity}`;
  const limit = maxDays[result.severity];
  if (daysLeft > limit)
    return `${name} is ${result.severity}, and such a waiver holds ${limit} days at most: write expires: ${dayAfter(today, limit)} or earlier`;
  const changed = waiver.evidence === null ? null : changedValue(waiver.evidence, detailOf(result).evidence);
  if (changed !== null) return `${name} has another ${changed} than was waived: decide again, and record the evidence of today`;
  return worseThanRecorded(result, waiver, name, comparing);
}

/** By the facts that the waiver recorded: what is worse, or fails by another value, was not decided on. */
function worseThanRecorded(result: Result, { facts, ruleSha256 }: Waiver, name: string, { factsOf, ruleHashOf, nameOf, earlierIds }: Comparing): string | null {
  const now = facts === null ? null : factsOf(result);
  if (facts === null || now === null) return null;
  const compared = namedTurns(compareKept(facts, now, { isSameRule: isSameRule(ruleSha256, ruleHashOf(result.rule)), earlierIds }), "waiver", nameOf);
  if (!compared || !(fitsNoLonger(compared) || compared.facts.some(({ verdict }) => verdict === "other"))) return null;
  const by = worseBy(compared);
  const what =
    compared.verdict === "other"
      ? "fails by another value than was waived"
      : `${compared.verdict === "worse" ? "is" : "may be"} worse than what was waived${by === "" ? "" : ` (${by})`}`;
  return `${name} ${what}: decide again with reeve waivers add`;
}

/**
 * The first path whose value is another, or that decides no longer, or an element that was not recorded among others of its list. An element that is
 * gone is no worse; what is unknown now is not known to be another.
 */
function changedValue(recorded: Readonly<Record<string, unknown>>, evidence: Result["evidence"]): string | null {
  const now = new Map(evidence.map(({ path, value }) => [path, value as unknown]));
  for (const [path, before] of Object.entries(recorded)) {
    if (!now.has(path)) {
      if (listOf(path) === null) return path;
      continue;
    }
    const value = now.get(path);
    if (!isUnknown(value) && !isSameOrLess(before, value)) return path;
  }
  const lists = new Set(Object.keys(recorded).map(listOf));
  const added = [...now.keys()].find((path) => listOf(path) !== null && lists.has(listOf(path)) && !isRecorded(path, recorded));
  return added ?? null;
}

/** The list that a path names an element of: `user.accessKeys` of `user.accessKeys[AKIA…].active`. */
const listOf = (path: string): string | null => (path.includes("[") ? path.slice(0, path.indexOf("[")) : null);

/** Whether an element was there, by any of its fields: times were not recorded. */
function isRecorded(path: string, recorded: Readonly<Record<string, unknown>>): boolean {
  const element = path.slice(0, path.indexOf("]") + 1);
  return Object.keys(recorded).some((each) => each.startsWith(element));
}

/** The same value, or a list without some of its elements. */
function isSameOrLess(before: unknown, now: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(now)) return JSON.stringify(before) === JSON.stringify(now);
  const known = new Set(before.map((element) => JSON.stringify(element)));
  return now.every((element) => known.has(JSON.stringify(element)));
}
