/**
 * The members that every record has, as exports write their names: in other letters, with a blank or an underscore, as a column of CSV, a key of YAML or JSON,
 * within a text of JSON at any depth. A name counts only where a mark stands before and after it, as prose rarely has it.
 */
const NAMES = ["time", "name", "source"].map(
  (word) => new RegExp(`(?:^|["'\`,;|\\t\\n{ =-])event[ _]?${word}\\\\*["'\`]?[ \\t]*(?:[:,;|=\\t\\r\\n\\\\\\]}]|$)`, "i"),
);

/**
 * Records in a form of another product, each by its signs. Elastic Common Schema: Filebeat's AWS module (`aws.cloudtrail.*`). OCSF: Security Lake's source
 * CloudTrail (`metadata.product`, its name and vendor).
 */
const TRANSLATED = [
  { form: "Elastic's", signs: [/cloudtrail\\*["'`]?\s*:\s*\{|aws\.cloudtrail\.[a-z]/, /user_identity|request_parameters|recipient_account_id|event_version/] },
  { form: "OCSF's", signs: [/class_uid/, /vendor_name\\*["']?\s*[:=]\s*\\*["']?AWS\b/, /\bname\\*["']?\s*[:=]\s*\\*["']?CloudTrail\b/] },
] as const;

/** How gzip begins in base64, and JSON that begins as a record or a log file does. Source: RFC 1952, section 2.3 (1f 8b 08); RFC 4648, section 4. */
const BASE64 = /(?:^|[^A-Za-z0-9+/])(?:H4sI[A-Za-z0-9+/\s]{12}|eyJldmVudFZlcnNpb24i|eyJSZWNvcmRz)/;

/** What a part that cannot be parsed is called. `followsJson`: on its line, or in its file where that is one object or list, JSON came before. */
export const notJson = (followsJson: boolean): string => (followsJson ? "something that is not JSON follows the JSON" : "not JSON");

/** The same of what begins as a text, a number, null, true or false of JSON does, and may be JSON therefore. */
export const NO_OBJECT_OR_LIST = "no JSON object or list";
export const noObject = (firstByte: number, followsJson: boolean): string =>
  !followsJson && /["\-0-9tfn]/.test(String.fromCharCode(firstByte)) ? NO_OBJECT_OR_LIST : notJson(followsJson);

/** Whether a text that cannot be read whole may hold records. */
export const looksLikeRecord = (text: string): boolean => /"(eventTime|eventName|eventSource|CloudTrailEvent)"|"Records"\s*:/.test(text);

/** Names of members that every record has, as keys of JSON or of a text within JSON, in any letters. */
const KEYS = ["time", "name", "source", "id", "version"].map((word) => new RegExp(`event_?${word}\\\\*"\\s*:`, "i"));
const LISTED = /"CloudTrailEvent\\*"\s*:|"(?:Records|Events)\\*"\s*:\s*\\*[[{"]\s*[^\]}\s]/i;

/** Whether the JSON of a member that is not read holds what looks like records: as objects, as text, packed in base64, or in the form of another product. */
export const holdsRecords = (json: string): boolean =>
  KEYS.filter((key) => key.test(json)).length > 1 ||
  LISTED.test(json) ||
  BASE64.test(json) ||
  TRANSLATED.some(({ signs }) => signs.every((sign) => sign.test(json)));

/** What a member beside a list of records hides. */
export const besideText = (key: string, text: string | null): string =>
  text === null
    ? `the object that holds the list of records has the member ${key} of a record itself, which is not read. Give that record as an object of its own`
    : `the member ${JSON.stringify(key)} beside the list of records looks like more records, which are not read. Put them into the list, or into a file of their own`;

/** How to take records out of whatever JSON holds them, as objects or as text in text. */
const TAKE_OUT = `jq -c 'recurse(if type == "string" then fromjson? else .[]? end) | objects | select(.eventTime and .eventName)' FILE`;

/** Source: CloudWatch Logs User Guide, Log group-level subscription filters (`logEvents[].message`); SNS Developer Guide (`Message`); SQS API Reference (`Body`). */
export const AS_TEXT = `holds CloudTrail records as text, as CloudWatch Logs, SNS and SQS deliver them. Take them out first: ${TAKE_OUT}`;
/**
 * Members that hold records in the answers and exports of other products. Sources: AWS CloudTrail Data API Reference, AuditEvent (`eventData`); Elasticsearch
 * reference, Search API, response body (`hits.hits[]._source`).
 */
const HOLDERS: Readonly<Record<string, string>> = {
  eventData: ", as CloudTrail Lake keeps events",
  hits: ", as a search of Elasticsearch or OpenSearch answers",
};

/** What an object is that is no record and holds some in a member. */
export const withinText = (member: string): string =>
  `holds CloudTrail records within the member ${JSON.stringify(member)}${HOLDERS[member] ?? ""}, where they are not read. Take them out first: ${TAKE_OUT}`;
const AS_BASE64 =
  "holds base64 of packed data or of JSON, as CloudWatch Logs gives it to a function. Decode the text first (base64 -d) and give what comes out";
const NAMED =
  "names the members of CloudTrail records (eventTime, eventName, eventSource) in a form that is not read, such as CSV or YAML. Give the log files themselves, or the records as JSON";
const translated = (form: string): string =>
  `holds CloudTrail records in ${form} form, which lacks what rules ask. Give the log files themselves, or the original records as JSON`;

/** A text within JSON that names a member. */
const WITHIN_TEXT = /\\"event(Time|Name|Source)\\+"\s*:/;

/** Text shared by two chunks: more than the longest sign. */
const OVERLAP = 64;

/** Collects, over the chunks of a file, what shows that it is of records although no record was read in it. */
export interface RecordSigns {
  push: (chunk: Buffer) => void;
  /** Members stand in it as CloudTrail writes them. */
  hasMembers: () => boolean;
  /** In which other form records seem to stand in it, and what to do; null where none does. */
  otherForm: () => string | null;
}

export function recordSigns(): RecordSigns {
  const patterns = [...NAMES, ...TRANSLATED.flatMap(({ signs }) => signs), WITHIN_TEXT, BASE64];
  const met = new Set<RegExp>();
  let before = "";
  let isJson: boolean | null = null;
  let members = false;
  return {
    push(chunk) {
      if (members) return;
      const text = before + chunk.toString("latin1");
      before = text.slice(-OVERLAP);
      isJson ??= /^\s*[[{"]/.test(text);
      members = looksLikeRecord(text);
      for (const pattern of patterns) if (!met.has(pattern) && pattern.test(text)) met.add(pattern);
    },
    hasMembers: () => members,
    otherForm() {
      if (NAMES.every((name) => met.has(name))) return isJson && met.has(WITHIN_TEXT) ? AS_TEXT : NAMED;
      const product = TRANSLATED.find(({ signs }) => signs.every((sign) => met.has(sign)));
      if (product) return translated(product.form);
      return met.has(BASE64) ? AS_BASE64 : null;
    },
  };
}

/** A list of records, or a record on a line of its own: no file that Reeve writes has either, as its events keep their records within them. */
const LIST = /"Records"\s*:\s*\[|\n\s*\{\s*"event(?:Version|Time|Name|Source|ID)"/;

/** Looks for records beside what Reeve wrote, across the borders of chunks. */
export function recordLists(): { areIn: (chunk: Buffer) => boolean } {
  let before = "";
  return {
    areIn(chunk) {
      const text = before + chunk.toString("latin1");
      before = text.slice(-OVERLAP);
      return LIST.test(text);
    },
  };
}
