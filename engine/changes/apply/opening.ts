import type { GapRegister } from "../../../document/index.ts";
import type { Unknown } from "../../../schemas/index.ts";

/** Why a list may hold more than is known, and what: keys of members or members themselves; null for anything. */
export interface Opening<M = string> {
  mark: Unknown;
  members: readonly M[] | null;
}

/** A list that two causes leave open: it may hold what either lets in. */
export function joined<M>(one: Opening<M> | null, other: Opening<M> | null): Opening<M> | null {
  if (one === null || other === null) return one ?? other;
  const [anything] = [one, other].filter(({ members }) => members === null);
  if (anything) return anything;
  return { mark: one.mark, members: [...new Set([...(one.members ?? []), ...(other.members ?? [])])] };
}

/** What a mark that leaves a list open says. */
export const openingOf = <M>(mark: Unknown | null): Opening<M> | null => mark && { mark, members: (mark.members as readonly M[] | undefined) ?? null };

/** The mark to stand at the end of the list. Null where nothing is left that it may hold. */
export function openMarkOf<M>({ gaps }: { gaps: GapRegister }, { mark, members }: Opening<M>): Unknown | null {
  if (members === null) return mark;
  if (members.length === 0) return null;
  return mark.members !== undefined && sameMembers(mark.members, members) ? mark : gaps.partly(gaps.plain(mark), { members: [...members] });
}

const sameMembers = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((member, at) => member === other[at]);
