import { and, type KnownTruth, not, or, someElement } from "../../../document/index.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";
import { NOT_DECIDED } from "../not-decided.ts";
import type { Lookup, TextTemplate } from "../text/template.ts";
import { valueMatches } from "./compare.ts";
import type { Operator } from "./operator.ts";

/** One test of a condition: an operator, a key and its values. Parts may be unknown. */
export interface ConditionClause {
  operator: Operator | Unknown;
  key: string | Unknown;
  values: readonly (TextTemplate | Unknown)[] | Unknown;
}

/**
 * Whether a clause holds. Several values of the policy are alternatives; of a negated operator none may match.
 * A key without a value: a positive operator is false, a negated one true, `…IfExists` true; ForAllValues is true and ForAnyValue false whatever the operator.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators" and "Set operators for multivalued context keys".
 */
export function clauseHolds({ operator, key, values }: ConditionClause, lookup: Lookup): KnownTruth {
  if (isUnknown(operator)) return operator;
  if (isUnknown(key)) return key;
  const given = lookup(key);
  if (isUnknown(given)) return given;
  const present = (given as readonly string[] | null) ?? [];
  if (operator.family === "null") return someElement(values, (value) => isNullTest(value) === (present.length === 0));
  if (present.length === 0) return withoutValue(operator);
  // AWS documents several values for set operators only.
  if (operator.set === "one" && present.length > 1) return NOT_DECIDED.mark;
  const each = present.map((value) => valueHolds(operator, value, values, lookup));
  return operator.set === "any" ? or(each) : and(each);
}

/** `Null` compares with "true" (the key must be absent) or "false". */
const isNullTest = (template: TextTemplate): boolean => typeof template[0] === "string" && template[0].toLowerCase() === "true";

function withoutValue({ negated, ifExists, set }: Operator): boolean {
  if (ifExists) return true;
  if (set !== "one") return set === "all";
  return negated;
}

function valueHolds(operator: Operator, value: string, values: ConditionClause["values"], lookup: Lookup): KnownTruth {
  const matched = someElement(values, (template) => valueMatches(operator, value, template, lookup));
  return operator.negated ? not(matched) : matched;
}
