/** Times as text, read in one place. It lies with the contracts because reporters, which import nothing else of ours, read times too. */

const TEXT = /^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d\d):?(\d\d))?)?$/;
const WITH_ZONE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MINUTE_MS = 60_000;

/** Milliseconds since 1970 of an RFC 3339 time with date and zone; null for anything else. The document's own form takes the fast way. */
export function instantOf(text: string): number | null {
  const length = text.length;
  if ((length === 20 || length === 24) && text.charCodeAt(length - 1) === LETTER_Z) {
    const fast = utc(text, length === 24);
    if (fast >= 0) return fast;
  }
  return WITH_ZONE.test(text) ? timeOf(text) : null;
}

/**
 * Milliseconds since 1970 of a day (its first moment) or a time of ISO 8601; without a zone it is UTC, wherever it is read. Null for anything else, and
 * for what no calendar or clock has, such as 2025-13-01, 30 February or 25:00.
 */
export function timeOf(text: string): number | null {
  const parts = TEXT.exec(text);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const ms = Number((parts[7] ?? "").padEnd(3, "0").slice(0, 3));
  const [zoneHour, zoneMinute] = [Number(parts[10] ?? 0), Number(parts[11] ?? 0)];
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || minute > 59 || second > 59 || zoneHour > 23 || zoneMinute > 59) return null;
  // ISO 8601 writes the end of a day as 24:00 too.
  if (hour > 24 || (hour === 24 && minute + second + ms > 0)) return null;
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999.
  date.setUTCFullYear(year, month - 1, day);
  const zoneMs = (zoneHour * 60 + zoneMinute) * MINUTE_MS * (parts[9] === "-" ? -1 : 1);
  return date.getTime() + ((hour * 60 + minute) * 60 + second) * 1_000 + ms - zoneMs;
}

/** Which part of a day or time no calendar or clock has, as a sentence: `There is no month 13.` Null for every other text. */
export function timeFault(text: string): string | null {
  const parts = NEARLY.exec(text.trim());
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  const at = (what: string, number: number): string => `There is no ${what} ${number}.`;
  if (month < 1 || month > 12) return at("month", month);
  if (day < 1 || day > 31) return at("day", day);
  if (day > daysOf(year, month)) return `There is no day ${day} in ${parts[1]}-${parts[2]?.padStart(2, "0")}.`;
  if (hour > 24 || (hour === 24 && minute + second > 0)) return at("hour", hour);
  if (minute > 59) return at("minute", minute);
  if (second > 59) return at("second", second);
  return zoneHour > 23 || zoneMinute > 59 ? `There is no offset ${parts[7]}:${parts[8]}.` : null;
}

/** Days and times as people write them, whole or not. */
const NEARLY = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[Tt ]+(\d{1,2})(?::(\d{1,2}))?(?::(\d{1,2})(?:[.,]\d+)?)?)?\s*(?:[Zz]|[+-](\d{1,2}):?(\d{2})|UTC|GMT)?$/;

/** The RFC 3339 form of a day or time written another way, where it has one reading: UTC where no zone is given. */
export function inTimeForm(text: string): string | null {
  const parts = NEARLY.exec(text.trim());
  if (!parts || timeFault(text) !== null) return null;
  const [year = "", month = "", day = "", hour = "0", minute = "0", second = "0"] = parts.slice(1, 7).map((part) => part ?? "0");
  const two = (number: string): string => number.padStart(2, "0");
  const sign = /([+-])\d{1,2}:?\d{2}$/.exec(parts[7] === undefined ? "" : text.trim())?.[1];
  const zone = sign === undefined ? "Z" : `${sign}${two(parts[7] ?? "")}:${parts[8]}`;
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}${zone}`;
}

/** First moment (UTC) of a day written YYYY-MM-DD; null for anything else. */
export const dayStartOf = (text: string): number | null => (DAY.test(text) ? timeOf(text) : null);

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** A time in UTC to the second, for people: milliseconds are CloudTrail's and ours. Any other text as it is. */
export const timeText = (value: string): string => value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d+Z$/, "$1Z");

/** RFC 3339 in UTC with milliseconds. */
export const instantText = (ms: number): string => new Date(ms).toISOString();

const LETTER_Z = 90;
const NOT_FAST = -1;

/** `YYYY-MM-DDTHH:MM:SS[.mmm]Z` from 1970 to 9999; other times take the slow way. */
function utc(text: string, withMs: boolean): number {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45 || text.charCodeAt(10) !== 84) return NOT_FAST;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58 || (withMs && text.charCodeAt(19) !== 46)) return NOT_FAST;
  const year = pair(text, 0) * 100 + pair(text, 2);
  const month = pair(text, 5);
  const day = pair(text, 8);
  const hour = pair(text, 11);
  const minute = pair(text, 14);
  const second = pair(text, 17);
  const tenths = withMs ? pair(text, 20) : 0;
  const last = withMs ? text.charCodeAt(22) - 48 : 0;
  if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return NOT_FAST;
  if (day > 28 && day > daysOf(year, month)) return NOT_FAST;
  if (tenths > 99 || last < 0 || last > 9) return NOT_FAST;
  return ((daysSince1970(year, month, day) * 24 + hour) * 60 + minute) * 60_000 + second * 1_000 + tenths * 10 + last;
}

/** Two digits as a number; above every range where either is none. */
function pair(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1_000_000;
}

/** Days of the Gregorian calendar, counted in years that begin in March so that the leap day comes last; for years from 1970. */
function daysSince1970(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1;
  return shifted * 365 + ((shifted / 4) | 0) - ((shifted / 100) | 0) + ((shifted / 400) | 0) + dayOfYear - 719_468;
}
