import { type ReeveDocument, type ResourceKind, TABLE, type ValueType } from "../../../schemas/index.ts";
import { reportContradictions } from "./contradictions.ts";
import { type Filling, fillValue, NOT_GIVEN } from "./fill.ts";
import { arnOf, type GivenDocument, type GivenPlace, identified, TEST_ACCOUNT } from "./identify.ts";
import { insteadOf, isRecord, type Problems } from "./problem.ts";
import { recordFaults } from "./record-faults.ts";
import { externalAnalyzerRegions, type GivenLists, linkReverseSides, resolveNames } from "./references.ts";
import { TIME_FORMS, testTime } from "./relative-time.ts";

/** When the account of every test case was read, unless the case says so itself. */
export const TEST_TIME = "2026-01-15T12:00:00.000Z";

/** Brings CloudTrail records, verbatim, to events and their gaps: the collectors' own function, which the engine may not import. */
export type NormalizeRecords = (records: readonly unknown[]) => { events: readonly unknown[]; gaps: Readonly<Record<string, unknown>> };

export interface CompletedCase {
  document: ReeveDocument;
  problems: Problems;
}

const GAP_REASONS = new Set("AccessDenied Throttled NotReady Unparseable Truncated KnownAfterApply FileBroken NotCollected NotVisible Unreachable".split(" "));
const LISTS = Object.entries(TABLE.lists).filter(([list]) => list !== "events");
const RESERVED = new Set(["collectedAt", "account", "root", "events", "gaps", ...LISTS.map(([list]) => list)]);
/** The account of a case is as it was at one moment. */
const COLLECTION = { durationMs: 0, callerArn: null, calls: [], sources: [], eventSources: [], eventsFrom: null, eventsTo: null };

/**
 * Makes a whole document of the part that a test case gives. What follows from it is worked out (ARNs, unique ids, the reverse side
 * of references, flags derived from ARNs); the account's id and partition and the time have fixed values; all else is unknown with
 * the gap `not-given`.
 */
export function completeDocument(given: Record<string, unknown>, normalizeRecords: NormalizeRecords): CompletedCase {
  const problems: Problems = [];
  for (const key of Object.keys(given))
    if (!RESERVED.has(key)) problems.push({ path: `given.${key}`, message: `a document has no ${key}.${insteadOf(key, [...RESERVED])}` });
  const collectedAt = caseTime(given.collectedAt, problems);
  const filling: Filling = { now: collectedAt, gapIds: new Set(), problems };
  const place = placeOf(given.account);
  const lists = givenLists(given, place, problems);
  linkReverseSides(lists);
  const document: Record<string, unknown> = {
    schema: "reeve/document@1",
    collectedAt,
    collection: { tool: "reeve rules test", startedAt: collectedAt, ...COLLECTION },
  };
  for (const kind of ["account", "root"] as const) {
    const value = given[kind] === undefined ? {} : given[kind];
    if (isRecord(value)) reportContradictions(kind, value, place, `given.${kind}`, problems);
    const whole = isRecord(value) && !isMark(value) ? prepared(kind, value, place) : value;
    if (kind === "account" && isRecord(whole) && !isMark(whole)) whole.externalAnalyzerRegions ??= externalAnalyzerRegions(lists.analyzers ?? given.analyzers);
    document[kind] = fillValue(whole, single(kind), `given.${kind}`, filling);
  }
  for (const [list, kind] of LISTS) document[list] = fillValue(lists[list] ?? given[list], listOf(kind), `given.${list}`, filling);
  const records = Array.isArray(given.events) ? given.events.map((record) => withTimes(record, collectedAt)) : [];
  for (const [at, record] of records.entries()) recordFaults(record, `given.events[${at}]`, problems);
  const { events, gaps } = normalizeRecords(records);
  document.events = events;
  document.gaps = { ...gapsOf(filling.gapIds, given.gaps), ...gaps };
  return { document: document as unknown as ReeveDocument, problems };
}

/** When the account of the case was read. */
function caseTime(given: unknown, problems: Problems): string {
  const at = typeof given === "string" ? testTime(given, TEST_TIME) : null;
  if (at === null && given !== undefined)
    problems.push({ path: "given.collectedAt", message: `${JSON.stringify(given)} is given, but given.collectedAt is ${TIME_FORMS}` });
  return at ?? TEST_TIME;
}

const isMark = (value: unknown): boolean => isRecord(value) && Object.hasOwn(value, "$unknown");
const single = (kind: ResourceKind): ValueType => ({ type: "resource", kind, nullable: false, unknown: true });
const listOf = (kind: ResourceKind): ValueType => ({
  type: "list",
  element: { type: "resource", kind, nullable: false, unknown: false },
  open: true,
  nullable: false,
  unknown: true,
});

function placeOf(account: unknown): GivenPlace {
  const given = isRecord(account) ? account : {};
  return {
    partition: typeof given.partition === "string" ? given.partition : "aws",
    accountId: typeof given.id === "string" ? given.id : TEST_ACCOUNT,
  };
}

function givenLists(given: Record<string, unknown>, place: GivenPlace, problems: Problems): GivenLists {
  const lists: GivenLists = {};
  for (const [list, kind] of LISTS) {
    const value = given[list];
    if (Array.isArray(value)) lists[list] = value.map((element) => (isRecord(element) && !isMark(element) ? identified(kind, element, place) : element));
  }
  for (const [list, kind] of LISTS)
    lists[list] = lists[list]?.map((element, index) => {
      if (!isRecord(element) || isMark(element)) return element;
      const resolved = resolveNames(kind, element, lists, place);
      reportContradictions(kind, resolved, place, `given.${list}[${index}]`, problems);
      return prepared(kind, resolved, place);
    });
  return lists;
}

/** What follows from a resource's own members. */
function prepared(kind: ResourceKind, given: GivenDocument, place: GivenPlace): GivenDocument {
  const resource = identified(kind, given, place);
  if (kind === "account" && isRecord(resource.passwordPolicy)) {
    const policy = resource.passwordPolicy;
    if (policy.expirePasswords === undefined && policy.maxPasswordAge !== undefined)
      resource.passwordPolicy = { ...policy, expirePasswords: policy.maxPasswordAge !== null };
  }
  // No collection knows of it: only a planned change says so.
  if (kind === "accessKey") resource.deactivatedAt ??= null;
  if (kind === "policy" && Array.isArray(resource.attachedTo))
    resource.attachedTo = resource.attachedTo.map((element) => (isRecord(element) && !isMark(element) ? attachment(element, place) : element));
  return resource;
}

/** `attachedTo: [{ kind: role, name: deploy }]`: the ARN follows. */
function attachment(given: GivenDocument, place: GivenPlace): GivenDocument {
  const { kind } = given;
  if (given.arn !== undefined || (kind !== "user" && kind !== "group" && kind !== "role")) return given;
  const { path, ...rest } = given;
  return { ...rest, arn: arnOf(kind, { name: given.name, path }, place) };
}

/** Relative times of a record: eventTime only, the rest is verbatim. */
function withTimes(record: unknown, now: string): unknown {
  if (!isRecord(record) || typeof record.eventTime !== "string") return record;
  const at = testTime(record.eventTime, now);
  return at === null || !record.eventTime.match(/^\d+[mhd] ago$|^in /) ? record : { ...record, eventTime: at.replace(/\.\d{3}Z$/, "Z") };
}

/** A gap id that is a gap's reason (`{ $unknown: Throttled }`) is one with that reason; any other is a denied call. */
function gapsOf(ids: Set<string>, given: unknown): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const id of [...ids].sort()) {
    const details = isRecord(given) && isRecord(given[id]) ? given[id] : {};
    const reason = GAP_REASONS.has(id) ? id : "AccessDenied";
    result[id] = { source: "test", reason, deniedBy: null, permission: null, scope: "account", message: "given as unknown by the case", ...details };
  }
  const message = "the case leaves it out";
  result[NOT_GIVEN] = { source: "test", reason: "NotCollected", deniedBy: null, permission: null, scope: "case", message };
  return result;
}
