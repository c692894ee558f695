import fc from "fast-check";
import { expect, test } from "vitest";
import { normalizeRecords } from "../../../../collectors/index.ts";
import { draftRuleText, draftTestText, loadRules, loadRuleTest, runRuleTests, scaffoldCases } from "../../../../engine/index.ts";
import { type ResourceKind, TABLE, type ValueType } from "../../../../schemas/index.ts";

const kinds = (Object.keys(TABLE.kinds) as ResourceKind[]).filter((kind) => kind !== "event");

/** A matcher that fits a type, as text; the same numbers give the same matcher. */
function matcher(type: ValueType, pick: number): string {
  const one = (...options: string[]): string => options[pick % options.length] ?? "";
  const guard = type.nullable ? one(", exists: true", ", default: null", "") : "";
  switch (type.type) {
    case "boolean":
      return one("true", "false", "{ isNot: true }");
    case "integer":
      return one("{ gte: 3 }", "{ lt: 1 }", "7", "{ in: [1, 2] }");
    case "timestamp":
      return one(`{ olderThan: 90d${guard} }`, `{ newerThan: 12h${guard} }`);
    case "list":
      return one("{ count: 0 }", "{ count: { gte: 2 } }", "{ exists: true }");
    case "string":
      return type.enum
        ? JSON.stringify(type.enum.slice(0, 1 + (pick % 2)))
        : one('{ glob: "a*b" }', `"x"`, '{ contains: "y" }', '{ notGlob: "/q/*" }', '{ matches: "^[a-f]+$" }');
    default:
      return "{ exists: true }";
  }
}

const condition = fc.record({
  kind: fc.constantFrom(...kinds),
  fields: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
  isEither: fc.boolean(),
});

test("whatever the condition, the cases found for it are sound and pass", { timeout: 60_000 }, () => {
  let judged = 0;
  fc.assert(
    fc.property(condition, ({ kind, fields, isEither }) => {
      const names = Object.keys(TABLE.kinds[kind].fields);
      const tests = new Map(
        fields.map(([field, pick]) => {
          const name = names[field % names.length] ?? "";
          return [`${kind}.${name}`, matcher(TABLE.kinds[kind].fields[name]!.value, pick)];
        }),
      );
      const lines = [...tests].map(([path, test]) => `${path}: ${test}`);
      const asks = isEither ? `or:\n${lines.map((line) => `  - ${line}`).join("\n")}` : lines.join("\n");
      const draft = { id: "any", title: "Any", severity: "low", resource: kind, rationale: "Any", narrows: null, asks, message: null, schemas: null } as const;
      const { rules } = loadRules([{ file: "any.yaml", text: draftRuleText(draft) }]);
      const [rule] = rules;
      if (!rule) return;
      judged += 1;
      const { cases } = scaffoldCases(rule, normalizeRecords);
      if (cases.length === 0) return;
      const { test, diagnostics } = loadRuleTest({ file: "any.test.yaml", text: draftTestText(cases, null) });
      expect(diagnostics, asks).toEqual([]);
      expect(runRuleTests(rule, test!, { normalizeRecords }).passed, asks).toBe(true);
    }),
    { numRuns: 60 },
  );
  expect(judged).toBeGreaterThan(15);
});
