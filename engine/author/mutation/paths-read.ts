import { type ResourceKind, TABLE, type ValueType } from "../../../schemas/index.ts";
import { type CheckedRule, type Operand, type PathOperand, type PathStep, unfold, type Visitor, visitCondition } from "../../language/index.ts";
import { parts } from "./places.ts";

/** A value of the document that a condition reads: from a resource of a kind (or a top-level list) down by field names, `[]` for each element of a list. */
export interface Location {
  from: { kind: ResourceKind } | { list: string };
  names: readonly string[];
  type: ValueType;
}

/** Where an element of an iteration lives. */
interface Element {
  from: Location["from"];
  names: readonly string[];
  type: ValueType | null;
}

/** Every value that a rule's conditions read, those on the way to it included, each once; and the paths into verbatim records. */
export function locationsRead(rule: CheckedRule): { typed: Location[]; records: string[] } {
  const typed = new Map<string, Location>();
  const records = new Set<string>();
  const scope = { params: {}, lets: rule.lets };

  const visitor: Visitor<Element> = {
    subject: (read, items) => operand(read, items) ?? NO_ELEMENT,
    element: elementOf,
    counted: NO_ELEMENT,
    operand,
  };

  function operand(read: Operand, items: readonly Element[]): Element | null {
    return read.kind === "path" ? path(unfold(scope, read), items) : null;
  }

  function path(read: PathOperand, items: readonly Element[]): Element | null {
    const { root, steps } = read;
    if (root.kind === "event") {
      records.add(steps.map((step) => ("name" in step ? step.name : "")).join("."));
      return null;
    }
    const start = rootOf(read, items);
    return start && follow(start, steps);
  }

  function rootOf({ root }: PathOperand, items: readonly Element[]): Element | null {
    switch (root.kind) {
      case "resource":
        return ofKind(rule.resource);
      case "account":
      case "root":
        return ofKind(root.kind);
      case "list": {
        const kind = TABLE.lists[root.list];
        if (!kind) return null;
        const type: ValueType = {
          type: "list",
          element: { type: "resource", kind, nullable: false, unknown: false },
          open: true,
          nullable: false,
          unknown: true,
        };
        return seen({ from: { list: root.list }, names: [], type });
      }
      case "item":
        return items[root.depth] ?? null;
      case "let": {
        const binding = rule.lets.find(({ name }) => name === root.name);
        if (binding?.kind !== "lookup") return null;
        operand(binding.key, []);
        return ofKind(binding.target);
      }
      case "event":
        return null;
      default: {
        const field = TABLE.kinds.event.fields[root.kind];
        return field ? seen({ from: { kind: "event" }, names: [root.kind], type: field.value }) : null;
      }
    }
  }

  function follow(start: Element, steps: readonly PathStep[]): Element | null {
    let here: Element = start;
    for (const step of steps) {
      const fields = here.type?.type === "object" ? here.type.fields : here.type?.type === "resource" ? TABLE.kinds[here.type.kind].fields : null;
      if (step.kind === "before" || step.kind === "dynamic" || !fields) return null;
      const name = step.kind === "reference" ? step.via : step.name;
      const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
      if (!field) return null;
      const found = seen({ from: here.from, names: [...here.names, name], type: field.value });
      here = step.kind === "reference" && !step.many ? ofKind(step.target) : found;
      if (step.kind === "reference" && step.many) {
        here = {
          ...found,
          type: { type: "list", element: { type: "resource", kind: step.target, nullable: false, unknown: false }, open: true, nullable: false, unknown: true },
        };
      }
    }
    return here;
  }

  function seen(location: Location): Element {
    typed.set(JSON.stringify([location.from, location.names]), location);
    return location;
  }

  for (const part of parts(rule)) visitCondition(visitor, part.condition);
  return { typed: [...typed.values()], records: [...records] };
}

const ofKind = (kind: ResourceKind): Element => ({ from: { kind }, names: [], type: { type: "resource", kind, nullable: false, unknown: false } });

const NO_ELEMENT: Element = { from: { list: "" }, names: [], type: null };

/** The elements of a list: resources stand in their own list, all else within the list itself. */
function elementOf(subject: Element): Element {
  if (subject.type?.type !== "list") return NO_ELEMENT;
  const { element } = subject.type;
  return element.type === "resource" ? ofKind(element.kind) : { from: subject.from, names: [...subject.names, "[]"], type: element };
}
