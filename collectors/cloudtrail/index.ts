/** Events and trails: from AWS, from files, into a document. */
export { documentOfEvents, withEvents } from "./events-document.ts";
export { type EventsRead, type ReadLimits, type ReadOptions, readEventFiles } from "./files.ts";
export { type LookedUp, type LookupOptions, lookUpEvents } from "./lookup.ts";
export { readTrails } from "./trails.ts";
