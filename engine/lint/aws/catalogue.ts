import { EVENT_NAMES_SOURCE, FIELDS, OPERATIONS } from "./event-names.ts";
import { EXTRA_EVENTS, EXTRA_FIELDS, EXTRA_RESPONSE_FIELDS } from "./extra-events.ts";

/** What CloudTrail records of AWS can hold, as far as the API models and the documentation tell. */
export interface EventCatalogue {
  /** Where and when the names were taken, for messages. */
  origin: string;
  /** Event sources, each with `.amazonaws.com`. */
  sources: ReadonlySet<string>;
  /** Names of the events of a source; empty for one that is not known. */
  namesOf: (source: string) => ReadonlySet<string>;
  /** Sources that have an event of this name. */
  sourcesOf: (name: string) => readonly string[];
  /** Names of the events of all sources. */
  allNames: () => Iterable<string>;
  /** Fields of `requestParameters` or `responseElements` of an event; null where they are not known well enough to say. */
  fieldsOf: (source: string, name: string, part: "requestParameters" | "responseElements") => ReadonlySet<string> | null;
}

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

/**
 * A name without the API version that some services append: `CreateFunction20150331`, `GetFunction20150331v2` (AWS Lambda Developer Guide, "Logging AWS
 * Lambda API calls using AWS CloudTrail"), `CreateDistribution2020_05_31` (CloudFront; seen in public records).
 */
export const withoutVersion = (name: string): string => name.replace(/(?:20\d{6}|20\d\d_\d\d_\d\d)(?:v\d)?$/, "");

/** Whether a source has an event, under its plain or versioned name. */
export const hasEvent = (catalogue: EventCatalogue, source: string, name: string): boolean =>
  catalogue.namesOf(source).has(name) || catalogue.namesOf(source).has(withoutVersion(name));
