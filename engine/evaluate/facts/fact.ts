import { isUnknownMark } from "../../../document/index.ts";
import type { Result } from "../../../schemas/index.ts";
import { statementPlace } from "./element.ts";

/** One test that made a result a finding. */
export type Fact = NonNullable<Result["facts"]>[number];

/** Any JSON value, which the generated type cannot say. Resources by what stays the same of them; an object of verbatim JSON is no more than there. */
export const plainValue = (value: unknown): Fact["value"] => plain(value) as Fact["value"];

function plain(value: unknown): unknown {
  if (value === undefined) return null;
  if (isUnknownMark(value)) return { $unknown: value.$unknown };
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const { id, arn, least, most } = value as Record<string, unknown>;
  if (typeof least === "number") return { least, most: most ?? null };
  return typeof id === "string" ? id : typeof arn === "string" ? arn : null;
}

/** Alike elements, as two statements that say the same, give one fact. What a statement says stands at its first fact. */
export function uniqueFacts(facts: Fact[]): Fact[] {
  const byText = new Map(facts.map((fact) => [JSON.stringify([fact.clause, fact.element, fact.operator, fact.bound, fact.value, fact.among]), fact] as const));
  const said = new Set<string>();
  return [...byText.values()].map((fact) => {
    if (fact.statements === undefined) return fact;
    const { statements, ...rest } = fact;
    const key = JSON.stringify([statementPlace(fact.element) ?? [fact.clause, fact.element], statements]);
    if (said.has(key)) return rest;
    said.add(key);
    return fact;
  });
}
