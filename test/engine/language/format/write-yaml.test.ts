import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { caseText } from "../../../../engine/author/index.ts";
import { newWaiversText } from "../../../../engine/index.ts";
import { entryLines } from "../../../../engine/language/index.ts";
import { harmIn, LINES, ONE_LINE } from "../../../hostile/texts.ts";

/** Names of an account come into files that reviewers read. */
describe("YAML that is written of hostile texts", () => {
  const value = { [ONE_LINE]: LINES, list: [ONE_LINE, { [LINES]: null }], long: Array.from({ length: 20 }, () => LINES) };

  it("shows each unsafe character as an escape, and is read back as it was: entries", () => {
    const text = entryLines("given", value, 0).join("\n");
    expect(harmIn(text)).toBe(null);
    expect(parse(text)).toEqual({ given: value });
  });

  it("and so is a case of a test file", () => {
    const text = `cases:\n${caseText({ name: ONE_LINE, given: value }, 2)}`;
    expect(harmIn(text)).toBe(null);
    expect(parse(text)).toEqual({ cases: [{ name: ONE_LINE, given: value }] });
  });

  it("and so is a file of waivers", () => {
    const entry = { rule: "r", resource: ONE_LINE, kind: "accepted-risk", reason: LINES, owner: ONE_LINE, expires: "2026-12-31" } as const;
    const text = newWaiversText(entry, null, null);
    expect(harmIn(text)).toBe(null);
    expect(parse(text)).toEqual({ waivers: [entry] });
  });
});
