import { and, type KnownTruth, not } from "../../../document/index.ts";
import { type AccessContext, type AccessVerdict, isUnknown, type Unknown } from "../../../schemas/index.ts";
import { NOT_DECIDED } from "../not-decided.ts";
import { poolsOf } from "../requests.ts";
import { type ContextValue, NOT_CHOSEN, someContext } from "../search.ts";
import type { Statement } from "../statement.ts";
import type { Lookup } from "../text/template.ts";
import type { CheckedQuestion } from "./check.ts";
import { coupledPools, requestTags, standTogether } from "./coupled.ts";
import { type Decision, decide, holds, namings, type Situation } from "./layers.ts";
import { namesCaller } from "./naming.ts";
import type { PolicyCandidate } from "./policies.ts";
import { insertedTexts } from "./resource.ts";

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
  const fixed = new Map<string, ContextValue>();
  const candidates = relevant(situation);
  const statements = candidates.flatMap(({ readings }) => readings);
  const found = poolsOf(statements, { resource, facts: keys.factsOf, fixed: fixedIn(statements, fixed, valueIn) }, insertedTexts(statements, resource));
  const pools = coupledPools(found ?? new Map());
  const tags = requestTags(pools);
  const consistent = standTogether(situation.caller, tags);
  const fixedLookup: Lookup = (key) => {
    const value = fixed.get(key) ?? valueIn(key);
    return value === undefined ? NOT_CHOSEN : value;
  };
  const of = kept(situation, new Set(candidates));
  const decision = (lookup: Lookup): Decision => decide(of, lookup);
  if (found === null)
    return { verdict: "unknown", allowedWith: null, deniedWith: null, pools, consistent, decision, marks: [NOT_DECIDED.mark], isImpossible: false };
  const search = (goal: (lookup: Lookup) => KnownTruth) => someContext({ pools, fixed: fixedLookup, consistent, goal, maxSteps: MAX_STEPS });
  const may = search((lookup) => decision(lookup).allowed);
  const mayNot = search((lookup) => not(decision(lookup).allowed));
  const lookupOf = (context: ReadonlyMap<string, ContextValue> | null): Lookup | null =>
    context &&
    ((key) => {
      const value = context.get(key);
      return value !== undefined ? value : fixedLookup(key);
    });
  const marks = [may.truth, mayNot.truth].filter(isUnknown);
  const isImpossible = may.truth === false && mayNot.truth === false;
  const verdict: AccessVerdict =
    may.truth === false ? "denied" : mayNot.truth === false ? "allowed" : may.truth === true && mayNot.truth === true ? "conditional" : "unknown";
  // A denial by a statement is the stronger one: it is shown only where no request is denied by silence.
  const silent = mayNot.truth === true ? search((lookup) => and([not(decision(lookup).allowed), not(decision(lookup).explicit)])) : null;
  const denying = silent?.truth === true ? silent.context : mayNot.context;
  return { verdict, allowedWith: lookupOf(may.context), deniedWith: lookupOf(denying), pools, consistent, decision, marks, isImpossible };
}

/** Gives each key of the statements that has one value that value. */
function fixedIn(
  statements: readonly Statement[],
  fixed: Map<string, ContextValue>,
  valueIn: (key: string) => ContextValue | undefined,
): ReadonlyMap<string, ContextValue> {
  for (const key of mentioned(statements)) {
    const value = valueIn(key);
    if (value !== undefined) fixed.set(key, value);
  }
  return fixed;
}

/** Every key that statements test or insert. */
function mentioned(statements: readonly Statement[]): Set<string> {
  const keys = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) walk(one);
    else if (typeof value === "object" && value !== null) {
      if ("key" in value && typeof value.key === "string") keys.add(value.key);
      for (const one of Object.values(value)) if (typeof one === "object") walk(one);
    }
  };
  walk(statements);
  return keys;
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
