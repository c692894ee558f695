import type { ValueType } from "../table.ts";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const ref = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` });

const SCALAR: JsonObject = { type: ["string", "number", "boolean", "null"] };
/** Written out at each use: beside a $ref a description would be ignored. */
const OPERAND: JsonObject = { anyOf: [SCALAR, ref("variable")] };
const OPERANDS: JsonObject = { anyOf: [{ type: ["string", "number"] }, { type: "array", items: SCALAR }, ref("variable")] };
const DURATION: JsonObject = { anyOf: [{ type: "string" }, ref("variable")] };

/** Matchers as the language guide's table tells them. */
const MATCHERS: Record<string, JsonObject> = {
  is: { ...OPERAND, description: "Equal, strictly. On null: false, unless null is written." },
  isNot: { ...OPERAND, description: "Not equal: the exact complement of is." },
  in: { ...OPERANDS, description: "One of a list, or of a parameter's list. On null: false, unless null is listed." },
  notIn: { ...OPERANDS, description: "None of a list: the exact complement of in." },
  lt: { ...OPERAND, description: "Smaller; of times, earlier. On null: false." },
  lte: { ...OPERAND, description: "Smaller or equal; of times, not later. On null: false." },
  gt: { ...OPERAND, description: "Greater; of times, later. On null: false." },
  gte: { ...OPERAND, description: "Greater or equal; of times, not earlier. On null: false." },
  contains: { ...OPERAND, description: "A member of the list, or a part of the text. On null: false." },
  glob: { ...OPERANDS, description: "`*` stands for any text, `/` and `:` included, `?` for one character; of a list any may match. On null: false." },
  notGlob: { ...OPERANDS, description: "The exact complement of glob." },
  matches: { ...OPERANDS, description: "RE2 regular expression, searched in the text; anchor it with ^ and $. On null: false." },
  cidr: { ...OPERANDS, description: "An IP address within a range, such as 10.0.0.0/8; of a list any may hold it. On null: false." },
  olderThan: { ...DURATION, description: "Age above: 30m, 12h or 90d, or a parameter of type duration. On null: false." },
  newerThan: { ...DURATION, description: "Age at most: 30m, 12h or 90d, or a parameter of type duration. On null: false." },
  exists: { type: "boolean", description: "true: there is a value. false: it is null." },
  default: { description: "What null becomes, for the matcher beside it. It never stands in for an unknown." },
};

const BY_TYPE = {
  string: ["is", "isNot", "in", "notIn", "contains", "glob", "notGlob", "matches", "cidr", "exists", "default"],
  boolean: ["is", "isNot", "in", "notIn", "exists", "default"],
  integer: ["is", "isNot", "in", "notIn", "lt", "lte", "gt", "gte", "exists", "default"],
  timestamp: ["is", "isNot", "in", "notIn", "lt", "lte", "gt", "gte", "olderThan", "newerThan", "exists", "default"],
  object: ["exists"],
} as const;

const BARE: Record<keyof typeof BY_TYPE, string[]> = {
  string: ["string", "null"],
  boolean: ["boolean", "null"],
  integer: ["integer", "null"],
  timestamp: ["string", "null"],
  object: [],
};

const map = (names: readonly string[], others: JsonObject = {}): JsonObject => ({
  type: "object",
  minProperties: 1,
  additionalProperties: false,
  properties: { ...others, ...Object.fromEntries(names.map((name) => [name, MATCHERS[name] ?? {}])) },
});

/** Definitions that every condition shares: what may stand right of a path, by the type of its value. */
export function matcherDefinitions(): JsonObject {
  const definitions: JsonObject = {
    variable: {
      type: "object",
      properties: { var: { type: ["string", "array"], description: "A path, params.<name> or a name of let; or [path, default]." } },
      required: ["var"],
      additionalProperties: false,
    },
    "matchers-string": map(BY_TYPE.string),
    list: { ...map(["exists", "default"], ELEMENT_MATCHERS) },
    "list-of-scalars": { ...map(["contains", "exists", "default"], ELEMENT_MATCHERS) },
    dynamic: { anyOf: [SCALAR, { type: "array" }, map(Object.keys(MATCHERS), ELEMENT_MATCHERS)] },
  };
  // One schema and no anyOf: each keyword speaks of its own type, so that a fault is told exactly.
  for (const name of ["string", "boolean", "integer", "timestamp", "object"] as const) {
    const bare = BARE[name];
    definitions[name] = { ...map(BY_TYPE[name]), ...typeOf(bare) };
    if (bare.length > 0) definitions[`element-of-${name}`] = { ...typeOf(bare), minProperties: 1, properties: elementOf(name) };
  }
  return definitions;
}

/** A map, or one of these types, or a list of them. */
const typeOf = (bare: readonly string[]): JsonObject =>
  bare.length === 0 ? { type: "object" } : { type: ["object", "array", ...bare], items: { type: [...bare] } };

/** On plain elements matchers stand directly; `item` names the element where other conditions stand beside. */
function elementOf(name: keyof typeof BY_TYPE): JsonObject {
  const element = ref(`element-of-${name}`);
  const list: JsonObject = { type: "array", minItems: 1, items: element };
  return {
    ...Object.fromEntries(BY_TYPE[name].map((matcher) => [matcher, MATCHERS[matcher] ?? {}])),
    item: { description: "The element itself.", allOf: [ref(name)] },
    and: { ...list, description: "All of these conditions hold." },
    or: { ...list, description: "At least one of these conditions holds." },
    not: { description: "This condition does not hold.", allOf: [element] },
  };
}

const COUNT_TESTS = ["is", "isNot", "in", "notIn", "lt", "lte", "gt", "gte"];

const ELEMENT_MATCHERS: JsonObject = {
  any: { description: "Some element fulfils it. Of an empty list false, of null false." },
  every: { description: "All elements fulfil it. Of an empty list true, of null true." },
  none: { description: "No element fulfils it. Of an empty list true, of null true." },
  count: {
    description: "How many elements: a number, or { where: …, gte: 2 }. Null counts 0.",
    anyOf: [{ type: "integer" }, { type: "array", items: { type: "integer" } }, map(COUNT_TESTS, { where: { description: "Which elements count." } })],
  },
};

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

/** What each matcher means, in a sentence. */
export const MATCHER_TEXTS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...MATCHERS, ...ELEMENT_MATCHERS }).map(([name, schema]) => [name, textOf(schema)]),
);

function textOf(schema: Json): string {
  return schema !== null && typeof schema === "object" && !Array.isArray(schema) && typeof schema.description === "string" ? schema.description : "";
}
