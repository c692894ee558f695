/** Bounds of what AWS, or what stands in its place, may take: time, bytes and pages. Tests make them small. */
export interface AwsLimits {
  /** Until a connection is made. */
  connectionMs: number;
  /** From the start of one request until its answer begins. */
  requestMs: number;
  /** Waiting for AWS in one call: all attempts and the answer's body; pauses between attempts are not counted, as throttling makes them long. */
  operationMs: number;
  /** Bytes of one answer. */
  answerBytes: number;
  /** Pages of one list. */
  pages: number;
  /** From the first page of a list to its last. */
  listMs: number;
  /** Bytes of all pages of a list. */
  listBytes: number;
}

const SECOND_MS = 1_000;
const MIB = 1_048_576;

/**
 * Where nothing answers at all, a collection makes two rounds of calls before it gives up (see silence.ts): 80 seconds with these.
 * The SDK has no bounds of its own: its connectionTimeout and requestTimeout are 0, which is none.
 * Source: AWS SDK for JavaScript v3, NodeHttpHandlerOptions.
 */
export const AWS_LIMITS: AwsLimits = {
  // A handshake takes less than a second from any place; a lost packet is sent again after one and after three.
  connectionMs: 5 * SECOND_MS,
  // The slowest call, a page of GetAccountAuthorizationDetails, begins to answer within a few seconds.
  requestMs: 15 * SECOND_MS,
  // Two whole attempts and most of a third.
  operationMs: 40 * SECOND_MS,
  // The largest answers, a page of GetAccountAuthorizationDetails and the credential report, have a few MiB.
  answerBytes: 64 * MIB,
  // The largest accounts have some 20,000 users, roles, groups and policies, and a page holds 100 of them.
  pages: 1_000,
  // A thousand pages at nearly two seconds each.
  listMs: 1_800 * SECOND_MS,
  // Twenty thousand roles with 50 KiB of policies each.
  listBytes: 1_024 * MIB,
};

/** Of snapshots in a bucket: whole documents, larger and longer under way than the answer to a call. */
export const bucketLimits = (limits: AwsLimits): AwsLimits => ({
  ...limits,
  operationMs: limits.operationMs * 15,
  answerBytes: limits.answerBytes * 8,
});

type LimitName = keyof AwsLimits | "silence";

/** What came in time and was too much; at the others, what was to come did not come in time. */
const TOO_MUCH: readonly LimitName[] = ["answerBytes", "pages", "listBytes"];

/** A call was given up at one of the limits. Its message names the operation and the limit, in words that a sentence can end with. */
export class LimitReached extends Error {
  /** Whether answers came in time, and did not end. */
  readonly inTime: boolean;

  constructor(limit: LimitName, message: string) {
    super(message);
    this.inTime = TOO_MUCH.includes(limit);
    // The SDK tries again after errors of the name TimeoutError, as it should after one request; not when the whole call has had its time.
    this.name = limit === "connectionMs" || limit === "requestMs" ? "TimeoutError" : "LimitReached";
  }
}

/** The error of a call that reached a limit. */
export function limitReached(limit: keyof AwsLimits, limits: AwsLimits, operation: string): LimitReached {
  return new LimitReached(limit, SENTENCES[limit](operation, limits[limit]));
}

const seconds = (ms: number): string => `${ms / SECOND_MS} s`;
const size = (bytes: number): string => (bytes >= MIB ? `${bytes / MIB} MiB` : `${bytes} bytes`);

const SENTENCES: Record<keyof AwsLimits, (operation: string, bound: number) => string> = {
  connectionMs: (operation, bound) => `${operation} got no connection within ${seconds(bound)}, the limit for connecting`,
  requestMs: (operation, bound) => `${operation} got no answer within ${seconds(bound)}, the limit for one request`,
  operationMs: (operation, bound) => `${operation} got no complete answer within ${seconds(bound)}, the limit for one call with its retries`,
  answerBytes: (operation, bound) => `the answer to ${operation} is larger than ${size(bound)}, the limit for one answer`,
  pages: (operation, bound) => `${operation} gave ${bound} pages and more to come: ${bound} is the limit for one list`,
  listBytes: (operation, bound) => `the pages of ${operation} are larger together than ${size(bound)}, the limit for one list`,
  listMs: (operation, bound) => `${operation} had pages left after ${seconds(bound)}, the limit for one list`,
};
