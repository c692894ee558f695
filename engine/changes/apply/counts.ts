import { isUnknown, type Unknown } from "../../../schemas/index.ts";
import type { Model } from "./model.ts";

/** What a count grows by: at the least and at the most. */
export interface Growth {
  least: number;
  most: number;
}

/** A count after a change: a number where it is sure, else a mark with the smallest and the greatest number that it can be. Never below `floor`. */
export function counted(model: Model, count: number | Unknown, { least, most }: Growth, floor: number, mark: Unknown): number | Unknown {
  const [from, to] = isUnknown(count) ? [count.atLeast ?? 0, count.atMost ?? Number.POSITIVE_INFINITY] : [count, count];
  const atLeast = Math.max(floor, from + least);
  const atMost = Math.max(atLeast, to + most);
  if (atLeast === atMost) return atLeast;
  const { atLeast: _least, atMost: _most, ...plain } = mark;
  return model.gaps.partly(model.gaps.gapOf(mark) ? mark : plain, { atLeast, ...(Number.isFinite(atMost) ? { atMost } : {}) });
}
