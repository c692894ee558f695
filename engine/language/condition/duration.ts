const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const SHAPE = /^(\d{1,6})([mhd])$/;

/** Length in milliseconds of `30m`, `12h` or `90d` (whole minutes, hours or days of 24 hours); null for anything else. */
export function parseDuration(text: string): number | null {
  const [, count, unit] = SHAPE.exec(text) ?? [];
  const unitMs = unit === undefined ? undefined : UNIT_MS[unit];
  return unitMs === undefined ? null : Number(count) * unitMs;
}
