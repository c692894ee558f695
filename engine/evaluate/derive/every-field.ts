import { CONTENT_FIELDS, ELEMENT_FIELDS } from "../../../document/index.ts";
import { CONTENT_PLACES } from "./content-places.ts";

const CONTENTS = [...CONTENT_PLACES].flatMap(([kind, places]) => places.map(({ field }) => (field === null ? kind : `${kind}.${field}`)));

/** Every field that is filled, with its way from a kind: derived ones, and what old snapshots lack. `event` stands for what follows from a record. */
export const EVERY_FIELD: readonly string[] = [
  "event",
  "account.externalAnalyzerRegions",
  ...[...CONTENTS, "event.change.after"].flatMap((content) => CONTENT_FIELDS.map((field) => `${content}.${field}`)),
  ...CONTENTS.flatMap((content) => ELEMENT_FIELDS.map((field) => `${content}.${field}`)),
];

const DERIVED = new Set(EVERY_FIELD);
const ELEMENTS = new Set<string>(ELEMENT_FIELDS);

/**
 * Those of them that are read: by name, or with a value that holds them. A kind by itself holds nothing: what is printed of a resource is its ARN.
 * What old snapshots lack counts by name only: a rule that checks whether there is a policy need not know its Version.
 */
export function fieldsWanted(read: readonly string[]): ReadonlySet<string> {
  const names = new Set(read);
  // A member of the elements of a derived list is read through the list.
  const lists = new Set(read.map((name) => name.slice(0, name.lastIndexOf("."))).filter((name) => DERIVED.has(name)));
  const isRead = (field: string): boolean =>
    names.has(field) || lists.has(field) || (!ELEMENTS.has(lastPart(field)) && prefixes(field).some((prefix) => names.has(prefix)));
  return new Set(EVERY_FIELD.filter(isRead));
}

const lastPart = (field: string): string => field.slice(field.lastIndexOf(".") + 1);

function prefixes(field: string): string[] {
  const [kind = "", ...rest] = field.split(".");
  return rest.length === 0 ? [kind] : rest.map((_, at) => [kind, ...rest.slice(0, at + 1)].join("."));
}
