import { isUnknown } from "../../../schemas/index.ts";
import type { Fact } from "../../evaluate/index.ts";
import { compareValues } from "./compare-values.ts";
import { byKey, collapsed, couldHold, keyOf } from "./fact-key.ts";
import type { FactVerdict } from "./fact-verdict.ts";
import type { Narrows } from "./narrowed.ts";

interface FactTurn {
  verdict: FactVerdict;
  /** Null where the test did not fail. */
  before: Fact | null;
  after: Fact | null;
}

export interface FactsComparison {
  /** The first that any fact has: worse, open, other, better; `same` where no fact changed. */
  verdict: FactVerdict | "same";
  turns: FactTurn[];
}

export interface CompareOptions {
  /** False where the rule or its parameters differ between the two: then only tests that fail on both sides are compared. */
  isSameRule?: boolean;
  /** Which element is an earlier one that allows less now; left out: none is known to be. */
  narrows?: Narrows;
}

const ORDER: readonly FactVerdict[] = ["worse", "open", "other", "better"];

/**
 * What became of a finding that is there before and after, by the tests that fail: a gained one is worse, a lost one better, a value moved away from its
 * bound worse. What either side cannot see is open. Pure.
 */
export function compareFacts(
  before: readonly Fact[],
  after: readonly Fact[],
  { isSameRule = true, narrows = () => false }: CompareOptions = {},
): FactsComparison {
  const [was, is] = isSameRule ? [collapsed(before), collapsed(after)] : inBoth(collapsed(before), collapsed(after));
  const [earlier, later] = [byKey(was), byKey(is)];
  const [unknownBefore, unknownAfter] = [was.filter(isOpen), is.filter(isOpen)];
  const turns: FactTurn[] = [];
  for (const [key, fact] of later) {
    const known = earlier.get(key) ?? null;
    const wider = known ? undefined : was.find((gone) => isNarrowed(gone, fact, narrows) && !later.has(keyOf(gone)));
    if (wider) {
      turns.push({ verdict: "better", before: wider, after: fact });
      continue;
    }
    const verdict = known ? compareValues(known, fact) : isOpen(fact) || unknownBefore.some((open) => couldHold(open, fact)) ? "open" : "worse";
    if (verdict !== "same") turns.push({ verdict, before: known, after: fact });
  }
  for (const [key, fact] of earlier) {
    if (!later.has(key)) turns.push({ verdict: unknownAfter.some((open) => couldHold(open, fact)) ? "open" : "better", before: fact, after: null });
  }
  return { verdict: ORDER.find((verdict) => turns.some((turn) => turn.verdict === verdict)) ?? "same", turns };
}

/** The same test of an element that allows less than it did. */
const isNarrowed = (before: Fact, after: Fact, narrows: Narrows): boolean =>
  before.clause === after.clause &&
  before.operator === after.operator &&
  before.element !== null &&
  after.element !== null &&
  !isOpen(before) &&
  !isOpen(after) &&
  narrows(before.element, after.element);

const isOpen = ({ value }: Fact): boolean => isUnknown(value);

/** Facts of the tests that have some on both sides. */
function inBoth(before: readonly Fact[], after: readonly Fact[]): [Fact[], Fact[]] {
  const [was, is] = [new Set(before.map(({ clause }) => clause)), new Set(after.map(({ clause }) => clause))];
  return [before.filter(({ clause }) => is.has(clause)), after.filter(({ clause }) => was.has(clause))];
}
