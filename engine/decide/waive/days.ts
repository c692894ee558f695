import { instantOf } from "../../../document/index.ts";

const DAY_MS = 86_400_000;

/** The day (UTC) of an instant, YYYY-MM-DD. */
export const dayOf = (instant: string): string => new Date(instantOf(instant) ?? 0).toISOString().slice(0, 10);

/** Days from one day to another; below 0 when the other is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);

/** The day so many days after another. */
export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
