import { plainGap, textOf } from "../../document/index.ts";
import { type Gap, isUnknown, type ReeveDocument, type Unknown } from "../../schemas/index.ts";
import { requiredList } from "../aws/calls.ts";
import type { CollectContext } from "../context.ts";
import { type EventGatherer, eventGaps, eventGatherer } from "../normalize/cloudtrail/index.ts";
import { foundValue } from "./found-value.ts";
import { EVENT_SOURCES, type LookupQuery, lookupPlan } from "./lookup-plan.ts";
import { type Pace, pace } from "./pace.ts";

const API = "cloudtrail:LookupEvents";

/** Days that CloudTrail keeps its event history. Source: CloudTrail API Reference, LookupEvents. */
const HISTORY_DAYS = 90;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** Events a page at most, and requests a second for each account and region. Source: as above. */
const PAGE_SIZE = 50;
const INTERVAL_MS = 500;
/** Pages of one query: 50,000 events, some eight minutes. What is older is better read from a trail's log files. */
const MAX_PAGES = 1000;
/** Pages in a row without an event: an endpoint that always says that more follows would keep each query for as long as MAX_PAGES takes. */
const MAX_EMPTY_PAGES = 50;

export interface LookupOptions {
  /** End of the time looked at: the collection's start. */
  until: Date;
  /** Its beginning; 90 days before the end where it is not given, and never earlier. */
  since?: Date | undefined;
  /** Event sources whose records are wanted; those of IAM, sign-in and CloudTrail where they are not given. */
  eventSources?: readonly string[] | undefined;
  /** Pages read of one query at most, 1,000 where it is not given: what is older is a gap. */
  maxPages?: number | undefined;
  /** Milliseconds between two requests to a region; 500, as CloudTrail allows two a second. */
  intervalMs?: number | undefined;
  onProgress?: ((progress: { region: string; events: number; pages: number }) => void) | undefined;
}

/** Events of CloudTrail's event history. */
export interface LookedUp {
  /** Where they came from; empty when nothing was asked. */
  sources: string[];
  /** Numbers the gaps of the whole collection and gives the events, or one mark when the history was not or could not be read. Call it once, last. */
  finish(): { events: ReeveDocument["events"]; gaps: Record<string, Gap>; from: string | null; to: string | null };
}

/**
 * Reads the event history of the account: management events of the last 90 days, region by region, newest first, two requests a second.
 * What could not be read is hidden behind a gap that tells region, query and span of time, the same in each collection of an account. Never rejects.
 */
export async function lookUpEvents(context: CollectContext, options: LookupOptions): Promise<LookedUp> {
  const gatherer = eventGatherer(eventGaps(context.gaps));
  if (!context.wants(API)) {
    gatherer.hide(context.notCollected(API));
    return { sources: [], finish: () => finished(gatherer, true) };
  }
  const earliest = new Date(options.until.getTime() - HISTORY_DAYS * DAY_MS);
  const since = options.since && options.since > earliest ? options.since : earliest;
  const plan = lookupPlan(context.regions.names, context.identity.globalRegion, options.eventSources);
  if (context.regions.mark) gatherer.hide(context.regions.mark);
  const tally = { events: 0, pages: 0 };
  await Promise.all(
    plan.map(async ({ region, queries }) => {
      const wait = pace(options.intervalMs ?? INTERVAL_MS);
      for (const [index, query] of queries.entries()) {
        const begun = await readQuery({ context, options, since, gatherer, region, query, rest: queries.slice(index + 1), wait, tally });
        if (!begun) break;
      }
    }),
  );
  if (tally.pages > 0) gatherer.hide(context.gaps.mark(otherCalls(options.eventSources)));
  const regions = plan.map(({ region }) => region).join(", ");
  return { finish: () => finished(gatherer, tally.pages === 0), sources: plan.length > 0 ? [`${API} (${regions}; since ${since.toISOString()})`] : [] };
}

/** What the queries do not ask for: the whole history of a busy account could not be read at two requests a second. */
function otherCalls(eventSources: readonly string[] = EVENT_SOURCES): Gap {
  const message = `The event history was asked for calls to ${eventSources.join(", ")} and for what root did; a trail's log files (--events) hold the rest.`;
  return { ...plainGap(API, "NotCollected", "calls to other services", message), covers: [...eventSources.map((source) => `eventSource=${source}`), "isRoot"] };
}

function finished(gatherer: EventGatherer, nothingRead: boolean): ReturnType<LookedUp["finish"]> {
  const { events, gaps } = gatherer.finish();
  const [first] = events;
  const times = events.flatMap((event) => ("at" in event ? [event.at] : []));
  const list = nothingRead && first && isUnknown(first) ? first : events;
  return { events: list, gaps, from: times[0] ?? null, to: times.at(-1) ?? null };
}

interface QueryRun {
  context: CollectContext;
  options: LookupOptions;
  since: Date;
  gatherer: EventGatherer;
  region: string;
  query: LookupQuery;
  /** Queries of the region still to come: where the first page of one is refused, they are given up with it. */
  rest: LookupQuery[];
  wait: Pace;
  tally: { events: number; pages: number };
}

/** Reads the pages of one query, newest first. False when not even the first could be read. Every page is asked for with the same parameters but the token, as CloudTrail demands. */
async function readQuery({ context, options, since, gatherer, region, query, rest, wait, tally }: QueryRun): Promise<boolean> {
  const client = await context.clients.cloudTrail(region);
  const parameters = {
    LookupAttributes: [{ AttributeKey: query.key, AttributeValue: query.value }],
    StartTime: since,
    EndTime: options.until,
    MaxResults: PAGE_SIZE,
  };
  const seen = new Set<string>();
  let token: string | undefined;
  const named = (some: LookupQuery[]) => some.map(({ key, value }) => `${key} ${value}`).join(", ");
  const span = spanOf(options.until.getTime() - since.getTime());
  let emptyPages = 0;
  const scope = () => `${region}, ${token === undefined ? `${named([query, ...rest])}, ${span}` : `${named([query])}, the older part of ${span}`}`;
  const hide = (mark: Unknown): void => gatherer.hide(mark);
  for (let page = 0; ; page++) {
    if (page >= (options.maxPages ?? MAX_PAGES) || emptyPages >= MAX_EMPTY_PAGES) {
      const what = emptyPages >= MAX_EMPTY_PAGES ? `${emptyPages} pages in a row without an event` : `${page} pages`;
      const message = `LookupEvents gave ${what} and more to come, the limit for one query; the log files of a trail hold the rest.`;
      hide(context.gaps.mark(plainGap(API, "Truncated", scope(), message)));
      return true;
    }
    await wait();
    const answer = await context.call({ api: API, scope: scope() }, async () => {
      const found = await client.lookupEvents(token === undefined ? parameters : { ...parameters, NextToken: token });
      requiredList(found, "Events");
      return found;
    });
    if (answer.kind === "failed") hide(answer.mark);
    if (answer.kind !== "value") return page > 0;
    const entries = requiredList(answer.value, "Events");
    emptyPages = entries.length === 0 ? emptyPages + 1 : 0;
    for (const entry of entries) {
      if (take(gatherer, entry)) tally.events++;
      else
        hide(
          context.gaps.mark(
            plainGap(API, "Unparseable", `${region}, event ${textOf(entry, "EventId") ?? "without id"}`, "The entry holds no readable record."),
          ),
        );
    }
    tally.pages++;
    options.onProgress?.({ region, ...tally });
    const next = textOf(answer.value, "NextToken");
    if (next === null) return true;
    if (seen.has(next)) {
      hide(context.gaps.mark(plainGap(API, "Unparseable", scope(), "A page token came twice.")));
      return true;
    }
    seen.add(next);
    token = next;
  }
}

/** A span of time in whole days, a short one in hours or minutes: never in instants, which would differ from one collection to the next. */
function spanOf(ms: number): string {
  if (ms >= 2 * DAY_MS) return `${Math.round(ms / DAY_MS)} days`;
  if (ms >= 2 * HOUR_MS) return `${Math.round(ms / HOUR_MS)} hours`;
  return `${Math.round(ms / MINUTE_MS)} minutes`;
}

/** Takes the record of an entry. False when there is none. */
function take(gatherer: EventGatherer, entry: unknown): boolean {
  const text = textOf(entry, "CloudTrailEvent");
  const value = text === null ? null : foundValue(text);
  return value !== null && value.kind === "record" && gatherer.add(value.record) !== "no-record";
}
