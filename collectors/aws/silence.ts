import { LimitReached } from "./limits.ts";

/** Which calls are no longer worth making, since those before them got no answer in time. */
export interface Silence {
  /** Why a call is not made; null where it is to be made. */
  refusal(api: string): LimitReached | null;
  /** Takes note of what a call gave: an answer, an error of AWS included, or none in time. */
  note(api: string, error?: unknown): void;
}

/** Calls of one API in a row: without a bound, ten thousand users would each wait for the whole time of a call. */
const CALLS_IN_A_ROW = 3;

/**
 * APIs without an answer between them. More than the three that are called in each region, DescribeTrails, ListAnalyzers and LookupEvents:
 * a firewall before the regions is no reason to give up IAM.
 */
const APIS_IN_A_ROW = 5;

export function silence(): Silence {
  const inARow = new Map<string, number>();
  const sinceAnyAnswer = new Set<string>();
  return {
    refusal(api) {
      const name = api.replace(/^.*:/, "");
      if (sinceAnyAnswer.size >= APIS_IN_A_ROW) {
        return new LimitReached("silence", `${name} was not called: calls of ${APIS_IN_A_ROW} APIs in a row got no answer in time, the limit for silence`);
      }
      if ((inARow.get(api) ?? 0) < CALLS_IN_A_ROW) return null;
      return new LimitReached("silence", `${name} was not called: ${CALLS_IN_A_ROW} calls of it in a row got no answer in time, the limit for silence`);
    },
    note(api, error) {
      if (error instanceof LimitReached && !error.inTime) {
        inARow.set(api, (inARow.get(api) ?? 0) + 1);
        sinceAnyAnswer.add(api);
      } else {
        inARow.delete(api);
        sinceAnyAnswer.clear();
      }
    },
  };
}
