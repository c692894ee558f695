import type { Condition } from "../condition/ast.ts";
import { readCondition } from "./conditions.ts";
import type { Bound, CheckScope } from "./scope.ts";
import type { SourceNode } from "./source.ts";

/** Parts that a condition may have, those of the names that it uses counted each time: a name of two names, each of two names, doubles with each line. */
const MAX_PARTS = 20_000;

/** A whole condition; null, and an error at its place, where it was refused or has too many parts. */
export function readWhole(node: SourceNode, scope: CheckScope): Condition | null {
  const condition = readCondition(node, scope);
  if (condition === null || partsOf(condition, scope) <= MAX_PARTS) return condition;
  const message = `With the names that it uses written out, the condition has more than ${MAX_PARTS.toLocaleString("en")} parts. Use each name once, or split the rule.`;
  return scope.report.error("RV002", node.at, message);
}

const SIZES = new WeakMap<Bound, number>();

/** The parts of a condition with its names written out, counted up to the bound. */
function partsOf(condition: Condition, { lets }: Pick<CheckScope, "lets">): number {
  let parts = 0;
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null || parts > MAX_PARTS) return;
    if (Array.isArray(value)) {
      for (const each of value) visit(each);
      return;
    }
    parts += 1;
    const { kind, name } = value as { kind?: unknown; name?: unknown };
    if (kind === "let" && typeof name === "string") parts += partsOfName(lets.get(name) ?? null, { lets });
    for (const key of Object.keys(value)) if (key !== "type" && key !== "at") visit((value as Record<string, unknown>)[key]);
  };
  visit(condition);
  return parts;
}

function partsOfName(bound: Bound | null, scope: Pick<CheckScope, "lets">): number {
  if (bound === null || bound.binding.kind !== "condition") return 0;
  const known = SIZES.get(bound) ?? partsOf(bound.binding.condition, scope);
  SIZES.set(bound, known);
  return known;
}
