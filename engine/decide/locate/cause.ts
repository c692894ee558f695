import { compareText } from "../../../document/index.ts";
import { isUnknown, type Result, TABLE } from "../../../schemas/index.ts";
import type { ChangedAt, PlannedWrite } from "../../changes/index.ts";
import { type Fact, NESTED, testAtClause } from "../../evaluate/index.ts";
import { type CheckedRule, conditionReads, sourcesRead } from "../../language/index.ts";

/** What the plans of an account change, and where they say it. */
export interface ChangesOfPlans {
  /** The addresses that change a resource, by its ARN or id. */
  changedAt: Readonly<Record<string, readonly ChangedAt[]>>;
  writes: readonly PlannedWrite[];
}

export interface FoundCause {
  address: string;
  /** Other addresses that change the same resource, in their order. */
  others: string[];
}

export type CauseOf = (result: Result, culprits: () => readonly Fact[]) => FoundCause | null;

/** What a test that failed had too much of, or too little of; `value`: neither, it is a value of the resource. */
type Lack = "much" | "little" | "value";

/** Tests of one clause that failed. */
interface Culprit {
  lack: Lack;
  /** Fields that the test reads, as `role.attachedPolicyArns`, and their kinds. */
  reads: ReadonlySet<string>;
  /** What makes it fail: ARNs and ids of elements, names, texts that it compares with. */
  ids: ReadonlySet<string>;
  /** Every element that the test looked at and that did not help, those among `ids` too. */
  around: ReadonlySet<string>;
  /** It stands for all that the rule reads, because no test that fails is known, or nothing wrote what they read. */
  isWholeRule: boolean;
}

/**
 * Makes the function that says which change of the plans causes a result: the one that wrote what the failing tests found. Where no write is known to, it is
 * a change of the resource itself, and one that deletes only where nothing else changes it. The order of the plans decides nothing: of two that
 * are alike the first by its address.
 */
export function causeFinder(parts: readonly ChangesOfPlans[], rules: readonly CheckedRule[]): CauseOf {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const writes = parts.flatMap((part) => part.writes);
  const byKey = grouped(writes, ({ keys }) => keys);
  const byKind = grouped(writes, ({ kind }) => [kind]);
  const changedAt = (key: string): readonly ChangedAt[] => parts.flatMap((part) => (Object.hasOwn(part.changedAt, key) ? (part.changedAt[key] ?? []) : []));
  const byAddress = (one: { address: string }, other: { address: string }): number => compareText(one.address, other.address);
  const readsOf = new Map<string, ReadonlySet<string>>();

  return (result, culpritFacts) => {
    const own = [result.resource.arn, result.resource.id].filter((key) => key !== null);
    const changes = own.flatMap((key) => changedAt(key)).sort(byAddress);
    const rule = byId.get(result.rule);
    const address = (rule && causedBy(result, rule, own, changes, culpritFacts())) ?? fallback(changes);
    if (address === null) return null;
    return { address, others: [...new Set(changes.map((each) => each.address))].filter((other) => other !== address) };
  };

  function causedBy({ resource }: Result, rule: CheckedRule, own: readonly string[], changes: readonly ChangedAt[], facts: readonly Fact[]): string | null {
    const itself = new Set(changes.flatMap((each) => (each.isItself ? [each.address] : [])));
    const wholeRule: Culprit = { lack: "value", reads: readsOfRule(rule), ids: new Set(), around: new Set(), isWholeRule: true };
    let best: { address: string; cost: number[] } | null = null;
    for (const culprit of [...culpritsOf(rule, facts), wholeRule]) {
      const related = new Set<PlannedWrite>(own.flatMap((key) => byKey.get(key) ?? []));
      const direct = new Set(related);
      for (const id of culprit.around) for (const write of byKey.get(id) ?? []) related.add(write);
      if (resource.kind === "account") for (const kind of kindsIn(culprit.reads)) for (const write of byKind.get(kind) ?? []) related.add(write);
      for (const write of related) {
        if (!isRead(write, culprit.reads)) continue;
        const cost = [
          culprit.isWholeRule ? 1 : 0,
          effectCost(write, culprit.lack),
          isOfElement(write, culprit) ? 0 : 1,
          direct.has(write) ? 0 : 1,
          itself.has(write.address) ? 0 : 1,
          write.fields === null && !isLoss(write, culprit) ? 1 : 0,
        ];
        const order = best === null ? -1 : compareCosts(cost, best.cost);
        if (best === null || order < 0 || (order === 0 && compareText(write.address, best.address) < 0)) best = { address: write.address, cost };
      }
    }
    return best?.address ?? null;
  }

  function readsOfRule(rule: CheckedRule): ReadonlySet<string> {
    const known = readsOf.get(rule.id) ?? new Set(sourcesRead([rule]));
    readsOf.set(rule.id, known);
    return known;
  }
}

/** A change of the resource itself, else of what binds it; what deletes only where nothing else changes it. */
function fallback(changes: readonly ChangedAt[]): string | null {
  const kept = changes.filter(({ deletes }) => !deletes);
  const left = kept.length > 0 ? kept : changes;
  return (left.find(({ isItself }) => isItself) ?? left[0])?.address ?? null;
}

/** Of what there is too much, a removal is no cause; of what there is too little, no addition. */
function effectCost({ effect }: PlannedWrite, lack: Lack): number {
  return (lack === "much" && effect === "removes") || (lack === "little" && effect === "adds") ? 1 : 0;
}

/** Whether a write takes away all of what there is too little of: more than one that changes it. */
const isLoss = ({ effect }: PlannedWrite, { lack }: Culprit): boolean => lack === "little" && effect === "removes";

/** Whether a write is one of what the failing test names: what it adds or takes away, else the resource that it is of. */
function isOfElement({ ids, keys }: PlannedWrite, culprit: Culprit): boolean {
  if (culprit.lack === "value" || culprit.ids.size === 0) return true;
  return (ids.length > 0 ? ids : keys).some((id) => culprit.ids.has(id));
}

const isRead = ({ kind, fields }: PlannedWrite, reads: ReadonlySet<string>): boolean =>
  fields === null ? reads.has(kind) : fields.some((field) => reads.has(`${kind}.${field}`));

const KINDS = Object.keys(TABLE.kinds);

const kindsIn = (reads: ReadonlySet<string>): string[] => KINDS.filter((kind) => reads.has(kind));

/** The failing tests, those of one clause together. */
function culpritsOf(rule: CheckedRule, facts: readonly Fact[]): Culprit[] {
  const { body } = rule;
  if (body.kind !== "state") return [];
  const groups = new Map<string, { lack: Lack; clause: string; ids: Set<string>; around: Set<string> }>();
  const known = facts.filter(({ value }) => !isUnknown(value));
  // Beside what is known to fail, what is not known is no cause.
  for (const fact of known.length > 0 ? known : facts) {
    const lack = lackOf(fact);
    const clause = fact.among ?? fact.clause;
    const group = groups.get(`${clause} ${lack}`) ?? { lack, clause, ids: new Set(), around: new Set() };
    groups.set(`${clause} ${lack}`, group);
    const elements = fact.element?.split(NESTED) ?? [];
    // Of what a list lacks only the element that holds the list is to blame, and not what stands in it.
    const depth = fact.among === undefined ? elements.length : fact.among.split(".").length - 1;
    for (const element of elements) group.around.add(element);
    for (const id of [...elements.slice(0, depth), ...textsOf(fact.bound)]) group.ids.add(id);
  }
  const scope = { params: {}, lets: rule.lets };
  return [...groups.values()].flatMap(({ lack, clause, ids, around }) => {
    const test = testAtClause(clause, "require", body.require, scope);
    return test === null ? [] : [{ lack, reads: conditionReads(rule, test), ids, around, isWholeRule: false }];
  });
}

/** Comparisons of a list with a member that it must have, or must not have, say so by their value. */
function lackOf({ among, operator, value, element }: Fact): Lack {
  if (among !== undefined || /^count gte?$/.test(operator)) return "little";
  if ((value as unknown) === false && element === null && /^contains/.test(operator)) return "little";
  if (element !== null || operator === "counted" || /^not contains/.test(operator)) return "much";
  return "value";
}

const textsOf = (bound: unknown): string[] => [bound].flat().filter((each) => typeof each === "string");

function grouped(writes: readonly PlannedWrite[], namesOf: (write: PlannedWrite) => readonly string[]): Map<string, PlannedWrite[]> {
  const groups = new Map<string, PlannedWrite[]>();
  for (const write of writes) {
    for (const name of namesOf(write)) {
      const group = groups.get(name);
      if (group) group.push(write);
      else groups.set(name, [write]);
    }
  }
  return groups;
}

function compareCosts(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((number, index) => number !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
