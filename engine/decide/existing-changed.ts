import { isUnknown, LIST_NAMES, type ReeveDocument, type ResourceKind, type Result, TABLE } from "../../schemas/index.ts";
import type { PlannedWrite } from "../changes/index.ts";
import { type EvaluateOptions, judge, tapeOf } from "../evaluate/index.ts";
import {
  asTest,
  type CheckedRule,
  type Condition,
  type ConditionFold,
  conditionReads,
  foldCondition,
  foldTest,
  someTests,
  sourcesRead,
  type Test,
  type TestCondition,
} from "../language/index.ts";
import type { PlannedAccount } from "./accounts.ts";
import { reads } from "./shown-trails.ts";

/** What rules may still say of resources that exist, that a plan without a snapshot changes, and of which the plan shows a part. */
export interface ExistingChanged {
  /** Whether a resource of the rule's kind that has no result of its own may be changed. */
  mayHoldMore: (rule: CheckedRule) => boolean;
  /** Whether what is unknown of such a resource is as it was: the plan changes nothing of it that the rule decides by, or adds only what fulfils the rule. */
  isAsItWas: (result: Result) => boolean;
}

/** `options`: what the rules are evaluated with. */
export function existingChanged(account: PlannedAccount, rules: readonly CheckedRule[], options: EvaluateOptions): ExistingChanged {
  const { existing, unnamed, existingFields, unseenAdditions, before, after } = account;
  const { writes } = account.changes;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const decidedBy = remembered(decidedByOf);
  const passAsParts = remembered(idsPassingAsParts);
  const overlooked = remembered(isOverlooked);
  return {
    mayHoldMore: (rule) => {
      const kind = rule.resource as ResourceKind;
      if (unnamed.includes(kind) || reads(rule, fieldsOfKind(existingFields, kind))) return true;
      return existing.includes(kind) && overlooked(rule);
    },
    isAsItWas: (result) => {
      const rule = byId.get(result.rule);
      const { arn, id } = result.resource;
      if (rule?.body.kind !== "state" || result.status !== "unknown" || (arn === null && id === null)) return false;
      return !decidesByWritten(rule, writesTo([arn, id])) || passAsParts(rule).has(id ?? arn ?? "");
    },
  };

  /**
   * Whether a rule may pass over a changed resource because of a path or ARN that the plan does not show. One of which it finds something, or leaves
   * open, has a result of its own.
   */
  function isOverlooked(rule: CheckedRule): boolean {
    const kind = rule.resource as ResourceKind;
    if (rule.body.kind !== "state" || !readsAny(decidedBy(rule), assumed(kind))) return false;
    const changed = resourcesOf(before, kind).filter((resource) => decidesByWritten(rule, writesTo([resource.arn, resource.id])));
    if (changed.length === 0) return false;
    const judged = judge(after, tapeOf(after), [rule], { ...options, closedWorld: () => false, listed: ["fail", "unknown"], documentHash: false });
    if (!judged.ok) return true;
    const listed = new Set(judged.results.results.map(({ resource }) => resource.arn));
    return changed.some(({ arn }) => !listed.has(arn as string));
  }

  function writesTo(keys: readonly unknown[]): readonly PlannedWrite[] {
    return writes.filter((write) => write.keys.some((key) => keys.includes(key)));
  }

  /** Whether a rule decides by something that these writes to a resource change, or by what is written to others that it reads. */
  function decidesByWritten(rule: CheckedRule, own: readonly PlannedWrite[]): boolean {
    const read = decidedBy(rule);
    return own.some(({ fields }) => fields === null) || readsAny(read, writtenFields(rule, read, own)) || deletedKinds(rule).some((kind) => read.has(kind));
  }

  /** Fields that are written to a resource, and to what a rule reads beside it. */
  function writtenFields({ resource }: CheckedRule, read: ReadonlySet<string>, own: readonly PlannedWrite[]): string[] {
    const readsOthers = KINDS.some((kind) => kind !== resource && kind !== "account" && read.has(kind));
    const seen = writes.filter((write) => own.includes(write) || (readsOthers && read.has(write.kind)));
    return seen.flatMap(({ kind, fields }) => (fields ?? []).map((field) => `${kind}.${field}`));
  }

  function deletedKinds({ resource }: CheckedRule): string[] {
    return writes.flatMap(({ kind, fields, effect }) => (fields === null && effect === "removes" && kind !== resource ? [kind] : []));
  }

  /**
   * Ids of the existing resources of which what the plan adds fulfils a rule by itself. The rule decides by what is written only where it looks at each
   * element of a list of the resource: whatever else that list holds, it held before.
   */
  function idsPassingAsParts(rule: CheckedRule): ReadonlySet<string> {
    const { body } = rule;
    if (body.kind !== "state" || rule.lets.length > 0) return new Set();
    const resources = resourcesOf(before, rule.resource as ResourceKind);
    const passing = resources.flatMap((resource) => {
      const own = writesTo([resource.arn, resource.id]);
      const written = writtenFields(rule, decidedBy(rule), own);
      if (own.some(({ fields }) => fields === null) || deletedKinds(rule).some((kind) => decidedBy(rule).has(kind))) return [];
      const others = [...(body.applies ? [body.applies] : []), ...rule.raise.map(({ when }) => when)];
      if (others.some((condition) => readsAny(conditionReads(rule, condition), written)) || readsAny(decidedBy(rule), unseenAdditions)) return [];
      const parts = writtenParts(rule, body.require, written);
      return parts !== null && parts.length > 0 && passesWithout(rule, parts, resource) ? [String(resource.id)] : [];
    });
    return new Set(passing);
  }

  /** Whether a resource fulfils the parts of a rule by what is known of its lists, where all else of them is as it was. */
  function passesWithout(rule: CheckedRule, parts: readonly TestCondition[], earlier: Entry): boolean {
    const now = resourcesOf(after, rule.resource as ResourceKind).find(({ id }) => id === earlier.id);
    if (!now) return false;
    const lists = parts.map(listOf).filter((list) => list !== null);
    const closed = { ...now, ...Object.fromEntries(lists.map((list) => [list, withoutEarlierMark(now[list], earlier[list])])) };
    const [first] = parts;
    if (!first) return false;
    const require: Condition = { kind: "and", conditions: [...parts], at: first.at };
    const part: CheckedRule = { ...rule, body: { kind: "state", applies: null, require }, raise: [] };
    const document = { ...after, [listNameOf(rule.resource as ResourceKind) ?? ""]: [closed] } as ReeveDocument;
    const judged = judge(document, tapeOf(document), [part], { ...options, closedWorld: () => false, holders: [], documentHash: false });
    return judged.ok && judged.results.results.length === 1 && judged.results.results[0]?.status === "pass";
  }
}

type Entry = Record<string, unknown>;

const KINDS = Object.keys(TABLE.kinds);

/** Fields of an existing user, group or role that a plan need not show. */
const assumed = (kind: ResourceKind): string[] => ["arn", "id", "path"].map((field) => `${kind}.${field}`);

const fieldsOfKind = (fields: readonly string[], kind: string): string[] => fields.filter((field) => field.startsWith(`${kind}.`));

const readsAny = (read: ReadonlySet<string>, fields: readonly string[]): boolean => fields.some((field) => read.has(field));

/** What decides a rule on state reads. A named part of a condition may stand for anything that the rule reads. */
function decidedByOf(rule: CheckedRule): ReadonlySet<string> {
  const { body } = rule;
  if (rule.lets.length > 0) return new Set(sourcesRead([rule]));
  const conditions = body.kind === "state" ? [body.applies, body.require] : body.kind === "manual" ? [body.applies] : [];
  return new Set([...conditions, ...rule.raise.map(({ when }) => when)].flatMap((condition) => (condition ? [...conditionReads(rule, condition)] : [])));
}

const listNameOf = (kind: ResourceKind): (typeof LIST_NAMES)[number] | undefined => LIST_NAMES.find((list) => TABLE.lists[list] === kind);

function resourcesOf(document: ReeveDocument, kind: ResourceKind): Entry[] {
  const name = listNameOf(kind);
  const list: unknown = name === undefined ? [] : document[name];
  return Array.isArray(list) ? list.filter((each) => !isUnknown(each)) : [];
}

/** A list without the mark of what was not known before either. */
function withoutEarlierMark(now: unknown, earlier: unknown): unknown {
  const mark = Array.isArray(earlier) ? earlier.at(-1) : earlier;
  if (!isUnknown(mark)) return now;
  const isSame = (value: unknown): boolean => isUnknown(value) && JSON.stringify(value) === JSON.stringify(mark);
  if (isSame(now)) return [];
  return Array.isArray(now) && isSame(now.at(-1)) ? now.slice(0, -1) : now;
}

/** The tests of a requirement that read what is written, where each looks at every element of one list of the resource; null where one does not. */
function writtenParts(rule: CheckedRule, require: Condition, written: readonly string[]): TestCondition[] | null {
  const fold: ConditionFold<null, TestCondition[] | null> = {
    junction: ({ conditions }) => joined(conditions.map((each) => foldCondition(fold, each, null))),
    not: (condition) => (readsAny(conditionReads(rule, condition), written) ? null : []),
    let: () => null,
    test: (condition) => {
      const read = conditionReads(rule, condition);
      if (!readsAny(read, written)) return [];
      const list = listOf(condition);
      const own = `${rule.resource}.${list}`;
      const isOfList = list !== null && foldTest(OF_EACH, condition.test, null) && written.every((field) => field === own || !read.has(field));
      return isOfList ? [condition] : null;
    },
  };
  return foldCondition(fold, require, null);
}

function joined(parts: readonly (TestCondition[] | null)[]): TestCondition[] | null {
  return parts.every((part) => part !== null) ? parts.flatMap((part) => part ?? []) : null;
}

const EACH: ReadonlySet<string> = new Set(["none", "every"]);

/** Tests that a list fulfils where each of its elements does. */
const OF_EACH = someTests<null, boolean>(
  { quantifier: ({ op }) => EACH.has(op), all: ({ tests }) => tests.every((test: Test): boolean => foldTest(OF_EACH, test, null)) },
  () => false,
);

/** The list of the resource that a test is put to: its own field, or the ids behind a reference. */
function listOf(condition: Condition): string | null {
  const subject = asTest(condition)?.subject;
  if (subject?.kind !== "path" || subject.root.kind !== "resource" || subject.steps.length !== 1) return null;
  const [step] = subject.steps;
  return step?.kind === "field" ? step.name : step?.kind === "reference" ? step.via : null;
}

/** A function that works out each answer once. */
function remembered<Key extends object, Answer>(workOut: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>();
  return (key) => {
    const found = known.get(key) ?? workOut(key);
    known.set(key, found);
    return found;
  };
}
