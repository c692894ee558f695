import type { Condition, Operand, PathOperand, SimpleOperand, Test, TextOperand } from "../condition/ast.ts";
import { type ConditionFold, foldCondition, foldTest, type TestFold } from "../condition/fold.ts";
import type { PatternForm } from "../matchers/descriptor.ts";
import { comparisonOf, quantifierOf } from "../matchers/registry.ts";
import { caseless } from "../matchers/values.ts";
import { letNamed, type Scope, unfold } from "./scope.ts";

/** Plain JsonLogic, and whether json-logic-js can compute it: it cannot look up, nor reach out of an iteration. */
export interface Lowered {
  logic: unknown;
  inFragment: boolean;
}

/** What a test is put to, as logic. */
interface Lowering {
  logic: unknown;
  verbatim: boolean;
  /** Iterations around it. */
  depth: number;
}

/** Lowers a condition: parameters and conditions named by `let` are inlined; `every` becomes "not any (not …)", true of null and of an empty list. */
export function lower(scope: Scope, resourceName: string, condition: Condition): Lowered {
  let inFragment = true;
  const conditions: ConditionFold<number, unknown> = {
    junction: ({ kind, conditions: parts }, depth) => ({ [kind]: parts.map((part) => lowerCondition(part, depth)) }),
    not: ({ condition: negated }, depth) => ({ "!": [lowerCondition(negated, depth)] }),
    let: ({ name }, depth) => {
      const binding = letNamed(scope, name);
      if (binding.kind !== "condition") throw new Error(`let ${name} is no condition: an unchecked rule`);
      if (depth > 0) inFragment = false;
      return lowerCondition(binding.condition, depth);
    },
    test: ({ subject, test }, depth) => lowerTest({ logic: lowerOperand(subject, depth), verbatim: isVerbatim(subject), depth }, test),
  };
  const tests: TestFold<Lowering, unknown> = {
    exists: ({ value }, subject) => ({ [value ? "!==" : "==="]: [subject.logic, null] }),
    default: ({ value, test }, subject) => {
      const { logic: read, verbatim } = subject;
      return lowerTest({ ...subject, logic: verbatim ? { orDefault: [read, value] } : { if: [{ "===": [read, null] }, value, read] } }, test);
    },
    all: (all, subject) => ({ and: all.tests.map((inner) => lowerTest(subject, inner)) }),
    quantifier: (test, subject) => {
      const { looksFor, found } = quantifierOf(test);
      const where = lowerCondition(test.where, subject.depth + 1);
      const some = [subject.logic, looksFor ? where : { "!": [where] }];
      if (found) return { some };
      return looksFor ? { none: some } : { "!": [{ some }] };
    },
    count: ({ where, test }, { logic: list, depth }) => {
      const counted = where === null ? list : { filter: [list, lowerCondition(where, depth + 1)] };
      return lowerTest({ logic: { reduce: [counted, { "+": [{ var: "accumulator" }, 1] }, 0] }, verbatim: false, depth }, test);
    },
    comparison: (test, { logic, verbatim, depth }) => {
      const { name, twin = name, lower: own, pattern } = comparisonOf(test);
      const written = lowerOperand(test.operand, depth);
      const subject = test.caseless?.subject ? { lowerCase: [logic] } : logic;
      const operand = test.caseless?.operand ? caselessLogic(test.operand, written, pattern) : written;
      const plain = verbatim || isVerbatim(test.operand) ? null : (own?.(subject, operand) ?? null);
      return plain ?? { [twin]: [subject, operand] };
    },
  };
  const logic = lowerCondition(condition, 0);
  return { logic, inFragment };

  function lowerCondition(node: Condition, depth: number): unknown {
    return foldCondition(conditions, node, depth);
  }

  function lowerTest(subject: Lowering, test: Test): unknown {
    return foldTest(tests, test, subject);
  }

  function lowerOperand(operand: Operand, depth: number): unknown {
    if (operand.kind === "literal") return operand.value;
    if (operand.kind === "param") return scope.params[operand.name] ?? null;
    if (operand.kind === "list") return operand.items.map((item) => lowerOperand(item, depth));
    return operand.kind === "text" ? lowerText(operand, depth) : { var: variable(operand, depth) };
  }

  /** json-logic-js joins null as an empty text, and objects by their name. */
  function lowerText({ parts }: TextOperand, depth: number): unknown {
    const pieces = parts.map((part) => (typeof part === "string" ? part : lowerPart(part, depth)));
    const cat = { cat: pieces };
    const absent = parts.flatMap((part, at) => (typeof part !== "string" && part.kind === "path" ? [{ "===": [pieces[at], null] }] : []));
    return absent.length === 0 ? cat : { if: [absent.length === 1 ? absent[0] : { or: absent }, null, cat] };
  }

  function lowerPart(part: SimpleOperand, depth: number): unknown {
    const logic = lowerOperand(part, depth);
    return isVerbatim(part) ? { partText: [logic] } : logic;
  }

  function variable(written: PathOperand, depth: number): string {
    const path = unfold(scope, written);
    const { root } = path;
    const names = path.steps.map((step) => (step.kind === "before" ? "before" : step.name));
    if (root.kind === "item" ? root.depth > 0 : depth > 0) inFragment = false;
    if (root.kind === "let") inFragment = false;
    if (path.steps.some((step) => step.kind === "before")) inFragment = false;
    if (root.kind === "item") return names.join(".");
    return [rootName(root), ...names].join(".");
  }

  function rootName(root: Exclude<PathOperand["root"], { kind: "item" }>): string {
    if (root.kind === "resource") return resourceName;
    if (root.kind === "list") return root.list;
    return root.kind === "let" ? root.name : root.kind;
  }
}

/** A parameter's value is inlined, so that it can be brought to lower case here; a path's is when it is read. */
function caselessLogic(operand: Operand, logic: unknown, pattern: PatternForm | undefined): unknown {
  if (operand.kind === "path" || operand.kind === "text") return { lowerCase: [logic] };
  if (operand.kind === "list" && Array.isArray(logic)) return operand.items.map((item, at) => caselessLogic(item, logic[at], pattern));
  return caseless(logic, pattern?.caseless);
}

const isVerbatim = (operand: Operand): boolean => operand.kind === "path" && operand.type.type === "dynamic";
