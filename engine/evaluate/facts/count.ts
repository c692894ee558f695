import { matcherNamed, type TestNode } from "../../language/index.ts";

/** What made a test on a number of elements come out as it did. */
export interface CountFacts {
  tests: { op: string; bound: unknown }[];
  /** The number, or the least and the greatest that it can be; null for no upper bound. */
  value: number | { least: number; most: number | null };
  /** Whether a smaller number would have given the other answer: then the counted elements are what there are too many of. */
  isTooMany: boolean;
}

export function countFacts({ count, parts, truth }: TestNode): CountFacts {
  const { least, most } = count ?? { least: 0, most: 0 };
  const deciding = parts.flatMap((part) => single(part, truth));
  return {
    tests: deciding.map(({ op, operand }) => ({ op, bound: operand?.value ?? null })),
    value: least === most ? least : { least, most },
    isTooMany: deciding.some((part) => wouldTurn(part, least)),
  };
}

/** The single tests that decided. */
function single(part: TestNode, truth: TestNode["truth"]): TestNode[] {
  if (part.parts.length === 0) return part.truth === truth ? [part] : [];
  return part.parts.flatMap((inner) => single(inner, truth));
}

/** Whether the test comes out otherwise for a smaller number: none, or its own bound. */
function wouldTurn({ op, operand, truth }: TestNode, least: number): boolean {
  const matcher = matcherNamed(op);
  if (matcher?.kind !== "comparison" || !operand) return false;
  const smaller = [0, ...[operand.value].flat().filter((bound): bound is number => typeof bound === "number")].filter((number) => number < least);
  return smaller.some((number) => matcher.holds(number, operand.value, 0) !== (truth === "true"));
}
