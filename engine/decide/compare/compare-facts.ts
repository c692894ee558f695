import { isUnknown } from "../../../schemas/index.ts";
import type { Fact } from "../../evaluate/index.ts";
import { compareValues } from "./compare-values.ts";
import { byKey, collapsed, couldHold } from "./fact-key.ts";
import type { FactVerdict } from "./fact-verdict.ts";
import { policyTurn, statementTurns, type VersionTurn } from "./narrowed.ts";
import { renamedIds, withEarlierIds } from "./replaced.ts";

interface FactTurn {
  verdict: FactVerdict;
  /** Null where the test did not fail. */
  before: Fact | null;
  after: Fact | null;
  /** Where the Version of a policy has a part in it. */
  version?: VersionTurn | null;
}

export interface FactsComparison {
  /** The first that any fact has: worse, open, other, better; `same` where no fact changed. */
  verdict: FactVerdict | "same";
  turns: FactTurn[];
}

export interface CompareOptions {
  /** False where the rule or its parameters differ between the two: then only tests that fail on both sides are compared. */
  isSameRule?: boolean;
}

const ORDER: readonly FactVerdict[] = ["worse", "open", "other", "better"];

/**
 * What became of a finding that is there before and after, by the tests that fail: a gained one is worse, a lost one better, a value moved away from its
 * bound worse. A statement of a policy that allows no more than an earlier one is better than that, and a Deny more is nothing. What either side cannot see
 * is open. Pure.
 */
export function compareFacts(before: readonly Fact[], now: readonly Fact[], { isSameRule = true }: CompareOptions = {}): FactsComparison {
  const renamed = renamedIds(before, now);
  const after = withEarlierIds(now, renamed);
  const { verdict, turns } = compareNamed(before, after, isSameRule);
  if (renamed.size === 0) return { verdict, turns };
  // The turns hold the facts of now as they were given.
  const given = new Map(after.map((fact, at) => [fact, now[at] ?? fact]));
  return { verdict, turns: turns.map((turn) => ({ ...turn, after: (turn.after && given.get(turn.after)) ?? turn.after })) };
}

function compareNamed(before: readonly Fact[], after: readonly Fact[], isSameRule: boolean): FactsComparison {
  const [was, is] = isSameRule ? [collapsed(before), collapsed(after)] : inBoth(collapsed(before), collapsed(after));
  const [earlier, later] = [byKey(was), byKey(is)];
  const [unknownBefore, unknownAfter] = [was.filter(isOpen), is.filter(isOpen)];
  const statements = statementTurns(before, after);
  const turns: FactTurn[] = [];
  /** Earlier facts in whose place a narrower one stands. */
  const narrowed = new Set<Fact>();
  for (const [key, fact] of later) {
    const known = earlier.get(key) ?? null;
    if (known) {
      const values = compareValues(known, fact, isSameRule);
      const turn = values === "same" ? policyTurn(known, fact) : { verdict: values, version: null };
      const denies = turn.verdict === "open" ? turn : statements.ofDenies(known, fact);
      const { verdict, version } = denies.verdict === "same" || turn.verdict === "worse" ? turn : denies;
      if (verdict !== "same") turns.push({ verdict, before: known, after: fact, version });
      continue;
    }
    const isUnseen = isOpen(fact) || unknownBefore.some((open) => couldHold(open, fact));
    const turn = isOpen(fact) ? null : statements.ofNew(fact);
    if (turn === "added") continue;
    if (turn?.wider) {
      narrowed.add(turn.wider);
      turns.push({ verdict: turn.verdict, before: turn.wider, after: fact, version: turn.version });
    } else turns.push({ verdict: isUnseen ? "open" : "worse", before: null, after: fact, version: turn?.version ?? null });
  }
  for (const [key, fact] of earlier) {
    if (!later.has(key) && !narrowed.has(fact))
      turns.push({ verdict: unknownAfter.some((open) => couldHold(open, fact)) ? "open" : "better", before: fact, after: null });
  }
  return { verdict: ORDER.find((verdict) => turns.some((turn) => turn.verdict === verdict)) ?? "same", turns };
}

const isOpen = ({ value }: Fact): boolean => isUnknown(value);

/** Facts of the tests that have some on both sides. */
function inBoth(before: readonly Fact[], after: readonly Fact[]): [Fact[], Fact[]] {
  const [was, is] = [new Set(before.map(({ clause }) => clause)), new Set(after.map(({ clause }) => clause))];
  return [before.filter(({ clause }) => is.has(clause)), after.filter(({ clause }) => was.has(clause))];
}
