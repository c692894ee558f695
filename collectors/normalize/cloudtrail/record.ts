import { canonicalSha256, type EventGaps, instantIn, isRaw, isTooDeep, recordFields, textOf } from "../../../document/index.ts";
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

/** The head of a CloudTrail record; null for anything that lacks eventTime, eventName or eventSource, or nests too deep to be one. */
function recordHead(value: unknown): RecordHead | null {
  if (!isRaw(value)) return null;
  const eventSource = textOf(value, "eventSource");
  const eventName = textOf(value, "eventName");
  const eventTime = textOf(value, "eventTime");
  if (!eventSource || !eventName || !eventTime || !INSTANT.test(eventTime)) return null;
  const at = instantIn(value, "eventTime");
  return at === null || isTooDeep(value) ? null : { record: value, eventSource, eventName, at };
}

/**
 * One CloudTrail record as an event of the document, without what follows from the record; null when the value is no record, which the caller notes as a gap.
 * Never throws, whatever the JSON.
 *
 * @param gaps takes what the record does not tell.
 */
export function normalizeRecord(value: unknown, gaps: EventGaps): document.Event | null {
  const head = recordHead(value);
  if (!head) return null;
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
