import { isUnknown, type Result } from "../../schemas/index.ts";
import { SEVERITIES, type Severity } from "../rule.ts";
import { dayAfter } from "./days.ts";
import type { MaxDays, Waiver } from "./kept.ts";

/** Whether one severity is worse than another. */
export const isWorse = (severity: Severity, than: Severity): boolean => SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(than);

/**
 * Why a finding is worse than what was waived, or null. It is worse when its severity has risen above what the waiver names (the rule's own where it
 * names none), when its severity lets no waiver hold so long, or when a value that the waiver recorded is another now.
 */
export function outgrownBy(result: Result, waiver: Waiver, own: Severity, daysLeft: number, maxDays: MaxDays, today: string): string | null {
  const waived = waiver.severity ?? own;
  const name = result.resource.name ?? result.resource.arn ?? result.resource.id ?? result.rule;
  if (isWorse(result.severity, waived)) return `${name} is ${result.severity}, and ${waived} is waived: decide again, and write severity: ${result.severity}`;
  const limit = maxDays[result.severity];
  if (daysLeft > limit)
    return `${name} is ${result.severity}, and such a waiver holds ${limit} days at most: write expires: ${dayAfter(today, limit)} or earlier`;
  const changed = waiver.evidence === null ? null : changedValue(waiver.evidence, result.evidence);
  return changed === null ? null : `${name} has another ${changed} than was waived: decide again, and write its evidence anew`;
}

/** The first recorded path whose value is another, or decides no longer. What is unknown now is not known to be another. */
function changedValue(recorded: Readonly<Record<string, unknown>>, evidence: Result["evidence"]): string | null {
  const now = new Map(evidence.map(({ path, value }) => [path, value as unknown]));
  for (const [path, before] of Object.entries(recorded)) {
    if (!now.has(path)) return path;
    const value = now.get(path);
    if (!isUnknown(value) && !isSameOrLess(before, value)) return path;
  }
  return null;
}

/** The same value, or a list without some of its elements. */
function isSameOrLess(before: unknown, now: unknown): boolean {
  if (!Array.isArray(before) || !Array.isArray(now)) return JSON.stringify(before) === JSON.stringify(now);
  const known = new Set(before.map((element) => JSON.stringify(element)));
  return now.every((element) => known.has(JSON.stringify(element)));
}
