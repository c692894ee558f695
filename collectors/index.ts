/** The world, read into a document: an AWS account, its trails, log files, snapshots. */
export { openSession, type Session, type SessionOptions, type SessionResult } from "./aws/session.ts";
export type { ProblemCode, SessionProblem } from "./aws/session-problem.ts";
export { type CollectOptions, collectAccount } from "./collect.ts";
export { parseSnapshot, readSnapshot, type SnapshotProblem, type SnapshotResult, writeSnapshot } from "./snapshot.ts";
export { documentFaults } from "./snapshot-checks.ts";
export { SOURCES, type Source, sourcesFor, withNeeds } from "./sources.ts";
