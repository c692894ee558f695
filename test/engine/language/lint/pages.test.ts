import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { judge, loadRules, tapeOf } from "../../../../engine/index.ts";
import { lintExample } from "../../../../engine/language/lint/example.ts";
import { CATALOGUE_CODES, loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { CODE_PAGES, exampleFile } from "../../../../engine/language/load/code-pages.ts";
import { CODES, type Code } from "../../../../engine/language/load/index.ts";
import type { ReeveDocument } from "../../../../schemas/index.ts";

const codes = (Object.keys(CODES) as Code[]).filter((code) => code >= "RV080");
const events = await loadEventCatalogue();
const document = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString()) as ReeveDocument;

/** RV090 judges the document by the example's own rules. */
function knownFor(code: Code, side: "wrong" | "right") {
  if (code !== "RV090") return { events };
  const judged = judge(document, tapeOf(document), loadRules([exampleFile(CODE_PAGES[code], side)]).rules);
  return { events, document: { content: document, counts: judged.ok ? judged.results.counts : [] } };
}

describe("the page of a lint shows an example that", () => {
  it.each(codes)("%s is drawn by, and no other", (code) => {
    expect(lintExample(CODE_PAGES[code], "wrong", knownFor(code, "wrong")).map((one) => one.code)).toEqual([code]);
  });

  it.each(codes)("%s is drawn by without the catalogue of events, unless it is said to ask it", (code) => {
    const drawn = lintExample(CODE_PAGES[code], "wrong", code === "RV090" ? knownFor(code, "wrong") : {}).map((one) => one.code);
    expect(drawn.includes(code)).toBe(!CATALOGUE_CODES.includes(code));
  });

  it.each(codes)("%s is not drawn by when corrected", (code) => {
    expect(lintExample(CODE_PAGES[code], "right", knownFor(code, "right"))).toEqual([]);
  });
});
