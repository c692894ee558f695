/**
 * A condition as the checker leaves it: every path resolved against the type table, every matcher typed.
 * The evaluator, the tree walker that referees it, and the lowering to JsonLogic all read this and nothing else.
 */
import type { ResourceKind, ValueType } from "../../../schemas/index.ts";
import type { Range } from "../diagnostic.ts";

export type Scalar = string | number | boolean | null;

export interface Junction {
  kind: "and" | "or";
  conditions: Condition[];
  at: Range;
}

export interface Negation {
  kind: "not";
  condition: Condition;
  at: Range;
}

export interface TestCondition {
  kind: "test";
  subject: SimpleOperand;
  test: Test;
  at: Range;
}

/** A condition named by `let`. */
export interface NamedCondition {
  kind: "let";
  name: string;
  at: Range;
}

/** The forms of a condition. Only fold.ts distinguishes them. */
export type Condition = Junction | Negation | TestCondition | NamedCondition;

export type LiteralOperand = { kind: "literal"; value: Scalar | Scalar[]; type: ValueType };

/** What is read, or stands there, as it is. */
export type SimpleOperand = PathOperand | LiteralOperand | { kind: "param"; name: string; type: ValueType };

/** Text built of others when it is read: unknown where a part is unknown, null where a part is null or no plain value. */
export interface TextOperand {
  kind: "text";
  parts: Template;
  type: ValueType;
}

/** A list with such texts in it. One that is unknown leaves the list open. */
export interface ListOperand {
  kind: "list";
  items: (LiteralOperand | TextOperand)[];
  type: ValueType;
}

export type Operand = SimpleOperand | TextOperand | ListOperand;

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

/** What a value is compared with. `op` names a comparison of engine/language/matchers, which says what operands it takes and what it means. */
export interface ComparisonTest {
  op: string;
  operand: Operand;
  /** The sides that are brought to lower case when they are read, because the other one's format is kept so. Literals are in lower case already. */
  caseless?: { subject: boolean; operand: boolean };
}

/** The condition on the elements of a list. `op` names a quantifier of engine/language/matchers. On scalar elements the paths of `where` are `item` with no steps. */
export interface QuantifierTest {
  op: string;
  where: Condition;
}

export interface ExistsTest {
  op: "exists";
  value: boolean;
}

export interface DefaultTest {
  op: "default";
  value: Scalar | Scalar[];
  test: Test;
}

/** Several matchers on one path: all must hold. */
export interface AllTest {
  op: "all";
  tests: Test[];
}

/** Number of elements for which `where` holds (of all, when null), put to `test`. */
export interface CountTest {
  op: "count";
  where: Condition | null;
  test: Test;
}

/** The forms of a test. Only fold.ts distinguishes them. */
export type Test = ComparisonTest | QuantifierTest | ExistsTest | DefaultTest | AllTest | CountTest;

export type LetBinding = { name: string; at: Range } & (
  | { kind: "lookup"; target: ResourceKind; key: Operand; type: ValueType }
  | { kind: "path"; path: PathOperand }
  | { kind: "condition"; condition: Condition }
);

/** A message or step value: text, and paths between. */
export type Template = (string | PathOperand | { kind: "param"; name: string; type: ValueType })[];
