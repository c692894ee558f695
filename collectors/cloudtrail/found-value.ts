import { isRaw, member, textOf } from "../../document/index.ts";
import { duplicateKeys, keyCount, mayRepeatKeys } from "../../document/text/index.ts";
import { AS_TEXT, holdsRecords, looksLikeRecord, notJson, withinText } from "./record-signs.ts";

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
 * and events that EventBridge delivered (`detail`), and knows digest files and Insights events, which are no calls. What has all that a record has is one,
 * whatever else stands in it, so that no member that was put into it hides it. A record in which a key stands twice is broken: nothing says which value was
 * meant.
 *
 * @param members how many members the text has, where the scanner counted them.
 * @param followsJson whether other JSON ended before it where no more should follow.
 */
export function foundValue(text: string, members?: number, followsJson = false): FoundValue {
  const value = parsed(text);
  if (value === undefined) return { kind: looksLikeRecord(text) ? "broken" : "other", why: notJson(followsJson) };
  const inner = isWhole(value) ? null : textOf(value, "CloudTrailEvent");
  const record = inner === null ? value : parsed(inner);
  if (record === undefined) return { kind: "broken", why: "CloudTrailEvent is not JSON" };
  const beside = isWhole(record) ? null : besideRecords(record);
  if (beside !== null) return beside === "digest" ? (hidden(record, []) ?? { kind: beside }) : { kind: beside };
  const detail = member(record, "detail");
  const delivered = !isWhole(record) && textOf(record, "detail-type") !== null && isRaw(detail) ? detail : record;
  if (!isWhole(delivered) && isInsight(delivered)) return { kind: "insight" };
  const more = inner === null ? (delivered === record ? null : hidden(record, ["detail"])) : hidden(value, ["CloudTrailEvent"]);
  if (more !== null) return more;
  if (inner === null && !MEMBERS.some((name) => member(delivered, name) !== undefined))
    return holdsRecordsAsText(text)
      ? { kind: "broken", why: AS_TEXT }
      : isInOtherLetters(delivered)
        ? { kind: "broken", why: OTHER_LETTERS }
        : withinMember(delivered);
  const isSuspect = members === undefined ? mayRepeatKeys(text, value) : keyCount(value) !== members;
  const id = textOf(delivered, "eventID");
  const why = (isSuspect ? repeatedIn(text, id) : null) ?? (inner !== null && mayRepeatKeys(inner, record) ? repeatedIn(inner, id) : null);
  return why === null ? { kind: "record", record: delivered } : { kind: "broken", why };
}

/** What every record of a call has. Insights events have no eventName and no eventSource of their own. Source: CloudTrail User Guide, "CloudTrail record contents". */
const isWhole = (value: unknown): boolean => ["eventTime", "eventName", "eventSource"].every((name) => textOf(value, name));

/** What lies beside records; null for anything else. */
function besideRecords(value: unknown): "digest" | "reeve" | null {
  if (member(value, "digestStartTime") !== undefined && member(value, "logFiles") !== undefined) return "digest";
  return textOf(value, "schema")?.startsWith("reeve/") ? "reeve" : null;
}

/** An object that is no record: it may hold some. */
function withinMember(value: unknown): FoundValue {
  const found = isRaw(value)
    ? Object.keys(value).find((name) => typeof value[name] === "object" && WHOLE_WITHIN.every((key) => key.test(JSON.stringify(value[name]))))
    : undefined;
  return found === undefined ? { kind: "other", why: NO_RECORD } : { kind: "broken", why: withinText(found) };
}

const WHOLE_WITHIN = ["eventTime", "eventName", "eventSource"].map((name) => new RegExp(`"${name}"\\s*:\\s*"`));

/** The first member of an object around a record, or of a digest file, that holds records and is not read. */
function hidden(envelope: unknown, read: readonly string[]): FoundValue | null {
  const members = isRaw(envelope) ? Object.entries(envelope) : [];
  const found = members.find(([name, member]) => !read.includes(name) && typeof member === "object" && holdsRecords(JSON.stringify(member)));
  return found ? { kind: "broken", why: `the member ${JSON.stringify(found[0])} looks like records, which are not read where they stand` } : null;
}

const isInsight = (value: unknown): boolean => textOf(value, "eventType") === "AwsCloudTrailInsight" || textOf(value, "eventCategory") === "Insight";

/** Members that show what an object was meant as. */
const MEMBERS = ["eventTime", "eventName", "eventSource", "eventID", "eventVersion", "CloudTrailEvent", "Records", "Events"];

/** Rows of a table have the names of its columns. Source: Amazon Athena User Guide, Name databases, tables, and columns: Athena lowers their names. */
const OTHER_LETTERS =
  "holds a record whose members have other letters than CloudTrail's, as the columns of a table have. Give the log files themselves, or name the columns as CloudTrail names the members (eventTime, eventName, eventSource, …)";

const PLAIN_MEMBERS: ReadonlySet<string> = new Set(MEMBERS.map((name) => name.toLowerCase()));

/** Whether an object has members of a record in small letters, or with underscores. */
const isInOtherLetters = (value: unknown): boolean =>
  isRaw(value) && Object.keys(value).filter((key) => PLAIN_MEMBERS.has(key.replaceAll("_", "").toLowerCase())).length > 1;

const WITHIN_TEXT = ["eventTime", "eventName", "eventSource"].map((name) => new RegExp(`\\\\"${name}\\\\+"\\s*:`));

/** Whether JSON holds whole records within its texts, or within texts that stand in these. */
const holdsRecordsAsText = (text: string): boolean => WITHIN_TEXT.every((name) => name.test(text));

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
