import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition, LetBinding, Test } from "../../../../engine/language/condition/ast.ts";
import { foldTest, type TestFold } from "../../../../engine/language/condition/fold.ts";
import type { TruthName } from "../../../../engine/language/condition/truth.ts";
import { clauseOf, type Names } from "../../../../engine/language/lint/reason/clause.ts";
import { type ClauseEffect, effects } from "../../../../engine/language/lint/reason/effect.ts";
import { budget, implies } from "../../../../engine/language/lint/reason/implies.ts";
import type { ResourceKind } from "../../../../schemas/index.ts";
import { degrade, drawCondition, drawDocument, drawing, drawLets } from "../logic/generate.ts";
import { compiledTruth, frames, scopeOf } from "../logic/world.ts";
import { alike } from "./alike.ts";

const KINDS: readonly ResourceKind[] = ["user", "accessKey", "policy", "trail", "event"];
const RUNS = { numRuns: Number(process.env.REEVE_RUNS ?? 1_500) };
const RANK: Record<TruthName, number> = { false: 0, unknown: 1, true: 2 };

const namesOf = (lets: readonly LetBinding[]): Names => ({ scope: { lets }, params: new Map(), presets: new Map() });

describe("reasoning about clauses", () => {
  test("clauses told as without effect change no result when they are dropped together", () => {
    const seen: Record<ClauseEffect["kind"], number> = { implied: 0, subsumed: 0, contradiction: 0, tautology: 0 };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const draw = drawing(seed);
        const kind = draw.of(KINDS);
        const lets = drawLets(draw, kind);
        const words = { kind, lets, items: [], fragment: false };
        const condition = alike(draw, drawCondition(draw, words, 3), () => drawCondition(draw, words, 1));
        const found = effects(clauseOf(condition, namesOf(lets)), [], budget());
        for (const one of found) seen[one.kind] += 1;
        const gone = found.filter(({ kind }) => kind === "implied" || kind === "subsumed");
        if (gone.length === 0) return;
        const less = without(condition, gone);
        if (typeof less === "boolean") throw new Error("nothing was left of a condition");
        const whole = drawDocument(draw);
        for (const document of [whole, degrade(draw, whole, 30)]) {
          for (const frame of frames(document, kind)) {
            expect(compiledTruth(scopeOf(lets), less, frame), shown(condition, found, lets)).toBe(compiledTruth(scopeOf(lets), condition, frame));
          }
        }
      }),
      RUNS,
    );
    for (const kind of ["implied", "subsumed", "contradiction", "tautology"] as const) expect(seen[kind], kind).toBeGreaterThan(RUNS.numRuns / 200);
  });

  test("what one clause implies is at least as true, and a contradiction never holds", () => {
    let proved = 0;
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const draw = drawing(seed);
        const kind = draw.of(KINDS);
        const lets = drawLets(draw, kind);
        const words = { kind, lets, items: [], fragment: false };
        const one = drawCondition(draw, words, 2);
        const other = alike(draw, one, () => drawCondition(draw, words, 1));
        const condition: Condition = { kind: "and", conditions: [one, other], at: one.at };
        const [left, right] = [clauseOf(one, namesOf(lets)), clauseOf(other, namesOf(lets))];
        const isImplied = implies(left, right, budget());
        const never = effects(clauseOf(condition, namesOf(lets)), [], budget()).some(
          (found) => found.kind === "contradiction" && topLevel(condition, found, lets),
        );
        if (!isImplied && !never) return;
        proved += 1;
        const whole = drawDocument(draw);
        for (const document of [whole, degrade(draw, whole, 30)]) {
          for (const frame of frames(document, kind)) {
            const truths = [one, other, condition].map((each) => compiledTruth(scopeOf(lets), each, frame)) as [TruthName, TruthName, TruthName];
            if (isImplied) expect(RANK[truths[0]], [left.key, right.key].join("\n")).toBeLessThanOrEqual(RANK[truths[1]]);
            if (never) expect(truths[2], [left.key, right.key].join("\n")).not.toBe("true");
          }
        }
      }),
      RUNS,
    );
    expect(proved).toBeGreaterThan(RUNS.numRuns / 20);
  });
});

const shown = (condition: Condition, found: readonly ClauseEffect[], lets: readonly LetBinding[]): string =>
  [clauseOf(condition, namesOf(lets)).key, ...found.map(({ kind, clause, because }) => `${kind}: ${clause.key} BECAUSE ${because.key}`)].join("\n");

/** Whether both clauses of a contradiction stand in the condition's own `and`. */
function topLevel(condition: Condition, { clause, because }: ClauseEffect, lets: readonly LetBinding[]): boolean {
  const own = clauseOf(condition, namesOf(lets));
  const keys = own.kind === "and" ? own.clauses.map(({ key }) => key) : [];
  return keys.includes(clause.key) && keys.includes(because.key);
}

/** A condition, or what is left of one that was dropped: true of an `and`, false of an `or`. */
type Left<T> = T | boolean;

/** The condition without the clauses that were told. */
function without(condition: Condition, gone: readonly ClauseEffect[]): Left<Condition> {
  const told = gone.find(({ clause }) => clause.origin.condition === condition && clause.origin.test === null);
  if (told) return told.kind === "implied";
  switch (condition.kind) {
    case "and":
    case "or": {
      const neutral = condition.kind === "and";
      const parts = condition.conditions.map((one) => without(one, gone));
      const conditions = parts.filter((one) => typeof one !== "boolean");
      if (parts.includes(!neutral)) return !neutral;
      return conditions.length === 0 ? neutral : { ...condition, conditions };
    }
    case "not": {
      const inner = without(condition.condition, gone);
      return typeof inner === "boolean" ? !inner : { ...condition, condition: inner };
    }
    case "let":
      return condition;
    case "test": {
      const kept = withoutTest(condition.test, condition, gone);
      return typeof kept === "boolean" ? kept : { ...condition, test: kept };
    }
  }
}

function withoutTest(tested: Test, condition: Condition, gone: readonly ClauseEffect[]): Left<Test> {
  const told = gone.find(({ clause }) => clause.origin.condition === condition && clause.origin.test === tested);
  if (told) return told.kind === "implied";
  return foldTest(LEFT, tested, { condition, gone });
}

const LEFT: TestFold<{ condition: Condition; gone: readonly ClauseEffect[] }, Left<Test>> = {
  all: (tested, { condition, gone }) => {
    const parts = tested.tests.map((one) => withoutTest(one, condition, gone));
    const tests = parts.filter((one) => typeof one !== "boolean");
    if (parts.includes(false)) return false;
    return tests.length === 0 ? true : { ...tested, tests };
  },
  default: (tested, { condition, gone }) => {
    const inner = withoutTest(tested.test, condition, gone);
    return typeof inner === "boolean" ? inner : { ...tested, test: inner };
  },
  quantifier: (tested, { gone }) => {
    const where = without(tested.where, gone);
    if (typeof where === "boolean") throw new Error("nothing was left of what is asked of elements");
    return { ...tested, where };
  },
  count: (tested, { gone }) => {
    const where = tested.where === null ? null : without(tested.where, gone);
    if (typeof where === "boolean") throw new Error("nothing was left of what is counted");
    return { ...tested, where };
  },
  exists: (tested) => tested,
  comparison: (tested) => tested,
};
