import { RECORD } from "../../schemas/index.ts";
import { apiOperation, type InputType, serviceOf } from "../calls/index.ts";
import { type Raw, textOf } from "../raw.ts";

/** What is documented of one value of a record. */
export type Documented =
  /** Members by their names in small letters. */
  | { kind: "object"; members: ReadonlyMap<string, DocumentedMember> }
  | { kind: "list"; element: Documented }
  /** `texts`: those that AWS lists, by theirs in small letters. `isClosed`: it has no other. `never`: texts in small letters that no record has. */
  | { kind: "text"; texts: ReadonlyMap<string, string>; isClosed: boolean; never: ReadonlySet<string> | null }
  /** One of two answers, as AWS writes them: `true` and `false`, as texts or not, or `Yes` and `No`. */
  | { kind: "flag"; yes: string | boolean; no: string | boolean }
  | { kind: "time" }
  /** Nothing, or nothing that is checked. */
  | { kind: "anything" };

export interface DocumentedMember {
  /** As AWS writes it. */
  name: string;
  value: Documented;
}

type Declared = (typeof RECORD)["fields"][string]["value"];

const ANYTHING: Documented = { kind: "anything" };
const TEXT: Documented = { kind: "text", texts: new Map(), isClosed: false, never: null };
const FLAG: Documented = { kind: "flag", yes: true, no: false };

const YES = /^(true|yes)$/i;
const NO = /^(false|no)$/i;

/** The answer of a flag, however it is written; null for what is none. */
export function flagIn(value: unknown): boolean | null {
  if (typeof value === "boolean") return value;
  const text = typeof value === "string" ? value.trim() : "";
  return YES.test(text) ? true : NO.test(text) ? false : null;
}

function documented(type: Declared): Documented {
  switch (type.type) {
    case "dynamic":
      return type.declared ? documented(type.declared) : ANYTHING;
    case "list":
      return { kind: "list", element: documented(type.element) };
    case "object": {
      const named = Object.entries(type.named ?? {}).map(([name, value]) => [name, { value }] as const);
      return objectOf([...Object.entries(type.fields), ...named].map(([name, { value }]) => [name, documented(value)]));
    }
    case "string":
      return textLike(type);
    case "boolean":
      return FLAG;
    case "timestamp":
      return { kind: "time" };
    default:
      return ANYTHING;
  }
}

const objectOf = (members: [name: string, value: Documented][]): Documented => ({
  kind: "object",
  members: new Map(members.map(([name, value]) => [name.toLowerCase(), { name, value }])),
});

/** A text; one of two texts that are a yes and a no is a flag. */
function textLike({ known = [], enum: values = [], format, never }: Declared & { type: "string" }): Documented {
  const [yes, no] = [values.find((text) => YES.test(text)), values.find((text) => NO.test(text))];
  if (values.length === 2 && yes !== undefined && no !== undefined) return { kind: "flag", yes, no };
  const listed = format ? known : [...known, ...values];
  const texts = new Map(listed.map((text) => [text.toLowerCase(), text]));
  return { kind: "text", texts, isClosed: !format && values.length > 0, never: never ? new Set(never.values.map((text) => text.toLowerCase())) : null };
}

let whole: Documented | null = null;

/** What is documented of a record, but for the request of its call. */
export function documentedRecord(): Documented {
  whole ??= documented(RECORD);
  return whole;
}

const requests = new Map<string, Documented>();

/** What is documented of the request of a record's call, of the services whose calls are modelled. */
export function documentedRequest(record: Raw): Documented {
  const call = `${textOf(record, "eventSource") ?? ""} ${textOf(record, "eventName") ?? ""}`;
  const known = requests.get(call);
  if (known) return known;
  const [source = "", name = ""] = call.split(" ");
  const operation = apiOperation(serviceOf(source), name);
  if (operation === null) return ANYTHING;
  const request = objectOf(operation.input.map((member) => [member, ofInput(operation.typeOf(member))]));
  requests.set(call, request);
  return request;
}

const ofInput = (type: InputType): Documented => (type === "text" ? TEXT : type === "boolean" ? FLAG : ANYTHING);
