import type { GapRegister } from "../document/index.ts";
import type { Gap, Unknown } from "../schemas/index.ts";
import type { Clients } from "./aws/clients.ts";
import type { ReadOrMark } from "./normalize/root.ts";

/** Whose account is read, known from sts:GetCallerIdentity before anything else is called. */
export interface Identity {
  accountId: string;
  /** aws, aws-cn, aws-us-gov or an isolated partition. */
  partition: string;
  callerArn: string;
  /** The partition's region of global services (IAM, Organizations, Account): us-east-1, cn-north-1, us-gov-west-1, … */
  globalRegion: string;
  /** The region that the caller chose. */
  region: string;
}

/** One call: which API for what part of the account. */
export interface CallRequest {
  /** service:Operation, as in sources.ts. */
  api: string;
  /** What is missing when the call fails: `account`, a region, a user's ARN, a trail's ARN. */
  scope: string;
  /** Error names that are an answer and not a failure, such as NoSuchEntity: the call then gives `absent`. */
  absent?: readonly string[];
  /** Corrects the gap of a failure where the caller knows its cause better than the message tells. */
  regard?: (gap: Gap) => Gap;
}

/** What a call gave; a failed one has been made a gap. */
export type CallResult<T> = { kind: "value"; value: T } | { kind: "absent" } | { kind: "failed"; mark: Unknown };

/** What a paginated call gave: the items of all pages read, and the mark of the page that failed, if one did. */
export interface Pages<T> {
  items: T[];
  /** Null when every page was read. */
  mark: Unknown | null;
  /** Whether at least one page was read. */
  begun: boolean;
}

/** What every live collector is handed. */
export interface CollectContext {
  identity: Identity;
  clients: Clients;
  gaps: GapRegister;
  now(): Date;
  /** Enabled regions to read, sorted; `mark` is not null when there may be more than these. */
  regions: { names: string[]; mark: Unknown | null };
  /** All regions enabled for the account, or the mark of why they are not known. */
  enabledRegions: ReadOrMark<string[]>;
  /** Whether an API is among the sources asked for. Where it is not, use `notCollected`. */
  wants(api: string): boolean;
  /** The mark for what was left out because nobody asked for it. */
  notCollected(api: string, scope?: string): Unknown;
  /** Makes one call, with bounded concurrency and retries; never rejects. The thunk is called once: the SDK does the retrying. */
  call<T>(request: CallRequest, send: () => Promise<T>): Promise<CallResult<T>>;
  /** Reads all pages; never rejects. A page that fails ends the reading. */
  pages<P, T>(request: CallRequest, send: (token: string | undefined) => Promise<P>, read: (page: P) => PageContent<T>): Promise<Pages<T>>;
}

export interface PageContent<T> {
  items: T[];
  /** Token of the next page; undefined after the last. */
  next: string | undefined;
}

/** A list for the document: unknown when nothing was read, open when a page failed. */
export const listOf = <T>(pages: Pages<T>): (T | Unknown)[] | Unknown => {
  if (!pages.mark) return pages.items;
  return pages.begun ? [...pages.items, pages.mark] : pages.mark;
};
