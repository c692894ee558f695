import { EVENT_NAMES_SOURCE, FIELDS, OPERATIONS } from "./event-names.ts";
import type { EventCatalogue } from "./events.ts";
import { EXTRA_EVENTS, EXTRA_FIELDS, EXTRA_RESPONSE_FIELDS } from "./extra-events.ts";

const SUFFIX = ".amazonaws.com";

/** Reads the lists. They are long: a program that needs no lint never loads this module. */
export function eventCatalogue(): EventCatalogue {
  const lines = new Map<string, string[]>();
  for (const line of `${OPERATIONS}${EXTRA_EVENTS}`.split("\n")) {
    const colon = line.indexOf(": ");
    if (colon < 0) continue;
    for (const source of line.slice(0, colon).split(",")) {
      const known = lines.get(`${source}${SUFFIX}`);
      if (known) known.push(line.slice(colon + 2));
      else lines.set(`${source}${SUFFIX}`, [line.slice(colon + 2)]);
    }
  }
  const names = new Map<string, ReadonlySet<string>>();
  const namesOf = (source: string): ReadonlySet<string> => {
    const read = names.get(source) ?? new Set(lines.get(source)?.flatMap((line) => line.split(" ")));
    names.set(source, read);
    return read;
  };
  const sources = new Set(lines.keys());
  const catalogue: EventCatalogue = {
    origin: `the API models of botocore ${EVENT_NAMES_SOURCE.botocore}, taken on ${EVENT_NAMES_SOURCE.madeOn}`,
    sources,
    namesOf,
    sourcesOf: (name) => [...sources].filter((source) => namesOf(source).has(name)),
    allNames: () => new Set([...sources].flatMap((source) => [...namesOf(source)])),
    fieldsOf: (source, name, part) => fields().get(`${part} ${source} ${name}`) ?? null,
  };
  let read: Map<string, ReadonlySet<string>> | null = null;
  const fields = (): Map<string, ReadonlySet<string>> => {
    read ??= readFields();
    return read;
  };
  return catalogue;
}

function readFields(): Map<string, ReadonlySet<string>> {
  const fields = new Map<string, ReadonlySet<string>>();
  for (const line of FIELDS.split("\n")) {
    const [, service = "", name = "", input = "", output = ""] = /^(\S+) (\S+): ?(.*?) ?>(.*)$/.exec(line) ?? [];
    if (service === "") continue;
    const own = (text: string, more: readonly string[]): ReadonlySet<string> => new Set([...text.split(" ").filter(Boolean), ...EXTRA_FIELDS, ...more]);
    fields.set(`requestParameters ${service}${SUFFIX} ${name}`, own(input, []));
    fields.set(`responseElements ${service}${SUFFIX} ${name}`, own(output, EXTRA_RESPONSE_FIELDS[service] ?? []));
  }
  return fields;
}
