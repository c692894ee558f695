import { spelledCall } from "../calls/index.ts";
import { isRaw, member, type Raw, textOf } from "../raw.ts";
import { duplicateKeys } from "../text/duplicate-keys.ts";
import { type Documented, documentedRecord } from "./documented.ts";
import { type Respelling, respelled } from "./letters.ts";
import { namesNothing } from "./placeholder.ts";
import { isTooDeep } from "./truncation.ts";

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
const isAbsent = (value: unknown): boolean => value === undefined || value === null || (typeof value === "string" && namesNothing(value));

/**
 * A record whose JSON text is unpacked: what is read of it later, by whichever path, is the same value. Text that is no JSON stays as it is, and so does text
 * in which a key stands twice, since readers of it disagree. The names of its call and of its documented members are those of AWS, where they differ by letter
 * case only. The record itself where nothing differs.
 *
 * @param note takes what is spelt in another way, but for the name of the call.
 */
export function unpackedRecord(record: Raw, note: (respelling: Respelling) => void = () => {}): Raw {
  const named = respelled(withCallName(record), note);
  const whole = withCallName(openedIn(named, documentedRecord()));
  // What stood as text has names of its own.
  return whole === named ? named : respelled(whole, note);
}

/**
 * Members that AWS documents as an object or a list, and that hold one as JSON text, are opened to any depth. Some exports write them so: Athena's table of
 * CloudTrail has requestparameters, responseelements, additionaleventdata and serviceeventdetails as STRING, loaders of search engines every object.
 * Source: Athena User Guide, "Create a table for CloudTrail logs".
 */
function openedIn(object: Raw, node: Documented): Raw {
  if (node.kind !== "object") return object;
  let made: Raw | null = null;
  for (const { name, value: member } of node.members.values()) {
    if (member.kind !== "object" && member.kind !== "list") continue;
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    const read = typeof value === "string" ? valueIn(value) : value;
    const whole = isRaw(read) ? openedIn(read, member) : read;
    if (whole === undefined || whole === value) continue;
    made ??= { ...object };
    made[name] = whole;
  }
  return made ?? object;
}

function withCallName(record: Raw): Raw {
  const [source, name] = [textOf(record, "eventSource"), textOf(record, "eventName")];
  const call = source === null || name === null ? null : spelledCall(source, name);
  return call === null ? record : { ...record, eventName: call };
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
