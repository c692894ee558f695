import { type CaseFailure, decidingTruth, type Explanation, type TestNode, type TruthNode } from "../../engine/index.ts";

/** The tests that brought a condition's truth about: of a false `and` its false members, of a true `or` its true ones, and so on down. */
function decidingTests(node: TruthNode): TestNode[] {
  switch (node.kind) {
    case "and":
    case "or":
      return node.children.filter((child) => child.truth === node.truth).flatMap(decidingTests);
    case "not":
    case "let":
      return decidingTests(node.child);
    case "test": {
      if (node.op === "all" || node.op === "default") return node.parts.filter((part) => part.truth === node.truth).flatMap(decidingTests);
      const within = node.op === "count" ? [] : node.elements.filter((element) => element.truth === decidingTruth(node));
      const tests = within.flatMap((element) => (element.node ? decidingTests(element.node) : []));
      return tests.length > 0 ? tests : [node];
    }
  }
}

export type Tree = { name: string; tree: TruthNode };

/** The conditions that a failure is told by: those of the result, or of its severity. */
export const treesOf = ({ code, explanation }: CaseFailure): Tree[] => {
  if (!explanation) return [];
  const raises = explanation.raise.map(({ to, tree }) => ({ name: `raise to ${to}`, tree }));
  if (code === "wrong-severity") return raises;
  return code === "rests-on-default" ? [...explanation.conditions, ...raises] : explanation.conditions;
};

type Name = Explanation["conditions"][number]["name"];

/** Conditions that make each result what it is. */
const DECIDING: Readonly<Record<string, readonly Name[]>> = Object.assign(Object.create(null), {
  pass: ["require"],
  fail: ["require"],
  "not-applicable": ["applies"],
  finding: ["match", "unless"],
  excused: ["unless"],
  "no-match": ["match"],
  unknown: ["applies", "require", "match", "unless"],
});

/** The tests to look at first: those that gave the result that nobody expected. */
export function testsToMark(failure: CaseFailure): Set<TestNode> {
  const trees = treesOf(failure);
  if (failure.code === "rests-on-default") return new Set(trees.flatMap(({ tree }) => testsOf(tree)).filter(({ gaps }) => gaps.includes(NOT_GIVEN)));
  if (failure.code === "wrong-severity") return new Set(trees.flatMap(({ tree }) => decidingTests(tree)));
  const names: readonly string[] = DECIDING[failure.got ?? ""] ?? [];
  const chosen = trees.filter(({ name, tree }) => names.includes(name) && (failure.got !== "unknown" || tree.truth === "unknown"));
  return new Set(chosen.flatMap(({ tree }) => decidingTests(tree)));
}

function testsOf(node: TruthNode): TestNode[] {
  switch (node.kind) {
    case "and":
    case "or":
      return node.children.flatMap(testsOf);
    case "not":
    case "let":
      return testsOf(node.child);
    case "test": {
      const within = [...node.parts, ...node.elements.flatMap((element) => element.node ?? [])].flatMap(testsOf);
      return node.op === "all" || node.op === "default" ? within : [node, ...within];
    }
  }
}

/** Gap of what a case leaves out (docs/test-a-rule.md). */
const NOT_GIVEN = "not-given";
