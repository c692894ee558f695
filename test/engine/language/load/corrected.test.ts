import { describe, expect, it } from "vitest";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { BROKEN_CONDITIONS } from "./broken-conditions.ts";
import { BROKEN_FILES } from "./broken-files.ts";
import { conditionIn, ruleText } from "./harness.ts";

interface Place {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

function replaced(text: string, at: Place, by: string): string {
  const lines = text.split("\n");
  const offset = (line: number, column: number): number => lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return text.slice(0, offset(at.line, at.column)) + by + text.slice(offset(at.endLine, at.endColumn));
}

const CASES = [
  ...BROKEN_CONDITIONS.filter(({ leaves }) => !leaves).map(({ why, part = "require", kind, condition, suggestion }) => ({
    why,
    suggestion,
    name: "a-rule.yaml",
    text: ruleText(conditionIn(part, condition, kind)),
  })),
  ...BROKEN_FILES.filter(({ leaves }) => !leaves).map(({ why, text, suggestion, name = "a-rule.yaml" }) => ({ why, suggestion, name, text })),
]
  .filter(({ suggestion }) => suggestion !== undefined)
  .map((one) => ({ ...one, text: one.text.replace("▸", "") }));

describe("the corrected text, put in the place of the range, is accepted where", () => {
  it.each(CASES)("$why", ({ name, text }) => {
    const [fault] = loadRules([{ file: name, text }]).diagnostics;
    if (fault?.suggestion === undefined) throw new Error("no suggestion");
    const fixed = replaced(text, fault, fault.suggestion);
    const left = loadRules([{ file: name, text: fixed }]).diagnostics.map(({ code, message }) => `${code} ${message}`);
    expect(left, fixed).toEqual([]);
  });
});
