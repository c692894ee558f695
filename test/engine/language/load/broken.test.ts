import { describe, expect, it } from "vitest";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { BROKEN_CONDITIONS } from "./broken-conditions.ts";
import { BROKEN_FILES } from "./broken-files.ts";
import { conditionIn, type load, marked, ruleText } from "./harness.ts";

const seen = (diagnostics: ReturnType<typeof load>["diagnostics"]) =>
  diagnostics.map(({ code, line, column, suggestion }) => ({ code, at: `${line}:${column}`, ...(suggestion === undefined ? {} : { suggestion }) }));

describe("a condition is refused once, at its place, with the corrected text, when", () => {
  it.each(BROKEN_CONDITIONS)("$why", ({ part = "require", kind, condition, code, suggestion }) => {
    const { text, line, column } = marked(ruleText(conditionIn(part, condition, kind)));
    const { rules, diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
    const told = seen(diagnostics);
    expect(told).toEqual([{ code, at: `${line}:${column}`, ...(suggestion === undefined ? {} : { suggestion }) }]);
    expect(rules).toEqual([]);
  });
});

describe("a rule file is refused once, at its place, with the corrected text, when", () => {
  it.each(BROKEN_FILES)("$why", ({ text: source, code, suggestion, name = "a-rule.yaml" }) => {
    const { text, line, column } = marked(source);
    const { rules, diagnostics } = loadRules([{ file: name, text }]);
    const told = seen(diagnostics);
    expect(told).toEqual([{ code, at: `${line}:${column}`, ...(suggestion === undefined ? {} : { suggestion }) }]);
    expect(rules).toEqual([]);
  });
});
