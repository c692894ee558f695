import { isMark, openMark } from "../../../document/index.ts";
import type { CompiledCondition } from "./compiled.ts";
import { onInterval, turningPoints } from "./operators/quantity.ts";
import { type ReferenceStep, resolveAll } from "./references.ts";
import { FALSE, TRUE, type Truth, UNKNOWN } from "./truth.ts";
import type { Frame, Reader } from "./world.ts";

/**
 * What a test is put to. `references`: a list of ids, whose resources an iteration goes through. Whether a list is open is asked of the ids: a resource
 * that is not found is a mark as well, and may come last.
 */
export interface Subject {
  read: Reader;
  references: ReferenceStep | null;
  dynamic: boolean;
}

export type Asked = { op: "any" | "every" | "none" } | { op: "count"; test: (frame: Frame, count: number) => Truth; against: readonly Reader[] };

/** A test over a list's elements. An unknown list is unknown; null is as in the language's table; what is no list behaves as null. */
export function compileQuantifier(source: Subject, slot: number, where: CompiledCondition | null, asked: Asked): CompiledCondition {
  if (asked.op === "count") return counting(source, slot, where, asked);
  if (where === null) throw new Error(`${asked.op} without a condition: an unchecked rule`);
  switch (asked.op) {
    case "any":
      return search(source, slot, where, { looksFor: TRUE, found: TRUE, exhausted: FALSE });
    case "none":
      return search(source, slot, where, { looksFor: TRUE, found: FALSE, exhausted: TRUE });
    case "every":
      return search(source, slot, where, { looksFor: FALSE, found: FALSE, exhausted: TRUE });
  }
}

interface Search {
  looksFor: Truth;
  found: Truth;
  exhausted: Truth;
}

function search(source: Subject, slot: number, where: CompiledCondition, { looksFor, found, exhausted }: Search): CompiledCondition {
  const { read, references, dynamic } = source;
  return (frame) => {
    const list = read(frame);
    if (!Array.isArray(list)) return isMark(list) ? UNKNOWN : exhausted;
    let length = list.length;
    let truth = exhausted;
    if (!dynamic && length > 0 && isMark(list[length - 1])) {
      length -= 1;
      truth = UNKNOWN;
    }
    const elements = references === null ? list : resolveAll(frame, references, list);
    for (let at = 0; at < length; at += 1) {
      frame.items[slot] = elements[at];
      const each = where(frame);
      if (each === looksFor) return found;
      if (each === UNKNOWN) truth = UNKNOWN;
    }
    return truth;
  };
}

function counting(source: Subject, slot: number, where: CompiledCondition | null, asked: Extract<Asked, { op: "count" }>): CompiledCondition {
  const { read, references, dynamic } = source;
  const ask = asked.test;
  const { against } = asked;
  return (frame) => {
    const list = read(frame);
    if (isMark(list)) return UNKNOWN;
    if (!Array.isArray(list)) return ask(frame, 0);
    const open = !dynamic && openMark(list) !== null;
    const length = open ? list.length - 1 : list.length;
    let least = length;
    let possible = 0;
    if (where !== null) {
      least = 0;
      const elements = references === null ? list : resolveAll(frame, references, list);
      for (let at = 0; at < length; at += 1) {
        frame.items[slot] = elements[at];
        const each = where(frame);
        if (each === TRUE) least += 1;
        else if (each === UNKNOWN) possible += 1;
      }
    }
    const most = open ? Number.POSITIVE_INFINITY : least + possible;
    return least === most ? ask(frame, least) : onInterval(least, most, turningPoints(against.map((read) => read(frame))), (count) => ask(frame, count));
  };
}
