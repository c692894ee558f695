import { turnsRound } from "./opposite.ts";

/** Edits (insertion, deletion, substitution, swap of neighbours) between two names; stops counting above `limit`. */
function distance(one: string, other: string, limit = 64): number {
  if (Math.abs(one.length - other.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let edits = Math.min((last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (last[column - 1] ?? 0) + (same ? 0 : 1));
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) edits = Math.min(edits, (beforeLast[column - 2] ?? 0) + 1);
      current.push(edits);
      least = Math.min(least, edits);
    }
    if (least > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}

const MAX_NAME_CHARACTERS = 100;

interface Scored {
  candidate: string;
  score: number;
}

/** Up to three names that the author may have meant, best first: by edits without regard to case, or one within the other. */
export const nearest = (name: string, candidates: Iterable<string>): string[] =>
  scoredNames(name, candidates)
    .slice(0, 3)
    .map(({ candidate }) => candidate);

/** Edits that a slip of the keyboard makes, at most. */
export const SLIP = 2;

/** Names that may have been meant, with the edits that part them, best first. One that says the opposite of the name is none of them. */
export function scoredNames(name: string, candidates: Iterable<string>): Scored[] {
  if (name.length === 0 || name.length > MAX_NAME_CHARACTERS) return [];
  const wanted = name.toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const found: Scored[] = [];
  for (const candidate of candidates) {
    const offered = candidate.toLowerCase();
    const edits = distance(wanted, offered, limit);
    if (edits <= limit) {
      if (!turnsRound(name, candidate, edits)) found.push({ candidate, score: edits });
    } else if (wanted.length >= 4 && offered.length >= 4 && (offered.includes(wanted) || wanted.includes(offered)) && !turnsRound(name, candidate))
      found.push({ candidate, score: Math.max(limit, SLIP) + 1 });
  }
  const isOpposed = ({ candidate, score }: Scored): boolean => found.some((other) => other.score < score && turnsRound(candidate, other.candidate));
  return found.filter((one) => !isOpposed(one)).sort((one, other) => one.score - other.score || (one.candidate < other.candidate ? -1 : 1));
}

/** ` Did you mean a or b?` for a name that is not known, else `otherwise`. */
export const didYouMean = (name: string, known: Iterable<string>, otherwise = ""): string => meant(nearest(name, known)) ?? otherwise;

/** ` Did you mean a or b?`; null without names. */
export const meant = (names: readonly string[]): string | null => (names.length > 0 ? ` Did you mean ${orList(names)}?` : null);

/** `a, b or c`. */
export function orList(names: readonly string[]): string {
  const others = [...names];
  const last = others.pop() ?? "";
  return others.length === 0 ? last : `${others.join(", ")} or ${last}`;
}
