import { isUnknownMark } from "../../../document/index.ts";
import type { ValueType } from "../../../schemas/index.ts";
import {
  absent,
  type CandidateValues,
  comparedSides,
  comparisonOf,
  type ExplainContext,
  foldTest,
  orDefault,
  readOperand,
  someTests,
  type Test,
  type TestFold,
  withinBounds,
} from "../../language/index.ts";

/** Which value is to be another. */
interface Question {
  walk: ExplainContext;
  want: boolean;
  type: ValueType;
  /** The value that is there. */
  now: unknown;
}

/** What value would give a test of one value the truth that is wanted; null for tests of elements, and for several tests together. */
export const offerOf = (walk: ExplainContext, test: Test, want: boolean, type: ValueType, now: unknown): CandidateValues | null =>
  foldTest(OFFERS, test, { walk, want, type, now });

const OFFERS = someTests<Question, CandidateValues | null>(
  {
    exists: ({ value }, { want, type }) =>
      value === want ? { wanted: { op: "present" }, values: [somethingOf(type)], any: true } : { wanted: { op: "absent" }, values: absent(type) },
    comparison: (test, { walk, want, type, now }) => {
      const [, operand] = comparedSides(test, null, readOperand(walk, test.operand));
      const list = (Array.isArray(operand) ? operand : [operand]).filter((value) => !isUnknownMark(value));
      const offer = comparisonOf(test).offer({ operand, list, want, type, now, clockMs: walk.frame.clockMs });
      return { ...offer, values: offer.values.filter((value) => withinBounds(type, value)) };
    },
  },
  () => null,
);

/** Some value of the type, where only presence is wanted. */
function somethingOf(type: ValueType): unknown {
  if (type.type === "integer") return type.minimum ?? 0;
  if (type.type === "boolean") return false;
  if (type.type === "object" || type.type === "resource") return {};
  return type.type === "list" ? [] : "";
}

/** Whether a known value gives the test true; null where an operand is unknown or the test is on elements. */
export const satisfies = (walk: ExplainContext, test: Test, value: unknown): boolean | null => foldTest(SATISFIED, test, { walk, value });

const SATISFIED: TestFold<{ walk: ExplainContext; value: unknown }, boolean | null> = {
  exists: (test, { value }) => (value !== null) === test.value,
  default: (test, { walk, value }) => satisfies(walk, test.test, orDefault(value, test.value, false)),
  all: ({ tests }, { walk, value }) => {
    const parts = tests.map((part) => satisfies(walk, part, value));
    return parts.includes(false) ? false : parts.includes(null) ? null : true;
  },
  quantifier: () => null,
  count: () => null,
  comparison: (test, { walk, value }) => {
    const operand = readOperand(walk, test.operand);
    if (isUnknownMark(operand)) return null;
    const [left, right] = comparedSides(test, value, operand);
    return comparisonOf(test).holds(left, right, walk.frame.clockMs);
  },
};
