import { isUnknownMark, knownLength, possibleMembers } from "../../../document/index.ts";
import { complement, FALSE, TRUE, type Truth, truthOf, UNKNOWN } from "../condition/truth.ts";
import type { Quantifier } from "../matchers/descriptor.ts";
import type { CompiledCondition } from "./compiled.ts";
import type { EvaluationFrame, Reader } from "./document-index.ts";
import { onInterval, turningPoints } from "./quantity.ts";
import { type ReferenceStep, resolveAll } from "./references.ts";

/**
 * What a test is put to. `references`: a list of ids, whose resources an iteration goes through. Whether a list is open is asked of the ids: a resource
 * that is not found is a mark as well, and may come last.
 */
export interface ListSubject {
  read: Reader;
  references: ReferenceStep | null;
  dynamic: boolean;
}

/** What is worked out from the elements: whether one of them has a truth, or their number, put to a test. */
export type Aggregate = Pick<Quantifier, "looksFor" | "found"> | { test: (frame: EvaluationFrame, count: number) => Truth; against: readonly Reader[] };

/** A test over a list's elements. An unknown list is unknown; null is as in the language's table; what is no list behaves as null. */
export function compileQuantifier(source: ListSubject, slot: number, where: CompiledCondition | null, aggregate: Aggregate): CompiledCondition {
  if ("test" in aggregate) return counting(source, slot, where, aggregate);
  if (where === null) throw new Error("a quantifier without a condition: an unchecked rule");
  const found = truthOf(aggregate.found);
  return search(source, slot, where, { looksFor: truthOf(aggregate.looksFor), found, exhausted: complement(found) });
}

interface Search {
  looksFor: Truth;
  found: Truth;
  exhausted: Truth;
}

function search(source: ListSubject, slot: number, where: CompiledCondition, { looksFor, found, exhausted }: Search): CompiledCondition {
  const { read, references, dynamic } = source;
  return (frame) => {
    const list = read(frame);
    if (!Array.isArray(list)) return isUnknownMark(list) ? UNKNOWN : exhausted;
    const length = dynamic ? list.length : knownLength(list);
    let truth = exhausted;
    const elements = references === null ? list : resolveAll(frame, references, list);
    for (let at = 0; at < length; at += 1) {
      frame.items[slot] = elements[at];
      const each = where(frame);
      if (each === looksFor) return found;
      if (each === UNKNOWN) truth = UNKNOWN;
    }
    if (truth === UNKNOWN || length === list.length) return truth;
    // What may be an element as well decides nothing; it leaves the answer open where it could be another with it.
    const possible = possibleMembers(list);
    if (possible === null) return UNKNOWN;
    for (const member of references === null ? possible : resolveAll(frame, references, possible)) {
      frame.items[slot] = member;
      const each = where(frame);
      if (each === looksFor || each === UNKNOWN) return UNKNOWN;
    }
    return truth;
  };
}

function counting(source: ListSubject, slot: number, where: CompiledCondition | null, aggregate: Extract<Aggregate, { test: unknown }>): CompiledCondition {
  const { read, references, dynamic } = source;
  const { test: ask, against } = aggregate;
  return (frame) => {
    const list = read(frame);
    if (isUnknownMark(list)) return UNKNOWN;
    if (!Array.isArray(list)) return ask(frame, 0);
    const length = dynamic ? list.length : knownLength(list);
    const further = length === list.length ? NONE : possibleMembers(list);
    let least = length;
    let possible = where === null && further !== null ? further.length : 0;
    if (where !== null) {
      least = 0;
      const elements = references === null ? list : resolveAll(frame, references, list);
      for (let at = 0; at < length; at += 1) {
        frame.items[slot] = elements[at];
        const each = where(frame);
        if (each === TRUE) least += 1;
        else if (each === UNKNOWN) possible += 1;
      }
      for (const member of references === null || further === null ? (further ?? NONE) : resolveAll(frame, references, further)) {
        frame.items[slot] = member;
        if (where(frame) !== FALSE) possible += 1;
      }
    }
    const most = further === null ? Number.POSITIVE_INFINITY : least + possible;
    return least === most ? ask(frame, least) : onInterval(least, most, turningPoints(against.map((read) => read(frame))), (count) => ask(frame, count));
  };
}

const NONE: readonly unknown[] = [];
