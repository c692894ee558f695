import { isRaw, member, textOf } from "../../document/index.ts";
import { duplicateKeys, keyCount, mayRepeatKeys } from "../../document/text/index.ts";

/** What an object in a file of events is. */
export type FoundValue =
  | { kind: "record"; record: unknown }
  /** A file of a trail that holds no records, or one that Reeve wrote. */
  | { kind: "digest" | "insight" | "reeve" }
  /** Meant as a record, and none that can be read. */
  | { kind: "broken"; why: string }
  /** Nothing of CloudTrail. */
  | { kind: "other"; why: string };

/** What a record lacks that is none. */
export const NO_RECORD = "not a CloudTrail record: eventTime, eventName or eventSource is missing";

/**
 * Tells records from what lies beside them: unwraps the answers of LookupEvents (`CloudTrailEvent` holds the record as text)
 * and events that EventBridge delivered (`detail`), and knows digest files and Insights events, which are no calls. A record in which a key stands twice
 * is broken: nothing says which value was meant.
 *
 * @param members how many members the text has, where the scanner counted them.
 */
export function foundValue(text: string, members?: number): FoundValue {
  const value = parsed(text);
  if (value === undefined) return { kind: looksLikeRecord(text) ? "broken" : "other", why: "not JSON" };
  const inner = textOf(value, "CloudTrailEvent");
  const record = inner === null ? value : parsed(inner);
  if (record === undefined) return { kind: "broken", why: "CloudTrailEvent is not JSON" };
  if (member(record, "digestStartTime") !== undefined && member(record, "logFiles") !== undefined) return { kind: "digest" };
  if (textOf(record, "schema")?.startsWith("reeve/")) return { kind: "reeve" };
  const detail = member(record, "detail");
  const delivered = textOf(record, "detail-type") !== null && isRaw(detail) ? detail : record;
  if (textOf(delivered, "eventType") === "AwsCloudTrailInsight" || textOf(delivered, "eventCategory") === "Insight") return { kind: "insight" };
  if (inner === null && !MEMBERS.some((name) => member(delivered, name) !== undefined))
    return holdsRecordsAsText(text)
      ? { kind: "broken", why: AS_TEXT }
      : isInOtherLetters(delivered)
        ? { kind: "broken", why: OTHER_LETTERS }
        : { kind: "other", why: NO_RECORD };
  const isSuspect = members === undefined ? mayRepeatKeys(text, value) : keyCount(value) !== members;
  const id = textOf(delivered, "eventID");
  const why = (isSuspect ? repeatedIn(text, id) : null) ?? (inner !== null && mayRepeatKeys(inner, record) ? repeatedIn(inner, id) : null);
  return why === null ? { kind: "record", record: delivered } : { kind: "broken", why };
}

/** Members that show what an object was meant as. */
const MEMBERS = ["eventTime", "eventName", "eventSource", "eventID", "eventVersion", "CloudTrailEvent", "Records", "Events"];

/**
 * Sources: Amazon CloudWatch Logs User Guide, Log group-level subscription filters (`logEvents[].message`); Amazon SNS Developer Guide (`Message`); Amazon SQS
 * API Reference (`Body`).
 */
const AS_TEXT =
  "holds CloudTrail records as text, as CloudWatch Logs, SNS and SQS deliver them. Take them out first: jq -c '.. | strings | fromjson? | objects' FILE";

/** Rows of a table have the names of its columns. Source: Amazon Athena User Guide, Name databases, tables, and columns: Athena lowers their names. */
const OTHER_LETTERS =
  "holds a record whose members have other letters than CloudTrail's, as the columns of a table have. Give the log files themselves, or name the columns as CloudTrail names the members (eventTime, eventName, eventSource, …)";

const PLAIN_MEMBERS: ReadonlySet<string> = new Set(MEMBERS.map((name) => name.toLowerCase()));

/** Whether an object has members of a record in small letters, or with underscores. */
const isInOtherLetters = (value: unknown): boolean =>
  isRaw(value) && Object.keys(value).filter((key) => PLAIN_MEMBERS.has(key.replaceAll("_", "").toLowerCase())).length > 1;

/** Whether JSON holds whole records within its texts. */
const holdsRecordsAsText = (text: string): boolean => ["eventTime", "eventName", "eventSource"].every((name) => text.includes(`\\"${name}\\":`));

/** Whether a text that cannot be read whole may hold records. */
export const looksLikeRecord = (text: string): boolean => /"(eventTime|eventName|eventSource|CloudTrailEvent)"|"Records"\s*:/.test(text);

function repeatedIn(text: string, eventId: string | null): string | null {
  const [first] = duplicateKeys(text, 1);
  return first ? `${eventId === null ? "a record" : `the record ${eventId}`} holds the key ${first.path} twice in one object` : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
