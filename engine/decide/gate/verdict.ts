import { isAtOrAbove, isIncomplete, isUnexcused, type Result } from "../../../schemas/index.ts";
import type { Binding } from "./binding.ts";

/** Whether somebody else than the author of the change answers for a waiver's file; `why` in words where not. */
export type Ownership = { ok: true } | { ok: false; why: string };

/** What becomes of a finding or unknown. */
export type GateVerdict =
  /** Exit code 1. `refused`: why its waiver does not apply here, in words. */
  | { kind: "blocks"; unexcused: boolean; refused: string | null }
  /** Exit code 3, unless incomplete evidence is accepted. */
  | { kind: "incomplete"; refused: string | null }
  /** `unbound`: no binding names it. */
  | { kind: "passes"; because: "unbound" | "advisory" | "below" | "baseline" | "waived" | "unchanged" | "accepted"; refused: string | null };

export interface VerdictContext {
  /** Null: everything is decided on, as in `check`. */
  comparison: { names: (result: Result) => boolean; couldAffect: (result: Result) => boolean } | null;
  /** Whether a waiver recorded the facts of what it waives, so that it was decided on what is there now. */
  recordsFacts: (waiver: NonNullable<Result["waiver"]>) => boolean;
  /** Gaps that unknown results rest on and nobody accepted. */
  unaccepted: ReadonlySet<string>;
  ownedByAnother: (file: string) => Ownership;
}

/** Decides on one finding or unknown. The order is that of the questions: who enforces it, did the change do it, who accepted it, is it severe enough. */
export function verdictOf(result: Result, binding: Binding | null, context: VerdictContext): GateVerdict {
  const passes = (because: Extract<GateVerdict, { kind: "passes" }>["because"], refused: string | null = null): GateVerdict => ({
    kind: "passes",
    because,
    refused,
  });
  if (binding === null) return passes("unbound");
  const refused = result.waiver ? refusal(result.waiver, result, binding, context) : null;
  if (binding.enforcement === "advisory") return passes("advisory");
  // What the change did to it is not known: only a waiver that was decided on the facts of today speaks of that.
  const isOpen = context.comparison !== null && isOpenChange(result);
  if (result.baseline && result.delta !== "worse" && !isOpen) return passes("baseline");
  if (result.waiver && refused === null && !(isOpen && !context.recordsFacts(result.waiver))) return passes("waived");
  const unexcused = isUnexcused(result);
  if (context.comparison && isAsBefore(result, context.comparison)) return passes("unchanged", refused);
  if (isOpen) return { kind: "incomplete", refused };
  if (result.status === "unknown" && !unexcused) {
    return isIncomplete(result, context.unaccepted) ? { kind: "incomplete", refused } : passes("accepted", refused);
  }
  if (isAtOrAbove(result.severity, binding.severity)) return { kind: "blocks", unexcused, refused };
  // A match that may be excused and that is too low to block is still evidence that is missing.
  return unexcused && isIncomplete(result, context.unaccepted) ? { kind: "incomplete", refused } : passes("below", refused);
}

/**
 * Whether the change did not make it worse. What was unknown before and is so now says nothing about a change that does not affect it; where the change
 * names the resource, the rule, or what the rule reads, it could hide what the change does. A finding that can only stay or be fixed is not worse for being unknown. Facts that became open did so by the change. Another value that
 * fails too is the change's doing where it names the resource.
 */
function isAsBefore(result: Result, { names, couldAffect }: NonNullable<VerdictContext["comparison"]>): boolean {
  if (result.delta === "changed") {
    if (isOpenChange(result)) return false;
    return result.status === "fail" && !(isOther(result) && names(result));
  }
  if (result.delta !== "unchanged") return false;
  return result.status === "fail" || result.cannotWorsen === true || !couldAffect(result);
}

const isOther = ({ compared }: Result): boolean => compared?.with === "before" && compared.verdict === "other";

const isOpenChange = ({ status, delta, compared }: Result): boolean =>
  status === "fail" && delta === "changed" && compared?.with === "before" && compared.verdict === "open";

function refusal(waiver: NonNullable<Result["waiver"]>, result: Result, { enforcement }: Binding, context: VerdictContext): string | null {
  const { ownedByAnother, recordsFacts } = context;
  const isOutgrown = result.delta === "worse" || isOther(result);
  if (isOutgrown && !recordsFacts(waiver)) return "the change makes it worse than what was waived";
  if (enforcement === "mandatory") return "no waiver lets a mandatory binding pass";
  if (enforcement !== "soft") return null;
  const owned = ownedByAnother(waiver.file);
  return owned.ok ? null : owned.why;
}
