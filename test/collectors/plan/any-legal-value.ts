import fc from "fast-check";
import { type Field, type Gap, isUnknown, type ReeveDocument, TABLE, type Unknown, type ValueType } from "../../../schemas/index.ts";

/** Texts that rules look for, beside arbitrary ones. */
const TEXTS = ["", "*", "ann", "arn:aws:iam::aws:policy/AdministratorAccess", "arn:aws:iam::123456789012:user/ann", "s3:*", "ACTIVE", "ACCOUNT", "planned"];

const INSTANTS = ["1970-01-01T00:00:00.000Z", "2025-12-31T23:59:59.000Z", "2026-01-01T00:00:00.000Z", "2030-06-30T12:00:00.000Z"];

/** A value that a mark leaves possible. What has an id has one name, wherever it stands. */
function completion(type: ValueType, { id, startsWith, atLeast, atMost = Number.POSITIVE_INFINITY }: Unknown): fc.Arbitrary<unknown> {
  if (atLeast !== undefined) return fc.integer({ min: atLeast, max: Math.min(atMost, atLeast + 9) });
  if (id !== undefined) return fc.constant(`${startsWith ?? ""}of-${id.replaceAll(/[^a-z0-9]/gi, "-")}`);
  return startsWith === undefined ? legal(type) : fc.stringMatching(/^[a-z]{1,4}$/).map((rest) => `${startsWith}${rest}`);
}

/** Any value of a type, without unknowns. */
function legal(type: ValueType): fc.Arbitrary<unknown> {
  const value = bare(type);
  return type.nullable ? fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 3, arbitrary: value }) : value;
}

function bare(type: ValueType): fc.Arbitrary<unknown> {
  switch (type.type) {
    case "string":
      return type.enum ? fc.constantFrom(...type.enum) : fc.oneof(fc.constantFrom(...TEXTS), fc.string({ maxLength: 6 }));
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.oneof(fc.integer({ min: 0, max: 24 }), fc.nat());
    case "timestamp":
      return fc.constantFrom(...INSTANTS);
    case "list":
      return fc.array(legal(type.element), { maxLength: 2 });
    case "object":
      return fieldsOf(type.fields);
    case "resource":
      return fieldsOf(TABLE.kinds[type.kind].fields);
    case "dynamic":
      return fc.constant({});
  }
}

const fieldsOf = (fields: Record<string, Field>): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(Object.entries(fields).flatMap(([name, field]) => (field.via ? [] : [[name, legal(field.value)]]))));

/**
 * Documents that know more than this one: every mark of a gap of the given reason stands for some legal value, an open list for one that holds more or
 * no more.
 */
export function moreKnown(document: ReeveDocument, reason: Gap["reason"]): fc.Arbitrary<ReeveDocument> {
  const isMeant = (value: unknown): boolean => isUnknown(value) && document.gaps[value.$unknown]?.reason === reason;
  const parts = Object.entries(document).map(([name, value]): [string, fc.Arbitrary<unknown>] => {
    const list = Object.hasOwn(TABLE.lists, name) ? TABLE.lists[name] : undefined;
    if (list)
      return [
        name,
        filled({ type: "list", element: { type: "resource", kind: list, nullable: false, unknown: false }, open: true, nullable: false, unknown: true }, value),
      ];
    if (name === "account" || name === "root") return [name, filled({ type: "resource", kind: name, nullable: false, unknown: true }, value)];
    return [name, fc.constant(value)];
  });
  return fc.record(Object.fromEntries(parts)) as fc.Arbitrary<unknown> as fc.Arbitrary<ReeveDocument>;

  function filled(type: ValueType, value: unknown): fc.Arbitrary<unknown> {
    if (isUnknown(value) && isMeant(value)) return completion(type, value);
    if (value === null || value === undefined || isUnknown(value)) return fc.constant(value);
    if (type.type === "list" && Array.isArray(value)) return list(type, value);
    const fields = type.type === "object" ? type.fields : type.type === "resource" ? TABLE.kinds[type.kind].fields : null;
    if (!fields || typeof value !== "object" || !JSON.stringify(value).includes("$unknown")) return fc.constant(value);
    return fc.record(
      Object.fromEntries(
        Object.entries(value).map(([name, part]) => {
          const field = fields[name];
          return [name, field && !field.via ? filled(field.value, part) : fc.constant(part)];
        }),
      ),
    );
  }

  function list(type: Extract<ValueType, { type: "list" }>, value: unknown[]): fc.Arbitrary<unknown> {
    const last = value.at(-1);
    const open = isUnknown(last) && last.id === undefined && isMeant(last);
    const known = (open ? value.slice(0, -1) : value).map((item) => filled(type.element, item));
    const members = known.length === 0 ? fc.constant([]) : (fc.tuple(...known) as fc.Arbitrary<unknown[]>);
    if (!open) return members;
    const named = last.members && fc.tuple(...last.members.map((member) => fc.option(filled(type.element, member), { nil: undefined })));
    const further = named ? named.map((some) => some.filter((member) => member !== undefined)) : fc.array(legal(type.element), { maxLength: 2 });
    return fc.tuple(members, further).map(([items, more]) => once(type.element, [...items, ...more]));
  }

  /** Resources have keys of their own. */
  function once(element: ValueType, items: unknown[]): unknown[] {
    if (element.type !== "resource") return items;
    const { key } = TABLE.kinds[element.kind];
    return [...new Map(items.reverse().map((item) => [isUnknown(item) ? item : (item as Record<string, unknown>)[key], item])).values()].reverse();
  }
}
