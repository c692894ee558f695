import type { CallNames } from "../../../../document/index.ts";
import type { EventCatalogue } from "./events.ts";

const SUFFIX = ".amazonaws.com";

/** What lints look up in the names of all calls. */
export function eventCatalogue({ origin, lists, fields }: CallNames): EventCatalogue {
  const names = new Map<string, ReadonlySet<string>>();
  const namesOf = (source: string): ReadonlySet<string> => {
    const lines = source.endsWith(SUFFIX) ? lists.get(source.slice(0, -SUFFIX.length)) : undefined;
    const read = names.get(source) ?? new Set(lines?.flatMap((line) => line.split(" ")));
    names.set(source, read);
    return read;
  };
  const sources = new Set([...lists.keys()].map((source) => `${source}${SUFFIX}`));
  return {
    origin,
    sources,
    namesOf,
    sourcesOf: (name) => [...sources].filter((source) => namesOf(source).has(name)),
    allNames: () => new Set([...sources].flatMap((source) => [...namesOf(source)])),
    fieldsOf: (source, name, part) => fields(source.replace(SUFFIX, ""), name)?.[part] ?? null,
  };
}
