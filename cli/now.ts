import { UsageError } from "./usage-error.ts";

const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/;

/** `--now` as an ISO instant in UTC; the wall clock where the flag is not given. A day means its first moment. */
export function nowOf(flag: string | undefined): string {
  if (flag === undefined) return new Date().toISOString();
  const instant = INSTANT.test(flag) ? new Date(flag) : null;
  const isDay = instant !== null && !Number.isNaN(instant.getTime()) && new Date(`${flag.slice(0, 10)}T00:00:00Z`).toISOString().startsWith(flag.slice(0, 10));
  if (!isDay) throw new UsageError(`--now ${flag}: write a day or an instant, such as 2026-11-16 or 2026-11-16T18:00:00Z.`);
  return instant.toISOString();
}
