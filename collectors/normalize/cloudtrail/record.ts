import type { document } from "../../../schemas/index.ts";
import { canonicalSha256 } from "../canonical.ts";
import { actorOf } from "./actor.ts";
import { changeOf } from "./change.ts";
import { deniedResource } from "./denied-resource.ts";
import type { EventGaps } from "./event-gaps.ts";
import { isObject, textMember } from "./json.ts";
import { outcomeOf } from "./outcome.ts";
import { recordReader } from "./reader.ts";
import { type CallContext, targetOf } from "./target.ts";
import { isTooDeep } from "./truncation.ts";

/** What every record has. */
export interface RecordHead {
  record: Record<string, unknown>;
  eventSource: string;
  eventName: string;
  /** eventTime in milliseconds since 1970. */
  time: number;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/;

/** The head of a CloudTrail record; null for anything that lacks eventTime, eventName or eventSource, or nests too deep to be one. */
export function recordHead(value: unknown): RecordHead | null {
  if (!isObject(value)) return null;
  const eventSource = textMember(value, "eventSource");
  const eventName = textMember(value, "eventName");
  const eventTime = textMember(value, "eventTime");
  if (!eventSource || !eventName || !eventTime || !INSTANT.test(eventTime)) return null;
  const time = Date.parse(eventTime);
  return Number.isNaN(time) || isTooDeep(value) ? null : { record: value, eventSource, eventName, time };
}

/**
 * One CloudTrail record as an event of the document; null when the value is no record, which the caller tells as a gap.
 * Never throws, whatever the JSON.
 *
 * @param gaps takes what the record does not tell.
 */
export function normalizeRecord(value: unknown, gaps: EventGaps): document.Event | null {
  const head = recordHead(value);
  if (!head) return null;
  const { record, eventSource, eventName, time } = head;
  const id = textMember(record, "eventID") ?? `sha256:${canonicalSha256(record)}`;
  const accountId = textMember(record, "recipientAccountId");
  const region = textMember(record, "awsRegion");
  const reader = recordReader(record, id, gaps);
  const outcome = outcomeOf(reader, eventName);
  const message = outcome === "denied" ? textMember(record, "errorMessage") : null;
  const context: CallContext = { reader, eventSource, eventName, accountId, region, denied: deniedResource(message, eventName) };
  return {
    id,
    accountId,
    at: new Date(time).toISOString(),
    region,
    record,
    actor: actorOf(reader, eventName),
    target: targetOf(context),
    change: changeOf(context, outcome),
    outcome,
    unknownPaths: reader.unknownPaths,
  };
}
