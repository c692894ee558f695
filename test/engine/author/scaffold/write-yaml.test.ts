import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { entryLines } from "../../../../engine/language/format/write-yaml.ts";

const words = fc.constantFrom(
  "true",
  "no",
  "~",
  "1.10",
  "E0",
  "e+1",
  "012345678901",
  "2026-01-15T11:00:00Z",
  "a: b",
  "a #b",
  "- a",
  "{{user.name}}",
  "*",
  "90d ago",
  "",
  " a ",
  "a\nb",
  "é",
  "\u0000",
);
const text = fc.oneof(words, fc.string({ maxLength: 12 }), fc.string({ unit: "grapheme", maxLength: 200 }));
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

test("what is written reads back as it was, under YAML 1.2 and 1.1", () => {
  fc.assert(
    fc.property(text, data, fc.integer({ min: 0, max: 140 }), (key, value, indent) => {
      const written = entryLines(key, value, indent).join("\n");
      const expected = JSON.stringify({ [key]: value });
      for (const version of ["1.2", "1.1"] as const) expect(JSON.stringify(parse(written, { version, maxAliasCount: 0 })), written).toBe(expected);
    }),
    { numRuns: 300 },
  );
});

test("short values stand on one line, long ones on several", () => {
  expect(entryLines("given", { users: [{ name: "ana", tags: [] }] }, 4)).toEqual(["given: { users: [{ name: ana, tags: [] }] }"]);
  const long = { users: ["a", "b"].map((name) => ({ name: name.repeat(90) })) };
  expect(entryLines("given", long, 4)).toEqual(["given:", "  users:", `    - { name: ${"a".repeat(90)} }`, `    - { name: ${"b".repeat(90)} }`]);
});
