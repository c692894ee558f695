import { isRaw, member, textOf } from "../../document/index.ts";

/** What an object in a file of events is. `texts`: the JSON that it was read from, and the one in it. */
export type FoundValue = { kind: "record"; record: unknown; texts: string[] } | { kind: "digest" | "insight" } | { kind: "broken"; why: string };

/**
 * Tells records from what lies beside them: unwraps the answers of LookupEvents (`CloudTrailEvent` holds the record as text)
 * and events that EventBridge delivered (`detail`), and knows digest files and Insights events, which are no calls.
 */
export function foundValue(text: string): FoundValue {
  const value = parsed(text);
  if (value === undefined) return { kind: "broken", why: "not JSON" };
  const inner = textOf(value, "CloudTrailEvent");
  const record = inner === null ? value : parsed(inner);
  if (record === undefined) return { kind: "broken", why: "CloudTrailEvent is not JSON" };
  if (member(record, "digestStartTime") !== undefined && member(record, "logFiles") !== undefined) return { kind: "digest" };
  const detail = member(record, "detail");
  const delivered = textOf(record, "detail-type") !== null && isRaw(detail) ? detail : record;
  if (textOf(delivered, "eventType") === "AwsCloudTrailInsight" || textOf(delivered, "eventCategory") === "Insight") return { kind: "insight" };
  return { kind: "record", record: delivered, texts: inner === null ? [text] : [text, inner] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Kind of a file of a trail's bucket by its place there: AWSLogs/…/CloudTrail-Digest/… Source: CloudTrail User Guide, "Finding your CloudTrail log files". */
export function passedOver(path: string): "digest" | "insight" | null {
  if (/(^|[/\\_])CloudTrail-Digest[/\\_]/.test(path)) return "digest";
  return /(^|[/\\_])CloudTrail-Insight[/\\_]/.test(path) ? "insight" : null;
}
