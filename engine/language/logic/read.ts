import { isUnknownMark, partOf, type UnknownMark } from "../../../document/index.ts";
import type { ResourceKind, ValueType } from "../../../schemas/index.ts";
import type { Condition, ListOperand, Operand, PathOperand, PathStep, TextOperand } from "../condition/ast.ts";
import { partText } from "../condition/operands.ts";
import type { Truth } from "../condition/truth.ts";
import { contentBefore } from "./before.ts";
import type { EvaluationFrame, Resource } from "./document-index.ts";
import { leaf, member, recordMember } from "./dynamic.ts";
import { lookup, readsForever, resolve } from "./references.ts";
import { letNamed, type Scope, unfold } from "./scope.ts";
import type { TruthNode } from "./trace.ts";

/** The element of an iteration that the walker is in. */
export interface IterationElement {
  value: unknown;
  /** Place in its list, from 0: labels need not be unique. */
  index: number;
  label: string;
  type: ValueType | null;
  /** Where its list comes from. */
  source: string | null;
}

/** Where a walk stands: innermost element first. */
export interface ExplainContext {
  frame: EvaluationFrame;
  scope: Scope;
  kind: ResourceKind;
  items: readonly IterationElement[];
  /**
   * For evidence alone: another evaluator's answer to a test outside iterations, and how many of the elements that decided it are wanted. Where it is
   * not given, every element is walked and the answer is worked out from them.
   */
  brief?: { truthOf: (condition: Condition) => Truth; elements: number };
  /** For coverage alone: sees every condition walked, with the elements it was walked in, and may put another node in its place. */
  probe?: (condition: Condition, items: readonly IterationElement[], node: TruthNode) => TruthNode;
}

/** Stands for a parameter nobody set, when only its severity is asked for. */
const PARAM_NOT_SET = "param-not-set";

/** The value of an operand, step by step, in the plainest way; a list of references reads as the list of its ids. */
export function readOperand(walk: ExplainContext, operand: Operand): unknown {
  if (operand.kind === "literal") return operand.value;
  if (operand.kind === "param") return walk.scope.params[operand.name] ?? { $unknown: PARAM_NOT_SET };
  if (operand.kind === "text") return readText(walk, operand);
  return operand.kind === "list" ? readList(walk, operand) : readPath(walk, operand);
}

function readText(walk: ExplainContext, { parts }: TextOperand): unknown {
  const values = parts.map((part) => (typeof part === "string" ? part : readOperand(walk, part)));
  const pieces = values.map(partText);
  return values.find(isUnknownMark) ?? (pieces.includes(null) ? null : pieces.join(""));
}

function readList(walk: ExplainContext, { items }: ListOperand): unknown[] {
  const values = items.map((item) => readOperand(walk, item));
  const mark = values.find(isUnknownMark);
  return [...values.filter((value) => !isUnknownMark(value)), ...(mark === undefined ? [] : [mark])];
}

export function readPath(walk: ExplainContext, written: PathOperand): unknown {
  const path = unfold(walk.scope, written);
  const { frame } = walk;
  const { root } = path;
  if (root.kind === "event") return isUnknownMark(frame.resource) ? frame.resource : recordMember(frame.resource, namesOf(path.steps));
  let value = readRoot(walk, path);
  let verbatim = root.kind === "item" && path.type.type === "dynamic";
  for (const [at, step] of path.steps.entries()) {
    if (step.kind === "dynamic") verbatim = true;
    if (!verbatim && isUnknownMark(value)) return partOf(value);
    if (value === null || value === undefined) return null;
    value = readStep(frame, value as Resource, step, path.steps[at + 1]);
  }
  return verbatim ? leaf(value) : (value ?? null);
}

function readStep(frame: EvaluationFrame, value: Resource, step: PathStep, next: PathStep | undefined): unknown {
  switch (step.kind) {
    case "dynamic":
      return member(value, step.name);
    case "field":
      return value[step.name] ?? null;
    case "reference":
      return step.many ? (value[step.via] ?? null) : resolve(frame, step, value[step.via], readsForever(next));
    case "before":
      return contentBefore(frame);
  }
}

function readRoot(walk: ExplainContext, path: PathOperand): unknown {
  const { frame, items, scope } = walk;
  const { root } = path;
  const forever = readsForever(path.steps[0]);
  const { stateBefore } = frame;
  switch (root.kind) {
    case "resource":
      return frame.resource;
    case "account":
    case "root": {
      const shared = frame.index[root.kind];
      if (isUnknownMark(shared) || !stateBefore || forever) return shared;
      return stateBefore.closed ?? stateBefore.asOf(root.kind, shared);
    }
    case "list":
      return stateBefore ? (stateBefore.closed ?? stateBefore.listAsOf(root.list, frame.index.list(root.list))) : frame.index.list(root.list);
    case "item":
      return items[root.depth]?.value;
    case "let": {
      const binding = letNamed(scope, root.name);
      if (binding.kind !== "lookup") throw new Error(`let ${root.name} is no lookup: an unchecked rule`);
      return lookup(frame, binding.target, readOperand({ ...walk, items: [] }, binding.key), forever);
    }
    default: {
      const event: Resource | UnknownMark = frame.resource;
      return isUnknownMark(event) ? event : event[root.kind];
    }
  }
}

const namesOf = (steps: readonly PathStep[]): string[] => steps.map((step) => ("name" in step ? step.name : ""));
