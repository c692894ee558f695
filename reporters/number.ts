import { type ReeveResults, type Result, SEVERITIES } from "../schemas/index.ts";
import { isOpen, isShownAsFinding } from "./standing.ts";

/** Highest first. */
export const SEVERITY_ORDER = SEVERITIES;

export interface Numbered {
  /** From 1: what `reeve explain 3` means. */
  number: number;
  result: Result;
}

/** Findings and matches that may be excused, then unknowns, each by severity, rule and resource, numbered in that order. The same results always get the same numbers. */
export function numbered(results: Pick<ReeveResults, "results">): Numbered[] {
  const open = results.results.filter(isOpen);
  const keyed = open.map((result) => ({ result, key: keyOf(result) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ result }, index) => ({ number: index + 1, result }));
}

/** U+0000 sorts before every other character and cannot stand in a name. */
const keyOf = (result: Result): string => {
  const { severity, rule, account, at, resource, occurrence } = result;
  return [isShownAsFinding(result) ? 0 : 1, SEVERITY_ORDER.indexOf(severity), rule, account, at, resource.arn ?? resource.name, resource.id, occurrence].join(
    "\u0000",
  );
};
