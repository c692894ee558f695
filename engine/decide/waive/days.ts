import { dayStartOf, instantOf, instantText } from "../../../document/index.ts";

const DAY_MS = 86_400_000;

/** The day (UTC) of an instant, YYYY-MM-DD. */
export const dayOf = (instant: string): string => instantText(instantOf(instant) ?? 0).slice(0, 10);

/** Days from one day to another; below 0 when the other is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((msOf(to) - msOf(from)) / DAY_MS);

/** The day so many days after another. */
export const dayAfter = (day: string, days: number): string => instantText(msOf(day) + days * DAY_MS).slice(0, 10);

/** Days come checked. */
const msOf = (day: string): number => dayStartOf(day) ?? Number.NaN;
