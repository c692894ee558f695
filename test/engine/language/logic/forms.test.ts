import fc from "fast-check";
import jsonLogic from "json-logic-js";
import { beforeAll, describe, expect, test } from "vitest";
import { linked } from "../../../../engine/evaluate/cross-check/linked.ts";
import { ownOperations } from "../../../../engine/evaluate/cross-check/referee.ts";
import type { Condition } from "../../../../engine/language/condition/ast.ts";
import { loadCondition } from "../../../../engine/language/load/index.ts";
import { lower } from "../../../../engine/language/logic/lower.ts";
import type { ResourceKind } from "../../../../schemas/index.ts";
import { SHIPPED } from "../../../rules/shipped.ts";
import { COLLECTED_AT, degrade, drawCondition, drawDocument, drawing } from "./generate.ts";
import { compiledTruth, frames, scopeOf } from "./world.ts";
import { written } from "./written.ts";

const KINDS: readonly ResourceKind[] = ["user", "accessKey", "policy", "trail", "event"];
const RUNS = { numRuns: Number(process.env.REEVE_RUNS ?? 1_000) };
const NO_LETS = scopeOf([]);

/** A condition as the checker reads it from text; null when it refuses it, as it does what is constant or compares different types. */
const read = (kind: ResourceKind, form: unknown): Condition | null =>
  form === null ? null : loadCondition({ file: "condition.yaml", text: JSON.stringify(form) }, kind).condition;

describe("a condition in field form and the JsonLogic that it is", () => {
  beforeAll(() => {
    for (const [name, twin] of Object.entries(ownOperations(() => Date.parse(COLLECTED_AT)))) jsonLogic.add_operation(name, twin);
  });

  test("written either way in a rule, gives the same of every resource, whatever is unknown", () => {
    const seen: Record<string, number> = { true: 0, false: 0, unknown: 0 };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const draw = drawing(seed);
        const kind = draw.of(KINDS);
        const drawn = Array.from({ length: 12 }, () => written(kind, drawCondition(draw, { kind, lets: [], items: [], fragment: true }, draw.int(2))));
        const forms = drawn.find(({ jsonLogic }) => jsonLogic !== null);
        const [field, logic] = [read(kind, forms?.field ?? null), read(kind, forms?.jsonLogic ?? null)];
        if (!forms || !field || !logic) return;
        for (const frame of frames(degrade(draw, drawDocument(draw)), kind)) {
          const truth = compiledTruth(NO_LETS, field, frame);
          seen[truth]! += 1;
          expect(compiledTruth(NO_LETS, logic, frame), `${JSON.stringify(forms.field)} and ${JSON.stringify(forms.jsonLogic)}`).toBe(truth);
        }
      }),
      RUNS,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(RUNS.numRuns / 20);
  });

  test("as the checker read it from text and as json-logic-js runs what it lowers to, gives the same where nothing is unknown", () => {
    const seen: Record<string, number> = { true: 0, false: 0 };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const draw = drawing(seed);
        const kind = draw.of(KINDS.slice(0, 4));
        const { field } = written(kind, drawCondition(draw, { kind, lets: [], items: [], fragment: true }, 3));
        const condition = read(kind, field);
        const lowered = condition && lower(NO_LETS, kind, condition);
        if (!condition || !lowered?.inFragment) return;
        // What is printed is JSON: it must survive being saved.
        const logic = JSON.parse(JSON.stringify(lowered.logic));
        const document = drawDocument(draw, { whole: true, hostile: false });
        const data = linked(document);
        for (const frame of frames(document, kind)) {
          const truth = compiledTruth(NO_LETS, condition, frame);
          seen[truth]! += 1;
          expect(String(jsonLogic.apply(logic, data(kind, frame.resource))), `${JSON.stringify(field)} and ${JSON.stringify(logic)}`).toBe(truth);
        }
      }),
      RUNS,
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(RUNS.numRuns / 20);
  });

  test("of every shipped rule on state, gives the same by json-logic-js as by the engine", () => {
    const judged = SHIPPED.rules.flatMap((rule) => {
      const params = Object.fromEntries(rule.params.map((spec) => [spec.name, spec.default]));
      const scope = { params, lets: rule.lets };
      const { body } = rule;
      const conditions = body.kind === "state" ? [body.applies, body.require] : [];
      const set = rule.params.every((spec) => spec.default !== undefined);
      return conditions.flatMap((condition) => (condition && set ? [{ rule, scope, condition, lowered: lower(scope, rule.resource, condition) }] : []));
    });
    const plain = judged.filter(({ rule, lowered }) => lowered.inFragment && rule.resource !== "account" && rule.resource !== "root");
    expect(plain.length).toBeGreaterThan(20);
    const seen: Record<string, number> = { true: 0, false: 0 };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const document = drawDocument(drawing(seed), { whole: true, hostile: false });
        const data = linked(document);
        for (const { rule, scope, condition, lowered } of plain)
          for (const frame of frames(document, rule.resource)) {
            const truth = compiledTruth(scope, condition, frame);
            seen[truth]! += 1;
            expect(String(jsonLogic.apply(lowered.logic as never, data(rule.resource, frame.resource))), rule.id).toBe(truth);
          }
      }),
      { numRuns: 60 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(100);
  });
});
