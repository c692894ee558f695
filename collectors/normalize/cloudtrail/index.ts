/** CloudTrail records → events of the document. Pure. */
export { parseArn, partitionOf } from "./arn.ts";
export { type EventGaps, eventGaps } from "./event-gaps.ts";
export { type EventGatherer, type EventSet, eventGatherer, eventOrder, noRecord, normalizeRecords } from "./event-set.ts";
export { normalizeRecord, recordHead } from "./record.ts";
export { compareVersions } from "./version.ts";
