/** The world, read into a document: an AWS account, its trails, log files, snapshots. */

export type { Plan, PlannedOperation, PlannedResource, PlanProblem } from "../schemas/index.ts";
export { openSession, type Session, type SessionOptions, type SessionResult } from "./aws/session.ts";
export type { ProblemCode, SessionProblem } from "./aws/session-problem.ts";
export { documentOfEvents, withEvents } from "./cloudtrail/events-document.ts";
export { type EventsRead, type ReadLimits, type ReadOptions, readEventFiles } from "./cloudtrail/files.ts";
export { type CollectOptions, collectAccount } from "./collect.ts";
export {
  duplicateWarnings,
  headOf,
  type InputOptions,
  type InputProblem,
  type JsonInput,
  jsonOfText,
  readJson,
  readText,
  type TextInput,
  type TextOptions,
  textOfBytes,
  withoutMark,
} from "./files/index.ts";
export { compareVersions, type EventGaps, type EventSet, eventGaps, normalizeRecord, normalizeRecords } from "./normalize/cloudtrail/index.ts";
export { type PlanResult, readPlan } from "./plan/read-plan.ts";
export { templateLines } from "./plan/source/template-lines.ts";
export { type ConfigurationFile, type SourceLine, terraformSource } from "./plan/source/terraform-source.ts";
export { parseSnapshot, readSnapshot, type SnapshotProblem, type SnapshotResult, writeSnapshot } from "./snapshot.ts";
export { documentFaults } from "./snapshot-checks.ts";
export { type BucketPattern, type BucketSnapshot, readBucket } from "./snapshots-in-bucket.ts";
export { SOURCES, type Source, sourcesFor, withNeeds } from "./sources.ts";
