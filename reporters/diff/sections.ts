import type { DiffedResults } from "../../schemas/index.ts";
import { SEVERITY_ORDER } from "../number.ts";
import { factLines } from "./facts.ts";

type Unjudged = DiffedResults["unjudged"][number];
type Shown = DiffedResults["new"][number];

/** One kind of difference, in the order of its weight. */
export interface DiffSection {
  mark: string;
  title: string;
  /** In a sentence of totals: `2 new`. */
  word: string;
  /** `facts`: what became of the tests that made it a finding, a line each. */
  items: { result: Shown; note: string | null; facts: readonly string[] }[];
}

/** What differs in findings and unknowns. Sections without items are left out. */
export function sectionsOf(results: DiffedResults): DiffSection[] {
  const plain = (list: readonly Shown[]): DiffSection["items"] => list.map((result) => ({ result, note: acceptedText(result), facts: [] }));
  const facts = new Map(results.facts.map((turn) => [turn.result.fingerprint, turn]));
  const changed = new Set(results.changed.map(({ after }) => after.fingerprint));
  const factsOf = ({ fingerprint }: Shown): readonly string[] => {
    const turn = facts.get(fingerprint);
    return turn ? factLines(turn) : [];
  };
  const sections: DiffSection[] = [
    { mark: "+", title: "New", word: "new", items: plain(results.new) },
    { mark: "?", title: "Newly unknown", word: "newly unknown", items: plain(results.newlyUnknown) },
    {
      mark: "~",
      title: "Changed: the same finding by other evidence",
      word: "changed",
      items: results.changed.map(({ before, after }) => ({ result: after, note: turnOf(before, after), facts: factsOf(after) })),
    },
    {
      mark: "~",
      title: "Changed: the same evidence, other failing tests",
      word: "with other failing tests",
      items: results.facts.flatMap(({ result }) => (changed.has(result.fingerprint) ? [] : [{ result, note: acceptedText(result), facts: factsOf(result) }])),
    },
    {
      mark: "!",
      title: "No longer judged: not known to be fixed",
      word: "no longer judged",
      items: results.unjudged.map((one) => ({ result: one.result, note: whyText(one, results.gaps), facts: [] })),
    },
    { mark: "-", title: "Fixed", word: "fixed", items: plain(results.fixed) },
    { mark: "-", title: "No longer unknown", word: "no longer unknown", items: plain(results.resolved) },
  ];
  return sections.filter(({ items }) => items.length > 0).map((section) => ({ ...section, items: section.items.sort(bySeverity) }));
}

const bySeverity = (left: DiffSection["items"][number], right: DiffSection["items"][number]): number =>
  SEVERITY_ORDER.indexOf(left.result.severity) - SEVERITY_ORDER.indexOf(right.result.severity);

/** Who made the call of a result on a record, where its message does not name them. */
export const actorText = ({ actor, message }: Shown): string | null => (actor === undefined || message.includes(actor) ? null : `by ${actor}`);

const acceptedText = ({ accepted }: Shown): string | null => (accepted === "waiver" ? "waived" : accepted === "baseline" ? "in the baseline" : null);

const turnOf = (before: Shown, after: Shown): string | null => (before.severity === after.severity ? null : `was ${before.severity}, is ${after.severity}`);

function whyText({ reason, gaps }: Unjudged, gapTexts: DiffedResults["gaps"]): string {
  switch (reason) {
    case "rule-absent":
      return "its rule was not run";
    case "rule-off":
      return "its rule is switched off";
    case "rule-not-configured":
      return "its rule is not configured: a parameter is not set";
    case "account-absent":
      return "its account was not judged";
    case "record-absent":
      return "its record was not read again";
    case "list-unread": {
      const why = gaps.map((gap) => gapTexts[gap]).filter((text) => text !== undefined);
      return `the list it would stand in was not read to the end${why.length > 0 ? `: ${why.join(", ")}` : ""}`;
    }
  }
}

/** Evidence that differs between the two, by path. */
export function evidenceTurns({ before, after }: DiffedResults["changed"][number]): { path: string; was: unknown; is: unknown }[] {
  const was = new Map(before.evidence.map(({ path, value }) => [path, value as unknown]));
  const is = new Map(after.evidence.map(({ path, value }) => [path, value as unknown]));
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => JSON.stringify(was.get(path)) !== JSON.stringify(is.get(path)))
    .map((path) => ({ path, was: was.get(path), is: is.get(path) }));
}
