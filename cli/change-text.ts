import type { Turn, ValueChange, Wanted } from "../engine/index.ts";
import { plural, valueText, visible } from "../reporters/index.ts";

const TURNS: Record<Turn["to"], string> = {
  pass: "Would pass",
  "not-applicable": "Would not be judged",
  excused: "Would be excused",
  "no-match": "Would not match",
};

/** What would turn a finding, in one sentence. What was tried on a copy of the document needs no word; what was not says so. */
export function turnText({ to, changes, verified }: Turn): string {
  const changesText = changes.map(changeText).join(", and ");
  return `${TURNS[to]} if ${changesText}.${verified ? "" : " (Not tried: no one value is certain.)"}`;
}

const changeText = ({ path, wanted }: ValueChange): string => `${visible(path)} ${together(wanted)}`;

/** `were at least 1 and at most 90`. */
const together = (wanted: readonly Wanted[]): string =>
  wanted
    .map(wantedText)
    .join(" and ")
    .replaceAll(/ and were /g, " and ");

function wantedText(wanted: Wanted): string {
  switch (wanted.op) {
    case "is":
      return wanted.values.length > 1 ? `were one of ${listText(wanted.values)}` : `were ${valueText(wanted.values[0])}`;
    case "isNot":
      return wanted.values.length > 1 ? `were none of ${listText(wanted.values)}` : `were not ${valueText(wanted.values[0])}`;
    case "lt":
      return `were below ${valueText(wanted.value)}`;
    case "lte":
      return wanted.value === 0 ? "were 0" : `were at most ${valueText(wanted.value)}`;
    case "gt":
      return `were above ${valueText(wanted.value)}`;
    case "gte":
      return `were at least ${valueText(wanted.value)}`;
    case "contains":
      return `contained ${valueText(wanted.value)}`;
    case "lacks":
      return `did not contain ${valueText(wanted.value)}`;
    case "matches":
      return patternText(wanted, "matched", "lay in");
    case "matchesNone":
      return patternText(wanted, "did not match", "did not lie in");
    case "older":
      return `were older than ${valueText(wanted.duration)}`;
    case "within":
      return /^0/.test(String(wanted.duration)) ? "were not yet past" : `were at most ${valueText(wanted.duration)} old`;
    case "present":
      return "were there";
    case "absent":
      return "were absent";
    case "passes":
      return `passed ${wanted.matcher}: ${valueText(wanted.value)}`;
    case "fails":
      return `did not pass ${wanted.matcher}: ${valueText(wanted.value)}`;
    case "removed":
      return "were gone";
    case "another":
      return wanted.like.length > 0 ? `had a further element that ${together(wanted.like)}` : "had a further element that fits";
    case "count":
      if (wanted.number === 0) return "had no such element";
      return `had ${wanted.side === "atLeast" ? "at least" : "at most"} ${plural(wanted.number, "element")} that ${wanted.number === 1 ? "fits" : "fit"}`;
  }
}

function patternText({ language, patterns }: Extract<Wanted, { patterns: unknown[] }>, matched: string, within: string): string {
  const verb = language === "cidr" ? within : matched;
  if (patterns.length === 0) return `${verb} a pattern (none is set)`;
  return patterns.length > 1 ? `${verb} one of ${listText(patterns)}` : `${verb} ${valueText(patterns[0])}`;
}

const listText = (values: readonly unknown[]): string => valueText([...values]);
