import { CONTENT_FIELDS } from "../../../document/index.ts";
import { CONTENT_PLACES } from "./content-places.ts";

const CONTENTS = [...CONTENT_PLACES].flatMap(([kind, places]) => places.map(({ field }) => (field === null ? kind : `${kind}.${field}`)));

/** Every field that can be derived, with its way from a kind; `event` stands for what follows from a record. */
export const EVERY_FIELD: readonly string[] = [
  "event",
  "account.externalAnalyzerRegions",
  ...[...CONTENTS, "event.change.after"].flatMap((content) => CONTENT_FIELDS.map((field) => `${content}.${field}`)),
];

/** Those of them that are read: by name, or with a value that holds them. A kind by itself holds nothing: what is printed of a resource is its ARN. */
export function fieldsWanted(read: readonly string[]): ReadonlySet<string> {
  const names = new Set(read);
  return new Set(EVERY_FIELD.filter((field) => prefixes(field).some((prefix) => names.has(prefix))));
}

function prefixes(field: string): string[] {
  const [kind = "", ...rest] = field.split(".");
  return rest.length === 0 ? [kind] : rest.map((_, at) => [kind, ...rest.slice(0, at + 1)].join("."));
}
