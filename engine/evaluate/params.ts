import { type CheckedRule, type Condition, compilePattern, type ParamSpec, type ParamValue, parseDuration, type Test } from "../language/index.ts";

type Unusable = { reason: "param-not-set" | "param-invalid"; names: string[] };

/** Parameters that keep a rule from being judged: unset ones without default, and ones that hold a bad pattern or duration. */
export function unusableParams(rule: CheckedRule, params: Readonly<Record<string, ParamValue | undefined>>): Unusable | null {
  const unset = rule.params.filter((spec) => isUnset(spec, params[spec.name])).map((spec) => spec.name);
  if (unset.length > 0) return { reason: "param-not-set", names: unset.sort() };
  const bad = new Set<string>();
  for (const test of rule.lets.flatMap((binding) => (binding.kind === "condition" ? testsOf(binding.condition) : []))) check(test);
  for (const condition of conditionsOf(rule)) for (const test of testsOf(condition)) check(test);
  return bad.size > 0 ? { reason: "param-invalid", names: [...bad].sort() } : null;

  function check(test: Test): void {
    if (!("operand" in test) || test.operand.kind !== "param") return;
    const value = params[test.operand.name];
    const texts = [value].flat().filter((text) => typeof text === "string");
    const fits = texts.every((text) => {
      if (test.op === "matches" || test.op === "cidr") return compilePattern(test.op, text).ok;
      return test.op === "olderThan" || test.op === "newerThan" ? parseDuration(text) !== null : true;
    });
    if (!fits) bad.add(test.operand.name);
  }
}

/** A list that must be set and is empty names nothing: it would silence its rule as surely as one that is not set. */
const isUnset = (spec: ParamSpec, value: ParamValue | undefined): boolean =>
  value === undefined || (spec.default === undefined && Array.isArray(value) && value.length === 0);

function conditionsOf(rule: CheckedRule): Condition[] {
  const { body } = rule;
  const own = body.kind === "state" ? [body.applies, body.require] : body.kind === "event" ? [body.match, body.unless] : [body.applies];
  return [...own.filter((condition) => condition !== null), ...rule.raise.map((raise) => raise.when)];
}

/** Every test of a condition, those within quantifiers included. */
export function testsOf(condition: Condition): Test[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions.flatMap(testsOf);
    case "not":
      return testsOf(condition.condition);
    case "let":
      return [];
    case "test":
      return withinTest(condition.test);
  }
}

function withinTest(test: Test): Test[] {
  switch (test.op) {
    case "all":
      return test.tests.flatMap(withinTest);
    case "default":
      return withinTest(test.test);
    case "any":
    case "every":
    case "none":
      return [test, ...testsOf(test.where)];
    case "count":
      return [test, ...(test.where ? testsOf(test.where) : []), ...withinTest(test.test)];
    default:
      return [test];
  }
}
