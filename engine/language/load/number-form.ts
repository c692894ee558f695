import type { NumberRange, ValueType } from "../../../schemas/index.ts";
import type { ComparisonTest, Operand } from "../condition/ast.ts";
import { aroundNumbers, inRange, rangeText } from "../condition/number-range.ts";
import type { Range } from "../diagnostic.ts";
import type { ComparisonMatcher } from "../matchers/descriptor.ts";
import { comparisonOf } from "../matchers/registry.ts";
import type { NumberUse, ParamUse } from "../rule.ts";
import { called, calledFirst, textOf } from "./operands.ts";
import { declaredType } from "./record.ts";
import type { CheckScope, MatcherSubject } from "./scope.ts";
import type { SourceNode } from "./source.ts";

/** The bounds of what a path holds; null where it holds no numbers. */
export function rangeOf(written: ValueType): NumberRange | null {
  const type = declaredType(written);
  if (type.type !== "integer") return null;
  const { minimum, maximum } = type;
  return { ...(minimum === undefined ? {} : { minimum }), ...(maximum === undefined ? {} : { maximum }) };
}

/** What the values of a parameter are compared with where the other side is of this type. */
export const useOfNumbers = (matcher: ComparisonMatcher, other: MatcherSubject, isSubject: boolean, scope: CheckScope): ParamUse | null => {
  const range = rangeOf(other.type);
  if (range === null) return null;
  const { standIn } = scope;
  const numbers: NumberUse = {
    matcher: matcher.name,
    range,
    nullable: other.type.nullable,
    preset: typeof standIn === "number" ? standIn : null,
    isSubject,
  };
  return { field: called(other, ""), use: "value", type: null, caseless: false, ...(isBounded(numbers, other) ? { numbers } : {}) };
};

/** A parameter says nothing of another one: any value of the one may be meant. */
const isBounded = ({ range }: NumberUse, other: MatcherSubject): boolean =>
  other.kind === "path" && (range.minimum !== undefined || range.maximum !== undefined);

/** The answer that a comparison with a number always gives, whatever its path holds within the bounds; null where it depends on that. */
function decidedBy({ matcher, range, nullable, preset, isSubject }: NumberUse, value: number | number[]): boolean | null {
  const comparison = comparisonOf({ op: matcher });
  const operand = comparison.operand === "list" ? [value].flat() : value;
  const absent = nullable ? [preset] : [];
  const answers = [...aroundNumbers([value].flat(), true, range), ...absent].map((held) =>
    isSubject ? comparison.holds(value, held, 0) : comparison.holds(held, operand, 0),
  );
  const [first = null, ...others] = answers;
  return others.every((answer) => answer === first) ? first : null;
}

/** Why the number of a parameter decides a comparison beforehand, as the end of a sentence; null where it does not. */
export function numberUseFault({ field, numbers }: ParamUse, value: number): string | null {
  // The ends are the loosest and the strictest demand, and what stands in for null is none: a person may want each.
  if (numbers === undefined || inRange(value, numbers.range) || value === numbers.preset) return null;
  const decided = decidedBy(numbers, value);
  if (decided === null) return null;
  const comparison = numbers.isSubject ? `${value} ${numbers.matcher} ${field}` : `${field}: { ${numbers.matcher}: ${value} }`;
  return `must not be ${value}: \`${field}\` is ${rangeText(numbers.range)}, so \`${comparison}\` is ${decided ? "never false" : "never true"}`;
}

/** Refuses numbers that no path holds within the bounds that AWS documents, and comparisons that these decide beforehand. */
export function withinRange(
  test: ComparisonTest,
  matcher: ComparisonMatcher,
  node: SourceNode,
  keyAt: Range,
  subject: MatcherSubject,
  scope: CheckScope,
): ComparisonTest | null {
  const range = rangeOf(subject.type);
  if (range === null || scope.lenient || subject.kind !== "path") return test;
  const { operand } = test;
  const numbers: NumberUse = {
    matcher: matcher.name,
    range,
    nullable: subject.type.nullable,
    preset: typeof scope.standIn === "number" ? scope.standIn : null,
    isSubject: false,
  };
  const fault =
    operand.kind === "path" ? pathFault(numbers, subject, operand, matcher) : operand.kind === "literal" ? literalFault(numbers, subject, operand) : null;
  if (fault === null) return test;
  const at = (fault.index !== undefined && node.kind === "list" ? node.items[fault.index]?.at : undefined) ?? (node.kind === "broken" ? keyAt : node.at);
  return scope.report.error("RV051", at, fault.message);
}

interface RangeFault {
  message: string;
  /** Of the literal in its list. */
  index?: number;
}

function literalFault(numbers: NumberUse, subject: MatcherSubject, { value }: Extract<Operand, { kind: "literal" }>): RangeFault | null {
  const { matcher, range, preset } = numbers;
  const literals = [value].flat();
  const known = literals.filter((one) => typeof one === "number");
  const is = `${nameOf(subject)} is ${rangeText(range)}`;
  const isListed = comparisonOf({ op: matcher }).operand !== "ordered";
  const outside = isListed ? literals.findIndex((one) => typeof one === "number" && one !== preset && !inRange(one, range)) : -1;
  if (outside >= 0) return { message: `${is}, never ${literals[outside]}.`, index: outside };
  if (known.length < literals.length || known.length === 0) return null;
  const decided = decidedBy(numbers, Array.isArray(value) ? known : (known[0] ?? []));
  return decided === null
    ? null
    : { message: `${is}: \`${matcher}: ${Array.isArray(value) ? `[${known.join(", ")}]` : known[0]}\` is ${decided ? "never false" : "never true"}.` };
}

const nameOf = (subject: MatcherSubject): string => (textOf(subject) === "count" ? "A number of elements here" : `${calledFirst(subject)}`);

/** Two paths of which no two numbers are ever compared otherwise. */
function pathFault(
  { range, nullable, preset }: NumberUse,
  subject: MatcherSubject,
  operand: Extract<Operand, { kind: "path" }>,
  matcher: ComparisonMatcher,
): RangeFault | null {
  const other = rangeOf(operand.type);
  if (other === null) return null;
  const ends = [range.minimum, range.maximum, other.minimum, other.maximum].filter((end) => end !== undefined);
  const held = (own: NumberRange, isNullable: boolean, absent: number | null): (number | null)[] => [
    ...aroundNumbers([...ends, FAR], true, own),
    ...(isNullable ? [absent] : []),
  ];
  const answers = held(range, nullable, preset).flatMap((left) => held(other, operand.type.nullable, null).map((right) => matcher.holds(left, right, 0)));
  const [first] = answers;
  if (first === undefined || answers.some((answer) => answer !== first)) return null;
  const message = `${calledFirst(subject)} is ${rangeText(range)}, \`${operand.text}\` is ${rangeText(other)}: \`${matcher.name}\` is ${first ? "never false" : "never true"}.`;
  return { message };
}

/** A number beyond every bound. */
const FAR = 1_000_000;
