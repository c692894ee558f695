import { instantOf, instantText, timeOf } from "../../../../document/index.ts";
import type { Scalar } from "../../condition/ast.ts";
import type { CandidateValues, CanonicalQuestion, ComparisonMatcher, OfferQuestion, Synonyms, Words } from "../descriptor.ts";
import { onNumber, UNKNOWN } from "../words.ts";

type Name = "lt" | "lte" | "gt" | "gte";
type Order = (left: number, right: number) => boolean;

interface Ordering extends Pick<Words, "editor" | "meaning"> {
  name: Name;
  sign: string;
  synonyms?: Synonyms;
  explained: string;
  remark?: string;
  mirrored: Name;
  opposite: Name;
  countDirection: "up" | "down";
  implies?: readonly Name[];
  excludes: readonly Name[];
  misreadFrom: readonly Name[];
  order: Order;
}

/** Numbers by size, times by instant. */
export function ordering({
  name,
  sign,
  synonyms,
  mirrored,
  opposite,
  countDirection,
  implies,
  excludes,
  misreadFrom,
  order,
  ...words
}: Ordering): ComparisonMatcher {
  return {
    kind: "comparison",
    name,
    group: "order",
    words: {
      ...words,
      subject: "number or time",
      operand: "number or time",
      onNull: "false",
      examples: () => [
        {
          kind: "account",
          condition: `account.passwordPolicy.maxPasswordAge: { ${name}: 90 }`,
          given: [60, 90, 120, null]
            .map((value) => `{ passwordPolicy: { maxPasswordAge: ${value} } }`)
            .concat("{ passwordPolicy: null }", `{ passwordPolicy: ${UNKNOWN} }`),
        },
      ],
      onNullable: onNumber(`{ ${name}: 90 }`),
    },
    ...(synonyms ? { synonyms } : {}),
    accepts: ["integer", "timestamp", "dynamic"],
    operand: "ordered",
    jsonLogic: { operator: sign, mirrored },
    holds: (value, operand) => compare(value, operand, order),
    prepare: (operand) => {
      if (typeof operand === "number") return (value) => typeof value === "number" && order(value, operand);
      return (value) => compare(value, operand, order);
    },
    openDecides: null,
    openListSide: null,
    onNull: false,
    constant: ({ isSamePath }) => (isSamePath ? "Both sides are the same path: the test always says the same." : null),
    needsValue: true,
    countDirection,
    reasonedBy: "order",
    ...(implies ? { implies } : {}),
    excludes,
    misreadFrom: () => misreadFrom,
    mistakes: { boundary: beside },
    canonical: (question) => canonical(name, question),
    samples: (literals) =>
      literals.flatMap((value) => (typeof value === "number" ? [value, value - 1, value + 1] : typeof value === "string" ? instants(value) : [])),
    offer: (question) => offer(question.want ? name : opposite, question),
  };
}

/** Every other pair is not comparable and gives false. */
function compare(value: unknown, operand: unknown, order: Order): boolean {
  if (typeof value === "number") return typeof operand === "number" && order(value, operand);
  if (typeof value !== "string" || typeof operand !== "string") return false;
  const left = instantOf(value);
  const right = instantOf(operand);
  return left !== null && right !== null && order(left, right);
}

const SECOND_MS = 1_000;

/** One more and one less; times a second apart. */
export function beside(value: Scalar): Scalar[] {
  if (typeof value === "number") return [value - 1, value + 1];
  const at = typeof value === "string" && value.includes("T") ? timeOf(value) : null;
  return at === null ? [] : [-SECOND_MS, SECOND_MS].map((by) => instantText(at + by));
}

/** Whole numbers: above n is from n + 1. Of what may be absent, "not below" is no order, because absence is neither. */
function canonical(name: Name, { type, literals, negated }: CanonicalQuestion): string | null {
  const [value = null] = literals;
  if (type.type !== "integer" || typeof value !== "number" || !Number.isInteger(value)) return null;
  const { minimum = -Infinity, maximum = Infinity } = type;
  // Every bound beyond the numbers that there are means the same.
  const from = Math.min(Math.max(name === "gte" || name === "lt" ? value : value + 1, minimum), maximum + 1);
  const above = name === "gte" || name === "gt";
  if (type.nullable) return `${negated ? "!" : ""}${above ? "gte" : "lt"} ${from}`;
  return `${above !== negated ? "gte" : "lt"} ${from}`;
}

function instants(value: string): Scalar[] {
  const at = timeOf(value);
  return at === null ? [value] : [value, ...[-SECOND_MS, SECOND_MS].map((offset) => instantText(at + offset))];
}

function offer(wanted: Name, { operand }: OfferQuestion): CandidateValues {
  const step = wanted === "lt" ? -1 : wanted === "gt" ? 1 : 0;
  const instant = typeof operand === "string" ? instantOf(operand) : null;
  const values = typeof operand === "number" ? [operand + step] : instant === null ? [] : [instantText(instant + step)];
  return { wanted: { op: wanted, value: operand }, values };
}
