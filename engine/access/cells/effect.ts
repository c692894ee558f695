import type { KnownTruth } from "../../../document/index.ts";
import { decide, type Situation } from "../authorize/layers.ts";
import { marksFor } from "../authorize/marks.ts";
import type { PolicyCandidate } from "../authorize/policies.ts";
import type { ContextValue } from "../search.ts";
import type { Lookup } from "../text/template.ts";
import type { CellGroup } from "./cells.ts";

/**
 * How a wildcard of a resource pattern is read where AWS does not document it: whether one inside a segment matches a colon, and whether a pattern of one
 * account's resources is about a call on nothing.
 */
export type WildcardReading = "wide" | "narrow";

/** What policies say of a request. */
export interface Effect {
  allowed: KnownTruth;
  /** Whether a statement denies it. */
  denied: KnownTruth;
}

/** Decides the requests of a group by some of its policies, as identity policies of the one who makes them. */
export function effectIn(group: CellGroup, policies: ReadonlySet<PolicyCandidate>, reading: WildcardReading): (lookup: Lookup) => Effect {
  const isWide = reading === "wide";
  const situation: Situation = {
    caller: group.caller,
    action: group.action,
    requested: { ...group.requested, acrossSegments: isWide, ofOneAccount: isWide },
    rule: "account",
    identity: group.candidates.filter((candidate) => policies.has(candidate)),
    boundary: null,
    hasBoundary: false,
    session: null,
    scps: null,
    rcps: [],
    resource: [],
    identityOtherwise: false,
    further: false,
    marks: marksFor({ gaps: {} }),
  };
  return (lookup) => {
    const { allowed, explicit } = decide(situation, lookup);
    return { allowed, denied: explicit };
  };
}

/** Each context of a group: every choice of a value for each free key that can stand in one request. */
export function* contextsOf({ pools, fixed, consistent }: Pick<CellGroup, "pools" | "fixed" | "consistent">): Generator<ReadonlyMap<string, ContextValue>> {
  const keys = [...pools];
  const chosen = new Map<string, ContextValue>();
  const lookup: Lookup = (key) => {
    const value = chosen.get(key);
    return value !== undefined ? value : fixed(key);
  };
  function* choose(at: number): Generator<ReadonlyMap<string, ContextValue>> {
    const next = keys[at];
    if (!next) {
      if (consistent(lookup)) yield new Map(chosen);
      return;
    }
    for (const value of next[1]) {
      chosen.set(next[0], value);
      yield* choose(at + 1);
    }
    chosen.delete(next[0]);
  }
  yield* choose(0);
}
