import { itemsOf, type MapEntry, type MapNode, nodeAt, type Range, type SourceNode } from "../../language/index.ts";

/** The conditions of a rule, lets apart. */
const PARTS = ["applies", "require", "match", "unless"];

/** The smallest whole test that holds a place: a path with its matchers, or one JsonLogic operation. Null where the place is in no condition. */
export function clauseAt(root: MapNode, place: Range): MapNode | null {
  const conditions: (SourceNode | undefined)[] = [
    ...PARTS.map((part) => nodeAt(root, part)),
    ...itemsOf(nodeAt(root, "raise")).map((item) => nodeAt(item, "when")),
    ...letConditions(root),
  ];
  const whole = conditions.find((node) => node !== undefined && holds(node.at, place));
  return whole ? descend(whole, place) : null;
}

/** A let that is a lookup or a path asks nothing. */
function letConditions(root: MapNode): SourceNode[] {
  const lets = nodeAt(root, "let");
  const nodes = lets?.kind === "map" ? lets.entries.map(({ value }) => value) : [];
  return nodes.filter((node) => node.kind === "map" && !node.entries.some(({ key }) => key === "lookup" || key === "var"));
}

function descend(node: SourceNode, place: Range): MapNode | null {
  if (node.kind === "list") {
    const item = node.items.find((one) => holds(one.at, place));
    return item ? descend(item, place) : null;
  }
  if (node.kind !== "map") return null;
  const entry = node.entries.find(({ keyAt, value }) => holds(keyAt, place) || holds(value.at, place));
  if (!entry) return null;
  return JOINS.includes(entry.key) ? descend(entry.value, place) : alone(node, entry);
}

const JOINS = ["and", "or", "not", "!"];

const alone = (node: MapNode, entry: MapEntry): MapNode => ({ ...node, entries: [entry] });

const before = (line: number, column: number, otherLine: number, otherColumn: number): boolean =>
  line < otherLine || (line === otherLine && column <= otherColumn);

const holds = (outer: Range, inner: Range): boolean =>
  before(outer.line, outer.column, inner.line, inner.column) && before(inner.line, inner.column, outer.endLine, outer.endColumn);
