/** CloudTrail's answers and records → trails and events of the document. Pure. */
export { type EventGaps, eventGaps, parseArn, partitionOf, type RecordedEvents, recordedBy } from "../../../document/index.ts";
export { type EventGatherer, type EventSet, endMark, eventGatherer, eventOrder, noRecord, normalizeRecords } from "./event-set.ts";
export { normalizeRecord, recordHead } from "./record.ts";
export { type DescribedTrail, describedTrail, type TrailStatus, trailStatus, unknownStatus } from "./trail.ts";
export { compareVersions } from "./version.ts";
