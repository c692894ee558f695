const SHAPE = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970 of an RFC 3339 time with date and zone; null for anything else. The document's own form takes the fast way. */
export function instantOf(text: string): number | null {
  const length = text.length;
  if ((length === 20 || length === 24) && text.charCodeAt(length - 1) === LETTER_Z) {
    const fast = utc(text, length === 24);
    if (fast >= 0) return fast;
  }
  if (!SHAPE.test(text)) return null;
  const parsed = Date.parse(text);
  return Number.isNaN(parsed) ? null : parsed;
}

const LETTER_Z = 90;
const NOT_FAST = -1;

/** `YYYY-MM-DDTHH:MM:SS[.mmm]Z` from 1970 to 9999 and on the first 28 days of a month, which all months have; other times take the slow way. */
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
  if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 28 || hour > 23 || minute > 59 || second > 59) return NOT_FAST;
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
