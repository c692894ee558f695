import { canonicalSha256, instantIn, isRaw, textOf } from "../../../document/index.ts";
import type { document } from "../../../schemas/index.ts";
import { actorOf } from "./actor.ts";
import { changeOf } from "./change.ts";
import { deniedResource } from "./denied-resource.ts";
import type { EventGaps } from "./event-gaps.ts";
import { outcomeOf } from "./outcome.ts";
import { recordReader } from "./reader.ts";
import { type CallContext, targetOf } from "./target.ts";
import { isTooDeep } from "./truncation.ts";

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
export function recordHead(value: unknown): RecordHead | null {
  if (!isRaw(value)) return null;
  const eventSource = textOf(value, "eventSource");
  const eventName = textOf(value, "eventName");
  const eventTime = textOf(value, "eventTime");
  if (!eventSource || !eventName || !eventTime || !INSTANT.test(eventTime)) return null;
  const at = instantIn(value, "eventTime");
  return at === null || isTooDeep(value) ? null : { record: value, eventSource, eventName, at };
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
  const { record, eventSource, eventName, at } = head;
  const id = textOf(record, "eventID") ?? `sha256:${canonicalSha256(record)}`;
  const accountId = textOf(record, "recipientAccountId");
  const region = textOf(record, "awsRegion");
  const reader = recordReader(record, id, gaps);
  const outcome = outcomeOf(reader, eventName);
  const message = outcome === "denied" ? textOf(record, "errorMessage") : null;
  const context: CallContext = { reader, eventSource, eventName, accountId, region, denied: deniedResource(message, eventName) };
  return {
    id,
    accountId,
    at,
    region,
    record,
    actor: actorOf(reader, eventName),
    target: targetOf(context),
    change: changeOf(context, outcome),
    outcome,
    unknownPaths: reader.unknownPaths,
  };
}
