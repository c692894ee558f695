import type { CallNames } from "../../../../document/index.ts";
import type { EventCatalogue } from "./events.ts";

const SUFFIX = ".amazonaws.com";

/** The names of all calls as lints read them: by event source as records write it. */
export const eventCatalogue = ({ origin, names, fields, requests }: CallNames): EventCatalogue => ({
  origin,
  names: bySource(names),
  fields: bySource(fields),
  requests: bySource(requests),
});

const bySource = <T>(of: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(of).map(([source, value]) => [`${source}${SUFFIX}`, value]));
