import {
  builtText,
  type Condition,
  type ConditionFold,
  comparisonOf,
  foldCondition,
  foldTest,
  isBuilt,
  type Operand,
  type Scalar,
  type SimpleOperand,
  someTests,
  type Test,
  type TestFold,
} from "../../language/index.ts";

/** A condition in field form, on one line: what an author would write. */
function conditionText(condition: Condition): string {
  return `{ ${bare(condition)} }`;
}

/** The same without the braces around it. */
export const bare = (condition: Condition): string => foldCondition(BARE, condition, null);

const BARE: ConditionFold<null, string> = {
  let: ({ name }) => `${name}: true`,
  not: ({ condition }) => `not: ${conditionText(condition)}`,
  junction: ({ kind, conditions }) => (kind === "and" ? conjunction(conditions) : listed(kind, conditions)),
  test: ({ subject, test }) => testText(operandName(subject), test),
};

const listed = (kind: string, conditions: readonly Condition[]): string => `${kind}: [${conditions.map(conditionText).join(", ")}]`;

/** Members beside each other in one map, unless two would take the same key. */
function conjunction(conditions: readonly Condition[]): string {
  const keys = conditions.map((one) => foldCondition(KEY, one, null));
  if (new Set(keys).size === keys.length && !keys.includes("and")) return conditions.map(bare).join(", ");
  return listed("and", conditions);
}

const KEY: ConditionFold<null, string> = {
  let: ({ name }) => name,
  not: ({ kind }) => kind,
  junction: ({ kind }) => kind,
  test: ({ subject }) => operandName(subject),
};

/** A test of what is called `subject`: `user.mfaActive: true`. A test of the element itself has no subject: `{ glob: … }`. */
export function testText(subject: string, test: Test): string {
  return subject === "" ? matchersOf(test) : `${subject}: ${matcherText(test)}`;
}

/** Literals that a test lists stand bare: `true` for `{ is: true }`. */
const matcherText = (test: Test): string => foldTest(BARE_VALUE, test, null) ?? `{ ${matchersOf(test)} }`;

const BARE_VALUE = someTests<null, string | null>(
  { comparison: (test) => (comparisonOf(test).listsValues && test.operand.kind === "literal" ? scalarText(test.operand.value) : null) },
  () => null,
);

const matchersOf = (test: Test): string => foldTest(MATCHERS, test, null);

const MATCHERS: TestFold<null, string> = {
  exists: ({ value }) => `exists: ${value}`,
  default: ({ value, test }) => `default: ${scalarText(value)}, ${matchersOf(test)}`,
  all: ({ tests }) => tests.map(matchersOf).join(", "),
  quantifier: ({ op, where }) => `${op}: ${conditionText(where)}`,
  count: ({ where, test }) => `count: { ${where ? `where: ${conditionText(where)}, ` : ""}${matchersOf(test)} }`,
  comparison: ({ op, operand }) => `${op}: ${operandText(operand)}`,
};

/** The element of an iteration, spoken of as itself, has no name. */
export function operandName(operand: SimpleOperand): string {
  if (operand.kind === "literal") return scalarText(operand.value);
  if (operand.kind === "param") return `params.${operand.name}`;
  return operand.root.kind === "item" && operand.steps.length === 0 ? "" : operand.text;
}

function operandText(operand: Operand): string {
  if (isBuilt(operand)) return builtText(operand);
  return operand.kind === "literal" ? scalarText(operand.value) : `{ var: ${operandName(operand) || "item"} }`;
}

const PLAIN_WORD = /^[A-Za-z_][\w./-]*$/;
const SPECIAL = /^(true|false|null|yes|no|on|off|y|n)$/i;

export function scalarText(value: Scalar | readonly Scalar[]): string {
  if (Array.isArray(value)) return `[${value.map((one: Scalar) => scalarText(one)).join(", ")}]`;
  return typeof value === "string" && PLAIN_WORD.test(value) && !SPECIAL.test(value) ? value : JSON.stringify(value);
}
