import { isUnexcused, type ReeveResults, type Result } from "../schemas/index.ts";
import { gapAdvice, gapTitle, reasonText } from "./gap-text.ts";
import { plural } from "./layout.ts";
import { decisionOf } from "./standing.ts";

const NAMED = 3;

/** Why a result is not decided, each cause once, and what would decide it. */
export function causeOf(result: Result, gaps: ReeveResults["gaps"]): { why: string; advice: string } {
  const known = result.gaps.map((id) => (Object.hasOwn(gaps, id) ? gaps[id] : undefined)).filter((gap) => gap !== undefined);
  if (known.length === 0) {
    const { what, advice } = reasonText(result.reason);
    return { why: what, advice };
  }
  const titles = [...new Set(known.map(gapTitle))];
  const more = titles.length - NAMED;
  return {
    why: `${titles.slice(0, NAMED).join("; ")}${more > 0 ? ` and ${more} more` : ""}`,
    advice: [...new Set(known.map(gapAdvice))].slice(0, NAMED).join(" "),
  };
}

/** What is not known of a match that may be excused, or of who made the call of a finding, and what would decide it; null of all others. */
export function undecidedText(result: Result, gaps: ReeveResults["gaps"]): string | null {
  if (!isUnexcused(result)) return callerText(result, gaps);
  const { why, advice } = causeOf(result, gaps);
  const { actor, actorLabel = actor } = result;
  const by = actorLabel === undefined || result.message.includes(actorLabel) ? "" : `By ${actorLabel}. `;
  const cause = why === UNEXCUSED ? "" : `: ${/^CloudTrail/.test(why) ? why : `${why.charAt(0).toLowerCase()}${why.slice(1)}`}`;
  return `${by}${UNEXCUSED}${cause}. ${advice}`;
}

/** Why a finding names no caller; null where it does, and of what is no call. */
function callerText({ status, at, actorLabel, gaps: own }: Result, gaps: ReeveResults["gaps"]): string | null {
  if (status !== "fail" || at === undefined || actorLabel !== undefined) return null;
  const known = own.flatMap((id) => (Object.hasOwn(gaps, id) && gaps[id] ? [gaps[id]] : []));
  const gap = known.find(({ scope }) => scope.startsWith("userIdentity"));
  return gap ? `Who made the call is not known: ${gapTitle(gap)}. ${gapAdvice(gap)}` : null;
}

const UNEXCUSED = reasonText("unexcused").what;

/** Whose word or decision keeps a result from counting, in one sentence; null where it counts or nothing was decided about it. */
export function keptText({ waiver, baseline, attestation }: Result): string | null {
  const days = (left: number): string => (left === 0 ? "last day" : plural(left, "day left", "days left"));
  if (waiver) {
    const ticket = waiver.ticket === null ? "" : `, ${waiver.ticket}`;
    return `Waived (${waiver.kind}) by ${waiver.owner} until ${waiver.expires} (${days(waiver.daysLeft)}${ticket}): ${waiver.reason}`;
  }
  if (baseline) return `In the baseline since ${baseline.since}`;
  if (attestation)
    return `Attested by ${attestation.by} on ${attestation.at} until ${attestation.expires} (${days(attestation.daysLeft)}): ${attestation.evidence}`;
  return null;
}

const BY_DELTA: Partial<Record<NonNullable<Result["delta"]>, string>> = { unchanged: "Unchanged by this change", changed: "Not worse by this change" };

/** Why an open result does not stop a run: who accepted it, what the change did not do, or what the check does not count. */
export function passedText(result: Result, { decision }: Pick<ReeveResults, "decision">): string {
  const known = keptText(result) ?? (result.delta && BY_DELTA[result.delta]);
  if (known != null) return known;
  if (!decision) return "Does not block";
  if (result.status === "fail") return decision.failOn === "none" ? "No finding counts (--fail-on none)" : `Below ${decision.failOn} (--fail-on)`;
  return "Incomplete evidence that is accepted";
}

/** Why a gate or a check does not pass where none of its results is the reason; empty where one is, and where it passes. */
export function reasonsApart(results: ReeveResults, standsInWay: (result: Result) => boolean): string[] {
  const decided = decisionOf(results);
  return !decided || decided.exitCode === 0 || results.results.some(standsInWay) ? [] : decided.reasons;
}
