/** How the values of a key are compared. */
export type OperatorFamily = "string" | "caseless" | "like" | "number" | "date" | "bool" | "binary" | "address" | "arn" | "null";

/** A condition operator by its parts. */
export interface Operator {
  family: OperatorFamily;
  /** Holds where no value of the policy matches. */
  negated: boolean;
  /** For numbers and dates: which of less, equal and greater hold. */
  order: readonly (-1 | 0 | 1)[];
  ifExists: boolean;
  /** How the values of the request count: as one, each of them, or some. */
  set: "one" | "all" | "any";
}

type Comparison = Pick<Operator, "family" | "negated" | "order">;

const plain = (family: OperatorFamily, negated = false): Comparison => ({ family, negated, order: [0] });
const ordered = (family: "number" | "date", order: Operator["order"]): Comparison => ({ family, negated: false, order });

/**
 * Every operator, by its name in lower case. ArnEquals and ArnLike behave the same.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
 */
const COMPARISONS: Readonly<Record<string, Comparison>> = {
  stringequals: plain("string"),
  stringnotequals: plain("string", true),
  stringequalsignorecase: plain("caseless"),
  stringnotequalsignorecase: plain("caseless", true),
  stringlike: plain("like"),
  stringnotlike: plain("like", true),
  numericequals: plain("number"),
  numericnotequals: plain("number", true),
  numericlessthan: ordered("number", [-1]),
  numericlessthanequals: ordered("number", [-1, 0]),
  numericgreaterthan: ordered("number", [1]),
  numericgreaterthanequals: ordered("number", [1, 0]),
  dateequals: plain("date"),
  datenotequals: plain("date", true),
  datelessthan: ordered("date", [-1]),
  datelessthanequals: ordered("date", [-1, 0]),
  dategreaterthan: ordered("date", [1]),
  dategreaterthanequals: ordered("date", [1, 0]),
  bool: plain("bool"),
  binaryequals: plain("binary"),
  ipaddress: plain("address"),
  notipaddress: plain("address", true),
  arnequals: plain("arn"),
  arnlike: plain("arn"),
  arnnotequals: plain("arn", true),
  arnnotlike: plain("arn", true),
  null: plain("null"),
};

const SETS: readonly (readonly [string, Operator["set"]])[] = [
  ["forallvalues:", "all"],
  ["foranyvalue:", "any"],
];
const IF_EXISTS = "ifexists";

/**
 * An operator by its name; null for one that AWS does not document. `Null` takes no `IfExists`.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", …IfExists, and "Set operators for multivalued context keys".
 */
export function operatorOf(text: string): Operator | null {
  const lower = text.toLowerCase();
  const [prefix, set] = SETS.find(([start]) => lower.startsWith(start)) ?? ["", "one" as const];
  const rest = lower.slice(prefix.length);
  const ifExists = rest.endsWith(IF_EXISTS);
  const base = ifExists ? rest.slice(0, -IF_EXISTS.length) : rest;
  const comparison = Object.hasOwn(COMPARISONS, base) ? COMPARISONS[base] : undefined;
  if (!comparison || (comparison.family === "null" && ifExists)) return null;
  return { ...comparison, ifExists, set };
}
