import { gapKey, gapRegister, type RecordGaps } from "../../../document/index.ts";
import type { Gap, ReeveDocument, Unknown } from "../../../schemas/index.ts";

/** Gaps of a document that is being derived: one that the document has keeps its id, another gets the next numbers. */
export interface DocumentGaps extends RecordGaps {
  /** All gaps of the document. Call it once, last. */
  finish(): ReeveDocument["gaps"];
}

export function documentGaps(gaps: ReeveDocument["gaps"]): DocumentGaps {
  const ids = new Map(Object.entries(gaps).map(([id, gap]) => [gapKey(gap), id]));
  const added = gapRegister();
  const marks = new Map<string, Unknown>();
  return {
    mark(gap: Gap) {
      const key = gapKey(gap);
      const found = marks.get(key);
      if (found) return found;
      const id = ids.get(key);
      const mark = id === undefined ? added.mark(gap) : { $unknown: id };
      marks.set(key, mark);
      return mark;
    },
    unknownPath: (path, mark) => ({ path, gap: mark.$unknown }),
    finish() {
      const numbers = Object.keys(gaps).map((id) => Number(/^g(\d{1,9})$/.exec(id)?.[1] ?? 0));
      const further = added.number(Math.max(0, ...numbers));
      return Object.keys(further).length > 0 ? { ...gaps, ...further } : gaps;
    },
  };
}
