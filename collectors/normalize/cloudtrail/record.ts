import { canonicalSha256, type EventGaps, instantIn, isRaw, isTooDeep, recordFields, textOf, unpackedRecord } from "../../../document/index.ts";
import type { document } from "../../../schemas/index.ts";

/** What every record has. */
export interface RecordHead {
  record: Record<string, unknown>;
  eventSource: string;
  eventName: string;
  /** eventTime, in UTC with milliseconds. */
  at: string;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

/** AWS writes sources in small letters; a record with another would pass every rule that names the source. */
const SOURCE = /^[a-z0-9][a-z0-9.-]*$/;

/** The same holds for a name with a blank or a control character at its ends. */
const NAME = /^[^\s\p{Cc}](?:.*[^\s\p{Cc}])?$/su;

const REQUIRED = ["eventTime", "eventName", "eventSource"] as const;

/** The head of a CloudTrail record, or why it is none. */
function recordHead(value: unknown): RecordHead | { fault: string } {
  if (!isRaw(value)) return { fault: "it is no JSON object" };
  const missing = REQUIRED.filter((name) => !textOf(value, name));
  if (missing.length > 0) return { fault: `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing, or no text` };
  const [eventTime = "", eventName = "", eventSource = ""] = REQUIRED.map((name) => textOf(value, name) ?? "");
  const at = INSTANT.test(eventTime) ? instantIn(value, "eventTime") : null;
  if (at === null) return { fault: `eventTime ${JSON.stringify(eventTime.slice(0, 40))} is no time such as 2026-01-31T12:00:00Z` };
  if (!SOURCE.test(eventSource)) return { fault: `eventSource ${JSON.stringify(eventSource.slice(0, 80))} is no name of a service in small letters` };
  if (!NAME.test(eventName)) return { fault: `eventName ${JSON.stringify(eventName.slice(0, 80))} begins or ends with a blank` };
  return isTooDeep(value) ? { fault: "it nests too deep" } : { record: value, eventSource, eventName, at };
}

/** Why a value is no CloudTrail record, as a sentence without its full stop; null for one that is. */
export function recordFault(value: unknown): string | null {
  const twice: string[] = [];
  const head = recordHead(isRaw(value) ? unpackedRecord(value, ({ kind, path }) => kind === "twice" && twice.push(path)) : value);
  if ("fault" in head) return `not a CloudTrail record: ${head.fault}`;
  const [path] = twice;
  return path === undefined ? null : `the record ${textOf(value, "eventID") ?? "of a call"} holds the member ${path} twice, in two spellings`;
}

/**
 * One CloudTrail record as an event of the document, without what follows from the record; null when the value is no record, which the caller notes as a gap.
 * Never throws, whatever the JSON.
 *
 * @param gaps takes what the record does not tell.
 */
export function normalizeRecord(value: unknown, gaps: EventGaps): document.Event | null {
  const head = recordHead(value);
  if ("fault" in head) return null;
  const { record, at } = head;
  const id = textOf(record, "eventID") ?? `sha256:${canonicalSha256(record)}`;
  return {
    id,
    accountId: textOf(record, "recipientAccountId"),
    at,
    region: textOf(record, "awsRegion"),
    record,
    // What else follows from a record the engine derives; the gaps that this shows get their numbers with those of the whole collection.
    unknownPaths: recordFields(record, id, gaps).unknownPaths,
  };
}
