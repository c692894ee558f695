import type { ValueType } from "../table.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });

const SCALAR: JsonObject = { type: ["string", "number", "boolean", "null"] };
/** Written out at each use: beside a $ref a description would be ignored. */
const OPERAND: JsonObject = { anyOf: [SCALAR, ref("variable")] };
const OPERANDS: JsonObject = { anyOf: [{ type: ["string", "number"] }, { type: "array", items: SCALAR }, ref("variable")] };
const DURATION: JsonObject = { anyOf: [{ type: "string" }, ref("variable")] };

/** What this room needs to know of a matcher. The engine describes them (engine/language/matchers), and the generator hands them over. */
export interface EditorMatcher {
  name: string;
  description: string;
  /** How a comparison's right side is written; null for matchers with a form of their own. */
  operand: "scalar" | "list" | "ordered" | "member" | "pattern" | "duration" | null;
  /** Types of the values that a comparison may be put to. */
  accepts: readonly ValueType["type"][];
  /** Asks about the elements of a list. */
  ofElements: boolean;
}

const OPERAND_SCHEMAS: Readonly<Record<NonNullable<EditorMatcher["operand"]>, JsonObject>> = {
  scalar: OPERAND,
  ordered: OPERAND,
  member: OPERAND,
  list: OPERANDS,
  pattern: OPERANDS,
  duration: DURATION,
};

const schemaOf = ({ name, description, operand }: EditorMatcher): JsonObject =>
  operand === null ? { ...(name === "exists" ? { type: "boolean" } : {}), description } : { ...OPERAND_SCHEMAS[operand], description };

const SCALAR_TYPES = ["string", "boolean", "integer", "timestamp"] as const;
type Plain = (typeof SCALAR_TYPES)[number];

const BARE: Record<Plain, string[]> = {
  string: ["string", "null"],
  boolean: ["boolean", "null"],
  integer: ["integer", "null"],
  timestamp: ["string", "null"],
};

const map = (properties: JsonObject): JsonObject => ({ type: "object", minProperties: 1, additionalProperties: false, properties });

const ABSENCE = ["exists", "default"];

/** Definitions that every condition shares: what may stand right of a path, by the type of its value. */
export function matcherDefinitions(matchers: readonly EditorMatcher[]): JsonObject {
  const schemas = (wanted: (matcher: EditorMatcher) => boolean): JsonObject =>
    Object.fromEntries(matchers.filter((matcher) => !matcher.ofElements && wanted(matcher)).map((matcher) => [matcher.name, schemaOf(matcher)]));
  const isAbout = (...names: string[]): JsonObject => schemas(({ name }) => names.includes(name));
  const of = (type: ValueType["type"]): JsonObject => schemas(({ name, accepts }) => accepts.includes(type) || ABSENCE.includes(name));
  const elements = elementMatchers(matchers);
  const definitions: JsonObject = {
    variable: {
      type: "object",
      properties: {
        var: { type: ["string", "array"], description: "A path, params.<name> or a name of let; or [path, default]." },
        text: { type: "string", description: "Text with {{path}} in it, put together when it is compared." },
      },
      minProperties: 1,
      maxProperties: 1,
      additionalProperties: false,
    },
    "matchers-string": map(of("string")),
    list: map({ ...elements, ...isAbout(...ABSENCE) }),
    "list-of-scalars": map({ ...elements, ...of("list") }),
    dynamic: { anyOf: [SCALAR, { type: "array" }, map({ ...elements, ...schemas(() => true) })] },
  };
  // One schema and no anyOf: each keyword speaks of its own type, so that a fault is reported exactly.
  for (const name of SCALAR_TYPES) {
    const bare = BARE[name];
    definitions[name] = { ...map(of(name)), ...typeOf(bare) };
    definitions[`element-of-${name}`] = { ...typeOf(bare), minProperties: 1, properties: elementOf(name, of(name)) };
  }
  definitions.object = { ...map(isAbout("exists")), ...typeOf([]) };
  return definitions;
}

/** A map, or one of these types, or a list of them. */
const typeOf = (bare: readonly string[]): JsonObject =>
  bare.length === 0 ? { type: "object" } : { type: ["object", "array", ...bare], items: { type: [...bare] } };

/** On plain elements matchers stand directly; `item` names the element where other conditions stand beside. */
function elementOf(name: Plain, matchers: JsonObject): JsonObject {
  const element = ref(`element-of-${name}`);
  const list: JsonObject = { type: "array", minItems: 1, items: element };
  return {
    ...matchers,
    item: { description: "The element itself.", allOf: [ref(name)] },
    and: { ...list, description: "All of these conditions hold." },
    or: { ...list, description: "At least one of these conditions holds." },
    not: { description: "This condition does not hold.", allOf: [element] },
  };
}

/** Conditions on a list's elements; each use says what the elements are. */
function elementMatchers(matchers: readonly EditorMatcher[]): JsonObject {
  const ofNumber = Object.fromEntries(matchers.filter(({ accepts }) => accepts.includes("integer")).map((matcher) => [matcher.name, schemaOf(matcher)]));
  const number: Json[] = [
    { type: "integer" },
    { type: "array", items: { type: "integer" } },
    map({ where: { description: "Which elements count." }, ...ofNumber }),
  ];
  return Object.fromEntries(
    matchers.filter(({ ofElements }) => ofElements).map(({ name, description }) => [name, name === "count" ? { description, anyOf: number } : { description }]),
  );
}

/** Matchers of a list; `element` is what any, every, none and count ask of its elements. */
export function listMatchers(element: JsonObject, ofScalars: boolean): JsonObject {
  return {
    allOf: [ref(ofScalars ? "list-of-scalars" : "list")],
    properties: { any: element, every: element, none: element, count: { properties: { where: element } } },
  };
}

/** Values that an enumerated text may have are offered before the matchers. */
export function enumerated(values: readonly string[]): JsonObject {
  const one: JsonObject = { enum: [...values, null] };
  return { anyOf: [one, { type: "array", items: one }, ref("matchers-string")] };
}

/** The definition for a value of this type; a list has one of its own. */
export function matcherRef(type: ValueType): JsonObject {
  return ref(type.type === "resource" ? "object" : type.type);
}
