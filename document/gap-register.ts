import type { Gap, Unknown } from "../schemas/index.ts";
import { canonicalJson, compareText } from "./canonical.ts";

/**
 * Collects what could not be read while a document is made. Marks are handed out at once and carry a provisional id;
 * `number` sorts the gaps and writes the final ids g1, g2, … into the marks already standing in the document,
 * so that the same account gives the same bytes whatever the order in which calls failed.
 */
export interface GapRegister {
  /** The mark of a gap; the same gap told twice has one mark. */
  mark(gap: Gap): Unknown;
  /** The mark with what is known of its value all the same; numbered as the mark is. */
  partly(mark: Unknown, known: PartlyKnown): Unknown;
  /** The mark of the same gap that says nothing more; itself where the register did not hand it out. */
  plain(mark: Unknown): Unknown;
  /** The gap of a mark that this register handed out. */
  gapOf(mark: Unknown): Gap | undefined;
  /** Gives final ids to all marks handed out, and returns the document's `gaps`. Call it once, last. `after`: the highest number that is taken. */
  number(after?: number): Record<string, Gap>;
}

/** What a mark says of a value that is not known in full. */
export type PartlyKnown = Omit<Unknown, "$unknown">;

export function gapRegister(): GapRegister {
  const known = new Map<string, { gap: Gap; mark: Unknown }>();
  const byMark = new Map<Unknown, Gap>();
  const copies: { of: Unknown; copy: Unknown }[] = [];
  return {
    mark(gap) {
      const key = gapKey(gap);
      const found = known.get(key);
      if (found) return found.mark;
      const mark: Unknown = { $unknown: `unnumbered-${known.size + 1}` };
      known.set(key, { gap, mark });
      byMark.set(mark, gap);
      return mark;
    },
    partly(mark, facts) {
      const copy: Unknown = { ...mark, ...facts };
      const gap = byMark.get(mark);
      if (gap) {
        byMark.set(copy, gap);
        copies.push({ of: mark, copy });
      }
      return copy;
    },
    plain(mark) {
      const gap = byMark.get(mark);
      return gap ? this.mark(gap) : { $unknown: mark.$unknown };
    },
    gapOf: (mark) => byMark.get(mark),
    number(after = 0) {
      const gaps: Record<string, Gap> = {};
      const ordered = [...known].sort(([a], [b]) => compareText(a, b));
      ordered.forEach(([, { gap, mark }], index) => {
        mark.$unknown = `g${after + index + 1}`;
        gaps[mark.$unknown] = gap;
      });
      for (const { of, copy } of copies) copy.$unknown = of.$unknown;
      return gaps;
    },
  };
}

/** Text that is the same for gaps that say the same. */
export const gapKey = (gap: Gap): string => canonicalJson([gap.source, gap.scope, gap.reason, gap.deniedBy, gap.permission, gap.message, gap.covers ?? []]);
