import { CLOCK_SKEW_MS, instantOf } from "../../../document/index.ts";
import { isUnknown, plural, type ReeveDocument, timeText } from "../../../schemas/index.ts";
import type { GateReason } from "./decision.ts";

const HOUR_MS = 3_600_000;

/** A snapshot judged: which account it is of, and when it was taken. */
export interface CollectionTime {
  /** Account id, or the file where the account is not known. */
  name: string;
  collectedAt: string;
}

/** How old snapshots may be: by the command line's clock, because the engine has none. */
export interface AgeLimit {
  now: string;
  /** The last moment that `now` may mean, where it means a day; `now` where left out. */
  nowEnd?: string;
  /** Null: any age, but none from the future. */
  maxAgeMs: number | null;
  /** As it was written, such as 24h; null where it was not. */
  text: string | null;
}

/** Snapshots that are no whole evidence: too old, or from the future, of which no one knows how old they are. */
export function ageReason(collectionTimes: readonly CollectionTime[], limit: AgeLimit | null): GateReason[] {
  if (limit === null) return [];
  const nowMs = instantOf(limit.now) ?? 0;
  const endMs = instantOf(limit.nowEnd ?? limit.now) ?? nowMs;
  const agedBy = (clockMs: number) => collectionTimes.map(({ name, collectedAt }) => ({ name, ageMs: clockMs - (instantOf(collectedAt) ?? 0) }));
  const { maxAgeMs } = limit;
  return [
    ...reasonOf(
      agedBy(nowMs).filter(({ ageMs }) => maxAgeMs !== null && ageMs > maxAgeMs),
      { code: "snapshot-too-old", of: "are too old", is: (ageMs) => `${ageText(ageMs)} old`, limit },
    ),
    ...reasonOf(
      agedBy(endMs).filter(({ ageMs }) => ageMs < -CLOCK_SKEW_MS),
      { code: "snapshot-from-future", of: "are from the future", is: (ageMs) => `from the future, by ${ageText(-ageMs)}`, limit },
    ),
  ];
}

/** The clock that times are compared with; null: none. */
export type Clock = Pick<AgeLimit, "now" | "nowEnd"> | null;

/**
 * Records of which the time is after the clock, so that either is wrong: of a record with a false time no one knows what came before it. One reason of all,
 * with their number and the first.
 */
export function futureRecordsReason(documents: readonly Pick<ReeveDocument, "events">[], clock: Clock): GateReason[] {
  if (clock === null) return [];
  const endMs = (instantOf(clock.nowEnd ?? clock.now) ?? 0) + CLOCK_SKEW_MS;
  const aheadBy = (at: string): number => (instantOf(at) ?? 0) - endMs;
  const records = documents.flatMap(({ events }) =>
    isUnknown(events) ? [] : events.flatMap((event) => (isUnknown(event) || aheadBy(event.at) <= 0 ? [] : [event])),
  );
  const [one, ...others] = records;
  if (!one) return [];
  const first = others.reduce((earliest, other) => (other.at < earliest.at ? other : earliest), one);
  const which = `${timeText(first.at)}, ${ageText(aheadBy(first.at) + CLOCK_SKEW_MS)} ahead, eventID ${first.id}`;
  const text =
    others.length === 0 ? `a record is from the future (${which})` : `${plural(records.length, "record")} are from the future; the first is of ${which}`;
  return [{ code: FUTURE_RECORDS, count: records.length, text }];
}

export const FUTURE_RECORDS = "records-from-future";

interface Wording {
  code: string;
  of: string;
  is: (ageMs: number) => string;
  limit: AgeLimit;
}

function reasonOf(snapshots: readonly { name: string; ageMs: number }[], { code, of, is, limit }: Wording): GateReason[] {
  const [first] = snapshots;
  if (!first) return [];
  const worst = snapshots.reduce((one, other) => (Math.abs(other.ageMs) > Math.abs(one.ageMs) ? other : one), first);
  const what =
    snapshots.length === 1
      ? `the snapshot of ${first.name} is ${is(first.ageMs)}`
      : `${snapshots.length} snapshots ${of}; that of ${worst.name} is ${is(worst.ageMs)}`;
  return [{ code, count: snapshots.length, text: limit.text === null ? what : `${what}; maxAge is ${limit.text}` }];
}

const ageText = (ageMs: number): string =>
  ageMs < HOUR_MS
    ? `${Math.floor(ageMs / 60_000)} min`
    : ageMs < 48 * HOUR_MS
      ? `${Math.floor(ageMs / HOUR_MS)} h`
      : `${Math.floor(ageMs / (24 * HOUR_MS))} days`;
