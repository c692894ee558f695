import { callRow, isReadCall, isWriteCall, recordFields, serviceOf, textOf, type UnknownMark } from "../../document/index.ts";
import { type document, isUnknown, RECORD_FIELDS, type ReeveDocument, type ReeveResults } from "../../schemas/index.ts";
import {
  type CheckedRule,
  type Condition,
  type ConditionFold,
  type DocumentIndex,
  type EvaluationFrame,
  foldCondition,
  letNamed,
  type Resource,
  type Scope,
  walkCondition,
} from "../language/index.ts";
import type { EvaluateOptions } from "./options.ts";
import { prepareRule, unknownState } from "./prepare.ts";

/** A write call that the records show and no rule watches. */
type UnwatchedCall = NonNullable<ReeveResults["unwatched"]>[number];

/** Event sources of which every write call should be watched: who may do what, who signs in, and what is logged. Identity Center has three. */
const SERVICES: ReadonlySet<string> = new Set([
  "iam",
  "sts",
  "signin",
  "organizations",
  "sso",
  "sso-directory",
  "identitystore",
  "cloudtrail",
  "rolesanywhere",
]);

/**
 * The write calls of a document's records that none of the rules watches, by service and name, with the earliest record of each. A rule watches a call where its
 * `match` may hold of such a call, whatever the rest of the record says, and does not hold of any call alike: a rule on what root does watches no call.
 */
export function unwatchedCalls({ events }: Pick<ReeveDocument, "events">, rules: readonly CheckedRule[], options: EvaluateOptions = {}): UnwatchedCall[] {
  if (isUnknown(events)) return [];
  const off = new Set((options.off ?? []).map(({ rule }) => rule));
  const watches = watchers(
    rules.filter(({ id }) => !off.has(id)),
    options,
  );
  const decided = new Map<string, boolean>();
  const found = new Map<string, UnwatchedCall>();
  for (const event of events) {
    if (isUnknown(event)) continue;
    const call = writeCall(event);
    if (!call) continue;
    const outcome = succeeded(event) ? "success" : null;
    const key = `${call.source} ${call.name} ${outcome}`;
    const isWatched = decided.get(key) ?? watches(call, outcome);
    decided.set(key, isWatched);
    if (!isWatched) note(found, call, event);
  }
  return [...found.values()].sort((one, other) => byText(one.source, other.source) || byText(one.name, other.name));
}

interface Call {
  /** As the record has it, with the domain. */
  source: string;
  name: string;
}

function note(found: Map<string, UnwatchedCall>, { source, name }: Call, { id, at }: document.Event): void {
  const key = `${source} ${name}`;
  const known = found.get(key);
  if (!known) found.set(key, { source, name, count: 1, first: { id, at } });
  else {
    known.count += 1;
    if (byText(at, known.first.at) < 0) known.first = { id, at };
  }
}

/** A session as root of a member account. CloudTrail may record what STS does as read-only; this changes who can do what. */
const ROOT_SESSION = "sts:AssumeRoot";

/**
 * The call of a record; null for one that only reads, or is of another service. What the table of calls knows to write does; of others `readOnly` decides, and
 * where the record lacks it, the name does.
 */
function writeCall({ record }: document.Event): Call | null {
  const source = textOf(record, "eventSource");
  const name = textOf(record, "eventName");
  if (source === null || name === null || !SERVICES.has(serviceOf(source))) return null;
  const { readOnly } = record as Record<string, unknown>;
  const isRead =
    !isWriteCall(source, name) &&
    ROOT_SESSION !== `${serviceOf(source)}:${name}` &&
    (readOnly === undefined || readOnly === null ? isReadCall(name) : String(readOnly).toLowerCase() === "true");
  return isRead ? null : { source, name };
}

/** Whether a call went through; where that is not known, it may have. */
function succeeded({ record, id, unknownPaths, outcome }: document.Event): boolean {
  const known = outcome ?? recordFields(record as Resource, id, NO_GAPS, unknownPaths).outcome;
  return known !== "denied" && known !== "error";
}

const MARK: UnknownMark = { $unknown: "any-record" };
const NO_GAPS = { mark: () => MARK, unknownPath: (path: string) => ({ path, gap: MARK.$unknown }) };

/** A call that no service has: a match that may hold of it too selects no call. */
const NO_CALL: Call = { source: "no-such-service.amazonaws.com", name: "NoSuchCall" };

/** Says of a call whether one of the rules watches it. An outcome of null: it may be any. */
function watchers(rules: readonly CheckedRule[], options: EvaluateOptions): (call: Call, outcome: "success" | null) => boolean {
  const selecting: { scope: Scope; parts: readonly Condition[] }[] = [];
  const noCall = frameOf(NO_CALL, null);
  for (const rule of rules) {
    if (rule.body.kind !== "event") continue;
    const { scope, unusable } = prepareRule(rule, options);
    if (unusable) continue;
    for (const parts of waysToHold(rule.body.match, scope)) {
      if (parts.some((part) => !mayHold(part, scope, noCall))) selecting.push({ scope, parts });
    }
  }
  return (call, outcome) => {
    const frame = frameOf(call, outcome);
    return selecting.some(({ scope, parts }) => parts.every((part) => mayHold(part, scope, frame)));
  };
}

const mayHold = (condition: Condition, scope: Scope, frame: EvaluationFrame): boolean =>
  walkCondition({ frame, scope, kind: "event", items: [] }, condition).truth !== "false";

/** Above this number of ways the condition counts as one. */
const MAX_WAYS = 256;

/** The ways in which a condition can hold: each a list of conditions that hold together. */
function waysToHold(condition: Condition, scope: Scope): readonly (readonly Condition[])[] {
  const ways = foldCondition(WAYS, condition, { condition, scope });
  return ways.length > MAX_WAYS ? [[condition]] : ways;
}

const WAYS: ConditionFold<{ condition: Condition; scope: Scope }, readonly (readonly Condition[])[]> = {
  junction: ({ kind, conditions }, { condition, scope }) => {
    const each = conditions.map((inner) => waysToHold(inner, scope));
    if (kind === "or") return each.flat();
    const count = each.reduce((product, ways) => product * ways.length, 1);
    if (count > MAX_WAYS) return [[condition]];
    return each.reduce<readonly (readonly Condition[])[]>((all, ways) => all.flatMap((way) => ways.map((more) => [...way, ...more])), [[]]);
  },
  not: (_, { condition }) => [[condition]],
  let: ({ name }, { condition, scope }) => {
    const binding = letNamed(scope, name);
    return binding.kind === "condition" ? waysToHold(binding.condition, scope) : [[condition]];
  },
  test: (_, { condition }) => [[condition]],
};

/** A record of which only the call is known, and what follows from that. */
function frameOf({ source, name }: Call, outcome: "success" | null): EvaluationFrame {
  const record = { eventSource: source, eventName: name, ...(isRecordedAsRead(source) ? {} : { readOnly: false }), ...(outcome === "success" ? NO_ERROR : {}) };
  const unknown = RECORD_FIELDS.filter((field) => !Object.hasOwn(record, field)).map((path) => ({ path, gap: MARK.$unknown }));
  const { target: derived, change, unknownPaths } = recordFields(record, "any", NO_GAPS, unknown);
  const row = callRow(source, name);
  // The kind is known although what names the target is not, unless the call means its caller, which may be a user or root.
  const target = row?.target && !row.impliedCaller ? { ...derived, kind: row.target.kind } : derived;
  const resource = { id: "any", at: MARK, accountId: MARK, region: MARK, record, unknownPaths, actor: MARK, target, change, outcome: outcome ?? MARK };
  return { index: NOTHING_KNOWN, resource, clockMs: 0, stateBefore: unknownState(MARK), items: [], lets: [] };
}

/** What the record of a call that succeeds does not have. Source: CloudTrail User Guide, "CloudTrail record contents", errorCode and errorMessage. */
const NO_ERROR = { errorCode: null, errorMessage: null };

/** Calls of STS change nothing that lasts, and CloudTrail may record them as reads; all other calls that are listed write. */
const isRecordedAsRead = (source: string): boolean => serviceOf(source) === "sts";

const NOTHING_KNOWN: DocumentIndex = {
  account: MARK,
  root: MARK,
  list: () => MARK,
  find: () => MARK,
  possible: () => null,
  resolved: new Map(),
  missing: () => MARK,
};

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
