import type { Unknown } from "../../../schemas/index.ts";
import { joined, type Opening } from "./opening.ts";

/**
 * One end of an edge (a membership, an attachment) as an operation names it.
 *
 * * `at`: a resource of the document, by key.
 * * `unlisted`: one that exists, as far as the plan shows, and that the document does not hold.
 * * `fresh`: one that the plan creates and whose ARN only the apply will show: none that exists.
 * * `any`: only the apply will show it. `among`: of which kind, where a side has several. `of`: of which keys it is one; `isChoice`: and no other of
 *   them with it.
 */
export type RelationEnd =
  | { status: "at"; key: string }
  | { status: "unlisted"; key: string | null }
  | { status: "fresh"; mark: Unknown }
  | { status: "any"; mark: Unknown; among?: string; of?: string[]; isChoice?: true };

export type RelationState = "present" | "absent" | "maybe";

/** What the operations do to the edges of one resource. */
export interface SideChange {
  /** By key of the other end. */
  edges: Map<string, RelationState>;
  /** Set where it may gain edges: to those of its members, or to any. */
  opens: Opening | null;
  /** Set where it may lose edges: to those of its members, or any. */
  loses: Opening | null;
  /** Whether every edge not named is gone. */
  exact: boolean;
}

export interface RelationChange {
  left: Map<string, SideChange>;
  right: Map<string, SideChange>;
  /** What any resource of that side may gain, or lose, by its kind. */
  allLeft: AllSides;
  allRight: AllSides;
  /** Edges of which one is there for sure, and which one only the apply will show. */
  choices: { left: string; rights: readonly string[] }[];
}

/** By kind; of a side of one kind the empty text. */
export type AllSides = Map<string, Pick<SideChange, "opens" | "loses">>;

/** A list's change: its own, and what any of its kind may gain or lose. */
export function sideWithAll(side: SideChange | undefined, all: AllSides, kind = ""): SideChange {
  const { edges, opens, loses, exact } = side ?? { edges: new Map(), opens: null, loses: null, exact: false };
  const of = all.get(kind);
  return { edges, exact, opens: joined(opens, of?.opens ?? null), loses: joined(loses, of?.loses ?? null) };
}

/** What operations claim of the edges between two sides; `by` is who claims, in the order of its own operations. */
export interface Relation {
  claim(by: string, left: RelationEnd, right: RelationEnd, effect: "present" | "absent"): void;
  /** The left resource keeps exactly these; `rests` where there may be others too that only the apply will show. */
  onlyRights(by: string, left: RelationEnd, rights: readonly RelationEnd[], rests: readonly AnyEnd[]): void;
  onlyLefts(by: string, right: RelationEnd, lefts: readonly RelationEnd[], rests: readonly AnyEnd[]): void;
  /** `rightsOf`, `leftsOf`: keys of the edges before. */
  settle(rightsOf: (left: string) => Iterable<string>, leftsOf: (right: string) => Iterable<string>): RelationChange;
}

export type AnyEnd = Extract<RelationEnd, { status: "any" }>;

interface Only {
  by: string;
  key: string;
  keep: Set<string>;
  rest: Unknown | null;
  position: number;
}

interface Claimed {
  /** `gained`, `chosen`: it may be there; an edge that is there for another reason stays. Of those that are chosen from, one is there. */
  effect: RelationState | "gained" | "chosen";
  position: number;
  /** Why it may be there, where that is not the order of the operations. */
  mark: Unknown | null;
}

const PERHAPS: ReadonlySet<Claimed["effect"]> = new Set(["gained", "chosen"]);

export function relation(unsure: (by: string) => Unknown): Relation {
  /** Left key → right key → who → what it claims last. */
  const pairs = new Map<string, Map<string, Map<string, Claimed>>>();
  const lefts = new Map<string, SideChange>();
  const rights = new Map<string, SideChange>();
  const allLeft: AllSides = new Map();
  const allRight: AllSides = new Map();
  const choices: RelationChange["choices"] = [];
  const onlyOfLeft: Only[] = [];
  const onlyOfRight: Only[] = [];
  let position = 0;

  function put(by: string, left: string, right: string, effect: Claimed["effect"], at: number, mark: Unknown | null = null): void {
    const rightsOfLeft = pairs.get(left) ?? new Map<string, Map<string, Claimed>>();
    pairs.set(left, rightsOfLeft);
    const claims = rightsOfLeft.get(right) ?? new Map<string, Claimed>();
    rightsOfLeft.set(right, claims);
    const earlier = claims.get(by);
    if (!earlier || (earlier.position <= at && !PERHAPS.has(effect))) claims.set(by, { effect, position: at, mark });
  }

  function claim(by: string, left: RelationEnd, right: RelationEnd, effect: "present" | "absent"): void {
    const leftKey = left.status === "at" || left.status === "unlisted" ? left.key : null;
    const rightKey = right.status === "at" || right.status === "unlisted" ? right.key : null;
    position += 1;
    if (leftKey !== null && rightKey !== null) {
      put(by, leftKey, rightKey, effect, position);
      return;
    }
    if (leftKey !== null && right.status === "any" && right.of && effect === "present") {
      for (const key of right.of) put(by, leftKey, key, right.isChoice ? "chosen" : "gained", position, right.isChoice ? right.mark : null);
      if (right.isChoice) choices.push({ left: leftKey, rights: right.of });
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
    const add = (side: Pick<SideChange, "opens" | "loses">, other: RelationEnd): void => {
      const key = other.status === "at" || other.status === "unlisted" ? other.key : null;
      side[which] = joined(side[which], { mark, members: key === null ? null : [key] });
    };
    if (leftSide) add(leftSide, right);
    if (rightSide) add(rightSide, left);
    if (left.status === "any") add(sideOfAll(allLeft, left), right);
    if (right.status === "any") add(sideOfAll(allRight, right), left);
  }

  return {
    claim,
    onlyRights(by, left, keep, rests) {
      for (const right of [...keep, ...rests]) claim(by, left, right, "present");
      if (left.status === "at") onlyOfLeft.push({ by, key: left.key, keep: keysOf(keep), rest: anyOf([...rests, ...keep]), position: ++position });
      if (left.status === "any") claim(by, left, { status: "any", mark: left.mark }, "absent");
    },
    onlyLefts(by, right, keep, rests) {
      for (const left of [...keep, ...rests]) claim(by, left, right, "present");
      if (right.status === "at") onlyOfRight.push({ by, key: right.key, keep: keysOf(keep), rest: anyOf([...rests, ...keep]), position: ++position });
      if (right.status !== "any") return;
      // Which policy keeps only these is not known: any holder of any kind may lose it.
      for (const among of ["", ...ALL_KINDS]) claim(by, { status: "any", mark: right.mark, among }, right, "absent");
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
          if (effects.has("present")) for (const perhaps of PERHAPS) effects.delete(perhaps);
          const [claimed] = effects.size === 1 ? effects : (["maybe"] as const);
          if (claimed === undefined) continue;
          const effect = claimed === "gained" || claimed === "chosen" ? "maybe" : claimed;
          sideAt(lefts, left).edges.set(right, effect);
          sideAt(rights, right).edges.set(left, effect);
          if (effect !== "maybe") continue;
          const [by = ""] = claims.keys();
          const mark = [...claims.values()].find((each) => each.mark !== null)?.mark ?? unsure(by);
          sideAt(lefts, left).opens = joined(sideAt(lefts, left).opens, { mark, members: [right] });
          sideAt(rights, right).opens = joined(sideAt(rights, right).opens, { mark, members: [left] });
        }
      }
      for (const only of onlyOfLeft) if (!only.rest) sideAt(lefts, only.key).exact = true;
      for (const only of onlyOfRight) if (!only.rest) sideAt(rights, only.key).exact = true;
      return { left: lefts, right: rights, allLeft, allRight, choices };
    },
  };
}

const sideAt = (sides: Map<string, SideChange>, key: string): SideChange => {
  const found = sides.get(key) ?? { edges: new Map(), opens: null, loses: null, exact: false };
  sides.set(key, found);
  return found;
};

/** Kinds of those that hold policies. */
const ALL_KINDS = ["user", "group", "role"] as const;

function sideOfAll(sides: AllSides, { among = "" }: AnyEnd): Pick<SideChange, "opens" | "loses"> {
  const found = sides.get(among) ?? { opens: null, loses: null };
  sides.set(among, found);
  return found;
}

const sideOf = (sides: Map<string, SideChange>, key: string | null): SideChange | null => (key === null ? null : sideAt(sides, key));

const keysOf = (ends: readonly RelationEnd[]): Set<string> =>
  new Set(ends.flatMap((end) => ((end.status === "at" || end.status === "unlisted") && end.key !== null ? [end.key] : [])));

/** The mark of an end that may be any resource: then whatever is there may be what is kept. */
const anyOf = (ends: readonly RelationEnd[]): Unknown | null => {
  for (const end of ends) if (end.status === "any") return end.mark;
  return null;
};
