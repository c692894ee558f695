import { type Field, TABLE, type ValueType } from "../../../schemas/index.ts";
import {
  type CheckedRule,
  comparisonOf,
  foldTest,
  is,
  literalsOf,
  type Operand,
  type PathOperand,
  rightSidesOf,
  someTests,
  type Test,
  testOf,
  type Visitor,
  visitCondition,
} from "../../language/index.ts";

/** What the conditions of a rule ask of one place of the document. */
export interface RequiredValue {
  type: ValueType;
  /** Matchers on the value itself, with what `default` and lists of matchers hold taken apart. */
  tests: Test[];
  /** Members that are asked for, by name. */
  members: Map<string, RequiredValue>;
  /** What is asked of a list's elements; null where nothing is. */
  element: RequiredValue | null;
  /** Numbers of elements that matter. */
  counts: number[];
  /** Whether the value is compared with that of another path. */
  compared: boolean;
  /** How a reference is written; null for what lies in place. */
  via: Field["via"] | null;
}

/** Demands by root: the resource under `resource`, the document's lists under their names. */
export type Demands = Map<string, RequiredValue>;

const DYNAMIC: ValueType = { type: "dynamic", nullable: true, unknown: true };

const demandOf = (type: ValueType, via: Field["via"] | null = null): RequiredValue => ({
  type,
  tests: [],
  members: new Map(),
  element: null,
  counts: [],
  compared: false,
  via,
});

/** A number of elements: `counts` of its list says what is wanted of it. */
const COUNTED = demandOf(DYNAMIC);

/** Gathers all that the conditions of a rule read. Lets are not followed: a scaffolded rule has none. */
export function requiredValuesOf(rule: CheckedRule): Demands {
  const demands: Demands = new Map();
  const { body } = rule;
  const conditions = body.kind === "event" ? [body.match, body.unless] : body.kind === "state" ? [body.applies, body.require] : [body.applies];
  const walk: Gathering = { rule, demands, items: [] };
  const visitor: Visitor<RequiredValue> = {
    subject: (operand, items) => (operand.kind === "path" ? find(operand, { ...walk, items }) : null),
    element: elementOf,
    counted: COUNTED,
    test: (test, demand) => demand !== COUNTED && foldTest(NOTED, test, demand),
    operand: (operand, items, demand) => demand !== COUNTED && compare(operand, demand, { ...walk, items }),
  };
  for (const condition of [...conditions, ...rule.raise.map(({ when }) => when)]) if (condition) visitCondition(visitor, condition);
  return demands;
}

interface Gathering {
  rule: CheckedRule;
  demands: Demands;
  /** Demands on the elements of the enclosing quantifiers, innermost first. */
  items: readonly RequiredValue[];
}

/** What a test adds to the demand on its value. */
const NOTED = someTests<RequiredValue, void>(
  {
    exists: (test, demand) => {
      demand.tests.push(test);
    },
    comparison: (test, demand) => {
      demand.tests.push(test);
      if (comparisonOf(test).takesLists && demand.type.type === "list") elementOf(demand).tests.push(testOf(is, test.operand));
    },
    count: ({ test }, demand) => {
      demand.counts.push(...numbersOf(test));
      elementOf(demand);
    },
  },
  () => {},
);

/** A path on the right: both sides then take values from the same few. */
function compare(operand: Operand, demand: RequiredValue, visitor: Gathering): void {
  if (operand.kind !== "path") return;
  const other = find(operand, visitor);
  if (!other) return;
  demand.compared = true;
  other.compared = true;
}

function elementOf(demand: RequiredValue): RequiredValue {
  demand.element ??= demandOf(demand.type.type === "list" ? demand.type.element : DYNAMIC, demand.via);
  return demand.element;
}

const numbersOf = (test: Test): number[] => rightSidesOf(test).flatMap((operand) => (literalsOf(operand) ?? []).filter((value) => typeof value === "number"));

/** The demand on a path's last member, made where it is missing. */
function find(path: PathOperand, visitor: Gathering): RequiredValue | null {
  let demand = rootOf(path, visitor);
  for (const step of demand ? path.steps : []) {
    const name = step.kind === "before" ? "before" : step.name;
    if (demand?.type.type === "list") demand = elementOf(demand);
    const found: RequiredValue = demand?.members.get(name) ?? memberOf(demand?.type ?? DYNAMIC, name);
    demand?.members.set(name, found);
    demand = found;
  }
  return demand;
}

function memberOf(type: ValueType, name: string): RequiredValue {
  const fields = type.type === "object" ? type.fields : type.type === "resource" ? TABLE.kinds[type.kind].fields : {};
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return demandOf(field?.value ?? DYNAMIC, field?.via ?? null);
}

function rootOf(path: PathOperand, { rule, demands, items }: Gathering): RequiredValue | null {
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
