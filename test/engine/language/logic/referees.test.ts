import fc from "fast-check";
import jsonLogic from "json-logic-js";
import { describe, expect, test } from "vitest";
import { linked } from "../../../../engine/evaluate/cross-check/linked.ts";
import { ownOperations } from "../../../../engine/evaluate/cross-check/referee.ts";
import { truthName } from "../../../../engine/language/condition/truth.ts";
import { lower } from "../../../../engine/language/logic/lower.ts";
import type { ResourceKind } from "../../../../schemas/index.ts";
import { COLLECTED_AT, degrade, drawCondition, drawDocument, drawing, drawLets } from "./generate.ts";
import { compiledTruth, frames, keyOf, scopeOf, walkedTruth } from "./world.ts";

const KINDS: readonly ResourceKind[] = ["user", "accessKey", "policy", "trail", "event"];
const RUNS = { numRuns: Number(process.env.REEVE_RUNS ?? 1_500) };

describe("the compiled evaluator", () => {
  test("agrees with the naive tree walker on every condition and document", () => {
    const seen: Record<string, number> = { true: 0, false: 0, unknown: 0 };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const draw = drawing(seed);
        const kind = draw.of(KINDS);
        const document = degrade(draw, drawDocument(draw));
        const lets = drawLets(draw, kind);
        const condition = drawCondition(draw, { kind, lets, items: [], fragment: false }, 3);
        for (const frame of frames(document, kind)) {
          const compiled = compiledTruth(scopeOf(lets), condition, frame);
          seen[compiled]! += 1;
          expect(compiled, JSON.stringify(condition)).toBe(walkedTruth(scopeOf(lets), kind, condition, frame));
        }
      }),
      { ...RUNS, examples: [[1609904306]] },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(RUNS.numRuns / 30);
  });

  test("agrees with json-logic-js on the common fragment, where nothing is unknown", () => {
    for (const [name, twin] of Object.entries(ownOperations(() => Date.parse(COLLECTED_AT)))) jsonLogic.add_operation(name, twin);
    let compared = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const draw = drawing(seed);
        const kind = draw.of(KINDS.slice(0, 4));
        const document = drawDocument(draw, { whole: true, hostile: false });
        const condition = drawCondition(draw, { kind, lets: [], items: [], fragment: true }, 3);
        const lowered = lower(scopeOf([]), kind, condition);
        if (!lowered.inFragment) return;
        const data = linked(document);
        for (const frame of frames(document, kind)) {
          const compiled = compiledTruth(scopeOf([]), condition, frame);
          if (compiled === "unknown") continue;
          compared += 1;
          expect(truthName(jsonLogic.apply(lowered.logic as never, data(kind, frame.resource)) === true ? 1 : 0), JSON.stringify(lowered.logic)).toBe(compiled);
        }
      }),
      { ...RUNS, examples: [[1785906958]] },
    );
    expect(compared).toBeGreaterThan(RUNS.numRuns / 4);
  });

  test("decides nothing otherwise when less is known, and never decides what was unknown", () => {
    let narrowed = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const draw = drawing(seed);
        const kind = draw.of(KINDS);
        const whole = drawDocument(draw);
        const more = draw.chance(50) ? whole : degrade(draw, whole, 5);
        const less = degrade(draw, more);
        const lets = drawLets(draw, kind);
        const condition = drawCondition(draw, { kind, lets, items: [], fragment: false }, 3);
        const before = new Map(frames(more, kind).map((frame) => [keyOf(frame.resource), compiledTruth(scopeOf(lets), condition, frame)]));
        for (const frame of frames(less, kind)) {
          const truth = compiledTruth(scopeOf(lets), condition, frame);
          const known = before.get(keyOf(frame.resource));
          if (truth === "unknown" && known !== "unknown") narrowed += 1;
          if (truth !== "unknown") expect(truth, JSON.stringify(condition)).toBe(known);
        }
      }),
      { ...RUNS, examples: [[1193620079], [1324752098]] },
    );
    expect(narrowed).toBeGreaterThan(RUNS.numRuns / 30);
  });
});
