/** The world, read into a document: an AWS account, its trails, log files, snapshots. */

export type { Plan, PlanProblem } from "../schemas/index.ts";
export { openSession, type Session, type SessionOptions, type SessionResult } from "./aws/session.ts";
export type { SessionProblem } from "./aws/session-problem.ts";
export { documentOfEvents, withEvents } from "./cloudtrail/events-document.ts";
export { type EventsRead, readEventFiles } from "./cloudtrail/files.ts";
export { type CollectOptions, collectAccount } from "./collect.ts";
export { jsonOfText, readJson, readText } from "./files/index.ts";
export { normalizeRecords } from "./normalize/cloudtrail/index.ts";
export { withAwsManaged } from "./plan/aws-managed.ts";
export { readPlan } from "./plan/read-plan.ts";
export { templateLines } from "./plan/source/template-lines.ts";
export { type SourceExpressions, terraformExpressions } from "./plan/source/terraform-expressions.ts";
export { type ConfigurationFile, type SourceLine, terraformSource } from "./plan/source/terraform-source.ts";
export { ANY_SNAPSHOT, parseSnapshot, readSnapshot, type SnapshotResult, type SnapshotTrust, snapshotText, writeSnapshot } from "./snapshot.ts";
export { documentFaults } from "./snapshot-checks.ts";
export { type BucketSnapshot, readBucket } from "./snapshots-in-bucket.ts";
export { SOURCES, sourcesFor, withNeeds } from "./sources.ts";
