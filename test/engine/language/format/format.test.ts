import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { format } from "../../../../engine/language/format/format.ts";
import { loadRules, loadRuleTest } from "../../../../engine/language/load/index.ts";
import { BROKEN_CONDITIONS } from "../load/broken-conditions.ts";
import { BROKEN_FILES } from "../load/broken-files.ts";
import { conditionIn, ruleText } from "../load/harness.ts";
import { LEGAL_CONDITIONS } from "../load/legal-conditions.ts";

/** The text as formatted; throws where it was refused. */
function formatted(text: string, file = "a-rule.yaml"): string {
  const result = format({ file, text });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join());
  return result.text;
}

const PLACES = ["at", "sha256", "line", "column", "endLine", "endColumn"];

/** A rule without the places of its text. */
const meaning = (value: unknown): unknown => JSON.parse(JSON.stringify(value, (key, inner) => (PLACES.includes(key) ? undefined : inner)));

const SHIPPED = readdirSync("rules", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
const RULES = SHIPPED.filter((name) => !name.endsWith(".test.yaml") && !name.endsWith("pack.yaml"));
const TESTS = SHIPPED.filter((name) => name.endsWith(".test.yaml"));
const text = (name: string): string => readFileSync(`rules/${name}`, "utf8");

describe("a formatted rule", () => {
  it.each([
    [
      "opens maps",
      "resource: user\nrequire: { user.mfaActive: true, user.name: { glob: x } }",
      "require:\n  user.mfaActive: true\n  user.name:\n    glob: x\n",
    ],
    ["keeps a short list and a variable on their line", "evidence: [user.arn,user.name]\nlet: {a: {var: user.name}}", "evidence: [user.arn, user.name]\n"],
    ["opens a long list", `evidence: [${"user.name, ".repeat(9)}user.arn]`, "evidence:\n  - user.name\n"],
    ["opens a list of maps", "raise: [{ when: { user.mfaActive: true }, to: high }]", "raise:\n  - when:\n      user.mfaActive: true\n    to: high\n"],
    ["keeps quotes as they are", "require: { \"user.name\": 'it''s', user.path: \"a\\tb\" }", "require:\n  \"user.name\": 'it''s'\n  user.path: \"a\\tb\"\n"],
    ["keeps folded text as it is", "rationale: >-\n    one\n      two\n\n    three\nresource: user", "rationale: >-\n  one\n    two\n\n  three\n"],
    ["keeps lines of quoted text", 'rationale: "one\n    two"', 'rationale: "one\n  two"\n'],
    ["keeps comments beside and above", "# top\na: { b: 1 } # beside\n# above\nc: 2\n# end\n", "# top\n# beside\na:\n  b: 1\n# above\nc: 2\n\n# end\n"],
    ["opens a list with a comment in it", "a: [x, # why\n  y]", "a:\n  - x # why\n  - y\n"],
    ["keeps one blank line of several", "a: 1\n\n\nb: 2", "a: 1\n\nb: 2\n"],
    ["indents by two", "a:\n      b:\n      - c\n      - d:\n           e: 1", "a:\n  b:\n    - c\n    - d:\n        e: 1\n"],
    ["keeps empty lists and maps", "a: []\nb: {}", "a: []\nb: {}\n"],
    ["keeps a missing value missing", "a:\nb: 1", "a:\nb: 1\n"],
    ["keeps anchors that are used", "a: &x [b, c]\nd: *x", "a: &x [b, c]\nd: *x\n"],
  ])("%s", (_what, source, expected) => {
    expect(formatted(source)).toContain(expected);
  });

  it("has its fields in the order of the guide, whatever stood above the first staying there", () => {
    const source = "# yaml-language-server: $schema=x\nmessage: m\nrequire: {}\n# what it is\nid: a\nresource: user\ntitle: t\n";
    expect(formatted(source)).toBe("# yaml-language-server: $schema=x\n# what it is\nid: a\ntitle: t\nresource: user\nrequire: {}\nmessage: m\n");
  });

  it("leaves a file alone in which a null would be written for a value that was left out", () => {
    const text = 'id: a\nwith: { first "<r>", second: 1 }\n';
    expect(format({ file: "a.yaml", text })).toEqual({ ok: true, text });
  });

  it("keeps Windows line ends", () => {
    expect(formatted("a: { b: 1 }\r\nc: 2\r\n")).toBe("a:\r\n  b: 1\r\nc: 2\r\n");
  });

  it("is refused where it is no YAML", () => {
    expect(format({ file: "a.yaml", text: "a: [" })).toMatchObject({ ok: false, diagnostics: [{ code: "RV001", line: 1 }] });
  });
});

describe("formatting keeps the meaning, and formatting again changes nothing, of", () => {
  it.each(RULES)("%s", (name) => {
    const file = `rules/${name}`;
    const once = formatted(text(name), file);
    expect(formatted(once, file)).toBe(once);
    const before = loadRules([{ file, text: text(name) }]);
    expect(meaning(loadRules([{ file, text: once }]))).toEqual(meaning(before));
    expect(before.rules).toHaveLength(1);
  });

  it.each(TESTS)("%s", (name) => {
    const once = formatted(text(name));
    expect(formatted(once)).toBe(once);
    const [before, after] = [loadRuleTest({ file: name, text: text(name) }), loadRuleTest({ file: name, text: once })];
    expect(after.test).toEqual(before.test);
    expect(before.test).not.toBeNull();
  });

  const corpus = [...BROKEN_CONDITIONS, ...LEGAL_CONDITIONS].map((one) => ruleText(conditionIn(one.part ?? "require", one.condition, one.kind)));
  const texts = [...corpus, ...BROKEN_FILES.map((one) => one.text)].map((one) => one.replace("▸", ""));

  it("every rule of the corpus that is YAML", () => {
    let count = 0;
    for (const one of texts) {
      const result = format({ file: "a-rule.yaml", text: one });
      if (!result.ok) continue;
      count += 1;
      expect(formatted(result.text)).toBe(result.text);
      const codes = (source: string) =>
        loadRules([{ file: "a-rule.yaml", text: source }])
          .diagnostics.map(({ code }) => code)
          .sort();
      expect(codes(result.text), result.text).toEqual(codes(one));
    }
    expect(count).toBeGreaterThan(200);
  });

  it("YAML with comments, blank lines, odd indentation and all styles of scalars", () => {
    const scalar = fc.constantFrom("x", "'it''s'", '"a: b # c"', "1", "true", "", '"é\\n"', "a b  c", "https://x.example/#y");
    const comment = fc.constantFrom("", "", " # why");
    const { node } = fc.letrec<{ node: string[]; flow: string }>((tie) => ({
      flow: fc.oneof(
        { maxDepth: 3 },
        scalar.map((one) => one || "null"),
        fc.array(tie("flow"), { maxLength: 3 }).map((items) => `[${items.join(",  ")}]`),
        fc.array(tie("flow"), { maxLength: 3 }).map((items) => `{ ${items.map((item, index) => `k${index}: ${item}`).join(", ")} }`),
      ),
      node: fc.oneof(
        { maxDepth: 3 },
        fc.tuple(scalar, comment).map(([one, note]) => [` ${one}${note}`]),
        fc.tuple(tie("flow"), comment).map(([one, note]) => [` ${one}${note}`]),
        fc.constantFrom<string[]>([" >-", "   folded", "   text", "", "     more"], [" |", "   literal", "   # no comment"], [" |+", "   kept", "", ""]),
        fc
          .array(fc.tuple(tie("node"), comment, fc.boolean()), { minLength: 1, maxLength: 3 })
          .map((entries) => [
            "",
            ...entries.flatMap(([value, note, blank], index) => [
              ...(blank ? [""] : []),
              ...(note ? [`  ${note.trim()}`] : []),
              `  k${index}:${value[0] ?? ""}`,
              ...value.slice(1).map((line) => (line === "" ? "" : `  ${line}`)),
            ]),
          ]),
        fc
          .array(tie("node"), { minLength: 1, maxLength: 3 })
          .map((items) => [
            "",
            ...items.flatMap((value) => [`  -${value[0] === "" ? " # item" : value[0]}`, ...value.slice(1).map((line) => (line === "" ? "" : `  ${line}`))]),
          ]),
      ),
    }));
    let count = 0;
    fc.assert(
      fc.property(node, (lines) => {
        const source = `a:${lines.join("\n")}\nz: 1\n`;
        const result = format({ file: "a.yaml", text: source });
        if (!result.ok) return true;
        count += 1;
        const comments = (one: string) => (one.match(/# (why|item)/g) ?? []).length;
        expect(formatted(result.text), source).toBe(result.text);
        return comments(result.text) === comments(source);
      }),
      { numRuns: 400 },
    );
    expect(count).toBeGreaterThan(200);
  });
});
