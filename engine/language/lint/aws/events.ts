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

/**
 * A name without the API version that some services append: `CreateFunction20150331`, `GetFunction20150331v2` (AWS Lambda Developer Guide, "Logging AWS
 * Lambda API calls using AWS CloudTrail"), `CreateDistribution2020_05_31` (CloudFront; seen in public records).
 */
export const withoutVersion = (name: string): string => name.replace(/(?:20\d{6}|20\d\d_\d\d_\d\d)(?:v\d)?$/, "");

/** Whether a source has an event, under its plain or versioned name. */
export const hasEvent = (catalogue: EventCatalogue, source: string, name: string): boolean =>
  catalogue.namesOf(source).has(name) || catalogue.namesOf(source).has(withoutVersion(name));
