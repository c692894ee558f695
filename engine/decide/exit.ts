import { type CheckTerms, isAtOrAbove, isIncomplete, isUnexcused, plural, type ReeveResults, type Result } from "../../schemas/index.ts";
import type { Severity } from "../language/index.ts";
import { isActionable } from "./waive/counts.ts";

export interface ExitOptions {
  /** Findings of this severity or above make exit code 1; `none` turns it off. */
  failOn: Severity | "none";
  /** Accepts incomplete evidence, never "nothing decided". */
  allowUnknown: boolean;
  /** Write calls that no rule watches are incomplete evidence. */
  failOnUnwatched?: boolean;
  /** What is wrong with the age of snapshots. */
  age?: readonly { text: string }[];
  /** Records from the future. */
  futureRecords?: readonly { text: string }[];
  /** Parameters that name nothing. */
  namesOfNothing?: readonly { text: string }[];
}

export type ExitReason =
  | { code: "findings"; count: number }
  | { code: "unexcused"; count: number }
  | { code: "evidence-incomplete"; count: number; gaps: string[] }
  | { code: "nothing-decided" }
  | { code: "snapshot-age" | "records-from-future" | "name-in-parameter"; text: string }
  | { code: "unwatched"; count: number };

/** Exit code of `check` after judging, and why: 1 before 3; what is waived or in the baseline does not count. Codes for usage and input (2) are the command line's own. */
export function exitCode(results: ReeveResults, options: ExitOptions): { code: 0 | 1 | 3; reasons: ExitReason[] } {
  const { failOn, allowUnknown } = options;
  const atOrAbove = ({ severity }: Result): boolean => isAtOrAbove(severity, failOn);
  const findings = results.results.filter((result) => result.status === "fail" && isActionable(result) && atOrAbove(result)).length;
  const unexcused = results.results.filter((result) => isUnexcused(result) && isActionable(result) && atOrAbove(result)).length;
  const reasons: ExitReason[] = [];
  if (findings > 0) reasons.push({ code: "findings", count: findings });
  if (unexcused > 0) reasons.push({ code: "unexcused", count: unexcused });
  const code1 = reasons.length > 0;
  if (nothingDecided(results)) reasons.push({ code: "nothing-decided" });
  else if (!allowUnknown) {
    const unaccepted = new Set(results.summary.coverage.gapsUnaccepted);
    const incomplete = results.results.filter((result) => result.status === "unknown" && isActionable(result) && isIncomplete(result, unaccepted)).length;
    if (incomplete > 0) reasons.push({ code: "evidence-incomplete", count: incomplete, gaps: results.summary.coverage.gapsUnaccepted });
  }
  for (const { text } of options.age ?? []) reasons.push({ code: "snapshot-age", text });
  for (const { text } of options.futureRecords ?? []) reasons.push({ code: "records-from-future", text });
  for (const { text } of options.namesOfNothing ?? []) reasons.push({ code: "name-in-parameter", text });
  const unwatched = results.unwatched?.length ?? 0;
  if (options.failOnUnwatched && unwatched > 0) reasons.push({ code: "unwatched", count: unwatched });
  return { code: code1 ? 1 : reasons.length > 0 ? 3 : 0, reasons };
}

/** Not-applicable alone decides nothing. */
export function nothingDecided(results: Pick<ReeveResults, "summary" | "counts">): boolean {
  const { pass, fail } = results.summary.status;
  return pass + fail === 0 && results.counts.every((count) => count.noMatch + count.excused === 0);
}

/** The results with the decision of a check, so that every format shows the same. */
export const withCheckDecision = (results: ReeveResults, exit: ReturnType<typeof exitCode>, { failOn, allowUnknown }: CheckTerms): ReeveResults => ({
  ...results,
  decision: { exitCode: exit.code, failOn, allowUnknown, reasons: exit.reasons.map((reason) => ({ code: reason.code, text: reasonText(reason, failOn) })) },
});

function reasonText(reason: ExitReason, failOn: CheckTerms["failOn"]): string {
  switch (reason.code) {
    case "findings":
      return `${plural(reason.count, "finding")} at or above ${failOn} (--fail-on)`;
    case "unexcused":
      return `${plural(reason.count, "match", "matches")} that may be excused (evidence is missing)`;
    case "evidence-incomplete":
      return `evidence is incomplete for ${plural(reason.count, "result")} (--allow-unknown accepts it)`;
    case "nothing-decided":
      return "nothing was decided";
    case "snapshot-age":
    case "records-from-future":
    case "name-in-parameter":
      return reason.text;
    case "unwatched":
      return `no rule watches ${plural(reason.count, "kind of write call", "kinds of write calls")} in the records (--fail-on-unwatched)`;
  }
}
