import { type Field, TABLE, type ValueType } from "../../../schemas/index.ts";
import type { CheckedRule, Condition, Operand, PathOperand, Scalar, Test } from "../../language/index.ts";

/** What the conditions of a rule ask of one place of the document. */
export interface Demand {
  type: ValueType;
  /** Matchers on the value itself, with what `default` and lists of matchers hold taken apart. */
  tests: Test[];
  /** Members that are asked for, by name. */
  members: Map<string, Demand>;
  /** What is asked of a list's elements; null where nothing is. */
  element: Demand | null;
  /** Numbers of elements that matter. */
  counts: number[];
  /** Whether the value is compared with that of another path. */
  compared: boolean;
  /** How a reference is written; null for what lies in place. */
  via: Field["via"] | null;
}

/** Demands by root: the resource under `resource`, the document's lists under their names. */
export type Demands = Map<string, Demand>;

const DYNAMIC: ValueType = { type: "dynamic", nullable: true, unknown: true };

const demandOf = (type: ValueType, via: Field["via"] | null = null): Demand => ({
  type,
  tests: [],
  members: new Map(),
  element: null,
  counts: [],
  compared: false,
  via,
});

/** Gathers all that the conditions of a rule read. Lets are not followed: a scaffolded rule has none. */
export function demandsOf(rule: CheckedRule): Demands {
  const demands: Demands = new Map();
  const { body } = rule;
  const conditions = body.kind === "event" ? [body.match, body.unless] : body.kind === "state" ? [body.applies, body.require] : [body.applies];
  const visitor: Visitor = { rule, demands, items: [] };
  for (const condition of [...conditions, ...rule.raise.map(({ when }) => when)]) if (condition) visit(condition, visitor);
  return demands;
}

interface Visitor {
  rule: CheckedRule;
  demands: Demands;
  /** Demands on the elements of the enclosing quantifiers, innermost first. */
  items: readonly Demand[];
}

function visit(condition: Condition, visitor: Visitor): void {
  if (condition.kind === "not") visit(condition.condition, visitor);
  else if (condition.kind === "and" || condition.kind === "or") for (const one of condition.conditions) visit(one, visitor);
  else if (condition.kind === "test" && condition.subject.kind === "path") {
    const demand = find(condition.subject, visitor);
    if (demand) visitTest(condition.test, demand, visitor);
  }
}

function visitTest(test: Test, demand: Demand, visitor: Visitor): void {
  switch (test.op) {
    case "all":
      for (const one of test.tests) visitTest(one, demand, visitor);
      return;
    case "default":
      visitTest(test.test, demand, visitor);
      return;
    case "any":
    case "every":
    case "none":
      visit(test.where, { ...visitor, items: [elementOf(demand), ...visitor.items] });
      return;
    case "count":
      demand.counts.push(...numbersOf(test.test));
      elementOf(demand);
      if (test.where) visit(test.where, { ...visitor, items: [elementOf(demand), ...visitor.items] });
      return;
    case "exists":
      demand.tests.push(test);
      return;
    default:
      demand.tests.push(test);
      if (test.op === "contains" && demand.type.type === "list") elementOf(demand).tests.push({ op: "is", operand: test.operand });
      compare(test.operand, demand, visitor);
  }
}

/** A path on the right: both sides then take values from the same few. */
function compare(operand: Operand, demand: Demand, visitor: Visitor): void {
  if (operand.kind !== "path") return;
  const other = find(operand, visitor);
  if (!other) return;
  demand.compared = true;
  other.compared = true;
}

function elementOf(demand: Demand): Demand {
  demand.element ??= demandOf(demand.type.type === "list" ? demand.type.element : DYNAMIC, demand.via);
  return demand.element;
}

function numbersOf(test: Test): number[] {
  if (test.op === "all") return test.tests.flatMap(numbersOf);
  if (!("operand" in test) || test.operand.kind !== "literal") return [];
  return [test.operand.value].flat().filter((value: Scalar) => typeof value === "number");
}

/** The demand on a path's last member, made where it is missing. */
function find(path: PathOperand, visitor: Visitor): Demand | null {
  let demand = rootOf(path, visitor);
  for (const step of demand ? path.steps : []) {
    const name = step.kind === "before" ? "before" : step.name;
    if (demand?.type.type === "list") demand = elementOf(demand);
    const found: Demand = demand?.members.get(name) ?? memberOf(demand?.type ?? DYNAMIC, name);
    demand?.members.set(name, found);
    demand = found;
  }
  return demand;
}

function memberOf(type: ValueType, name: string): Demand {
  const fields = type.type === "object" ? type.fields : type.type === "resource" ? TABLE.kinds[type.kind].fields : {};
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return demandOf(field?.value ?? DYNAMIC, field?.via ?? null);
}

function rootOf(path: PathOperand, { rule, demands, items }: Visitor): Demand | null {
  const { root } = path;
  if (root.kind === "item") return items[root.depth] ?? null;
  if (root.kind === "let") return null;
  const name = root.kind === "list" ? root.list : root.kind;
  const demand = demands.get(name) ?? demandOf(rootType(path, rule));
  demands.set(name, demand);
  return demand;
}

function rootType({ root }: PathOperand, { resource }: CheckedRule): ValueType {
  const plain = { nullable: false, unknown: true };
  switch (root.kind) {
    case "resource":
      return { type: "resource", kind: resource, ...plain, unknown: false };
    case "account":
    case "root":
      return { type: "resource", kind: root.kind, ...plain };
    case "list": {
      const kind = TABLE.lists[root.list] ?? "account";
      return { type: "list", element: { type: "resource", kind, nullable: false, unknown: false }, open: true, ...plain };
    }
    case "actor":
    case "target":
    case "change":
    case "outcome":
      return TABLE.kinds.event.fields[root.kind]?.value ?? DYNAMIC;
    default:
      return DYNAMIC;
  }
}
