import { closure, type Pattern, step } from "./pattern.ts";

/** What distinguishes texts, and which texts there are. */
export interface CellQuestion {
  /** Each cell is one set of these that match. */
  patterns: readonly Pattern[];
  /** Texts are those that one of these matches. */
  forms: readonly Pattern[];
  /** Texts that one of these matches are left out. */
  except?: readonly Pattern[];
}

/** Most places of patterns in all states together; beyond it the cells are not known. */
const MAX_PLACES = 150_000;

/** Characters that stand for those that no pattern names. */
const OTHERS = ["abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "~^%"];

/**
 * The shortest text of each cell: of each set of patterns that some text matches and no other pattern does. Null where there are too many states.
 * All patterns are run side by side, one character at a time (the subset construction).
 */
export function cellsOf({ patterns, forms, except = [] }: CellQuestion): string[] | null {
  const all = [...forms, ...except, ...patterns];
  const alphabet = alphabetOf(all);
  const start = all.map((pattern) => closure(pattern, [0]));
  const found = new Map<string, string>();
  const seen = new Set([start.map((places) => places.join()).join("|")]);
  let waiting = [{ text: "", states: start }];
  while (waiting.length > 0) {
    const next: typeof waiting = [];
    for (const { text, states } of waiting) {
      const accepted = states.map((places, at) => places.includes(all[at]?.length ?? -1));
      const isText = accepted.slice(0, forms.length).includes(true) && !accepted.slice(forms.length, forms.length + except.length).includes(true);
      const cell = accepted.slice(forms.length + except.length).join();
      if (isText && !found.has(cell)) found.set(cell, text);
      for (const unit of alphabet) {
        const after = states.map((places, at) => (places.length === 0 ? places : step(all[at] ?? [], places, unit)));
        if (after.slice(0, forms.length).every((places) => places.length === 0)) continue;
        const key = after.map((places) => places.join()).join("|");
        if (seen.has(key)) continue;
        if (seen.size * all.length >= MAX_PLACES) return null;
        seen.add(key);
        next.push({ text: text + unit, states: after });
      }
    }
    waiting = next;
  }
  return [...found.values()];
}

/** Every character that some pattern distinguishes, and one of each sort that none does. */
function alphabetOf(patterns: readonly Pattern[]): string[] {
  const named = new Set(patterns.flatMap((pattern) => pattern.flatMap(({ signs }) => (signs.length <= 2 ? signs.split("") : []))));
  const sets = [...new Set(patterns.flatMap((pattern) => pattern.map(({ signs }) => signs)))].filter((signs) => signs.length > 2);
  const free = new Map<string, string>();
  for (const unit of [...OTHERS.join(""), ...sets.join("")]) {
    if (named.has(unit)) continue;
    const sort = sets.map((signs) => signs.includes(unit)).join();
    if (!free.has(sort)) free.set(sort, unit);
  }
  return [...free.values(), ...named];
}
