import { isRaw, type Raw } from "../raw.ts";
import { type Documented, type DocumentedMember, documentedRecord, documentedRequest, flagIn } from "./documented.ts";

/** A name or a value of a record that is written in another way than AWS writes it. */
export type Respelling =
  /** Read as AWS writes it. */
  | { kind: "letters"; path: string; written: string | boolean }
  /** The member stands twice in its object, in several spellings: nothing says which was meant. */
  | { kind: "twice"; path: string };

/**
 * A record with the names of its documented members, the texts that AWS lists and the answers of its flags as AWS writes them: what changed their letters on the
 * way did not change what they mean. Names differ by letter case only, texts by blanks at their ends too, flags as `documentedRecord` says. Members of
 * `requestParameters` are those of the call. The record itself where nothing differs.
 */
export function respelled(record: Raw, note: (respelling: Respelling) => void): Raw {
  const top = respelledIn(record, documentedRecord(), "", note, new Set(["requestParameters"]));
  const request = top.requestParameters;
  if (!isRaw(request)) return top;
  const named = respelledIn(request, documentedRequest(top), "requestParameters.", note);
  return named === request ? top : { ...top, requestParameters: named };
}

const NO_MEMBERS: ReadonlyMap<string, DocumentedMember> = new Map();

function respelledIn(object: Raw, node: Documented, above: string, note: (respelling: Respelling) => void, apart: ReadonlySet<string> = new Set()): Raw {
  const members = node.kind === "object" ? node.members : NO_MEMBERS;
  let made: [name: string, value: unknown][] | null = null;
  const keys = Object.keys(object);
  if (members.size === 0) return object;
  for (const [at, key] of keys.entries()) {
    const known = members.get(key.toLowerCase());
    if (!known) continue;
    const path = `${above}${known.name}`;
    const isTwice = known.name !== key && keys.some((other) => other !== key && other.toLowerCase() === key.toLowerCase());
    if (isTwice) note({ kind: "twice", path });
    else if (known.name !== key) note({ kind: "letters", path, written: key });
    const name = isTwice ? key : known.name;
    const value = apart.has(name) ? object[key] : respelledValue(object[key], known.value, path, note);
    if (name === key && value === object[key]) continue;
    made ??= Object.entries(object);
    made[at] = [name, value];
  }
  return made === null ? object : Object.fromEntries(made);
}

function respelledValue(value: unknown, node: Documented, path: string, note: (respelling: Respelling) => void): unknown {
  if (typeof value === "string" || typeof value === "boolean") {
    const meant = asWritten(value, node);
    if (meant === undefined || meant === value) return value;
    if (meant !== null && !isFlagAsText(value, meant)) note({ kind: "letters", path: `${path}: ${meant}`, written: value });
    return meant;
  }
  if (isRaw(value)) return respelledIn(value, node, `${path}.`, note);
  if (!Array.isArray(value) || node.kind !== "list") return value;
  const elements: unknown[] = value.map((element) => (isRaw(element) ? respelledIn(element, node.element, `${path}[].`, note) : element));
  return elements.every((element, at) => element === value[at]) ? value : elements;
}

/** A text or flag as AWS writes what it means; null for one that means that the member is not there, undefined where nothing says what it means. */
function asWritten(value: string | boolean, node: Documented): string | boolean | null | undefined {
  if (node.kind === "flag") {
    const answer = flagIn(value);
    return answer === null ? undefined : answer ? node.yes : node.no;
  }
  if (typeof value !== "string") return undefined;
  if (node.kind === "time") return value.replace(COMPACT_TIME, "$1-$2-$3T$4:$5:$6Z");
  if (node.kind !== "text") return undefined;
  const bare = value.trim();
  if (node.never !== null) return value === "" ? null : bare === "" ? undefined : bare;
  return node.texts.get(bare.toLowerCase()) ?? (node.isClosed && FAILED.test(bare) ? node.texts.get("failure") : undefined);
}

/** Tables hold booleans as text: Athena's of CloudTrail has readonly and managementevent as STRING. Source: Athena User Guide, "Create a table for CloudTrail logs". */
const isFlagAsText = (value: string | boolean, meant: string | boolean): boolean => typeof meant === "boolean" && value === String(meant);

/** As AWS writes times in an example of a session. Source: CloudTrail User Guide, "CloudTrail userIdentity element", creationDate. */
const COMPACT_TIME = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

const FAILED = /^failed$/i;
