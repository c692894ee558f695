/** CloudTrail's answers and records → trails and events of the document. Pure. */
export { eventGaps, recordedBy } from "../../../document/index.ts";
export { conflictGap } from "./copies.ts";
export { type EventGatherer, type EventSet, endMark, eventGatherer, eventOrder, normalizeRecords, type OrderedEvents, type RecordDoubt } from "./event-set.ts";
export { recordFault } from "./record.ts";
export { type DescribedTrail, describedTrail, trailStatus, unknownStatus } from "./trail.ts";
