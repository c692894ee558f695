import { isUnknownMark, type UnknownMark } from "../../../document/index.ts";
import type { PathStep } from "../condition/ast.ts";
import type { EvaluationFrame, LookupBy, Resource } from "./document-index.ts";

export type ReferenceStep = Extract<PathStep, { kind: "reference" }>;

/** Fields that never change while a resource lives: event rules may read them whatever happened since the snapshot. */
export const readsForever = (next: PathStep | undefined): boolean => next?.kind === "field" && (next.name === "id" || next.name === "createdAt");

/**
 * The resource that one id or name of a reference stands for. State rules: an id that is not found is an unknown resource that exists. Event
 * rules: the gate decides what the snapshot may say, and a miss is unknown, because the resource may be younger than the snapshot.
 */
export function resolve(
  frame: EvaluationFrame,
  step: { target: ReferenceStep["target"]; by: LookupBy },
  key: unknown,
  forever: boolean,
): Resource | UnknownMark | null {
  if (key === null || key === undefined) return null;
  if (isUnknownMark(key)) return identified(frame, step.target, key);
  const { stateBefore, index } = frame;
  const found = index.find(step.target, step.by, String(key));
  if (!stateBefore) {
    if (found !== null && !isUnknownMark(found)) return found;
    // A reference proves that what it names is there.
    const member = index.possible(step.target, String(key));
    if (member !== null) return member;
    const gap = found ?? index.missing(step.target, String(key));
    return step.by === "name" ? gap : { $unknown: gap.$unknown, exists: true };
  }
  if (stateBefore.foreign) return stateBefore.foreign;
  if (stateBefore.closed && !forever) return stateBefore.closed;
  if (found === null) return index.missing(step.target, String(key));
  if (isUnknownMark(found) || forever) return found;
  // A reference proves that what it names is there; the key of a lookup proves nothing.
  return (step.by === "any" ? stateBefore.presence(step.target, found) : null) ?? stateBefore.asOf(step.target, found);
}

/** The resource that a mark with an id names. Where the document does not hold it, a mark: what is known of an ARN says nothing of the resource's fields. */
function identified({ stateBefore, index }: EvaluationFrame, target: ReferenceStep["target"], mark: UnknownMark): Resource | UnknownMark {
  const found = stateBefore || mark.id === undefined ? null : index.find(target, "id", mark.id);
  if (found !== null && !isUnknownMark(found)) return found;
  return stateBefore || (mark.id === undefined && !mark.exists) ? { $unknown: mark.$unknown } : { $unknown: mark.$unknown, exists: true };
}

/** The resources of a list of references, the mark that leaves it open kept. In state rules each list is resolved once, for all rules. */
export function resolveAll(frame: EvaluationFrame, step: ReferenceStep, ids: readonly unknown[]): readonly unknown[] {
  if (frame.stateBefore) return ids.map((id) => resolve(frame, step, id, false));
  const { resolved } = frame.index;
  const known = resolved.get(ids);
  if (known) return known;
  const last = ids.length - 1;
  const found = ids.map((id, at) => (at === last && isUnknownMark(id) && id.id === undefined ? id : resolve(frame, step, id, false)));
  resolved.set(ids, found);
  return found;
}

/** What `lookup: [kind, key]` gives: null when there is none, which an event rule never knows. */
export function lookup(frame: EvaluationFrame, target: ReferenceStep["target"], key: unknown, forever: boolean): Resource | UnknownMark | null {
  if (frame.stateBefore) return resolve(frame, { target, by: "any" }, typeof key === "string" || isUnknownMark(key) ? key : null, forever);
  if (isUnknownMark(key)) return { $unknown: key.$unknown };
  return typeof key === "string" ? frame.index.find(target, "any", key) : null;
}
