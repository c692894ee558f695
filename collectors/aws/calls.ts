import { compareText, type GapRegister, member, numberOf, textOf } from "../../document/index.ts";
import type { document } from "../../schemas/index.ts";
import type { CallRequest, CallResult, CollectContext, PageContent, Pages } from "../context.ts";
import { isRegional, permissionOf } from "../sources.ts";
import { inOneList } from "./bounded.ts";
import { errorNames, failureGap, IncompleteAnswer } from "./failure.ts";
import { limiter } from "./limiter.ts";
import { AWS_LIMITS, type AwsLimits, LimitReached, limitReached } from "./limits.ts";
import { withoutRepeats } from "./repeats.ts";
import { silence } from "./silence.ts";

/** The two ways to call AWS, and the tally of what was called. */
export interface Calls extends Pick<CollectContext, "call" | "pages"> {
  /** Calls per API so far, sorted by API, and when the last of each was answered. */
  counts(): document.CallCount[];
}

export interface CallsOptions {
  gaps: GapRegister;
  /** Calls under way at once. */
  concurrency: number;
  /** Told after every call how many have been made. */
  onCall?: ((made: number) => void) | undefined;
  /** The clock. */
  now: () => Date;
  /** Bounds of a list; the defaults where they are not given. */
  limits?: AwsLimits | undefined;
}

/**
 * Calls AWS within bounds, counts, and makes a gap of every failure. Retries are the SDK's own, with exponential back-off and jitter;
 * the number of calls under way adapts to throttling. (The SDK's adaptive mode crawls at one call in two seconds once throttled.)
 */
export function calls({ gaps, concurrency, onCall, now, limits = AWS_LIMITS }: CallsOptions): Calls {
  const quiet = silence();
  const limit = limiter(concurrency);
  const tally = new Map<string, { count: number; retryCount: number; lastAt: string }>();
  let made = 0;

  function count(api: string, answerOrError: unknown): void {
    const entry = tally.get(api) ?? { count: 0, retryCount: 0, lastAt: "" };
    tally.set(api, entry);
    entry.count++;
    entry.lastAt = now().toISOString();
    const retries = Math.max(0, (numberOf(member(answerOrError, "$metadata"), "attempts") ?? 1) - 1);
    entry.retryCount += retries;
    if (retries > 0 || (answerOrError instanceof LimitReached && !answerOrError.inTime)) limit.slower();
    else limit.faster();
    onCall?.(++made);
  }

  async function attempt<T>(request: CallRequest, send: () => Promise<T>): Promise<CallResult<T>> {
    return limit(async () => {
      const refusal = quiet.refusal(request.api);
      if (refusal) return failed<T>(request, refusal);
      let value: T;
      try {
        value = await send();
      } catch (error) {
        quiet.note(request.api, error);
        count(request.api, error);
        return failed<T>(request, error);
      }
      quiet.note(request.api);
      count(request.api, value);
      return { kind: "value", value };
    });
  }

  function failed<T>(request: CallRequest, error: unknown): CallResult<T> {
    if (errorNames(error).some((name) => request.absent?.includes(name))) return { kind: "absent" };
    const gap = failureGap(error, { api: request.api, scope: request.scope, permission: permissionOf(request.api), regional: isRegional(request.api) });
    return { kind: "failed", mark: gaps.mark(request.regard?.(gap) ?? gap) };
  }

  return {
    call: attempt,

    pages: <P, T>(request: CallRequest, send: (token: string | undefined) => Promise<P>, read: (page: P) => PageContent<T>): Promise<Pages<T>> =>
      inOneList(() => everyPage(request, send, read)),

    counts: () => [...tally].sort(([a], [b]) => compareText(a, b)).map(([api, entry]) => ({ api, ...entry })),
  };

  async function everyPage<P, T>(request: CallRequest, send: (token: string | undefined) => Promise<P>, read: (page: P) => PageContent<T>): Promise<Pages<T>> {
    const items: T[] = [];
    const seen = new Set<string>();
    const onlyNew = withoutRepeats<T>();
    let token: string | undefined;
    let begun = false;
    const name = request.api.replace(/^.*:/, "");
    const startedAt = now().getTime();
    for (let pageCount = 1; ; pageCount++) {
      const answer = await attempt(request, () => send(token));
      if (answer.kind === "absent") return { items, mark: null, begun: true };
      if (answer.kind === "failed") return { items, mark: answer.mark, begun };
      let page: PageContent<T>;
      try {
        page = read(answer.value);
        if (page.next !== undefined && seen.has(page.next)) throw new IncompleteAnswer("a page token came twice");
      } catch (error) {
        const answered = failed<T>(request, error);
        return { items, mark: answered.kind === "failed" ? answered.mark : null, begun };
      }
      for (const item of onlyNew(page.items)) items.push(item);
      begun = true;
      if (page.next === undefined) return { items, mark: null, begun };
      const reached = pageCount >= limits.pages ? "pages" : now().getTime() - startedAt > limits.listMs ? "listMs" : null;
      if (reached) {
        const stopped = failed<T>(request, limitReached(reached, limits, name));
        return { items, mark: stopped.kind === "failed" ? stopped.mark : null, begun };
      }
      seen.add(page.next);
      token = page.next;
    }
  }
}

/** A page of an IAM list: the list must be there; IsTruncated and Marker tell whether more follows. */
export function iamPage(page: unknown, list: string): PageContent<unknown> {
  const items = requiredList(page, list);
  if (member(page, "IsTruncated") !== true) return { items, next: undefined };
  const marker = textOf(page, "Marker");
  if (marker === null) throw new IncompleteAnswer("IsTruncated without a Marker");
  return { items, next: marker };
}

/** A list that an answer must hold; an answer without it was cut short or is not the service's. */
export function requiredList(answer: unknown, list: string): unknown[] {
  const items = member(answer, list);
  if (!Array.isArray(items)) throw new IncompleteAnswer(`the answer holds no ${list}`);
  return items;
}
