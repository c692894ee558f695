import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { resultsByRule } from "../../../../engine/evaluate/evaluate.ts";
import { lintExample } from "../../../../engine/language/lint/example.ts";
import { loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { CODE_PAGES } from "../../../../engine/language/load/code-pages.ts";
import { CODES, type Code } from "../../../../engine/language/load/index.ts";
import type { ReeveDocument } from "../../../../schemas/index.ts";

const codes = (Object.keys(CODES) as Code[]).filter((code) => code >= "RV080");
const events = await loadEventCatalogue();
const document = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString()) as ReeveDocument;

describe("the page of a lint shows an example that", () => {
  it.each(codes)("%s is drawn by, and no other", (code) => {
    const known = { events, ...(code === "RV090" ? { document: { content: document, resultsByRule } } : {}) };
    expect(lintExample(CODE_PAGES[code], "wrong", known).map((one) => one.code)).toEqual([code]);
  });

  it.each(codes)("%s is not drawn by when corrected", (code) => {
    const known = { events, ...(code === "RV090" ? { document: { content: document, resultsByRule } } : {}) };
    expect(lintExample(CODE_PAGES[code], "right", known)).toEqual([]);
  });
});
