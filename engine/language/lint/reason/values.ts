import { instantOf } from "../../../../document/index.ts";
import type { ValueType } from "../../../../schemas/index.ts";
import type { Scalar, Test } from "../../condition/ast.ts";
import { foldTest, someTests, type TestFold } from "../../condition/fold.ts";
import { aroundNumbers, countType } from "../../condition/number-range.ts";
import { orDefault } from "../../condition/presence.ts";
import type { ComparisonMatcher } from "../../matchers/descriptor.ts";
import { comparisonOf } from "../../matchers/registry.ts";
import { literalsOf } from "../../matchers/values.ts";
import { type Leaf, presenceIn } from "./clause.ts";

/** A single matcher on one path against literals, or its complement. */
export interface Sided {
  leaf: Leaf;
  negated: boolean;
}

/** A test of a value with what is written on its right: a comparison, or one of presence. */
interface Written {
  comparison: ComparisonMatcher | null;
  values: readonly Scalar[];
}

/** Tests of one path, each with what is written on its right; null where one of them is no literal. */
function writtenIn(test: Test): Written[] | null {
  const before = writtenBefore.get(test);
  if (before !== undefined) return before;
  const written = foldTest(WRITTEN, test, null);
  writtenBefore.set(test, written);
  return written;
}

/** A leaf is compared with each other leaf on its path: what it says is read once. */
const writtenBefore = new WeakMap<Test, Written[] | null>();

const WRITTEN: TestFold<null, Written[] | null> = someTests<null, Written[] | null>(
  {
    all: ({ tests }) => {
      const all = tests.map(writtenIn);
      const sound = all.filter((one) => one !== null);
      return sound.length < all.length ? null : sound.flat();
    },
    exists: () => [{ comparison: null, values: [] }],
    count: ({ test }) => writtenIn(test),
    comparison: (test) => {
      const values = literalsOf(test.operand);
      return values && [{ comparison: comparisonOf(test), values }];
    },
  },
  () => null,
);

/** Answers that depend on nothing but equality, order and absence: a few values stand for all. */
const isOrdered = ({ comparison }: Written): boolean => comparison === null || comparison.reasonedBy === "order";
const isAge = ({ comparison }: Written): boolean => comparison?.reasonedBy === "age";

/** The type that a leaf's test is put to: a count's is a number. */
const typeOf = (leaf: Leaf): ValueType => (leaf.number !== null ? { ...countType(leaf.subject.type), unknown: true } : leaf.subject.type);

/** Whether a known value passes. */
export function holds({ leaf, negated }: Sided, value: unknown): boolean {
  const dynamic = leaf.subject.type.type === "dynamic";
  const known = leaf.fallback && leaf.number === null ? orDefault(value, leaf.fallback.value, dynamic) : value;
  return holdsOf(leaf.number ?? leaf.test, known) !== negated;
}

const holdsOf = (test: Test, value: unknown): boolean => foldTest(HOLDS, test, value);

const HOLDS: TestFold<unknown, boolean> = someTests<unknown, boolean>(
  {
    all: ({ tests }, value) => tests.every((one) => holdsOf(one, value)),
    exists: (test, value) => (value !== null) === test.value,
    comparison: (test, value) => test.operand.kind === "literal" && comparisonOf(test).holds(value, test.operand.value, CLOCK),
  },
  () => false,
);

/** Ages count from here; times are asked by their age alone, or by their instant alone, never both. */
const CLOCK = instantOf("2024-06-01T00:00:00Z") ?? 0;

/** Whether every value that passes the first passes the second as well. False where it cannot be proved. */
export function included(one: Sided, other: Sided): boolean {
  // Globs alone: no few values stand for all texts, and what follows would find that out.
  if (plainGlob(one) && plainGlob(other)) return globsIncluded(one, other);
  const ours = writtenIn(one.leaf.test);
  const theirs = writtenIn(other.leaf.test);
  if (!ours || !theirs) return false;
  const type = typeOf(one.leaf);
  const fallbacks = [one.leaf.fallback, other.leaf.fallback].flatMap((fallback) => fallback?.value ?? []);
  const written = [...ours, ...theirs];
  const witnesses = witnessesOf(one.leaf, type, written, [...written.flatMap(({ values }) => values), ...fallbacks]);
  if (witnesses) return witnesses.every((value) => !holds(one, value) || holds(other, value));
  if (written.some(isAge)) return false;
  const passing = finite(one, type);
  if (passing) return passing.every((value) => holds(other, value));
  const refused = finite({ leaf: other.leaf, negated: !other.negated }, type);
  if (refused) return refused.every((value) => !holds(one, value));
  return one.leaf.fallback === null && other.leaf.fallback === null && globsIncluded(one, other);
}

/** Values that stand for all that a path can hold, as far as these tests tell them apart; null where no few do. */
function witnessesOf({ number, subject }: Leaf, type: ValueType, written: readonly Written[], literals: readonly Scalar[]): unknown[] | null {
  const isPath = subject.kind === "path";
  const absent = type.nullable || !isPath ? [null] : [];
  const ordered = written.every(isOrdered);
  if (number !== null) return ordered ? aroundNumbers(literals, true, { minimum: 0 }) : null;
  switch (type.type) {
    case "boolean":
      return [...absent, true, false];
    case "integer":
      return ordered ? [...absent, ...aroundNumbers(literals, isPath)] : null;
    case "string":
      if (type.enum) return [...absent, ...type.enum, ...(isPath ? [] : [OTHER_TEXT])];
      return ordered ? [...absent, ...texts(literals)] : null;
    case "timestamp":
      if (written.every((one) => isAge(one) || asksAbsence(one))) return [...absent, ...agesAround(literals)];
      return ordered ? [...absent, ...texts(literals), ...instantsAround(literals)] : null;
    case "dynamic":
      return ordered ? [null, true, false, {}, [], ["a"], ...aroundNumbers(literals, false), ...texts(literals), ...instantsAround(literals)] : null;
    default:
      return written.every(({ comparison }) => comparison === null) ? [...absent, {}] : null;
  }
}

const asksAbsence = ({ comparison, values }: Written): boolean =>
  comparison === null || (comparison.listsValues === true && values.every((value) => value === null));

const OTHER_TEXT = "\u0000some other text";

const texts = (literals: readonly Scalar[]): string[] => [...literals.filter((value) => typeof value === "string"), OTHER_TEXT];

/** Each literal time, in another spelling as well, and a moment to either side of it. */
function instantsAround(literals: readonly Scalar[]): string[] {
  const instants = literals.map((value) => (typeof value === "string" ? instantOf(value) : null)).filter((value) => value !== null);
  return instants.flatMap((at) =>
    [at - 1, at, at + 1].flatMap((ms) => {
      const date = new Date(ms);
      return Number.isNaN(date.getTime()) || date.getUTCFullYear() < 0 || date.getUTCFullYear() > 9999
        ? []
        : [date.toISOString(), `${date.toISOString().slice(0, -1)}+00:00`];
    }),
  );
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

function agesAround(literals: readonly Scalar[]): string[] {
  const lengths = literals.flatMap((value) => {
    const [, count, unit = ""] = /^(\d{1,6})([mhd])$/.exec(String(value)) ?? [];
    return count === undefined ? [] : [Number(count) * (UNITS[unit] ?? 0)];
  });
  return [0, ...lengths].flatMap((ms) => [-1, 0, 1].map((more) => new Date(CLOCK - ms + more).toISOString()));
}

/** The values that pass, where they are few and known. In verbatim JSON every object and list passes for null. */
function finite({ leaf, negated }: Sided, type: ValueType): readonly unknown[] | null {
  if (negated || leaf.fallback) return null;
  const presence = presenceIn(leaf);
  if (presence !== null) return presence ? null : [null];
  const { comparison, literals = null } = leaf.compared ?? {};
  if (comparison?.listsValues !== true || literals === null) return null;
  return type.type === "dynamic" && literals.includes(null) ? null : literals;
}

const plainGlob = ({ leaf }: Sided): boolean => leaf.fallback === null && globsOf({ leaf }) !== null;

function globsIncluded(one: Sided, other: Sided): boolean {
  const [ours, theirs] = [globsOf(one), globsOf(other)];
  const presence = presenceIn(other.leaf);
  if (!one.negated && presence !== null && presence !== other.negated) return one.leaf.compared?.comparison.reasonedBy === "text";
  if (!ours || !theirs) return false;
  if (!one.negated && !other.negated) return ours.every((glob) => theirs.some((wider) => globWithin(glob, wider)));
  if (one.negated && other.negated) return theirs.every((glob) => ours.some((wider) => globWithin(glob, wider)));
  if (!one.negated && other.negated) return ours.every((glob) => theirs.every((apart) => globsApart(glob, apart)));
  return false;
}

function globsOf({ leaf }: Pick<Sided, "leaf">): string[] | null {
  const { comparison, literals = null } = leaf.compared ?? {};
  return comparison?.pattern?.language === "glob" && literals ? literals.map(String) : null;
}

/** Whether every text of the first glob is one of the second: its `*` only within a `*`, its `?` within `?` or `*`. */
function globWithin(glob: string, wider: string): boolean {
  const signs = [...glob];
  let at = 0;
  let place = 0;
  /** Where the last `*` stands that was met, and the first sign that it was not yet tried to hold. */
  let star = -1;
  let held = 0;
  while (at < signs.length) {
    const pattern = wider[place];
    if (pattern === "*") {
      star = place;
      held = at;
      place += 1;
    } else if (pattern !== undefined && signs[at] !== "*" && (pattern === "?" || pattern === signs[at])) {
      at += 1;
      place += 1;
    } else if (star >= 0) {
      held += 1;
      at = held;
      place = star + 1;
    } else return false;
  }
  while (wider[place] === "*") place += 1;
  return place === wider.length;
}

/** Whether no text is of both: what stands before the first wildcard, or after the last, differs. */
function globsApart(one: string, other: string): boolean {
  const head = (glob: string): string => glob.split(/[*?]/, 1)[0] ?? "";
  const tail = (glob: string): string => glob.split(/[*?]/).at(-1) ?? "";
  const [oneHead, otherHead, oneTail, otherTail] = [head(one), head(other), tail(one), tail(other)];
  if (!oneHead.startsWith(otherHead) && !otherHead.startsWith(oneHead)) return true;
  return !oneTail.endsWith(otherTail) && !otherTail.endsWith(oneTail);
}
