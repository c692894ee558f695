import { createHash } from "node:crypto";

const MAX_ID_CHARACTERS = 90;
const AROUND = 32;

/** What a clause was and became, on one line each. Of long ones only what differs and a little around it; a digest of the whole then keeps them apart. */
export function shownChange(before: string, after: string): { before: string; after: string; digest: string | null } {
  if (before.length <= MAX_ID_CHARACTERS && after.length <= MAX_ID_CHARACTERS) return { before, after, digest: null };
  const digest = createHash("sha256")
    .update(JSON.stringify([before, after]))
    .digest("hex")
    .slice(0, 8);
  if (after === "(dropped)") return { before: cut(before, 0, before.length), after, digest };
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < Math.min(before.length, after.length) - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return { before: cut(before, start, before.length - end), after: cut(after, start, after.length - end), digest };
}

/** The text from a little before `from` to a little after `to`, with its beginning, which says what it is about. */
function cut(text: string, from: number, to: number): string {
  const first = Math.max(0, from - AROUND);
  const last = Math.min(text.length, Math.min(to + AROUND, first + MAX_ID_CHARACTERS));
  const head = first > AROUND ? `${text.slice(0, AROUND)}…` : text.slice(0, first);
  return `${head}${text.slice(first, last)}${last < text.length ? "…" : ""}`;
}
