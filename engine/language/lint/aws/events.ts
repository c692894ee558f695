import type { CallFields } from "../../../../document/index.ts";

/** What CloudTrail records of AWS can hold, as far as the API models and the documentation show: plain data, read by the functions of this file. */
export interface EventCatalogue {
  /** Where and when the names were taken, for messages. */
  origin: string;
  /** Names of the events of each source, which is written with `.amazonaws.com`. */
  names: Readonly<Record<string, readonly string[]>>;
  /** Fields of events by source and name; an event that is not among them has fields that are not known well enough to say. */
  fields: Readonly<Record<string, Readonly<Record<string, CallFields>>>>;
  /** What requests hold at every depth, by source. */
  requests: Readonly<Record<string, readonly string[]>>;
}

/** Names of a catalogue's sources as sets, made when a source is first looked up. */
const SETS = new WeakMap<EventCatalogue, Map<string, ReadonlySet<string>>>();

/** Names of the events of a source; empty for one that is not known. */
export function namesOf(catalogue: EventCatalogue, source: string): ReadonlySet<string> {
  const sets = SETS.get(catalogue) ?? new Map<string, ReadonlySet<string>>();
  const known = sets.get(source);
  if (known) return known;
  const made = new Set(hasSource(catalogue, source) ? catalogue.names[source] : []);
  SETS.set(catalogue, sets.set(source, made));
  return made;
}

/** Whether a source has events that no list names. */
export const hasOthers = (catalogue: EventCatalogue, source: string): boolean => namesOf(catalogue, source).has("*");

/** Whether AWS has an event source, written with `.amazonaws.com`. */
export const hasSource = ({ names }: EventCatalogue, source: string): boolean => Object.hasOwn(names, source);

/** All event sources. */
export const sourcesOf = ({ names }: EventCatalogue): string[] => Object.keys(names);

/** Sources that have an event of exactly this name. */
export const sourcesWith = (catalogue: EventCatalogue, name: string): string[] => sourcesOf(catalogue).filter((source) => namesOf(catalogue, source).has(name));

/** Names of the events of all sources, each once. */
export const allNames = ({ names }: EventCatalogue): ReadonlySet<string> =>
  new Set(
    Object.values(names)
      .flat()
      .filter((name) => name !== "*"),
  );

/** Fields of `requestParameters` or `responseElements` of an event; null where they are not known well enough to say. */
export function fieldsOf({ fields }: EventCatalogue, source: string, name: string, part: keyof CallFields): readonly string[] | null {
  const events = Object.hasOwn(fields, source) ? fields[source] : undefined;
  return (events && Object.hasOwn(events, name) ? events[name]?.[part] : null) ?? null;
}

/**
 * A name without the API version that some services append: `CreateFunction20150331`, `GetFunction20150331v2` (AWS Lambda Developer Guide, "Logging AWS
 * Lambda API calls using AWS CloudTrail"), `CreateDistribution2020_05_31` (CloudFront; seen in public records).
 */
export const withoutVersion = (name: string): string => name.replace(AT_END, "");

/** Such a version, as a regular expression. */
export const API_VERSION = "(20\\d{6}|20\\d\\d_\\d\\d_\\d\\d)(v\\d)?";
const AT_END = new RegExp(`${API_VERSION}$`);

/** Sources that append one; their records are named so in the pages above. */
export const VERSIONED_SOURCES: readonly string[] = ["lambda.amazonaws.com", "cloudfront.amazonaws.com"];

/** Whether a source has an event, under its plain or versioned name. Of a source whose events no list names it is not known: it may. */
export const hasEvent = (catalogue: EventCatalogue, source: string, name: string): boolean => hasOthers(catalogue, source) || hasNamed(catalogue, source, name);

/** Whether a list names an event of a source. */
export function hasNamed(catalogue: EventCatalogue, source: string, name: string): boolean {
  const names = namesOf(catalogue, source);
  return names.has(name) || names.has(withoutVersion(name));
}
