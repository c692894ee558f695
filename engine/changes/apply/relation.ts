import type { Unknown } from "../../../schemas/index.ts";

/**
 * One end of an edge (a membership, an attachment) as an operation names it.
 *
 * * `at`: a resource of the document, by key.
 * * `unlisted`: one that exists, as far as the plan tells, and that the document does not hold.
 * * `fresh`: one that the plan creates and whose ARN only the apply will tell: none that exists.
 * * `any`: the apply alone will tell.
 */
export type RelationEnd = { status: "at"; key: string } | { status: "unlisted"; key: string | null } | { status: "fresh" | "any"; mark: Unknown };

export type RelationState = "present" | "absent" | "maybe";

/** What the operations do to the edges of one resource. */
export interface SideChange {
  /** By key of the other end. */
  edges: Map<string, RelationState>;
  /** Set where it may gain edges that cannot be named. */
  opens: Unknown | null;
  /** Set where it may lose any of its edges. */
  loses: Unknown | null;
  /** Whether every edge not named is gone. */
  exact: boolean;
}

export interface RelationChange {
  left: Map<string, SideChange>;
  right: Map<string, SideChange>;
  /** Set where any resource of that side may gain, or lose, edges. */
  allLeft: { opens: Unknown | null; loses: Unknown | null };
  allRight: { opens: Unknown | null; loses: Unknown | null };
}

/** What operations claim of the edges between two sides; `by` is who claims, in the order of its own operations. */
export interface Relation {
  claim(by: string, left: RelationEnd, right: RelationEnd, effect: "present" | "absent"): void;
  /** The left resource keeps exactly these; `rest` where there may be others too that only the apply will tell. */
  onlyRights(by: string, left: RelationEnd, rights: readonly RelationEnd[], rest: Unknown | null): void;
  onlyLefts(by: string, right: RelationEnd, lefts: readonly RelationEnd[], rest: Unknown | null): void;
  /** `rightsOf`, `leftsOf`: keys of the edges before. */
  settle(rightsOf: (left: string) => Iterable<string>, leftsOf: (right: string) => Iterable<string>): RelationChange;
}

interface Only {
  by: string;
  key: string;
  keep: Set<string>;
  rest: Unknown | null;
  position: number;
}

interface Claimed {
  effect: RelationState;
  position: number;
}

export function relation(unsure: (by: string) => Unknown): Relation {
  /** Left key → right key → who → what it claims last. */
  const pairs = new Map<string, Map<string, Map<string, Claimed>>>();
  const lefts = new Map<string, SideChange>();
  const rights = new Map<string, SideChange>();
  const allLeft: RelationChange["allLeft"] = { opens: null, loses: null };
  const allRight: RelationChange["allRight"] = { opens: null, loses: null };
  const onlyOfLeft: Only[] = [];
  const onlyOfRight: Only[] = [];
  let position = 0;

  function put(by: string, left: string, right: string, effect: RelationState, at: number): void {
    const rightsOfLeft = pairs.get(left) ?? new Map<string, Map<string, Claimed>>();
    pairs.set(left, rightsOfLeft);
    const claims = rightsOfLeft.get(right) ?? new Map<string, Claimed>();
    rightsOfLeft.set(right, claims);
    const earlier = claims.get(by);
    if (!earlier || earlier.position <= at) claims.set(by, { effect, position: at });
  }

  function claim(by: string, left: RelationEnd, right: RelationEnd, effect: "present" | "absent"): void {
    const leftKey = left.status === "at" || left.status === "unlisted" ? left.key : null;
    const rightKey = right.status === "at" || right.status === "unlisted" ? right.key : null;
    position += 1;
    if (leftKey !== null && rightKey !== null) {
      put(by, leftKey, rightKey, effect, position);
      return;
    }
    const mark = "mark" in left ? left.mark : "mark" in right ? right.mark : unsure(by);
    loosen(sideOf(lefts, leftKey), sideOf(rights, rightKey), left, right, effect, mark);
  }

  function loosen(
    leftSide: SideChange | null,
    rightSide: SideChange | null,
    left: RelationEnd,
    right: RelationEnd,
    effect: "present" | "absent",
    mark: Unknown,
  ): void {
    const which = effect === "present" ? "opens" : "loses";
    // A resource that the plan creates had no edge before, so that none can be lost.
    if (effect === "absent" && (left.status === "fresh" || right.status === "fresh")) return;
    if (leftSide) leftSide[which] ??= mark;
    if (rightSide) rightSide[which] ??= mark;
    if (left.status === "any") allLeft[which] ??= mark;
    if (right.status === "any") allRight[which] ??= mark;
  }

  return {
    claim,
    onlyRights(by, left, keep, rest) {
      for (const right of keep) claim(by, left, right, "present");
      if (rest) claim(by, left, { status: "any", mark: rest }, "present");
      if (left.status === "at") onlyOfLeft.push({ by, key: left.key, keep: keysOf(keep), rest: rest ?? anyOf(keep), position: ++position });
      if (left.status === "any") claim(by, left, { status: "any", mark: left.mark }, "absent");
    },
    onlyLefts(by, right, keep, rest) {
      for (const left of keep) claim(by, left, right, "present");
      if (rest) claim(by, { status: "any", mark: rest }, right, "present");
      if (right.status === "at") onlyOfRight.push({ by, key: right.key, keep: keysOf(keep), rest: rest ?? anyOf(keep), position: ++position });
      if (right.status === "any") claim(by, { status: "any", mark: right.mark }, right, "absent");
    },
    settle(rightsOf, leftsOf) {
      // What is kept exactly takes away whatever was there before, and whatever another operation of the plan puts there: that one may come first or last.
      for (const only of onlyOfLeft) {
        const present = new Set([...rightsOf(only.key), ...(pairs.get(only.key)?.keys() ?? [])]);
        for (const right of present) if (!only.keep.has(right)) put(only.by, only.key, right, only.rest ? "maybe" : "absent", only.position);
      }
      for (const only of onlyOfRight) {
        const claimed = [...pairs].filter(([, byRight]) => byRight.has(only.key)).map(([left]) => left);
        for (const left of new Set([...leftsOf(only.key), ...claimed])) {
          if (!only.keep.has(left)) put(only.by, left, only.key, only.rest ? "maybe" : "absent", only.position);
        }
      }
      for (const [left, byRight] of pairs) {
        for (const [right, claims] of byRight) {
          const effects = new Set([...claims.values()].map(({ effect }) => effect));
          const [effect] = effects.size === 1 ? effects : (["maybe"] as const);
          if (effect === undefined) continue;
          sideAt(lefts, left).edges.set(right, effect);
          sideAt(rights, right).edges.set(left, effect);
          if (effect !== "maybe") continue;
          const [by = ""] = claims.keys();
          sideAt(lefts, left).opens ??= unsure(by);
          sideAt(rights, right).opens ??= unsure(by);
        }
      }
      for (const only of onlyOfLeft) if (!only.rest) sideAt(lefts, only.key).exact = true;
      for (const only of onlyOfRight) if (!only.rest) sideAt(rights, only.key).exact = true;
      return { left: lefts, right: rights, allLeft, allRight };
    },
  };
}

const sideAt = (sides: Map<string, SideChange>, key: string): SideChange => {
  const found = sides.get(key) ?? { edges: new Map(), opens: null, loses: null, exact: false };
  sides.set(key, found);
  return found;
};

const sideOf = (sides: Map<string, SideChange>, key: string | null): SideChange | null => (key === null ? null : sideAt(sides, key));

const keysOf = (ends: readonly RelationEnd[]): Set<string> =>
  new Set(ends.flatMap((end) => ((end.status === "at" || end.status === "unlisted") && end.key !== null ? [end.key] : [])));

/** The mark of an end that may be any resource: then whatever is there may be what is kept. */
const anyOf = (ends: readonly RelationEnd[]): Unknown | null => {
  for (const end of ends) if (end.status === "any") return end.mark;
  return null;
};
