import { type ActionCatalogue, and, canonicalJson, isEmpty, type KnownTruth, not } from "../../../document/index.ts";
import { type AccessAnswer, type AccessComparison, type AccessWitness, type ComparisonGap, type EffectOn, isUnknown } from "../../../schemas/index.ts";
import { mentionedKeys } from "../authorize/context-space.ts";
import { givenStatements, type PolicyCandidate } from "../authorize/policies.ts";
import type { GivenPolicy } from "../authorize/question.ts";
import { isAboutResource } from "../authorize/resource.ts";
import type { IsWanted } from "../cells/actions.ts";
import { type CellGroup, type OpenGroup, requestCells } from "../cells/cells.ts";
import { type Effect, effectIn, type WildcardReading } from "../cells/effect.ts";
import { type ContextValue, NOT_CHOSEN, someContext } from "../search.ts";
import { hasEffect, knownOf, type Statement } from "../statement.ts";
import type { Lookup } from "../text/template.ts";
import { replayed } from "./replay.ts";

/** Two sets of identity policies, each of one holder. */
export interface ComparisonQuestion {
  before: readonly GivenPolicy[];
  after: readonly GivenPolicy[];
}

export type PoliciesCompared = { ok: true; comparison: AccessComparison } | { ok: false; unread: string[] };

/** Which difference counts: of what is allowed only, or of what is denied too. */
type Measure = (one: Effect, other: Effect) => KnownTruth;

/** What one allows beyond another, and what it does not deny of what the other denies. */
const MEASURES: Readonly<Record<"allowed" | "denied", Measure>> = {
  allowed: (one, other) => and([one.allowed, not(other.allowed)]),
  denied: (one, other) => and([other.denied, not(one.denied)]),
};

/** Most contexts of a group that are tried. */
const MAX_STEPS = 20_000;
const MAX_ALSO = 20;

/**
 * Whether policies allow more than others, for every request. Each difference that is found is shown by a request, which `authorize` decides again.
 *
 * @returns the names of those that are no policy documents
 */
export function comparePolicies(question: ComparisonQuestion, actions: ActionCatalogue): PoliciesCompared {
  return compared(question, actions, { ways: ["adds", "removes"], measures: ["allowed", "denied"] });
}

/**
 * Whether policies allow a request that others do not. What either side denies counts only where it takes away what the same side allows.
 *
 * @returns the names of those that are no policy documents
 */
export function addedAccess(question: ComparisonQuestion, actions: ActionCatalogue): PoliciesCompared {
  return compared(question, actions, { ways: ["adds"], measures: ["allowed"] });
}

function compared({ before, after }: ComparisonQuestion, actions: ActionCatalogue, sought: Sought): PoliciesCompared {
  const read = (policies: readonly GivenPolicy[]): (readonly [GivenPolicy, PolicyCandidate[] | null])[] =>
    policies.map((policy) => [policy, givenStatements("identity", policy)]);
  const [old, next] = [read(before), read(after)];
  const unread = [...old, ...next].flatMap(([{ name }, statements]) => (statements === null ? [name] : []));
  if (unread.length > 0) return { ok: false, unread: [...new Set(unread)] };
  const texts = [before, after].map((policies) => policies.map(({ document }) => canonicalJson(document)).join());
  if (texts[0] === texts[1]) return { ok: true, comparison: { verdict: "equivalent", ...NOTHING, future: NOTHING, gaps: [] } };
  const of = (list: typeof old): PolicyCandidate[] => list.flatMap(([, statements]) => statements ?? []);
  return { ok: true, comparison: comparisonOf({ old: of(old), next: of(next) }, { before, after }, actions, sought) };
}

const NOTHING: Pick<AccessComparison, "adds" | "removes"> = { adds: null, removes: null };

function comparisonOf(
  { old, next }: Readonly<Record<"old" | "next", readonly PolicyCandidate[]>>,
  question: ComparisonQuestion,
  actions: ActionCatalogue,
  sought: Sought,
): AccessComparison {
  const policies = [...old, ...next];
  if (policies.some(namesPrincipals)) return { verdict: "unknown", ...NOTHING, future: NOTHING, gaps: [{ why: "names-principals", actions: [] }] };
  const sides = { old: new Set(old), next: new Set(next) };
  const differences = (of: "named" | "unnamed", ways: readonly Way[]) =>
    differencesIn(requestCells({ policies, actions, of, isWanted: mayDifferBy(sides) }), { ...sought, ways }, sides, question, actions);
  const named = differences("named", sought.ways);
  const verdict = verdictOf(named);
  // What AWS may add matters where its actions of today are treated alike.
  const future = differences("unnamed", named.adds ? [] : named.removes ? ["adds"] : sought.ways);
  return { verdict, ...named, future: { adds: future.adds, removes: future.removes } };
}

type Way = "adds" | "removes";

/** Which differences are looked for. */
interface Sought {
  ways: readonly Way[];
  measures: readonly (keyof typeof MEASURES)[];
}

/** Statements that name principals belong to a resource. */
const namesPrincipals = ({ readings }: PolicyCandidate): boolean =>
  readings.some(({ principals, notPrincipals }) => isEmpty(principals) !== true || isEmpty(notPrincipals) !== true);

type Differences = Pick<AccessComparison, "adds" | "removes" | "gaps">;

const verdictOf = ({ adds, removes, gaps }: Differences): AccessComparison["verdict"] =>
  adds ? "wider" : gaps.length > 0 ? "unknown" : removes ? "within" : "equivalent";

interface Sides {
  old: ReadonlySet<PolicyCandidate>;
  next: ReadonlySet<PolicyCandidate>;
}

/** The first difference of each kind. A request that is allowed counts more than one that is no longer denied. */
function differencesIn(
  groups: Iterable<CellGroup | OpenGroup>,
  { ways, measures }: Sought,
  sides: Sides,
  question: ComparisonQuestion,
  actions: ActionCatalogue,
): Differences {
  const found: Record<Way, Partial<Record<keyof typeof MEASURES, AccessWitness>>> = { adds: {}, removes: {} };
  const gaps = new Map<ComparisonGap, Set<string>>();
  const gap = (why: ComparisonGap, names: readonly string[]): void => {
    gaps.set(why, new Set([...(gaps.get(why) ?? []), ...names]));
  };
  if (ways.length === 0) return { ...NOTHING, gaps: [] };
  for (const group of groups) {
    if (ways.every((way) => found[way].allowed)) break;
    if ("why" in group) {
      gap(group.why, group.actions?.names ?? []);
      continue;
    }
    if (isAlike(group, sides)) continue;
    for (const way of ways) {
      for (const measure of measures) {
        if (found[way].allowed || found[way][measure] || !mayDiffer(group, sides, way, measure)) continue;
        const answer = differenceIn(group, sides, way, MEASURES[measure], question, actions);
        if (answer === null) continue;
        if (typeof answer === "string") gap(answer, group.actions.names);
        else found[way][measure] = answer;
      }
    }
  }
  const first = (way: Way): AccessWitness | null => found[way].allowed ?? found[way].denied ?? null;
  return { adds: first("adds"), removes: first("removes"), gaps: [...gaps].map(([why, names]) => ({ why, actions: [...names].slice(0, MAX_ALSO) })) };
}

/** Whether the statements that may match a request differ between the sides. Where they are the same, it needs not be worked out. */
function mayDifferBy({ old, next }: Sides): IsWanted {
  const textsOf = (side: ReadonlySet<PolicyCandidate>): Map<Statement, string> =>
    new Map([...side].flatMap(({ readings }) => readings.map((statement, at) => [statement, `${at} ${JSON.stringify(readings)}`] as const)));
  const sides = [textsOf(old), textsOf(next)];
  return (naming) => {
    const [one = "", other = ""] = sides.map((texts) => [...new Set(naming.flatMap((statement) => texts.get(statement) ?? []))].sort().join("\n"));
    return one !== other || one.includes('"$unknown"');
  };
}

/** Whether the statements of a group say the same on both sides, whatever the context: the same effects under the same conditions. */
function isAlike(group: CellGroup, { old, next }: Sides): boolean {
  const of = (side: ReadonlySet<PolicyCandidate>): string[] | null => {
    const seen = new Set<string>();
    for (const candidate of group.candidates.filter((one) => side.has(one))) {
      const [statement, ...others] = candidate.readings;
      if (!statement || others.length > 0) return null;
      if (JSON.stringify(statement.clauses).includes('"$unknown"')) return null;
      const about = aboutIn(group, statement);
      if (about !== true) seen.add(JSON.stringify([statement.effect, statement.resources, statement.notResources, statement.clauses]));
      else seen.add(JSON.stringify([statement.effect, [...new Set(knownOf(statement.clauses).map((one) => JSON.stringify(one)))].sort()]));
    }
    return [...seen].sort();
  };
  const [one, other] = [of(old), of(next)];
  return one !== null && other !== null && one.join("\n") === other.join("\n");
}

const aboutIn = ({ requested }: CellGroup, statement: PolicyCandidate["readings"][number]): KnownTruth =>
  isAboutResource(statement, { ...requested, acrossSegments: NOT_CHOSEN, ofOneAccount: NOT_CHOSEN }, () => NOT_CHOSEN);

/** Whether there is a statement without which nothing is added: an Allow of the side that allows more, or a Deny of the other. */
function mayDiffer({ candidates }: CellGroup, { old, next }: Sides, way: Way, measure: keyof typeof MEASURES): boolean {
  const [effect, side] = measure === "allowed" ? (["Allow", way === "adds" ? next : old] as const) : (["Deny", way === "adds" ? old : next] as const);
  return candidates.some((candidate) => side.has(candidate) && candidate.readings.some((statement) => hasEffect(statement, effect) !== false));
}

/** A request of a group in which one side goes beyond the other; the reason where that is not decided. */
function differenceIn(
  group: CellGroup,
  { old, next }: Sides,
  way: Way,
  measure: Measure,
  question: ComparisonQuestion,
  actions: ActionCatalogue,
): AccessWitness | ComparisonGap | null {
  let open: ComparisonGap | null = null;
  for (const reading of readingsOf(group)) {
    const [before, after] = [effectIn(group, old, reading), effectIn(group, next, reading)];
    const goal = (lookup: Lookup): KnownTruth => (way === "adds" ? measure(after(lookup), before(lookup)) : measure(before(lookup), after(lookup)));
    const { truth, context } = someContext({ pools: group.pools, fixed: group.fixed, consistent: group.consistent, goal, maxSteps: MAX_STEPS });
    if (isUnknown(truth)) open ??= "condition-not-decided";
    if (!context) continue;
    const witness = witnessOf(group, context, question, actions);
    const isConfirmed = witness !== null && isDifferent(witness, way);
    if (isConfirmed) return witness;
    open ??= witness && [witness.before.effect, witness.after.effect].includes("unknown") ? "wildcard-not-documented" : "witness-not-confirmed";
  }
  return open;
}

/** Both readings of wildcards where they differ. */
function readingsOf(group: CellGroup): WildcardReading[] {
  const isOpen = group.candidates.some(({ readings }) => readings.some((statement) => isUnknown(aboutIn(group, statement))));
  return isOpen ? ["wide", "narrow"] : ["wide"];
}

const RANK = { denied: 0, "not-allowed": 1, allowed: 2, unknown: Number.NaN } as const;

const isDifferent = ({ before, after }: AccessWitness, way: Way): boolean =>
  way === "adds" ? RANK[after.effect] > RANK[before.effect] : RANK[after.effect] < RANK[before.effect];

/** A request as the evaluator decides it on both sides; null where it refuses it. */
function witnessOf(
  group: CellGroup,
  chosen: ReadonlyMap<string, ContextValue>,
  { before, after }: ComparisonQuestion,
  actions: ActionCatalogue,
): AccessWitness | null {
  const context = new Map([...fixedValues(group), ...chosen]);
  const request = { kind: group.kind, actions: group.actions, resource: group.resource, context };
  const [old, next] = [replayed(request, before, { actions }), replayed(request, after, { actions })];
  if (!old || !next) return null;
  const { names, isNamed } = group.actions;
  const [action = "", ...others] = names;
  return {
    principal: next.principal,
    action,
    alsoActions: others.slice(0, MAX_ALSO),
    actionCount: names.length,
    resource: group.resource,
    context: Object.fromEntries([...context].sort(([one], [other]) => (one < other ? -1 : 1))),
    before: effectOn(old, before),
    after: effectOn(next, after),
    isNamed,
  };
}

/** Keys that statements test and that have one value in all requests of a group. */
function fixedValues({ candidates, fixed, pools }: CellGroup): [string, readonly string[]][] {
  const keys = [...mentionedKeys(candidates.flatMap(({ readings }) => readings))].filter((key) => !pools.has(key));
  return keys.flatMap((key): [string, readonly string[]][] => {
    const value = fixed(key);
    return value === null || isUnknown(value) ? [] : [[key, value as readonly string[]]];
  });
}

/** What an answer says of policies, with the lines of their statements. */
function effectOn({ verdict, reason, layers }: AccessAnswer, policies: readonly GivenPolicy[]): EffectOn {
  const effect = verdict === "allowed" ? "allowed" : verdict === "denied" ? (reason === "explicit-deny" ? "denied" : "not-allowed") : "unknown";
  const statements = layers.filter(({ layer }) => layer === "identity").flatMap((layer) => layer.statements);
  const lined = statements.map((source) => ({ ...source, kind: "given" as const, holder: null, line: lineOf(source, policies) }));
  return { effect, statements: lined };
}

const lineOf = ({ policy, index }: { policy: string; index: number | null }, policies: readonly GivenPolicy[]): number | null =>
  index === null ? null : (policies.find(({ name }) => name === policy)?.lines?.[index] ?? null);
