import { type CheckedRule, otherCase, otherDurations, type ParamSpec, type ParamValue } from "../../../language/index.ts";
import { scalarText } from "../text.ts";
import type { RuleChange } from "./family.ts";

/** Other defaults of the parameters that conditions read: what a rule does where nobody sets them is a promise like any other. */
export function defaultChanges(rule: CheckedRule): RuleChange[] {
  const read = paramsRead(rule);
  return rule.params.flatMap((spec, at) => {
    const value = spec.default;
    if (value === undefined || !read.has(spec.name)) return [];
    return others(spec, value).map(
      (other): RuleChange => ({
        family: "default",
        part: "params",
        at: null,
        before: `${spec.name}: ${scalarText(value)}`,
        after: `${spec.name}: ${scalarText(other)}`,
        change: { kind: "rule", rule: { ...rule, params: rule.params.with(at, { ...spec, default: other }) } },
      }),
    );
  });
}

function others(spec: ParamSpec, value: ParamValue): ParamValue[] {
  if (Array.isArray(value)) return value.length > 1 ? value.map((_, at) => value.toSpliced(at, 1)) : value.length === 1 ? [[]] : [];
  if (typeof value === "boolean") return [!value];
  if (spec.enum) return spec.enum.filter((other) => other !== value);
  const countsCase = !spec.uses?.every(({ caseless }) => caseless);
  if (spec.type === "string" && typeof value === "string" && countsCase && otherCase(value) !== value) return [otherCase(value)];
  return otherDurations(value).filter((other) => other !== null);
}

function paramsRead({ body, raise, lets }: CheckedRule): Set<string> {
  const names = new Set<string>();
  JSON.stringify([body, raise, lets], (_, value: unknown) => {
    if (typeof value === "object" && value !== null && (value as { kind?: unknown }).kind === "param") names.add(String((value as { name?: unknown }).name));
    return value;
  });
  return names;
}
