import { spelledCall } from "../calls/index.ts";
import { isRaw, member, type Raw, textOf } from "../raw.ts";
import { duplicateKeys } from "../text/duplicate-keys.ts";
import { type Respelling, respelled } from "./letters.ts";
import { isTooDeep } from "./truncation.ts";

/**
 * Members that hold an object or a list in every record, or nothing. Some exports write them as JSON text: Athena's table of CloudTrail has
 * requestparameters, responseelements, additionaleventdata and serviceeventdetails as STRING, loaders of search engines every object.
 * Sources: CloudTrail User Guide, "CloudTrail record contents"; Athena User Guide, "Create a table for CloudTrail logs".
 */
const OBJECTS = [
  "userIdentity",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "serviceEventDetails",
  "resources",
  "addendum",
  "tlsDetails",
  "edgeDeviceDetails",
  "insightDetails",
  "eventContext",
] as const;

/** The same, within userIdentity and its session. Source: CloudTrail User Guide, "CloudTrail userIdentity element". */
const IN_IDENTITY = ["sessionContext", "onBehalfOf", "inScopeOf"] as const;
const IN_SESSION = ["attributes", "sessionIssuer", "webIdFederationData"] as const;

/** Of these, what a list holds and not an object. */
const LISTS: ReadonlySet<string> = new Set(["resources"]);

/**
 * Paths of the members that should hold an object or a list, or nothing, and hold something else, such as text that is no JSON. Of a record that is unpacked;
 * where a member is none itself, what should stand in it is not named.
 */
export function unreadableMembers(record: Raw): string[] {
  const paths = wrongIn(record, OBJECTS, "");
  const identity = member(record, "userIdentity");
  paths.push(...wrongIn(identity, IN_IDENTITY, "userIdentity."));
  paths.push(...wrongIn(member(identity, "sessionContext"), IN_SESSION, "userIdentity.sessionContext."));
  return paths;
}

function wrongIn(holder: unknown, names: readonly string[], above: string): string[] {
  if (!isRaw(holder)) return [];
  const wrong = names.filter((name) => {
    const value = member(holder, name);
    return value !== undefined && value !== null && !isRaw(value) && !(LISTS.has(name) && Array.isArray(value));
  });
  return wrong.map((name) => `${above}${name}`);
}

/**
 * Whether a record says something of its caller, but not of which type it is, which every record with a caller has.
 * Source: CloudTrail User Guide, "CloudTrail userIdentity element": type, "Optional: False".
 */
export function lacksCallerType(record: Raw): boolean {
  const identity = member(record, "userIdentity");
  if (!isRaw(identity) || !isAbsent(member(identity, "type"))) return false;
  return CALLER.some((name) => !isAbsent(member(identity, name)));
}

const CALLER = ["arn", "principalId", "userName", "accessKeyId", "sessionContext"] as const;
const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === "";

/** Flags that AWS writes as booleans and Athena's table as text. Source: as above. */
const FLAGS = ["readOnly", "managementEvent"] as const;

/**
 * A record whose JSON text is unpacked: what is read of it later, by whichever path, is the same value. Text that is no JSON stays as it is, and so does text
 * in which a key stands twice, since readers of it disagree. The names of its call and of its documented members are those of AWS, where they differ by letter
 * case only. The record itself where nothing differs.
 *
 * @param note takes what is spelt in another way, but for the name of the call.
 */
export function unpackedRecord(record: Raw, note: (respelling: Respelling) => void = () => {}): Raw {
  const named = respelled(withCallName(record), note);
  const whole = opened(named);
  // What stood as text has names of its own.
  return whole === named ? named : respelled(whole, note);
}

function opened(record: Raw): Raw {
  const whole = withCallName(unpackedFlags(unpacked(record, OBJECTS)));
  const identity = whole.userIdentity;
  if (!isRaw(identity)) return whole;
  const inner = unpacked(identity, IN_IDENTITY);
  const session = inner.sessionContext;
  const openedSession = isRaw(session) ? unpacked(session, IN_SESSION) : session;
  if (inner === identity && openedSession === session) return whole;
  return { ...whole, userIdentity: openedSession === session ? inner : { ...inner, sessionContext: openedSession } };
}

function unpacked(object: Raw, names: readonly string[]): Raw {
  let made: Raw | null = null;
  for (const name of names) {
    const text = object[name];
    if (typeof text !== "string") continue;
    const value = valueIn(text);
    if (value === undefined) continue;
    made ??= { ...object };
    made[name] = value;
  }
  return made ?? object;
}

function withCallName(record: Raw): Raw {
  const [source, name] = [textOf(record, "eventSource"), textOf(record, "eventName")];
  const call = source === null || name === null ? null : spelledCall(source, name);
  return call === null ? record : { ...record, eventName: call };
}

function unpackedFlags(record: Raw): Raw {
  let made: Raw | null = null;
  for (const name of FLAGS) {
    const text = record[name];
    if (text !== "true" && text !== "false") continue;
    made ??= { ...record };
    made[name] = text === "true";
  }
  return made ?? record;
}

/** The object or list that a text holds; null for an empty one, as for `null`; undefined where it is no JSON of these. */
function valueIn(text: string): object | null | undefined {
  const bare = text.trim();
  if (bare === "" || bare === "null") return null;
  if (!bare.startsWith("{") && !bare.startsWith("[")) return undefined;
  try {
    const value = JSON.parse(bare) as object;
    return isTooDeep(value) || duplicateKeys(bare, 1).length > 0 ? undefined : value;
  } catch {
    return undefined;
  }
}
