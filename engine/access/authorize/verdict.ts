import { and, type KnownTruth, not } from "../../../document/index.ts";
import { type AccessContext, type AccessVerdict, isUnknown, type Unknown } from "../../../schemas/index.ts";
import { NOT_DECIDED } from "../not-decided.ts";
import { type ContextValue, NOT_CHOSEN, someContext } from "../search.ts";
import type { Lookup } from "../text/template.ts";
import type { CheckedQuestion } from "./check.ts";
import { contextSpace, lookupIn } from "./context-space.ts";
import { type Decision, decide, holds, namings, type Situation } from "./layers.ts";
import { namesCaller } from "./naming.ts";
import type { PolicyCandidate } from "./policies.ts";

const MAX_STEPS = 50_000;
const MAX_CELLS = 64;

/** What all requests of a question come to. */
export interface Decided {
  verdict: AccessVerdict;
  allowedWith: Lookup | null;
  deniedWith: Lookup | null;
  /** Free keys of which values are tried. */
  pools: ReadonlyMap<string, readonly ContextValue[]>;
  consistent: (lookup: Lookup) => boolean;
  decision: (lookup: Lookup) => Decision;
  marks: Unknown[];
  /** No request has the values that are given. */
  isImpossible: boolean;
}

/** Decides all requests of a question: those whose context the question and the document leave open. */
export function verdictOf(situation: Situation, checked: CheckedQuestion): Decided {
  const { given, keys } = checked;
  const unread = new Map<string, Unknown>();
  const valueIn = (key: string): ContextValue | undefined => {
    const asked = given.get(key);
    if (asked !== undefined) return asked;
    const fixed = keys.valueIn(key);
    if (isUnknown(fixed)) unread.set(key, fixed);
    return isUnknown(fixed) ? undefined : (fixed as ContextValue | undefined);
  };
  const first = decided(situation, checked, valueIn);
  const open = [...unread].filter(([key]) => first.pools.has(key));
  if (first.verdict !== "conditional" || open.length === 0) return first;
  // What a key that was not read decides is not known: each of its values must come to the same.
  const cells = open.reduce<Map<string, ContextValue>[]>(
    (all, [key]) => all.flatMap((cell) => (first.pools.get(key) ?? []).map((value) => new Map([...cell, [key, value]]))),
    [new Map()],
  );
  const same =
    cells.length <= MAX_CELLS &&
    cells.every((cell) => decided(situation, checked, (key) => cell.get(key) ?? (cell.has(key) ? null : valueIn(key))).verdict === "conditional");
  return same ? first : { ...first, verdict: "unknown", marks: open.map(([, mark]) => mark) };
}

function decided(situation: Situation, checked: CheckedQuestion, valueIn: (key: string) => ContextValue | undefined): Decided {
  const { keys, resource } = checked;
  const candidates = relevant(situation);
  const statements = candidates.flatMap(({ readings }) => readings);
  const space = contextSpace({ statements, caller: situation.caller, resource, valueIn, factsOf: keys.factsOf });
  const of = kept(situation, new Set(candidates));
  const decision = (lookup: Lookup): Decision => decide(of, lookup);
  if (space === null) {
    const none = { verdict: "unknown" as const, allowedWith: null, deniedWith: null, pools: new Map(), consistent: () => true };
    return { ...none, decision, marks: [NOT_DECIDED.mark], isImpossible: false };
  }
  const { pools, fixed, consistent } = space;
  const search = (goal: (lookup: Lookup) => KnownTruth) => someContext({ pools, fixed, consistent, goal, maxSteps: MAX_STEPS });
  const may = search((lookup) => decision(lookup).allowed);
  const mayNot = search((lookup) => not(decision(lookup).allowed));
  const lookupOf = (context: ReadonlyMap<string, ContextValue> | null): Lookup | null => context && lookupIn(context, space);
  const marks = [may.truth, mayNot.truth].filter(isUnknown);
  const isImpossible = may.truth === false && mayNot.truth === false;
  const verdict: AccessVerdict =
    may.truth === false ? "denied" : mayNot.truth === false ? "allowed" : may.truth === true && mayNot.truth === true ? "conditional" : "unknown";
  // A denial by a statement is the stronger one: it is shown only where no request is denied by silence.
  const silent = mayNot.truth === true ? search((lookup) => and([not(decision(lookup).allowed), not(decision(lookup).explicit)])) : null;
  const denying = silent?.truth === true ? silent.context : mayNot.context;
  return { verdict, allowedWith: lookupOf(may.context), deniedWith: lookupOf(denying), pools, consistent, decision, marks, isImpossible };
}

/** Statements that may match some request of the question. */
function relevant(situation: Situation): PolicyCandidate[] {
  const { identity, boundary, session, scps, rcps, resource } = situation;
  const open: Lookup = () => NOT_CHOSEN;
  const may = (candidate: PolicyCandidate): boolean => (["Allow", "Deny"] as const).some((effect) => holds(candidate, effect, situation, open) !== false);
  const plain = [...identity, ...(boundary ?? []), ...(session ?? []), ...(scps ?? []).flat(), ...rcps].filter(may);
  return [...plain, ...resource.filter((candidate) => namesCaller(namings(candidate, situation)) !== false && may(candidate))];
}

function kept(situation: Situation, candidates: ReadonlySet<PolicyCandidate>): Situation {
  const those = (list: readonly PolicyCandidate[]): PolicyCandidate[] => list.filter((candidate) => candidates.has(candidate));
  const { identity, boundary, session, scps, rcps, resource } = situation;
  return {
    ...situation,
    identity: those(identity),
    boundary: boundary && those(boundary),
    session: session && those(session),
    scps: scps === null ? null : scps.map(those),
    rcps: those(rcps),
    resource: those(resource),
  };
}

/** Keys of which another value, the others as they are, turns an allowed request into one that is not. */
export function decidingKeys({ allowedWith, deniedWith, pools, consistent, decision }: Decided): string[] {
  if (!allowedWith) return [];
  const found = new Set<string>();
  for (const [key, values] of pools) {
    for (const value of values) {
      const lookup: Lookup = (one) => (one === key ? value : allowedWith(one));
      if (!found.has(key) && consistent(lookup) && decision(lookup).allowed === false) found.add(key);
    }
  }
  if (found.size === 0 && deniedWith) for (const key of pools.keys()) if (JSON.stringify(allowedWith(key)) !== JSON.stringify(deniedWith(key))) found.add(key);
  return [...found].sort();
}

/** A context that differs from another in as few keys as turn the verdict. */
export function nearestDenied({ allowedWith, deniedWith, pools, consistent, decision }: Decided): Lookup | null {
  if (!allowedWith || !deniedWith) return deniedWith;
  const changed = new Map([...pools.keys()].map((key) => [key, deniedWith(key)]));
  const lookup: Lookup = (key) => (changed.has(key) ? (changed.get(key) ?? null) : allowedWith(key));
  for (const key of pools.keys()) {
    const before = changed.get(key);
    changed.set(key, allowedWith(key));
    if (!consistent(lookup) || decision(lookup).allowed !== false) changed.set(key, before ?? null);
  }
  return lookup;
}

/** The values of the free keys in a request. */
export function contextIn(lookup: Lookup | null, { pools }: Decided): AccessContext | null {
  if (!lookup) return null;
  const values = [...pools.keys()].sort().map((key) => [key, lookup(key)] as const);
  return Object.fromEntries(values.map(([key, value]) => [key, isUnknown(value) ? null : (value as readonly string[] | null)]));
}
