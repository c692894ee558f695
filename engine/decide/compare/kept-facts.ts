import { instantOf } from "../../../document/index.ts";
import { type BaselineFile, isUnknown } from "../../../schemas/index.ts";
import { DIGEST, type Fact, NESTED } from "../../evaluate/index.ts";
import { parseDuration } from "../../language/index.ts";
import { type CompareOptions, compareFacts, type FactsComparison } from "./compare-facts.ts";
import { type EarlierIds, NO_EARLIER_IDS } from "./earlier-ids.ts";
import { collapsed, hashOf } from "./fact-key.ts";

/** A fact as a baseline or waiver keeps it: elements and texts as hashes of 8 bytes; of statements what they say. */
export type KeptFact = NonNullable<BaselineFile["entries"][number]["facts"]>[number];

/** How elements are named that have a digest in place of a name: with it, or, by older versions of Reeve, with a hash of it that nothing sets apart. */
type Digests = "kept" | "hashed";

/** Facts as they are kept, in one order. */
export function keptFacts(facts: readonly Fact[]): KeptFact[] {
  const kept = collapsed(facts).map((fact) => keptFact(fact, "kept"));
  return kept.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

/** Compares facts as they were kept with those of now. The turns hold the facts of now as they are. */
export function compareKept(
  before: readonly KeptFact[],
  now: readonly Fact[],
  { earlierIds = NO_EARLIER_IDS, ...options }: CompareOptions & { earlierIds?: EarlierIds } = {},
): FactsComparison {
  const digests = isOlderForm(before) ? "hashed" : "kept";
  const known = new Set(before.flatMap(({ element }) => element?.split(NESTED) ?? []));
  const asKept = (part: string): string => [part, ...earlierIds(part)].find((id) => known.has(hashOf(id))) ?? part;
  const named = (fact: Fact): Fact =>
    digests === "kept" || fact.element === null ? fact : { ...fact, element: fact.element.split(NESTED).map(asKept).join(NESTED) };
  const originals = new Map(collapsed(now).map((fact) => [fullFact(keptFact(named(fact), digests)), fact]));
  const { verdict, turns } = compareFacts(before.map(fullFact), [...originals.keys()], options);
  return { verdict, turns: turns.map((turn) => ({ ...turn, after: (turn.after && originals.get(turn.after)) ?? turn.after })) };
}

/** Whether a rule is as it was when facts were kept, by the hashes of both; where one is not known it is taken to be. */
export const isSameRule = (kept: string | null, now: string | null): boolean => kept === null || now === null || kept === now;

/** Whether facts could be those of an older version of Reeve: none of their elements is kept by its digest. */
const isOlderForm = (facts: readonly KeptFact[]): boolean => !facts.some(({ element }) => element?.includes(DIGEST));

/** Whether facts that are kept allow more than those kept before: others, or values further from the bound. */
export function allowMore(before: readonly KeptFact[], now: readonly KeptFact[]): boolean {
  const { verdict } = compareFacts(before.map(fullFact), now.map(fullFact));
  return (verdict !== "same" && verdict !== "better") || namesAnother(before, now);
}

/** Whether an element that is named as before is another resource's now. */
function namesAnother(before: readonly KeptFact[], now: readonly KeptFact[]): boolean {
  const named = new Map(before.map(({ element, uniqueId }) => [element, uniqueId]));
  return now.some(({ element, uniqueId }) => named.has(element) && uniqueId !== undefined && named.get(element) !== uniqueId);
}

/** Whether kept facts lack what facts are kept with now: the form of digests, unique ids, or what policies say. */
export const lacksParts = (kept: readonly KeptFact[], now: readonly Fact[]): boolean =>
  isOlderForm(kept) ||
  (["uniqueId", "statements"] as const).some((part) => now.some((fact) => fact[part] !== undefined) && kept.every((fact) => fact[part] === undefined));

function keptFact({ clause, element, uniqueId, operator, bound, value, statements }: Fact, digests: Digests): KeptFact {
  const plainBound = keptBound(bound);
  const hashed = (parts: string): string =>
    parts
      .split(NESTED)
      .map(digests === "kept" ? keptPart : hashOf)
      .join(NESTED);
  return {
    clause,
    ...(element === null ? {} : { element: hashed(element) }),
    ...(uniqueId === undefined ? {} : { uniqueId: hashed(uniqueId) }),
    operator,
    ...(plainBound === null ? {} : { bound: plainBound as KeptFact["bound"] & {} }),
    value: keptValue(value) as KeptFact["value"],
    ...(statements === undefined ? {} : { statements }),
  };
}

/** A digest stays one, so that it can be seen which element is a statement. */
const keptPart = (part: string): string => (part.startsWith(DIGEST) ? part.slice(0, DIGEST.length + 16) : hashOf(part));

const fullFact = ({ clause, element, uniqueId, operator, bound, value, statements }: KeptFact): Fact => ({
  clause,
  element: element ?? null,
  ...(uniqueId === undefined ? {} : { uniqueId }),
  operator,
  bound: (bound ?? null) as Fact["bound"],
  value: value as Fact["value"],
  ...(statements === undefined ? {} : { statements }),
});

/** In which direction worse is, as far as the bound shows it. */
const keptBound = (bound: unknown): unknown => (typeof bound === "number" || isTime(bound) || isNumbers(bound) ? bound : null);

const isNumbers = (bound: unknown): boolean => Array.isArray(bound) && bound.every((each) => typeof each === "number");

const isTime = (value: unknown): value is string => typeof value === "string" && (instantOf(value) !== null || parseDuration(value) !== null);

/** Gaps are numbered anew in each document. */
function keptValue(value: unknown): unknown {
  if (isUnknown(value)) return { $unknown: "-" };
  if (Array.isArray(value)) return value.map(keptValue);
  return typeof value === "string" && !isTime(value) ? hashOf(value) : value;
}
