import { isUnknownMark, surelyExists } from "../../../document/index.ts";
import type { Condition, ListOperand, Operand, PathOperand, Test, TextOperand } from "../condition/ast.ts";
import { type ConditionFold, foldCondition, foldTest, rightSidesOf, type TestFold } from "../condition/fold.ts";
import { leavesOf } from "../condition/operands.ts";
import { orDefault } from "../condition/presence.ts";
import { complement, FALSE, TRUE, type Truth, truthOf, UNKNOWN } from "../condition/truth.ts";
import type { ComparisonMatcher } from "../matchers/descriptor.ts";
import { comparisonOf, quantifierOf } from "../matchers/registry.ts";
import { caseless } from "../matchers/values.ts";
import type { ParamValue } from "../rule.ts";
import { built, compileList, compileText } from "./compile-built.ts";
import { compileComparison } from "./compile-comparison.ts";
import { type Aggregate, compileQuantifier, type ListSubject } from "./compile-quantifier.ts";
import type { CompiledCondition, CompiledOperand } from "./compiled.ts";
import type { EvaluationFrame, Reader } from "./document-index.ts";
import { leaf } from "./dynamic.ts";
import { compileSteps, isDynamic, readResource, recordPath, sharedRoot, topLevelList } from "./paths.ts";
import { lookup, readsForever } from "./references.ts";
import { letNamed, mentionsResource, type Scope, unfold } from "./scope.ts";

export interface Compiler {
  condition: (condition: Condition) => CompiledCondition;
  operand: (operand: Operand) => Reader;
  /** Slots of `Frame.lets`; to be filled with undefined before each resource. */
  letSlots: () => number;
}

/** Makes closures of a rule's conditions. Everything that does not depend on the resource is settled here, once. */
export function compiler(scope: Scope): Compiler {
  let itemSlots = 0;
  const letSlotOf = new Map<string, number>();
  const enclosing: number[] = [];

  function slotOf(name: string): number {
    const slot = letSlotOf.get(name) ?? letSlotOf.size;
    letSlotOf.set(name, slot);
    return slot;
  }

  /** Compiles what `let` names outside the iterations around its use. */
  function outside<T>(make: () => T): T {
    const saved = enclosing.splice(0);
    const made = make();
    enclosing.push(...saved);
    return made;
  }

  const conditions: ConditionFold<null, CompiledCondition> = {
    junction: ({ kind, conditions: parts }) => (kind === "and" ? conjunction(parts.map(condition)) : disjunction(parts.map(condition))),
    not: ({ condition: negated }) => {
      const inner = condition(negated);
      return (frame) => complement(inner(frame));
    },
    let: ({ name }) => namedCondition(name),
    test: (node) => {
      const compiled = test(node.subject, node.test);
      const scans = node.subject.kind === "path" && node.subject.root.kind === "list" && enclosing.length === 0 && !mentionsResource(node);
      return scans ? once(compiled) : compiled;
    },
  };

  function condition(node: Condition): CompiledCondition {
    return foldCondition(conditions, node, null);
  }

  function namedCondition(name: string): CompiledCondition {
    const binding = letNamed(scope, name);
    if (binding.kind !== "condition") throw new Error(`let ${name} is no condition: an unchecked rule`);
    const slot = slotOf(`condition ${name}`);
    const inner = outside(() => condition(binding.condition));
    return (frame) => {
      const known = frame.lets[slot] as Truth | undefined;
      if (known !== undefined) return known;
      const truth = inner(frame);
      frame.lets[slot] = truth;
      return truth;
    };
  }

  function test(subject: Operand, node: Test): CompiledCondition {
    const compiled = compiledOperand(subject);
    const reader = compiled.constant ? { read: () => compiled.value, dynamic: false } : compiled;
    return testOf({ ...reader, references: referencesOf(subject) }, node);
  }

  const tests: TestFold<ListSubject, CompiledCondition> = {
    exists:
      ({ value }, { read }) =>
      (frame) => {
        const found = read(frame);
        if (isUnknownMark(found)) return surelyExists(found) ? truthOf(value) : UNKNOWN;
        return truthOf((found !== null) === value);
      },
    default: ({ value: fallback, test: inner }, subject) => {
      const { read, dynamic } = subject;
      return testOf({ ...subject, read: (frame) => orDefault(read(frame), fallback, dynamic) }, inner);
    },
    all: (all, subject) => conjunction(all.tests.map((inner) => testOf(subject, inner))),
    quantifier: (node, subject) => quantifier(subject, node.where, quantifierOf(node)),
    count: ({ where, test: inner }, subject) => quantifier(subject, where, { test: countTest(inner), against: rightSidesOf(inner).map(operandReader) }),
    comparison: (node, { read, dynamic }) => {
      const comparison = comparisonOf(node);
      const operand = compiledOperand(node.operand);
      const { subject = false, operand: right = false } = node.caseless ?? {};
      const left: CompiledOperand = { constant: false, read: subject ? (frame) => caseless(read(frame)) : read, dynamic };
      return compileComparison(comparison, left, right ? caselessOperand(operand, comparison) : operand);
    },
  };

  function testOf(subject: ListSubject, node: Test): CompiledCondition {
    return foldTest(tests, node, subject);
  }

  function quantifier(subject: ListSubject, where: Condition | null, aggregate: Aggregate): CompiledCondition {
    const slot = itemSlots;
    itemSlots += 1;
    enclosing.unshift(slot);
    const compiled = where === null ? null : condition(where);
    enclosing.shift();
    return compileQuantifier(subject, slot, compiled, aggregate);
  }

  function countTest(node: Test): (frame: EvaluationFrame, count: number) => Truth {
    let current = 0;
    const compiled = testOf({ read: () => current, references: null, dynamic: false }, node);
    return (frame, count) => {
      current = count;
      return compiled(frame);
    };
  }

  function compiledOperand(operand: Operand): CompiledOperand {
    if (operand.kind === "literal") return { constant: true, value: operand.value };
    if (operand.kind === "param") {
      const value = scope.params[operand.name];
      if (value === undefined) throw new Error(`parameter ${operand.name} is not set`);
      return { constant: true, value };
    }
    if (operand.kind === "path") return { constant: false, read: path(operand), dynamic: isDynamic(operand) };
    return built(operand.kind === "text" ? textReader(operand) : listReader(operand), leavesOf(operand));
  }

  function textReader({ parts }: TextOperand): Reader {
    return compileText(parts.map((part) => (typeof part === "string" ? part : operandReader(part))));
  }

  function listReader({ items }: ListOperand): Reader {
    return compileList(items.map((item) => (item.kind === "text" ? textReader(item) : operandReader(item))));
  }

  function path(written: PathOperand): Reader {
    const { root, steps } = unfold(scope, written);
    const [next] = steps;
    switch (root.kind) {
      case "resource":
        return compileSteps(readResource, steps, true);
      case "account":
      case "root":
        return compileSteps(sharedRoot(root.kind, next), steps, false);
      case "list":
        return topLevelList(root.list);
      case "event":
        return recordPath(steps);
      case "actor":
      case "target":
      case "change":
      case "outcome":
        return compileSteps((frame) => frame.resource[root.kind] ?? null, steps, false);
      case "let":
        return compileSteps(lookedUp(root.name, readsForever(next)), steps, false);
      case "item": {
        const slot = enclosing[root.depth];
        if (slot === undefined) throw new Error(`${written.text} names no element: an unchecked rule`);
        const element: Reader = (frame) => frame.items[slot];
        if (steps.length === 0) return isDynamic(written) ? (frame) => leaf(frame.items[slot]) : element;
        return compileSteps(element, steps, false);
      }
    }
  }

  function lookedUp(name: string, forever: boolean): Reader {
    const binding = letNamed(scope, name);
    if (binding.kind !== "lookup") throw new Error(`let ${name} is no lookup: an unchecked rule`);
    const slot = slotOf(`lookup ${name} ${forever}`);
    const key = outside(() => operandReader(binding.key));
    const { target } = binding;
    return (frame) => {
      const known = frame.lets[slot];
      if (known !== undefined) return known;
      const found = lookup(frame, target, key(frame), forever);
      frame.lets[slot] = found;
      return found;
    };
  }

  function operandReader(operand: Operand): Reader {
    const compiled = compiledOperand(operand);
    return compiled.constant ? () => compiled.value : compiled.read;
  }

  function referencesOf(operand: Operand): ListSubject["references"] {
    if (operand.kind !== "path") return null;
    const last = unfold(scope, operand).steps.at(-1);
    return last?.kind === "reference" && last.many ? last : null;
  }

  return { condition, operand: operandReader, letSlots: () => letSlotOf.size };
}

function caselessOperand(operand: CompiledOperand, { pattern }: ComparisonMatcher): CompiledOperand {
  if (!operand.constant) return { ...operand, read: (frame) => caseless(operand.read(frame), pattern?.caseless) };
  return { constant: true, value: caseless(operand.value, pattern?.caseless) as ParamValue };
}

function conjunction(conditions: readonly CompiledCondition[]): CompiledCondition {
  const [first, second] = conditions;
  if (first && conditions.length === 1) return first;
  if (first && second && conditions.length === 2) {
    return (frame) => {
      const left = first(frame);
      if (left === FALSE) return FALSE;
      const right = second(frame);
      return right === TRUE ? left : right === FALSE ? FALSE : UNKNOWN;
    };
  }
  return (frame) => {
    let truth: Truth = TRUE;
    for (const inner of conditions) {
      const each = inner(frame);
      if (each === FALSE) return FALSE;
      if (each === UNKNOWN) truth = UNKNOWN;
    }
    return truth;
  };
}

function disjunction(conditions: readonly CompiledCondition[]): CompiledCondition {
  return (frame) => {
    let truth: Truth = FALSE;
    for (const inner of conditions) {
      const each = inner(frame);
      if (each === TRUE) return TRUE;
      if (each === UNKNOWN) truth = UNKNOWN;
    }
    return truth;
  };
}

/** A condition over the document alone, evaluated once a document: no rule grows with the product of two lists. */
function once(compiled: CompiledCondition): CompiledCondition {
  let index: EvaluationFrame["index"] | null = null;
  let truth: Truth = UNKNOWN;
  return (frame) => {
    if (frame.stateBefore) return compiled(frame);
    if (frame.index !== index) {
      truth = compiled(frame);
      index = frame.index;
    }
    return truth;
  };
}
