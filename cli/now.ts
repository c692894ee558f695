import { instantText, timeOf } from "../schemas/index.ts";
import { UsageError } from "./usage-error.ts";

/** `--now` as an ISO instant in UTC; the wall clock where the flag is not given. A day means its first moment; a time without a zone is UTC. */
export function nowOf(flag: string | undefined): string {
  if (flag === undefined) return new Date().toISOString();
  const ms = timeOf(flag);
  if (ms === null) throw new UsageError(`--now ${flag}: write a day or an instant, such as 2026-11-16 or 2026-11-16T18:00:00Z.`);
  return instantText(ms);
}
