import { RECORD } from "../../schemas/index.ts";
import { apiOperation, serviceOf } from "../calls/index.ts";
import { isRaw, type Raw, textOf } from "../raw.ts";

/** A name or a value of a record that has other letters than AWS writes. */
export type Respelling =
  /** Read as AWS writes it. */
  | { kind: "letters"; path: string; written: string }
  /** The member stands twice in its object, in several spellings: nothing says which was meant. */
  | { kind: "twice"; path: string };

/** What is documented of one value: the members of an object by their names in small letters, or the texts that a member has by theirs. */
interface Documented {
  members: ReadonlyMap<string, { name: string; value: Documented }>;
  texts: ReadonlyMap<string, string>;
}

type Declared = (typeof RECORD)["fields"][string]["value"];

const ANYTHING: Documented = { members: new Map(), texts: new Map() };

function documented(type: Declared): Documented {
  switch (type.type) {
    case "dynamic":
      return type.declared ? documented(type.declared) : ANYTHING;
    case "list":
      return documented(type.element);
    case "object": {
      const all = Object.entries({ ...type.fields, ...Object.fromEntries(Object.entries(type.named ?? {}).map(([name, value]) => [name, { value }])) });
      return { members: new Map(all.map(([name, { value }]) => [name.toLowerCase(), { name, value: documented(value) }])), texts: new Map() };
    }
    case "string":
      return { members: new Map(), texts: new Map((type.known ?? []).map((text) => [text.toLowerCase(), text])) };
    default:
      return ANYTHING;
  }
}

let whole: Documented | null = null;
const requests = new Map<string, Documented>();

/** The members of a call's request, of the services whose calls are modelled. */
function requestOf(record: Raw): Documented {
  const call = `${textOf(record, "eventSource") ?? ""} ${textOf(record, "eventName") ?? ""}`;
  const known = requests.get(call);
  if (known) return known;
  const [source = "", name = ""] = call.split(" ");
  const operation = apiOperation(serviceOf(source), name);
  if (operation === null) return ANYTHING;
  const members = new Map(operation.input.map((member) => [member.toLowerCase(), { name: member, value: ANYTHING }]));
  const request = { members, texts: new Map<string, string>() };
  requests.set(call, request);
  return request;
}

/**
 * A record with the names of its documented members, and the listed texts of `userIdentity.type` and its like, as AWS writes them: what changed their letters
 * on the way did not change what they mean. Names differ by letter case only, texts by blanks at their ends too. Members of `requestParameters` are those of the
 * call. The record itself where nothing differs.
 */
export function respelled(record: Raw, note: (respelling: Respelling) => void): Raw {
  whole ??= documented(RECORD);
  const top = respelledIn(record, whole, "", note, new Set(["requestParameters"]));
  const request = top.requestParameters;
  if (!isRaw(request)) return top;
  const named = respelledIn(request, requestOf(top), "requestParameters.", note);
  return named === request ? top : { ...top, requestParameters: named };
}

function respelledIn(object: Raw, { members }: Documented, above: string, note: (respelling: Respelling) => void, apart: ReadonlySet<string> = new Set()): Raw {
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
  if (typeof value === "string" && node.texts.size > 0) {
    const text = node.texts.get(value.trim().toLowerCase());
    if (text === undefined || text === value) return value;
    note({ kind: "letters", path: `${path}: ${text}`, written: value });
    return text;
  }
  if (isRaw(value)) return respelledIn(value, node, `${path}.`, note);
  if (!Array.isArray(value) || node.members.size === 0) return value;
  const elements: unknown[] = value.map((element) => (isRaw(element) ? respelledIn(element, node, `${path}[].`, note) : element));
  return elements.every((element, at) => element === value[at]) ? value : elements;
}
