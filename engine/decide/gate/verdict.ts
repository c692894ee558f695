import { isUnexcused, type Result } from "../../../schemas/index.ts";
import { SEVERITIES, type Severity } from "../../language/index.ts";
import { isIncomplete } from "../exit.ts";
import type { Binding } from "./binding.ts";

/** Whether somebody else than the author of the change answers for a waiver's file; `why` in words where not. */
export type Ownership = { ok: true } | { ok: false; why: string };

/** What becomes of a finding or unknown. */
export type GateVerdict =
  /** Exit code 1. `refused`: why its waiver does not hold here, in words. */
  | { kind: "blocks"; unexcused: boolean; refused: string | null }
  /** Exit code 3, unless incomplete evidence is accepted. */
  | { kind: "incomplete"; refused: string | null }
  /** `unbound`: no binding names it. */
  | { kind: "passes"; because: "unbound" | "advisory" | "below" | "baseline" | "waived" | "unchanged" | "accepted"; refused: string | null };

export interface VerdictContext {
  /** Null: everything is decided on, as in `check`. */
  comparison: { isWorse: (result: Result) => boolean; couldAffect: (result: Result) => boolean } | null;
  /** Gaps that unknown results rest on and nobody accepted. */
  unaccepted: ReadonlySet<string>;
  ownedByAnother: (file: string) => Ownership;
}

/** Decides on one finding or unknown. The order is that of the questions: who enforces it, did the change do it, who accepted it, is it grave enough. */
export function verdictOf(result: Result, binding: Binding | null, context: VerdictContext): GateVerdict {
  const passes = (because: Extract<GateVerdict, { kind: "passes" }>["because"], refused: string | null = null): GateVerdict => ({
    kind: "passes",
    because,
    refused,
  });
  if (binding === null) return passes("unbound");
  const refused = result.waiver ? refusal(result.waiver, binding, context) : null;
  if (binding.enforcement === "advisory") return passes("advisory");
  if (result.baseline) return passes("baseline");
  if (result.waiver && refused === null) return passes("waived");
  const unexcused = isUnexcused(result);
  if (context.comparison && isAsBefore(result, context.comparison)) return passes("unchanged", refused);
  if (result.status === "unknown" && !unexcused) {
    return isIncomplete(result, context.unaccepted) ? { kind: "incomplete", refused } : passes("accepted", refused);
  }
  if (isAtOrAbove(result.severity, binding.severity)) return { kind: "blocks", unexcused, refused };
  // A match that may be excused and that is too low to block is still evidence that is missing.
  return unexcused && isIncomplete(result, context.unaccepted) ? { kind: "incomplete", refused } : passes("below", refused);
}

/**
 * Whether the change did not make it worse. What was unknown before and is so now says nothing about a change that does not bear on it; where the change
 * names the resource, the rule, or what the rule reads, it could hide what the change does.
 */
function isAsBefore(result: Result, { isWorse, couldAffect }: NonNullable<VerdictContext["comparison"]>): boolean {
  if (result.delta === "changed") return result.status === "fail" && !isWorse(result);
  if (result.delta !== "unchanged") return false;
  return result.status === "fail" || !couldAffect(result);
}

const isAtOrAbove = (severity: Severity, least: Severity | "none"): boolean => least !== "none" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);

function refusal(waiver: NonNullable<Result["waiver"]>, { enforcement }: Binding, { ownedByAnother }: VerdictContext): string | null {
  if (enforcement === "mandatory") return "no waiver lets a mandatory binding pass";
  if (enforcement !== "soft") return null;
  const owned = ownedByAnother(waiver.file);
  return owned.ok ? null : owned.why;
}
