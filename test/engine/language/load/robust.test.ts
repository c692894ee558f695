import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { CODES, loadCondition, loadConfig, loadPack, loadRules, loadRuleTest } from "../../../../engine/language/load/index.ts";
import { BROKEN_CONDITIONS } from "./broken-conditions.ts";
import { BROKEN_FILES } from "./broken-files.ts";
import { conditionIn, ruleText } from "./harness.ts";
import { LEGAL_CONDITIONS } from "./legal-conditions.ts";

const everyLoader = (text: string) => {
  const source = { file: "a-rule.yaml", text };
  const loaded = [loadRules([source]), loadPack(source), loadConfig(source), loadRuleTest(source), loadCondition(source, "event")];
  return loaded.flatMap(({ diagnostics }) => diagnostics);
};

const isSound = (diagnostic: { code: string; line: number; column: number; endLine: number; endColumn: number; message: string }): boolean =>
  Object.hasOwn(CODES, diagnostic.code) &&
  diagnostic.line >= 1 &&
  diagnostic.column >= 1 &&
  (diagnostic.endLine > diagnostic.line || (diagnostic.endLine === diagnostic.line && diagnostic.endColumn >= diagnostic.column)) &&
  diagnostic.message.length > 0;

/** Words of the language in any order: nearer to rules than arbitrary text. */
const WORDS = [
  "user.mfaActive",
  "user.groups",
  "event.requestParameters",
  "any",
  "every",
  "none",
  "count",
  "where",
  "is",
  "in",
  "and",
  "or",
  "not",
  "var",
  "===",
  "<",
  "some",
  "all",
  "default",
  "exists",
  "params.a",
  "item",
  "__proto__",
  "constructor",
  "{{user.name}}",
  "lookup",
];
const { condition } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...WORDS),
    fc.constantFrom(null, true, 0, 1.5, "", "90d", "*"),
    fc.array(tie("condition"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...WORDS), tie("condition"), { maxKeys: 3 }),
  ),
}));

describe("loading never throws, and every diagnostic has a code and a place,", () => {
  it("on arbitrary text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => everyLoader(text).every(isSound)),
      { numRuns: 150 },
    );
  });

  it("on texts of YAML's own signs", () => {
    const signs = fc.constantFrom(..."{}[]:,-?*&!|>%@`'\"# \n\tab01~".split(""), "---", "...", "<<", "!!", "\\");
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (parts) => everyLoader(parts.join("")).every(isSound)),
      { numRuns: 200 },
    );
  });

  it("on arbitrary values as conditions, lets and params", () => {
    fc.assert(
      fc.property(condition, condition, fc.constantFrom("user", "event", "account"), (one, other, resource) => {
        const rule = { id: "a-rule", title: "T", severity: "low", rationale: "R", message: "m", resource, params: { a: other }, let: { x: one, y: other } };
        const body = resource === "event" ? { match: one, unless: other } : { applies: other, require: one };
        return everyLoader(stringify({ ...rule, ...body, raise: [{ when: one, to: "high" }] })).every(isSound);
      }),
      { numRuns: 150 },
    );
  });

  it("on any part cut out of a rule of the corpus", () => {
    const texts = [...BROKEN_CONDITIONS, ...LEGAL_CONDITIONS].map((one) => ruleText(conditionIn(one.part ?? "require", one.condition, one.kind)));
    const corpus = [...texts, ...BROKEN_FILES.map(({ text }) => text)].map((text) => text.replace("▸", ""));
    fc.assert(
      fc.property(fc.constantFrom(...corpus), fc.nat(400), fc.nat(40), (text, from, length) =>
        everyLoader(text.slice(0, from) + text.slice(from + length)).every(isSound),
      ),
      { numRuns: 200 },
    );
  });
});

describe("sizes are bounded:", () => {
  it.each([
    ["a file that is too long", `# ${"x".repeat(3_000_000)}`],
    ["flow lists without end", "[".repeat(20_000)],
    ["nested deeper than any rule", `${"{a: ".repeat(100)}b${"}".repeat(100)}`],
    [
      "aliases that double at every step",
      `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join("\n")}\nz: *a30\n`,
    ],
  ])("%s", (_why, text) => {
    const { diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
    expect(diagnostics.some(({ code }) => code === "RV002" || code === "RV001")).toBe(true);
    expect(diagnostics.length).toBeLessThan(5);
  });

  it("an alias of itself", () => {
    const { diagnostics } = loadRules([{ file: "a-rule.yaml", text: "a: &a [*a]\n" }]);
    expect(diagnostics.filter(({ code }) => code === "RV005")).toHaveLength(1);
  });
});
