const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const SHAPE = /^(\d{1,6})([mhd])$/;

/** Length in milliseconds of `30m`, `12h` or `90d` (whole minutes, hours or days of 24 hours); null for anything else. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = SHAPE.exec(text) ?? [];
  const unitMs = unit === undefined ? undefined : UNIT_MS[unit];
  return unitMs === undefined ? null : Number(count) * unitMs;
}

const MEANT = /^(?:(\d{1,6})|p?t?\s*(\d{1,6})\s*(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?))$/i;

/** The duration that was meant by what is none: a number of days, `90 days`, `2 weeks`, `3600s` or ISO 8601's `P90D` and `PT12H`. Months have no length. */
export function durationMeant(value: unknown): string | null {
  const text = String(value).trim();
  const [, days, count, unit = ""] = MEANT.exec(text) ?? [];
  // In ISO 8601 an M without a T before it is months.
  if (days !== undefined || count === undefined || /^p\d+m$/i.test(text)) return days === undefined ? null : `${Number(days)}d`;
  const number = Number(count);
  const letter = unit.charAt(0).toLowerCase();
  if (letter === "w") return number * 7 < 1_000_000 ? `${number * 7}d` : null;
  if (letter === "s") return number > 0 && number % 60 === 0 ? `${number / 60}m` : null;
  return `${number}${letter}`;
}
