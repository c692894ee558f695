import { isUnknownMark, partOf, type UnknownMark } from "../../../document/index.ts";
import type { PathOperand, PathStep } from "../condition/ast.ts";
import { contentBefore } from "./before.ts";
import type { EvaluationFrame, Reader, Resource } from "./document-index.ts";
import { leaf, member, recordMember } from "./dynamic.ts";
import { readsForever, resolve } from "./references.ts";

/** Compiles a path that begins at a value: `root` reads it. `certain`: the root's value is never null nor the mark. */
export function compileSteps(root: Reader, steps: readonly PathStep[], certain: boolean): Reader {
  let read = root;
  let sure = certain;
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at];
    if (!step) break;
    if (step.kind === "dynamic") return dynamicTail(read, steps.slice(at));
    read = compileStep(read, step, sure, steps[at + 1]);
    sure = false;
  }
  return read;
}

function compileStep(read: Reader, step: Exclude<PathStep, { kind: "dynamic" }>, sure: boolean, next: PathStep | undefined): Reader {
  if (step.kind === "before") return contentBefore;
  if (step.kind === "field") return sure ? sureField(read, step.name) : field(read, step.name);
  const via = sure ? sureField(read, step.via) : field(read, step.via);
  if (step.many) return via;
  const forever = readsForever(next);
  return (frame) => resolve(frame, step, via(frame), forever);
}

const sureField =
  (read: Reader, name: string): Reader =>
  (frame) =>
    (read(frame) as Resource)[name] ?? null;

const field =
  (read: Reader, name: string): Reader =>
  (frame) => {
    const value = read(frame) as Resource | UnknownMark | null;
    if (value === null) return null;
    if (isUnknownMark(value)) return partOf(value);
    return value[name] ?? null;
  };

function dynamicTail(read: Reader, steps: readonly PathStep[]): Reader {
  const names = steps.map((step) => (step.kind === "dynamic" || step.kind === "field" ? step.name : ""));
  const [only] = names;
  if (names.length === 1 && only !== undefined) return (frame) => leaf(member(read(frame), only));
  return (frame) => {
    let value = read(frame);
    for (const name of names) value = member(value, name);
    return leaf(value);
  };
}

/** A path into the record of the event judged, with its unknown parts. */
export function recordPath(steps: readonly PathStep[]): Reader {
  const names = steps.map((step) => (step.kind === "dynamic" || step.kind === "field" ? step.name : ""));
  return (frame) => recordMember(frame.resource, names);
}

export const readResource: Reader = (frame) => frame.resource;

/** `account` and `root` outside their own rules: in event rules only as far as the gate allows. */
export function sharedRoot(kind: "account" | "root", next: PathStep | undefined): Reader {
  const forever = readsForever(next);
  return (frame) => {
    const value = frame.index[kind];
    const { stateBefore } = frame;
    if (!stateBefore || forever || isUnknownMark(value)) return value;
    return stateBefore.closed ?? stateBefore.asOf(kind, value);
  };
}

export function topLevelList(list: string): Reader {
  return ({ stateBefore, index }: EvaluationFrame) => (stateBefore ? (stateBefore.closed ?? stateBefore.listAsOf(list, index.list(list))) : index.list(list));
}

/** Whether a path's value is verbatim JSON, whose objects are never marks. */
export const isDynamic = (path: PathOperand): boolean => path.type.type === "dynamic";
