import { instantOf } from "../../../document/index.ts";
import type { GateReason } from "./decision.ts";

const HOUR_MS = 3_600_000;

/** A snapshot judged: which account it is of, and when it was taken. */
export interface CollectionTime {
  /** Account id, or the file where the account is not known. */
  name: string;
  collectedAt: string;
}

/** How old snapshots may be: by the command line's clock, for the engine has none. */
export interface AgeLimit {
  now: string;
  maxAgeMs: number;
  /** As it was written, such as 24h. */
  text: string;
}

/** Snapshots that are too old to be whole evidence. */
export function ageReason(collectionTimes: readonly CollectionTime[], limit: AgeLimit | null): GateReason[] {
  if (limit === null) return [];
  const nowMs = instantOf(limit.now) ?? 0;
  const old = collectionTimes.flatMap(({ name, collectedAt }) => {
    const ageMs = nowMs - (instantOf(collectedAt) ?? 0);
    return ageMs > limit.maxAgeMs ? [{ name, ageMs }] : [];
  });
  const [first] = old;
  if (!first) return [];
  const oldest = old.reduce((one, other) => (other.ageMs > one.ageMs ? other : one), first);
  const what =
    old.length === 1
      ? `the snapshot of ${first.name} is ${ageText(first.ageMs)} old`
      : `${old.length} snapshots are too old, that of ${oldest.name} the oldest with ${ageText(oldest.ageMs)}`;
  return [{ code: "snapshot-too-old", count: old.length, text: `${what}; maxAge is ${limit.text}` }];
}

const ageText = (ageMs: number): string => (ageMs < 48 * HOUR_MS ? `${Math.floor(ageMs / HOUR_MS)} h` : `${Math.floor(ageMs / (24 * HOUR_MS))} days`);
