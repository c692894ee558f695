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
  const machines = [forms, except, ...patterns.map((pattern) => [pattern])].map((joined) => new Machine(joined, alphabet));
  const start = machines.map((machine) => machine.start);
  const found = new Map<string, string>();
  const seen = new Set([start.join()]);
  let waiting = [{ text: "", states: start }];
  while (waiting.length > 0) {
    const next: typeof waiting = [];
    for (const { text, states } of waiting) {
      const [isOfForm, isLeftOut, ...matched] = machines.map((machine, at) => machine.accepts(states[at] ?? DEAD));
      const cell = matched.join();
      if (isOfForm && !isLeftOut && !found.has(cell)) found.set(cell, text);
      const rows = machines.map((machine, at) => machine.row(states[at] ?? DEAD));
      for (const [unit, character] of alphabet.entries()) {
        const after = rows.map((row) => row[unit] ?? DEAD);
        if (after[0] === DEAD) continue;
        const key = after.join();
        if (seen.has(key)) continue;
        if (seen.size * all.length >= MAX_PLACES) return null;
        seen.add(key);
        next.push({ text: text + character, states: after });
      }
    }
    waiting = next;
  }
  return [...found.values()];
}

/** The state from which nothing matches any more. */
const DEAD = 0;

/**
 * Patterns, of which one must match, as a deterministic automaton over an alphabet. A state is the set of places in each pattern; states are numbered as they are reached.
 */
class Machine {
  readonly #patterns: readonly Pattern[];
  readonly #alphabet: readonly string[];
  readonly #numbers = new Map<string, number>();
  readonly #states: (readonly (readonly number[])[])[] = [];
  readonly #rows: (readonly number[])[] = [];
  readonly start: number;

  constructor(patterns: readonly Pattern[], alphabet: readonly string[]) {
    this.#patterns = patterns;
    this.#alphabet = alphabet;
    this.#numberOf(patterns.map(() => []));
    this.start = this.#numberOf(patterns.map((pattern) => closure(pattern, [0])));
  }

  accepts(state: number): boolean {
    return this.#states[state]?.some((places, at) => places.includes(this.#patterns[at]?.length ?? -1)) ?? false;
  }

  /** The state after each character of the alphabet. */
  row(state: number): readonly number[] {
    const known = this.#rows[state];
    if (known) return known;
    const places = this.#states[state] ?? [];
    const row = this.#alphabet.map((unit) => this.#numberOf(this.#patterns.map((pattern, at) => step(pattern, places[at] ?? [], unit))));
    this.#rows[state] = row;
    return row;
  }

  #numberOf(state: readonly (readonly number[])[]): number {
    const key = state.map((places) => places.join()).join("|");
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const made = this.#states.length;
    this.#numbers.set(key, made);
    this.#states.push(state);
    return made;
  }
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
