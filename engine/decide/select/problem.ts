/** Why a choice of rules cannot be meant. */
export interface SelectionProblem {
  /** What is wrong, in words. */
  text: string;
  /** The name that nothing has, the names that there are, and what to say where none of them is near. */
  misspelt?: { typed: string; known: string[]; otherwise: string };
}

export const misspelt = (text: string, typed: string, known: Iterable<string>, otherwise = ""): SelectionProblem => ({
  text,
  misspelt: { typed, known: [...known], otherwise },
});

/** A value, or the first problem. */
export type Selected<T> = { ok: true; value: T } | { ok: false; problem: SelectionProblem };
