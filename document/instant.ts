export { dayStartOf, instantOf, instantText, inTimeForm, timeFault, timeOf } from "../schemas/index.ts";

import { instantText, timeOf } from "../schemas/index.ts";
import { member } from "./raw.ts";

/** Texts with the name of a month, as certificates and some answers of AWS write them: `Nov 28 12:00:00 2026 GMT`. */
const WORDED = /^(?:[A-Za-z]{3},? )?(?:[A-Za-z]{3,9} +(\d{1,2})|(\d{1,2}) [A-Za-z]{3,9})\b/;
const ZONE = /(?:GMT|UTC|Z|[+-]\d\d:?\d\d)$/;

/** An instant as RFC 3339 in UTC with milliseconds, from a Date or from text, which is UTC without a zone; null when it is neither. */
export function toInstant(value: unknown): string | null {
  const ms = value instanceof Date ? value.getTime() : typeof value === "string" ? (timeOf(value) ?? wordedTime(value)) : null;
  if (ms === null || Number.isNaN(ms)) return null;
  const year = new Date(ms).getUTCFullYear();
  return year >= 0 && year <= 9999 ? instantText(ms) : null;
}

export const instantIn = (value: unknown, name: string): string | null => toInstant(member(value, name));

function wordedTime(text: string): number | null {
  const found = WORDED.exec(text);
  if (!found) return null;
  const ms = Date.parse(ZONE.test(text) ? text : `${text} UTC`);
  // JavaScript takes 30 February for 2 March: the day must be the one that is written.
  const day = new Date(Date.parse(`${text.replace(ZONE, "")} UTC`)).getUTCDate();
  return Number.isNaN(ms) || day !== Number(found[1] ?? found[2]) ? null : ms;
}
