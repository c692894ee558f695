import { type Incomparable, isUnknown, type ReeveDocument } from "../../../schemas/index.ts";

/** Gathers what cannot be compared: alike ones are told once, with how many resources they concern. */
export interface Unknowns {
  /** A value or list of either side; marks and open lists are taken as such. `field` null: the kind's list. */
  add: (kind: Incomparable["kind"], field: string | null, before: unknown, after: unknown) => void;
  listed: () => Incomparable[];
}

export function unknowns(before: ReeveDocument, after: ReeveDocument): Unknowns {
  const found = new Map<string, Incomparable>();
  return {
    add: (kind, field, was, is) => {
      const [gapBefore, gapAfter] = [gapIn(was), gapIn(is)];
      const side = gapBefore !== null && gapAfter !== null ? "both" : gapAfter !== null ? "after" : "before";
      const gap = gapAfter === null ? gapOf(before, gapBefore ?? "") : gapOf(after, gapAfter);
      const key = JSON.stringify([kind, field, side, gap]);
      const known = found.get(key);
      if (known) known.count += 1;
      else found.set(key, { kind, field, side, count: field === null ? 0 : 1, gap });
    },
    listed: () => [...found.values()],
  };
}

/** The gap that a mark, or the mark at a list's end, names. */
function gapIn(value: unknown): string | null {
  const mark = Array.isArray(value) ? value.at(-1) : value;
  return isUnknown(mark) ? mark.$unknown : null;
}

function gapOf({ gaps }: ReeveDocument, id: string): Incomparable["gap"] {
  const gap = Object.hasOwn(gaps, id) ? gaps[id] : undefined;
  const { source, reason, scope, permission, message } = gap ?? { source: "document", reason: "Inconsistent", scope: id, permission: null, message: "" };
  return { source, reason, scope, permission, message };
}
