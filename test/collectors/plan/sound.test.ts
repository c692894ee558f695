import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentFaults, readPlan } from "../../../collectors/index.ts";
import { predict } from "../../../engine/index.ts";
import { type ReeveDocument, validateDocument } from "../../../schemas/index.ts";
import { decidedOtherwise, judgedBy, shippedRules } from "../shipped-rules.ts";
import { moreKnown } from "./any-legal-value.ts";
import { RECORDED } from "./recorded.ts";

const RULES = shippedRules().filter((rule) => rule.resource !== "event");

function predicted(before: ReeveDocument | null, text: string): ReeveDocument {
  const read = readPlan(text, "plan.json");
  if (!read.ok) throw new Error(read.problem.message);
  return predict(before, [read.plan], { now: "2026-01-01T00:00:00.000Z" }).document;
}

const CASES = RECORDED.flatMap(({ name, plan, before }) => [
  { name, document: predicted(before, plan), reason: "KnownAfterApply" as const },
  { name: `${name}, without a snapshot`, document: predicted(null, plan), reason: "KnownAfterApply" as const },
]);

describe("a predicted document", () => {
  it("is one without any fault, of every recorded plan", async () => {
    expect(CASES.length).toBeGreaterThan(20);
    for (const { name, document } of CASES) {
      const validated = await validateDocument(document);
      expect(validated.ok ? documentFaults(document) : validated.errors, name).toEqual([]);
    }
  });

  it("shares with the snapshot what the plan leaves as it is, and leaves the snapshot as it was", () => {
    for (const { name, plan, before } of RECORDED) {
      const text = JSON.stringify(before);
      const document = predicted(before, plan);
      expect(JSON.stringify(before), name).toBe(text);
      expect(document.events, name).toBe(before.events);
      if (name === "nothing-changes") for (const list of ["users", "groups", "roles", "policies", "trails"] as const) expect(document[list]).toBe(before[list]);
    }
  });

  it("decides nothing that a value known only after the apply could decide otherwise", () => {
    const open = CASES.filter(({ document, reason }) => Object.values(document.gaps).some((gap) => gap.reason === reason));
    expect(open.length).toBeGreaterThan(2);
    for (const { name, document, reason } of open) {
      const less = judgedBy(RULES, document);
      fc.assert(
        fc.property(moreKnown(document, reason), (more) => {
          expect(decidedOtherwise(less, judgedBy(RULES, more)), name).toEqual([]);
        }),
        { numRuns: 8 },
      );
    }
  });
});
