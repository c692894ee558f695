import { type CheckedRule, type Condition, type ExplainContext, type TruthName, walkCondition } from "../language/index.ts";

/** What a rule makes of one resource or record, in the words of its tests. */
export type Outcome = "pass" | "fail" | "not-applicable" | "finding" | "excused" | "no-match" | "unknown";

const truthOf = (walk: ExplainContext, condition: Condition | null, without: TruthName): TruthName =>
  condition ? walkCondition(walk, condition).truth : without;

/** Asks a rule of the one place where the walk stands; as `evaluate` would, without judging anything else. */
export function outcomeOf(walk: ExplainContext, { body }: CheckedRule): Outcome {
  if (body.kind === "event") {
    const matched = truthOf(walk, body.match, "false");
    const excused = truthOf(walk, body.unless, "false");
    if (matched === "false") return "no-match";
    if (excused === "true") return "excused";
    return matched === "true" && excused === "false" ? "finding" : "unknown";
  }
  const applied = truthOf(walk, body.applies, "true");
  if (applied === "false") return "not-applicable";
  const held = body.kind === "state" ? truthOf(walk, body.require, "unknown") : "unknown";
  if (applied === "true" && held !== "unknown") return held === "true" ? "pass" : "fail";
  return "unknown";
}
