import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalRule } from "../../../../engine/author/mutation/canonical.ts";
import { FAMILIES } from "../../../../engine/author/mutation/families/index.ts";
import { conditionPlaces, testPlaces } from "../../../../engine/author/mutation/places.ts";
import type { Condition } from "../../../../engine/language/condition/ast.ts";
import type { CheckedRule } from "../../../../engine/language/rule.ts";
import { degrade, drawCondition, drawDocument, drawing, drawLets } from "../../language/logic/generate.ts";
import { compiledTruth, frames, scopeOf } from "../../language/logic/world.ts";
import { sampleRule } from "./sample.ts";

const KINDS = ["user", "accessKey", "role", "policy", "trail"] as const;
type Kind = (typeof KINDS)[number];

/** A rule of which the canonical text reads the condition alone. */
const ruleOf = (condition: Condition, kind: Kind): CheckedRule =>
  ({ id: "r", resource: kind, lets: [], raise: [], params: [], body: { kind: "state", applies: null, require: condition } }) as unknown as CheckedRule;

function requireOf({ body }: CheckedRule): Condition {
  if (body.kind !== "state") throw new Error("no state rule");
  return body.require;
}

/** A condition and every change of it that the families make, equal in meaning or not. */
function changes(condition: Condition, kind: Kind): Condition[] {
  const whole = { part: "require", condition, replace: (by: Condition) => ruleOf(by, kind) };
  const changed = [...conditionPlaces(whole)].flatMap((place) =>
    FAMILIES.flatMap(({ conditions, tests }) => [
      ...(conditions?.(place.condition) ?? []).map(({ by }) => requireOf(place.replace(by))),
      ...[...testPlaces(place)].flatMap(({ test, type, replace }) => (tests?.(test, type) ?? []).map((by) => requireOf(replace(by)))),
    ]),
  );
  return [condition, ...changed];
}

describe("the canonical text of a rule", () => {
  it("is shared only by rules that answer alike, whatever is known", () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const draw = drawing(seed);
        const kind = draw.of(KINDS);
        const lets = drawLets(draw, kind);
        const condition = drawCondition(draw, { kind, lets, items: [], fragment: false }, 2);
        const whole = drawDocument(draw);
        const all = [whole, degrade(draw, whole, 30)].flatMap((document) => frames(document, kind));
        const scope = scopeOf(lets);
        const first = new Map<string, string>();
        for (const changed of changes(condition, kind)) {
          const key = canonicalRule(ruleOf(changed, kind));
          const truths = all.map((frame) => compiledTruth(scope, changed, frame)).join();
          if (first.has(key)) {
            compared += 1;
            expect(truths).toBe(first.get(key));
          } else first.set(key, truths);
        }
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(200);
  });

  const ALIKE: [string, string][] = [
    ["user.mfaActive: { isNot: false }", "user.mfaActive: true"],
    ["user.path: [/a/, /b/]", "user.path: [/b/, /a/, /a/]"],
    ["not: { user.groups: { any: { path: /a/ } } }", "user.groups: { none: { path: /a/ } }"],
    ["user.groups: { count: { gte: 1 }, every: { path: /a/ } }", "user.groups: { count: { gt: 0 }, none: { not: { path: /a/ } } }"],
    ["user.groups: { count: { gte: 1 } }", "user.groups: { count: { gt: 0 } }"],
    ["user.passwordLastUsedAt: { exists: true, newerThan: 1d }", "user.passwordLastUsedAt: { newerThan: 24h }"],
    ["and: [{ user.mfaActive: true }, { user.path: /a/ }]", "and: [{ user.path: /a/ }, { user.mfaActive: true }]"],
  ];
  it.each(ALIKE)("is one for %s and %s", (left, right) => {
    expect(canonicalRule(sampleRule(left))).toBe(canonicalRule(sampleRule(right)));
  });

  const UNLIKE: [string, string][] = [
    // Absence is neither newer nor older.
    ["user.passwordLastUsedAt: { newerThan: 1d }", "not: { user.passwordLastUsedAt: { olderThan: 1d } }"],
    ["user.groups: { count: { gte: 1 } }", "user.groups: { count: { gte: 2 } }"],
    ["account.name: { exists: true, isNot: a }", "account.name: { isNot: a, exists: false }"],
    ["user.path: { glob: '/a*' }", "user.path: { glob: '/a?' }"],
  ];
  it.each(UNLIKE)("is not one for %s and %s", (left, right) => {
    expect(canonicalRule(sampleRule(left, false))).not.toBe(canonicalRule(sampleRule(right, false)));
  });
});
