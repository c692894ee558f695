import {
  asTest,
  type CheckedRule,
  type ComparisonTest,
  type Condition,
  comparisonOf,
  conditionsWithin,
  isComparison,
  type ParamSpec,
  type ParamValue,
  parseDuration,
  testsWithin,
} from "../language/index.ts";

type Unusable = { reason: "param-not-set" | "param-invalid"; names: string[] };

/** Parameters that keep a rule from being judged: unset ones without default, and ones that hold a bad pattern or duration. */
export function unusableParams(rule: CheckedRule, params: Readonly<Record<string, ParamValue | undefined>>): Unusable | null {
  const unset = unsetParams(rule, params);
  if (unset.length > 0) return { reason: "param-not-set", names: unset };
  const bad = new Set<string>();
  for (const test of rule.lets.flatMap((binding) => (binding.kind === "condition" ? comparisonsOf(binding.condition) : []))) check(test);
  for (const condition of conditionsOf(rule)) for (const test of comparisonsOf(condition)) check(test);
  return bad.size > 0 ? { reason: "param-invalid", names: [...bad].sort() } : null;

  function check(test: ComparisonTest): void {
    if (test.operand.kind !== "param") return;
    const value = params[test.operand.name];
    const texts = [value].flat().filter((text) => typeof text === "string");
    const { pattern, operand } = comparisonOf(test);
    const fits = texts.every((text) => (pattern ? pattern.compile(text).ok : operand !== "duration" || parseDuration(text) !== null));
    if (!fits) bad.add(test.operand.name);
  }
}

/** Names of the parameters that must be set and are not, sorted. */
export const unsetParams = (rule: CheckedRule, params: Readonly<Record<string, ParamValue | undefined>>): string[] =>
  rule.params
    .filter((spec) => isUnset(spec, params[spec.name]))
    .map((spec) => spec.name)
    .sort();

/** A list that must be set and is empty names nothing: it would silence its rule as surely as one that is not set. */
const isUnset = (spec: ParamSpec, value: ParamValue | undefined): boolean =>
  value === undefined || (spec.default === undefined && Array.isArray(value) && value.length === 0);

function conditionsOf(rule: CheckedRule): Condition[] {
  const { body } = rule;
  const own = body.kind === "state" ? [body.applies, body.require] : body.kind === "event" ? [body.match, body.unless] : [body.applies];
  return [...own.filter((condition) => condition !== null), ...rule.raise.map((raise) => raise.when)];
}

/** Every comparison of a condition, those within quantifiers included. */
const comparisonsOf = (whole: Condition): ComparisonTest[] =>
  [...conditionsWithin(whole)].flatMap(({ node }) => {
    const condition = asTest(node);
    return condition ? [...testsWithin(condition.test)].map((part) => part.node).filter(isComparison) : [];
  });
