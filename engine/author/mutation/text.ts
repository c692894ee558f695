import type { Condition, Operand, Scalar, Test } from "../../language/index.ts";

/** A condition in field form, on one line: what an author would write. */
export function conditionText(condition: Condition): string {
  return `{ ${bare(condition)} }`;
}

/** The same without the braces around it. */
export function bare(condition: Condition): string {
  switch (condition.kind) {
    case "let":
      return `${condition.name}: true`;
    case "not":
      return `not: ${conditionText(condition.condition)}`;
    case "or":
      return `or: [${condition.conditions.map(conditionText).join(", ")}]`;
    case "and":
      return conjunction(condition.conditions);
    case "test":
      return testText(operandName(condition.subject), condition.test);
  }
}

/** Members beside each other in one map, unless two would take the same key. */
function conjunction(conditions: readonly Condition[]): string {
  const keys = conditions.map((one) => (one.kind === "test" ? operandName(one.subject) : one.kind === "let" ? one.name : one.kind));
  if (new Set(keys).size === keys.length && !keys.includes("and")) return conditions.map(bare).join(", ");
  return `and: [${conditions.map(conditionText).join(", ")}]`;
}

/** A test of what is called `subject`: `user.mfaActive: true`. A test of the element itself has no subject: `{ glob: … }`. */
export function testText(subject: string, test: Test): string {
  return subject === "" ? matchersOf(test) : `${subject}: ${matcherText(test)}`;
}

function matcherText(test: Test): string {
  if (test.op === "is" && test.operand.kind === "literal") return scalarText(test.operand.value);
  if (test.op === "in" && test.operand.kind === "literal") return scalarText(test.operand.value);
  return `{ ${matchersOf(test)} }`;
}

function matchersOf(test: Test): string {
  switch (test.op) {
    case "exists":
      return `exists: ${test.value}`;
    case "default":
      return `default: ${scalarText(test.value)}, ${matchersOf(test.test)}`;
    case "all":
      return test.tests.map(matchersOf).join(", ");
    case "any":
    case "every":
    case "none":
      return `${test.op}: ${conditionText(test.where)}`;
    case "count":
      return `count: { ${test.where ? `where: ${conditionText(test.where)}, ` : ""}${matchersOf(test.test)} }`;
    default:
      return `${test.op}: ${operandText(test.operand)}`;
  }
}

/** The element of an iteration, spoken of as itself, has no name. */
export function operandName(operand: Operand): string {
  if (operand.kind === "literal") return scalarText(operand.value);
  if (operand.kind === "param") return `params.${operand.name}`;
  return operand.root.kind === "item" && operand.steps.length === 0 ? "" : operand.text;
}

function operandText(operand: Operand): string {
  return operand.kind === "literal" ? scalarText(operand.value) : `{ var: ${operandName(operand) || "item"} }`;
}

const PLAIN = /^[A-Za-z_][\w./-]*$/;
const SPECIAL = /^(true|false|null|yes|no|on|off|y|n)$/i;

export function scalarText(value: Scalar | readonly Scalar[]): string {
  if (Array.isArray(value)) return `[${value.map((one: Scalar) => scalarText(one)).join(", ")}]`;
  return typeof value === "string" && PLAIN.test(value) && !SPECIAL.test(value) ? value : JSON.stringify(value);
}
