/**
 * Which texts a pattern may match, as a nondeterministic automaton. It may accept more than the pattern (assertions such as \b are taken to hold), never
 * less: where two automata share no text, the patterns certainly share none.
 */
export interface Automaton {
  /** Of each state: where it leads on which characters, and where it leads on none. State 0 begins, the last one accepts. */
  steps: readonly { on: CharacterSet; to: number }[][];
  free: readonly number[][];
}

/** Inclusive ranges of UTF-16 units. */
export type CharacterSet = readonly (readonly [number, number])[];

/** A part of a pattern under construction. */
export type Part =
  | { kind: "set"; set: CharacterSet }
  /** Of the text: no characters. An automaton takes it to be there. */
  | { kind: "edge"; edge: "start" | "end" }
  | { kind: "sequence"; parts: Part[] }
  | { kind: "choice"; parts: Part[] }
  /** `most` null: without end. */
  | { kind: "repeat"; part: Part; least: number; most: number | null };

const LAST_UNIT = 0xffff;
const MAX_STATES = 4_000;
const MAX_PAIRS = 300_000;

export const ANY: CharacterSet = [[0, LAST_UNIT]];
export const ANY_TEXT: Part = { kind: "repeat", part: { kind: "set", set: ANY }, least: 0, most: null };

export const rangeOf = (from: string, to = from): readonly [number, number] => [from.charCodeAt(0), to.charCodeAt(0)];

/** All characters but these. */
export function inverted(set: CharacterSet): CharacterSet {
  const result: (readonly [number, number])[] = [];
  let next = 0;
  for (const [from, to] of [...set].sort(([one], [other]) => one - other)) {
    if (from > next) result.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  return next > LAST_UNIT ? result : [...result, [next, LAST_UNIT]];
}

/** The text itself. */
export const textPart = (text: string): Part => ({ kind: "sequence", parts: [...text].flatMap(unitsOf) });

/** A glob: `*` is any run of characters, `?` one. */
export const globPart = (glob: string): Part => ({
  kind: "sequence",
  parts: [...glob].flatMap((sign): Part[] => (sign === "*" ? [ANY_TEXT] : sign === "?" ? [{ kind: "set", set: ANY }] : unitsOf(sign))),
});

const unitsOf = (sign: string): Part[] => sign.split("").map((unit): Part => ({ kind: "set", set: [rangeOf(unit)] }));

/** Null when it would have too many states. */
export function automatonOf(whole: Part): Automaton | null {
  const steps: { on: CharacterSet; to: number }[][] = [[]];
  const free: number[][] = [[]];
  const fresh = (): number => {
    free.push([]);
    return steps.push([]) - 1;
  };
  const skip = (from: number, to: number): unknown => free[from]?.push(to);
  /** Adds a part that begins at a state, and gives the state where it ends. */
  const add = (part: Part, from: number): number => {
    if (steps.length > MAX_STATES) return from;
    if (part.kind === "set") {
      const to = fresh();
      steps[from]?.push({ on: part.set, to });
      return to;
    }
    if (part.kind === "edge") return from;
    if (part.kind === "sequence") return part.parts.reduce((at, one) => add(one, at), from);
    const end = fresh();
    if (part.kind === "choice") {
      for (const one of part.parts) skip(add(one, from), end);
      return end;
    }
    let at = from;
    for (let times = 0; times < part.least && steps.length <= MAX_STATES; times += 1) at = add(part.part, at);
    if (part.most === null) {
      const loop = fresh();
      skip(at, loop);
      skip(add(part.part, loop), loop);
      skip(loop, end);
      return end;
    }
    skip(at, end);
    for (let times = part.least; times < part.most && steps.length <= MAX_STATES; times += 1) {
      at = add(part.part, at);
      skip(at, end);
    }
    return end;
  };
  const last = add(whole, 0);
  const accepting = fresh();
  skip(last, accepting);
  return steps.length > MAX_STATES ? null : { steps, free };
}

/** Whether some text is of both; true as well where that would take too long to find out. */
export function mayMeet(one: Automaton, other: Automaton): boolean {
  const width = other.steps.length;
  if (one.steps.length * width > MAX_PAIRS) return true;
  const goal = one.steps.length * width - 1;
  const seen = new Uint8Array(goal + 1);
  const waiting = [0];
  seen[0] = 1;
  const reach = (left: number, right: number): void => {
    const pair = left * width + right;
    if (seen[pair]) return;
    seen[pair] = 1;
    waiting.push(pair);
  };
  for (let pair = waiting.pop(); pair !== undefined; pair = waiting.pop()) {
    if (pair === goal) return true;
    const left = Math.floor(pair / width);
    const right = pair % width;
    for (const to of one.free[left] ?? []) reach(to, right);
    for (const to of other.free[right] ?? []) reach(left, to);
    for (const step of one.steps[left] ?? []) for (const beside of other.steps[right] ?? []) if (overlap(step.on, beside.on)) reach(step.to, beside.to);
  }
  return false;
}

const overlap = (one: CharacterSet, other: CharacterSet): boolean => one.some(([from, to]) => other.some(([start, end]) => from <= end && start <= to));
