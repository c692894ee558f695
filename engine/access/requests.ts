import { and, type KnownTruth, not, someElement } from "../../document/index.ts";
import { isUnknown } from "../../schemas/index.ts";
import type { ConditionClause } from "./condition/clause.ts";
import { mayStandTogether } from "./keys.ts";
import { NOT_DECIDED } from "./not-decided.ts";
import { type ContextValue, NOT_CHOSEN, someContext } from "./search.ts";
import { conditionsHold, hasEffect, knownOf, namesAction, namesResource, type Policy, type Statement } from "./statement.ts";
import { keysOf, type Lookup } from "./text/template.ts";
import { type KeyFacts, mayHave, valuesOf } from "./values.ts";

/** Requests that differ in their context only. */
export interface Requests {
  action: string;
  /** Null where the policy belongs to the resource. */
  resource: string | null;
  /** Whether a statement is about those who make the requests. */
  isAbout: (statement: Statement) => KnownTruth;
  /** What is known of each condition key. */
  facts: (key: string) => KeyFacts;
  /** Values that are the same in all of these requests. */
  fixed: ReadonlyMap<string, ContextValue>;
}

/** A statement with what is known of it whatever the context. */
interface Candidate {
  statement: Statement;
  /** Effect, action and caller. */
  applies: KnownTruth;
}

/** Whether a policy allows some of these requests: an Allow matches, and no Deny. Each Allow is searched by itself, beside the Deny statements. */
export function allowsSome({ statements }: Policy, requests: Requests): KnownTruth {
  const candidates = statements.flatMap((statement): Candidate[] => {
    const applies = and([namesAction(statement, requests.action), requests.isAbout(statement)]);
    return applies === false || about(statement, requests, () => NOT_CHOSEN) === false ? [] : [{ statement, applies }];
  });
  const denies = candidates.filter(({ statement }) => hasEffect(statement, "Deny") !== false);
  return someElement(
    candidates.filter(({ statement }) => hasEffect(statement, "Allow") !== false),
    (allow) =>
      allowsBeside(
        allow,
        denies.filter((deny) => deny !== allow),
        requests,
      ),
  );
}

function allowsBeside(allow: Candidate, denies: readonly Candidate[], requests: Requests): KnownTruth {
  const pools = poolsOf(
    [allow, ...denies].map(({ statement }) => statement),
    requests,
  );
  if (pools === null) return NOT_DECIDED.mark;
  const holds = ({ statement, applies }: Candidate, effect: "Allow" | "Deny", lookup: Lookup): KnownTruth =>
    and([hasEffect(statement, effect), applies, about(statement, requests, lookup), conditionsHold(statement, lookup)]);
  const goal = (lookup: Lookup): KnownTruth => {
    const allowed = holds(allow, "Allow", lookup);
    return allowed === false ? false : and([allowed, not(someElement(denies, (deny) => holds(deny, "Deny", lookup)))]);
  };
  const fixed: Lookup = (key) => {
    const value = requests.fixed.get(key);
    return value === undefined ? NOT_CHOSEN : value;
  };
  return someContext({ pools, fixed, consistent: mayStandTogether, goal }).truth;
}

const about = (statement: Statement, { resource }: Requests, lookup: Lookup): KnownTruth => resource === null || namesResource(statement, resource, lookup);

/**
 * The values that are tried of each key which the statements mention. Null where there are too many.
 *
 * @param further texts of a key that matter beside its tests
 */
export function poolsOf(
  statements: readonly Statement[],
  { facts, fixed, resource }: Pick<Requests, "facts" | "fixed" | "resource">,
  further: (key: string) => readonly string[] = () => [],
): ReadonlyMap<string, readonly ContextValue[]> | null {
  const clauses = statements.flatMap(({ clauses: all }) =>
    isUnknown(all) ? [] : (all as readonly unknown[]).filter((one): one is ConditionClause => !isUnknown(one)),
  );
  const templates = statements.flatMap(({ resources, notResources }) => (resource === null ? [] : [...knownOf(resources), ...knownOf(notResources)]));
  const inValues = clauses.flatMap(({ values }) => knownOf(values));
  const keys = new Set([...clauses.flatMap(({ key }) => (isUnknown(key) ? [] : [key])), ...[...templates, ...inValues].flatMap(keysOf)]);
  const free = [...keys].filter((key) => !fixed.has(key)).sort();

  const on = (key: string): ConditionClause[] => clauses.filter((clause) => clause.key === key);
  const also = (key: string): ContextValue[] =>
    further(key)
      .filter((text) => mayHave(facts(key), on(key), text))
      .map((text) => [text]);
  const first = new Map<string, readonly ContextValue[]>();
  for (const key of free) {
    const values = valuesOf(facts(key), on(key), [], []);
    if (values === null) return null;
    first.set(key, uniqueValues([...values, ...also(key)]));
  }
  const tied = inValues.filter((template) => keysOf(template).length > 0);
  if (tied.length === 0) return first;
  const given = combinations(new Set(tied.flatMap(keysOf)), (key) => first.get(key) ?? [fixed.get(key) ?? null]);
  if (given === null) return null;
  const pools = new Map<string, readonly ContextValue[]>();
  for (const key of free) {
    // What a variable stands for may be compared with the key: their values are tried with each other.
    const partners = clauses.filter((clause) => knownOf(clause.values).some((template) => keysOf(template).includes(key)));
    const equal = partners.flatMap((clause) => (isUnknown(clause.key) ? [] : (first.get(clause.key) ?? [fixed.get(clause.key) ?? null])));
    const own = valuesOf(facts(key), on(key), [], given);
    if (own === null) return null;
    const allowed = equal.filter((value) => value?.every((text) => mayHave(facts(key), on(key), text)));
    pools.set(key, uniqueValues([...own, ...allowed, ...also(key)]));
  }
  return pools;
}

const MAX_COMBINATIONS = 300;

/** Every choice of one value for each key. Null where there are too many. */
function combinations(keys: ReadonlySet<string>, valuesFor: (key: string) => readonly ContextValue[]): Lookup[] | null {
  let all: ReadonlyMap<string, ContextValue>[] = [new Map()];
  for (const key of keys) {
    all = all.flatMap((chosen) => valuesFor(key).map((value) => new Map([...chosen, [key, value]])));
    if (all.length > MAX_COMBINATIONS) return null;
  }
  return all.map((chosen) => (key) => chosen.get(key) ?? null);
}

function uniqueValues(values: readonly ContextValue[]): ContextValue[] {
  const seen = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...seen.values()];
}
