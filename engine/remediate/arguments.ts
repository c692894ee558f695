import type { PathOperand, Scalar, StepValue, Template } from "../language/index.ts";
import { joined, jsonParts, type TextPart } from "./json-parts.ts";
import type { Argument, Member, Withheld } from "./plan.ts";
import type { FindingReader } from "./reading.ts";

/** A placeholder in a rule's own text: `<serial-number>`. Never looked for in values, which a document or a caller chose. */
const PLACEHOLDER = /<([a-z][a-z0-9-]*)>/g;

/** Members that carry JSON as text: an object in a rule becomes its JSON, and values within a text are escaped for it. */
const JSON_TEXT: ReadonlySet<string> = new Set(["PolicyDocument", "AssumeRolePolicyDocument"]);

/** The first reason why a value cannot be had; thrown and caught within this file. */
class Missing {
  readonly because: Withheld;
  constructor(because: Withheld) {
    this.because = because;
  }
}

/** The parameters of a step with this finding's values; or why it has none. `optional`: members that may be left out when they are absent. */
export function resolveMembers(values: Readonly<Record<string, StepValue>>, reading: FindingReader, optional: ReadonlySet<string>): Member[] | Withheld {
  const members: Member[] = [];
  for (const [name, value] of Object.entries(values)) {
    try {
      const argument = resolve(value, name, reading, JSON_TEXT.has(name));
      if (argument)
        members.push({ name, argument: JSON_TEXT.has(name) && argument.kind !== "value" && argument.kind !== "text" ? asText(jsonParts(argument)) : argument });
    } catch (thrown) {
      if (!(thrown instanceof Missing)) throw thrown;
      if (thrown.because.code !== "absent" || !optional.has(name)) return thrown.because;
    }
  }
  return members;
}

/** Placeholders of resolved parameters, in order, each once. */
export function supplies(members: readonly Member[]): string[] {
  const names = new Set<string>();
  const visit = (argument: Argument): void => {
    if (argument.kind === "text") for (const part of argument.parts) typeof part === "string" || names.add(part.supply);
    if (argument.kind === "list") argument.items.forEach(visit);
    if (argument.kind === "object") for (const member of argument.members) visit(member.argument);
  };
  for (const member of members) visit(member.argument);
  return [...names];
}

/** The same with what placeholders are known to stand for; in JSON a person fills them in. */
export const withDetermined = (members: readonly Member[], values: ReadonlyMap<string, string>): Member[] =>
  values.size === 0
    ? [...members]
    : members.map((member) => (JSON_TEXT.has(member.name) ? member : { ...member, argument: determinedIn(member.argument, values) }));

function determinedIn(argument: Argument, values: ReadonlyMap<string, string>): Argument {
  if (argument.kind === "text") return asText(joined([argument.parts.map((part) => (typeof part === "string" ? part : (values.get(part.supply) ?? part)))]));
  if (argument.kind === "list") return { kind: "list", items: argument.items.map((item) => determinedIn(item, values)) };
  if (argument.kind !== "object") return argument;
  return { kind: "object", members: argument.members.map((member) => ({ ...member, argument: determinedIn(member.argument, values) })) };
}

/** Null for a literal null: the member is left out. */
function resolve(value: StepValue, member: string, reading: FindingReader, json: boolean): Argument | null {
  switch (value.kind) {
    case "literal":
      if (value.value === null) return null;
      return typeof value.value === "string" ? asText(placeholders(value.value)) : { kind: "value", value: value.value };
    case "template":
      return fill(value.template, member, reading, json);
    case "list":
      return { kind: "list", items: value.items.flatMap((item) => resolve(item, member, reading, false) ?? []) };
    case "object":
      return {
        kind: "object",
        members: Object.entries(value.members).flatMap(([name, inner]) => {
          const argument = resolve(inner, member, reading, false);
          return argument ? [{ name, argument }] : [];
        }),
      };
  }
}

function fill(template: Template, member: string, reading: FindingReader, json: boolean): Argument {
  const [only] = template;
  if (template.length === 1 && only !== undefined && typeof only !== "string") {
    const value = given(only, member, reading);
    if (!Array.isArray(value)) return { kind: "value", value };
    return { kind: "list", items: value.map((item) => ({ kind: "value", value: item })) };
  }
  return asText(
    joined(
      template.map((part) => {
        if (typeof part === "string") return placeholders(part);
        const value = given(part, member, reading);
        if (Array.isArray(value)) throw new Missing({ code: "not-a-value", member, path: part.kind === "path" ? part.text : `params.${part.name}` });
        return [json ? JSON.stringify(String(value)).slice(1, -1) : String(value)];
      }),
    ),
  );
}

/** As read; an empty text or list names nothing. */
function given(part: Exclude<Template[number], string>, member: string, reading: FindingReader): Known | Known[] {
  const value = read(part, member, reading);
  if (value === "" || (Array.isArray(value) && value.length === 0))
    throw new Missing({ code: "absent", member, path: part.kind === "path" ? part.text : `params.${part.name}` });
  return value;
}

type Known = Exclude<Scalar, null>;

function read(part: Exclude<Template[number], string>, member: string, reading: FindingReader): Known | Known[] {
  if (part.kind === "param") {
    const value = reading.param(part.name);
    if (value === undefined || value === null) throw new Missing({ code: "param-not-set", member, param: part.name });
    return Array.isArray(value) ? value.filter((item) => item !== null) : value;
  }
  return readPath(part, member, reading);
}

function readPath(path: PathOperand, member: string, reading: FindingReader): Known | Known[] {
  const found = reading.path(path);
  const at = { member, path: path.text };
  if (found.kind === "no-document") throw new Missing({ code: "no-document", ...at });
  if (found.kind === "unknown") throw new Missing({ code: "unknown", ...at, gap: reading.gap(found.gap) });
  const { value } = found;
  if (value === null || value === undefined) throw new Missing({ code: "absent", ...at });
  if (Array.isArray(value)) {
    if (value.every(isKnown)) return value;
    const last: unknown = value.at(-1);
    const open = typeof last === "object" && last !== null && "$unknown" in last && path.type.type !== "dynamic";
    throw new Missing(open ? { code: "open", ...at, gap: reading.gap(String(last.$unknown)) } : { code: "not-a-value", ...at });
  }
  if (!isKnown(value)) throw new Missing({ code: "not-a-value", ...at });
  return value;
}

const isKnown = (value: unknown): value is Known => typeof value === "string" || typeof value === "number" || typeof value === "boolean";

function placeholders(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(PLACEHOLDER)) {
    parts.push(text.slice(from, match.index), { supply: match[1] ?? "" });
    from = match.index + match[0].length;
  }
  return joined([[...parts, text.slice(from)]]);
}

function asText(parts: TextPart[]): Argument {
  if (parts.length === 0) return { kind: "value", value: "" };
  const [only] = parts;
  return parts.length === 1 && typeof only === "string" ? { kind: "value", value: only } : { kind: "text", parts };
}
