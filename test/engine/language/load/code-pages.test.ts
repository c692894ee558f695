import { describe, expect, it } from "vitest";
import { CODE_PAGES, exampleFile } from "../../../../engine/language/load/code-pages.ts";
import { CODES, type Code, loadRules } from "../../../../engine/language/load/index.ts";

/** Codes above these are drawn by the lints. */
const codes = (Object.keys(CODES) as Code[]).filter((code) => code < "RV080");

describe("the page of a code shows an example that", () => {
  it.each(codes)("%s yields that code and no other", (code) => {
    const { diagnostics } = loadRules([exampleFile(CODE_PAGES[code], "wrong")]);
    expect(diagnostics.map((one) => one.code)).toEqual([code]);
  });

  it.each(codes)("%s is accepted when corrected", (code) => {
    const { rules, diagnostics } = loadRules([exampleFile(CODE_PAGES[code], "right")]);
    expect(diagnostics).toEqual([]);
    expect(rules).toHaveLength(1);
  });
});

it("there is a page for every code that loading gives", () => {
  expect(codes.filter((code) => !CODE_PAGES[code])).toEqual([]);
});
