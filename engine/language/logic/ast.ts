/**
 * A condition as the checker leaves it: every path resolved against the type table, every matcher typed.
 * The evaluator, the tree walker that referees it, and the lowering to JsonLogic all read this and nothing else.
 */
import type { ResourceKind, ValueType } from "../../../schemas/index.ts";
import type { Range } from "../diagnostic.ts";

export type Scalar = string | number | boolean | null;

export type Condition =
  | { kind: "and" | "or"; conditions: Condition[]; at: Range }
  | { kind: "not"; condition: Condition; at: Range }
  | { kind: "test"; subject: Operand; test: Test; at: Range }
  /** A condition named by `let`. */
  | { kind: "let"; name: string; at: Range };

export type Operand = PathOperand | { kind: "literal"; value: Scalar | Scalar[]; type: ValueType } | { kind: "param"; name: string; type: ValueType };

export interface PathOperand {
  kind: "path";
  root: PathRoot;
  steps: PathStep[];
  /** Type of the whole path; nullable when any step before it is. */
  type: ValueType;
  /** As the author wrote it, for evidence and messages. */
  text: string;
}

export type PathRoot =
  /** The resource judged, under its kind's name; `account` and `root` in rules on other kinds too. */
  | { kind: "resource" }
  | { kind: "account" }
  | { kind: "root" }
  /** One of the document's top-level lists. */
  | { kind: "list"; list: string }
  /** The element of an enclosing any, every, none or count: 0 is the innermost. */
  | { kind: "item"; depth: number }
  /** A lookup or path named by `let`. */
  | { kind: "let"; name: string }
  /** Event rules: the verbatim record, and what is derived from it. */
  | { kind: "event" | "actor" | "target" | "change" | "outcome" };

export type PathStep =
  | { kind: "field"; name: string }
  /** A typed reference: the value of field `via` is looked up in the list of `target`. */
  | { kind: "reference"; name: string; via: string; target: ResourceKind; by: "arn" | "id" | "name"; many: boolean }
  /** `change.before`, resolved from the snapshot. */
  | { kind: "before" }
  /** A member of verbatim JSON: own properties only, a wrong type yields null. */
  | { kind: "dynamic"; name: string };

export type Test =
  | { op: "is" | "isNot"; operand: Operand }
  | { op: "lt" | "lte" | "gt" | "gte"; operand: Operand }
  /** The operand is a list: a literal, a param or a path. */
  | { op: "in" | "notIn"; operand: Operand }
  | { op: "contains"; operand: Operand }
  /** The operand is a pattern or a list of patterns; literal patterns have been compiled once by the checker to prove them. */
  | { op: "glob" | "notGlob" | "matches" | "cidr"; operand: Operand }
  /** The operand is a duration: `90d`, `12h`, `30m`, or a param of type duration. */
  | { op: "olderThan" | "newerThan"; operand: Operand }
  | { op: "exists"; value: boolean }
  | { op: "default"; value: Scalar | Scalar[]; test: Test }
  /** Several matchers on one path: all must hold. */
  | { op: "all"; tests: Test[] }
  /** `where` holds of the element; on scalar elements its paths are `item` with no steps. */
  | { op: "any" | "every" | "none"; where: Condition }
  /** Number of elements for which `where` holds (of all, when null), put to `test`. */
  | { op: "count"; where: Condition | null; test: Test };

export type LetBinding = { name: string; at: Range } & (
  | { kind: "lookup"; target: ResourceKind; key: Operand; type: ValueType }
  | { kind: "path"; path: PathOperand }
  | { kind: "condition"; condition: Condition }
);

/** A message or step value: text, and paths between. */
export type Template = (string | PathOperand | { kind: "param"; name: string; type: ValueType })[];
