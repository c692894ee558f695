import type { UnknownMark } from "../../../document/index.ts";
import type { TruthNode } from "../../language/index.ts";

/** The unknown mark of the first gap that a part of a condition rests on. */
export const gapIn = (node: TruthNode | null): UnknownMark => ({ $unknown: (node && firstGap(node)) ?? "-" });

function firstGap(node: TruthNode): string | null {
  switch (node.kind) {
    case "and":
    case "or":
      return firstOf(node.children);
    case "not":
    case "let":
      return firstGap(node.child);
    case "test":
      return node.gaps[0] ?? firstOf(node.parts) ?? firstOf(node.elements.flatMap((element) => element.node ?? []));
  }
}

function firstOf(nodes: readonly TruthNode[]): string | null {
  for (const node of nodes) {
    const gap = firstGap(node);
    if (gap !== null) return gap;
  }
  return null;
}
