import { type CheckedRule, otherDurations, type ParamSpec } from "../../../language/index.ts";
import type { SpotGiven } from "./spots.ts";

/** Other values of a rule's parameters that a case may set; undefined leaves one to its default. Texts of what is given serve as members of lists. */
export function paramSpots(rule: CheckedRule, params: SpotGiven, given: SpotGiven): { name: string; values: unknown[] }[] {
  const texts = textsIn(given);
  return rule.params.map((spec) => ({ name: spec.name, values: [undefined, ...valuesOf(spec, texts)].filter((value) => !same(value, params[spec.name])) }));
}

const same = (left: unknown, right: unknown): boolean => JSON.stringify(left) === JSON.stringify(right);

function valuesOf({ type, items, default: value, enum: values }: ParamSpec, texts: readonly string[]): unknown[] {
  if (values) return type === "array" ? values.map((one) => [one]) : [...values];
  if (type === "boolean") return [true, false];
  if (type === "array") return items === "string" ? [["*"], ["other"], ...texts.map((text) => [text])] : [[0], [1]];
  return value === undefined || Array.isArray(value) ? [] : otherDurations(value);
}

const TEXTS_MOST = 40;

/** Names and ARNs within what is given, which a parameter may name. */
function textsIn(given: SpotGiven): string[] {
  const found = new Set<string>();
  JSON.stringify(given, (_, value: unknown) => {
    if (typeof value === "string" && found.size < TEXTS_MOST && /^(arn:|[A-Za-z/][\w+=,.@/-]{1,60}$)/.test(value)) found.add(value);
    return value;
  });
  return [...found];
}
