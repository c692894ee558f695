import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { appendCases } from "../../../../engine/author/testing/append-case.ts";
import { caseText } from "../../../../engine/author/testing/case-text.ts";
import { loadRuleTest } from "../../../../engine/language/load/index.ts";

const CASE = { name: "b", given: { users: [{ name: "ana", tags: [] }] }, expect: { pass: ["ana"] } };
const read = (text: string) => loadRuleTest({ file: "a.test.yaml", text }).test?.cases;

describe("a case appended to a test file", () => {
  const FILES: [string, string][] = [
    ["with comments", "# first\ncases:\n  # the only one\n  - name: a # so it is\n    given: {}\n    expect: { pass: [x] }\n"],
    ["without indentation", "cases:\n- name: a\n  given: {}\n  expect: { pass: [x] }\n"],
    ["with something behind the cases", "cases:\n  - name: a\n    given: {}\n    expect: { pass: [x] }\n\n# why\nsurvivors:\n  - { mutant: m, reason: r }\n"],
    ["without a line end", "cases:\n  - name: a\n    given: {}\n    expect: { pass: [x] }"],
  ];
  it.each(FILES)("stands behind the others, and leaves all else as it was: %s", (_, text) => {
    const written = appendCases("a.test.yaml", text, [CASE]) ?? "";
    expect(read(written)).toEqual([...(read(text) ?? []), CASE]);
    for (const line of text.split("\n")) expect(written.split("\n")).toContain(line);
  });

  it.each([
    ["in flow style", "cases: [{ name: a, given: {}, expect: { pass: [x] } }]\n"],
    ["not there", "survivors: []\n"],
  ])("is refused where the list is %s", (_, text) => {
    expect(appendCases("a.test.yaml", text, [CASE])).toBeNull();
  });

  it("reads back as it was, whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme", minLength: 1 }),
        fc.object({ values: [fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(null)], withNullPrototype: false }),
        (name, value) => {
          const written = { name, given: { users: JSON.parse(JSON.stringify(value ?? null)) }, expect: { pass: ["x"] } };
          expect(read(`cases:\n${caseText(written, 2)}`)).toEqual([written]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
