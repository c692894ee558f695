import { describe, expect, it } from "vitest";
import { nextStep } from "../../reporters/gate/next.ts";
import type { ReeveResults } from "../../schemas/index.ts";
import { result } from "./fixture.ts";
import { gated } from "./gate-results.ts";

const UNKNOWN = result({ rule: "a", status: "unknown" });

/** The step after a decision that is open for these reasons. */
function step(codes: readonly string[], more: Partial<NonNullable<ReeveResults["gate"]>> = {}): string | null {
  const reasons = codes.map((code) => ({ code, count: 1, text: code }));
  const { gate } = gated([UNKNOWN], { decision: "incomplete", exitCode: 3, comparison: "none", reasons, ...more });
  return gate ? nextStep(gate, null) : null;
}

describe("the next step after a gate", () => {
  it.each([
    ["snapshot-from-future", "clock of this machine"],
    ["records-from-future", "clock of this machine"],
    ["name-in-parameter", "correct the parameter"],
    ["snapshot-too-old", "reeve collect"],
    ["unwatched-calls", "write a rule that watches those calls"],
    ["rule-not-configured", "set the parameters of those rules"],
    ["evidence-incomplete", "grant what is missing"],
  ])("is of its reason: %s", (code, expected) => {
    expect(step([code])).toContain(expected);
  });

  it("is the missing evidence before what stands beside it", () => {
    expect(step(["unwatched-calls", "evidence-incomplete"])).toContain("grant what is missing");
    expect(step(["evidence-incomplete", "snapshot-from-future"])).toContain("collect the snapshot again");
  });

  it.each([
    [true, "reeve explain 4 · reeve remediate 4 · reeve waivers add 4"],
    [false, "reeve explain 4 · reeve waivers add 4"],
  ])("is the first finding that blocks, and its remediation where its rule has one: %s", (hasRemediation, expected) => {
    const { gate } = gated([UNKNOWN], { decision: "blocked", exitCode: 1, comparison: "none", reasons: [] });
    expect(gate && nextStep(gate, { number: 4, hasRemediation })).toBe(expected);
  });

  it("accepts no gap where only the apply shows what is missing", () => {
    const gate = gated([UNKNOWN], {
      decision: "incomplete",
      exitCode: 3,
      comparison: "plan",
      reasons: [{ code: "evidence-incomplete", count: 1, text: "x" }],
    }).gate;
    if (!gate) throw new Error("no gate");
    expect(nextStep(gate, null, undefined, false)).toBe("make known what is missing, or accept it with --allow-unknown");
    expect(nextStep(gate, null, undefined, true)).toContain("acceptedGaps");
  });

  it("is none where the gate passes", () => {
    expect(step([], { decision: "pass", exitCode: 0 })).toBeNull();
  });
});
