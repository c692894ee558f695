import type { RuleTestFile } from "../../../../schemas/index.ts";
import type { CheckedRule } from "../../../language/index.ts";
import type { NormalizeRecords } from "../../testing/complete.ts";
import type { Mutant } from "../mutant.ts";
import { locationsRead } from "../paths-read.ts";
import { type Base, basesOf } from "./base.ts";
import { candidatesFor } from "./candidates.ts";
import { killingCase } from "./case.ts";
import { difference } from "./difference.ts";
import type { CaseChange, KillingCase } from "./found.ts";
import { type Hints, hintsOf } from "./hints.ts";
import { paramSpots } from "./param-spots.ts";
import { changed, type GivenSpot, type SpotGiven, spotsOf } from "./spots.ts";

export interface SearchOptions {
  normalizeRecords: NormalizeRecords;
  /** Documents tried for one mutant before giving up. */
  tries?: number;
}

interface Tried extends Base {
  steps: readonly CaseChange[];
}

const TRIES = 6_000;
const NEAR_MOST = 40;

/**
 * Looks for a case that tells the mutant from the rule: the rule's own cases as they are, then with one value changed, then with two. The same rule, cases
 * and mutant always give the same case. Null when none was found within the bound.
 */
export function killerOf(rule: CheckedRule, testFile: RuleTestFile, mutant: Mutant, { normalizeRecords, tries = TRIES }: SearchOptions): KillingCase | null {
  const around = surroundings(rule, testFile, mutant);
  let left = tries;
  const near: Tried[] = [];

  function attempt(tried: Tried): KillingCase | null {
    left -= 1;
    const found = difference(rule, mutant, tried, normalizeRecords);
    if (found === "near" && near.length < NEAR_MOST) near.push(tried);
    return found === "result" ? killingCase(rule, testFile, mutant, tried, tried.steps, normalizeRecords) : null;
  }

  function withOneChange(base: Tried): KillingCase | null {
    for (const tried of variants(base, around)) {
      if (left <= 0) return null;
      const found = attempt(tried);
      if (found) return found;
    }
    return null;
  }

  const bases = around.bases.map((base): Tried => ({ ...base, steps: [] }));
  for (const base of bases) {
    const found = attempt(base);
    if (found) return found;
  }
  // Every base has its share of the bound, and a third is left for second changes.
  const share = Math.max(100, Math.floor((tries * 2) / 3 / Math.max(1, bases.length)));
  for (const base of bases) {
    const bound = left - share;
    for (const tried of variants(base, around)) {
      if (left <= Math.max(0, bound)) break;
      const found = attempt(tried);
      if (found) return found;
    }
  }
  for (const base of near.slice(0, NEAR_MOST)) {
    const found = withOneChange(base);
    if (found) return found;
  }
  return null;
}

interface Surroundings {
  rule: CheckedRule;
  bases: readonly Base[];
  read: ReadonlySet<string>;
  hints: Hints;
  pools: ReadonlyMap<string, unknown[]>;
  /** Names in the mutated clause: their spots are tried first. */
  named: ReadonlySet<string>;
}

function surroundings(rule: CheckedRule, testFile: RuleTestFile, { before, after, change }: Mutant): Surroundings {
  const { typed, records } = locationsRead(rule);
  const read = new Set([
    ...typed.flatMap(({ from, names }) => ("kind" in from && names[0] !== undefined ? [`${from.kind}.${names[0]}`] : [])),
    ...records.map((path) => `event.${path}`),
  ]);
  const bases = basesOf(rule, testFile);
  const pools = new Map<string, unknown[]>();
  for (const { given } of bases) {
    for (const { key, value } of spotsOf(given, new Set())) {
      const pool = pools.get(key) ?? [];
      if (value !== undefined && pool.length < 30 && !pool.some((other) => JSON.stringify(other) === JSON.stringify(value))) pool.push(value);
      pools.set(key, pool);
    }
  }
  return {
    rule,
    bases,
    read,
    hints: hintsOf(change.kind === "rule" ? [change.rule, rule] : [rule]),
    pools,
    named: namesIn(`${before} ${after}`),
  };
}

/** The parts of a record from which each root of event rules is derived. */
const DERIVED_FROM: Record<string, readonly string[]> = {
  outcome: ["errorCode"],
  actor: ["userIdentity"],
  change: ["requestParameters", "responseElements"],
  target: ["requestParameters"],
};

/** The words of a clause, and the parts of the record that they are derived from. */
function namesIn(clause: string): Set<string> {
  const words = clause.split(/[^\w]+/);
  return new Set(words.flatMap((word) => [word, ...(Object.hasOwn(DERIVED_FROM, word) ? (DERIVED_FROM[word] ?? []) : [])]));
}

/** What a case gives with one value changed, spots that the mutated clause names first. */
function* variants({ given, params, steps }: Tried, { rule, read, hints, pools, named }: Surroundings): Generator<Tried, void, undefined> {
  const spots = spotsOf(given, read);
  const isNamed = ({ key }: GivenSpot): boolean => named.has(lastName(key));
  for (const spot of [...spots.filter(isNamed), ...spots.filter((spot) => !isNamed(spot))]) {
    for (const value of candidatesFor(spot, hints, pools.get(spot.key) ?? [])) {
      const step: CaseChange = { at: spot.key, value };
      yield { given: changed(given, spot.path, value) as SpotGiven, params, steps: [...steps, step] };
    }
  }
  for (const { name, values } of paramSpots(rule, params, given)) {
    for (const value of values) yield { given, params: changed(params, [name], value) as SpotGiven, steps: [...steps, { at: `params.${name}`, value }] };
  }
}

const lastName = (key: string): string => key.replaceAll("[]", "").split(".").at(-1) ?? "";
