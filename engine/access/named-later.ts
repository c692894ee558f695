import { isUnknown, type Unknown } from "../../schemas/index.ts";
import type { ConditionClause } from "./condition/clause.ts";
import { NAMED_LATER } from "./outsider.ts";
import type { Statement } from "./statement.ts";

/** Whether a text that is not known surely stands for itself: it has no wildcard and no variable, as the id or ARN of what a plan makes has none. */
export const isPlainText = ({ id, restWithout = "" }: Unknown): boolean => id !== undefined && ["*", "?", "$"].every((sign) => restWithout.includes(sign));

/**
 * A statement with a text of its own for each value of a condition that only the apply will show, on the keys named: whichever that is, the policy names it.
 *
 * @param isOne whether what is not known of the values of a clause is a text that stands for itself
 */
export function withLaterNames(
  statement: Statement,
  isName: (key: string) => boolean,
  isOne: (value: Unknown, clause: ConditionClause) => boolean = isPlainText,
): Statement {
  const { clauses } = statement;
  if (isUnknown(clauses)) return statement;
  return {
    ...statement,
    clauses: clauses.map((clause) => {
      if (isUnknown(clause) || isUnknown(clause.key) || isUnknown(clause.values) || !isName(clause.key)) return clause;
      return { ...clause, values: clause.values.map((value) => (isUnknown(value) && isOne(value, clause) ? [nameOf(value)] : value)) };
    }),
  };
}

const nameOf = ({ id, $unknown }: Unknown): string => `${NAMED_LATER}${(id ?? $unknown).replaceAll(/[^\w.-]/g, "-")}`;
