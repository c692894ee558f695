import type { Operand, PathOperand, PathStep } from "../../condition/ast.ts";
import { unfold } from "../../logic/scope.ts";
import type { Clause, Leaf } from "../reason/clause.ts";
import { type Linted, partNamed } from "../subject.ts";
import type { EventCatalogue } from "./events.ts";
import { ANYWHERE, eachLeaf, eventsIn, type Reach, type RecordedEvent, reachOf } from "./reach.ts";
import { ELEMENT, type UseOfValue } from "./request.ts";

/** The parts of a record that hold what a call takes and gives. */
export type RequestPart = "requestParameters" | "responseElements";

/** A path below one of them: `names` lacks the part, with `[]` for the elements of lists. */
export interface RequestPath {
  part: RequestPart;
  names: readonly string[];
}

/** A test of a path below the request or the answer, and the known events that it can be asked of. */
export interface RequestTest extends RequestPath {
  leaf: Leaf;
  operand: PathOperand;
  use: UseOfValue;
  events: readonly RecordedEvent[];
}

const isPart = (name: string | undefined): name is RequestPart => name === "requestParameters" || name === "responseElements";

/** What a path reads of the request or the answer; null for every other path. */
export function requestPath(written: Operand, linted: Linted): RequestPath | null {
  const [part, ...names] = namesBelow(written, linted) ?? [];
  return isPart(part) && names.length > 0 ? { part, names } : null;
}

/** The names of a path below the record; null for every other path. */
function namesBelow(written: Operand, { names }: Linted): string[] | null {
  if (written.kind !== "path") return null;
  const path = unfold({ params: {}, lets: names.scope.lets }, written);
  return path.root.kind === "event" ? path.steps.map(nameOf) : null;
}

const nameOf = (step: PathStep): string => ("name" in step ? step.name : "");

/** Calls `onTest` with every test of a member in the conditions, those on elements of lists after that on the list, unless it answers true. */
export function eachRequestTest(
  linted: Linted,
  catalogue: EventCatalogue,
  onTest: (test: RequestTest) => boolean,
  onLeaf?: (leaf: Leaf, reach: Reach) => void,
): void {
  const match = partNamed(linted, "match");
  if (!match) return;
  const whole = reachOf(match.clause);
  for (const part of linted.parts) {
    if (part.name === "let") continue;
    eachLeaf(part.clause, part.name === "match" ? ANYWHERE : whole, (leaf, reach) => {
      const { subject } = leaf;
      const path = requestPath(subject, linted);
      const events = path && eventsIn(reach, catalogue);
      const isDone = path && events && subject.kind === "path" ? onTest({ ...path, leaf, operand: subject, use: useOf(leaf), events }) : false;
      if (leaf.where && path && !isDone) elements(leaf.where, path, reach);
      onLeaf?.(leaf, reach);
    });
  }

  function elements(where: Clause, list: RequestPath, reach: Reach): void {
    eachLeaf(where, reach, (leaf, within) => {
      const { subject, where: inner } = leaf;
      if (subject.kind !== "path" || subject.root.kind !== "item" || subject.root.depth > 0) return;
      const path = { part: list.part, names: [...list.names, ELEMENT, ...subject.steps.map(nameOf)] };
      const isDone = onTest({ ...path, leaf, operand: subject, use: useOf(leaf), events: eventsIn(within, catalogue) ?? [] });
      if (inner && !isDone) elements(inner, path, within);
    });
  }
}

/** The events in question, for messages. */
export function eventsText(events: readonly RecordedEvent[]): string {
  const names = [...new Set(events.map(({ name }) => name))];
  return names.length > 3 ? `any of the ${names.length} events` : names.join(", ");
}

/** Whether a test compares the value of its path with others, or looks at its elements. What has a default may be of any form. */
function useOf(leaf: Leaf): UseOfValue {
  if (leaf.fallback) return "other";
  if (leaf.where || leaf.number) return "elements";
  const { comparison, literals = null } = leaf.compared ?? {};
  // Null asks whether it is there, and a member may be one of a list or a part of a text.
  return comparison?.operand !== "member" && literals?.some((value) => value !== null) ? "compared" : "other";
}
