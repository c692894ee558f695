import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { normalizeRecords, readSnapshot } from "../../collectors/index.ts";
import { type Handlers, handlersOf } from "../../editor/handlers.ts";
import { offsetAt } from "../../editor/places.ts";
import type { Sample } from "../../editor/workspace.ts";

const FILES = readdirSync("rules", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => resolve("rules", name));
const TEXTS = new Map(FILES.map((path) => [path, readFileSync(path, "utf8")]));

let handlers: Handlers;
beforeAll(async () => {
  const read = await readSnapshot("samples/tideline.snapshot.json.gz");
  if (!read.ok) throw new Error(read.problem.sentence);
  const sample: Sample = { document: read.document, name: "sample" };
  handlers = handlersOf({
    read: (path) => TEXTS.get(path) ?? null,
    rules: () => FILES.map((path) => ({ id: "some-rule", path, pack: "some-pack", title: "" })),
    inRules: () => true,
    sample: () => sample,
    events: () => null,
    normalizeRecords,
  });
});

const PIECES = [
  "user.",
  "event.",
  "params.",
  "{ ",
  "}",
  "[",
  ": ",
  "- ",
  "{{",
  "any:",
  "__proto__",
  "constructor.",
  "item.",
  "&a",
  "*a",
  "!x ",
  "|",
  '"',
  "\n",
  "\t",
  "#",
  "var: ",
];

describe("the handlers of half-typed files", () => {
  it("answer at every place, whatever is written or torn out there", () => {
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.constantFrom(...FILES), at, fc.nat(40), fc.array(fc.constantFrom(...PIECES), { maxLength: 4 }), (path, where, torn, pieces) => {
        const whole = TEXTS.get(path) ?? "";
        const offset = Math.floor(where * whole.length);
        const before = whole.slice(0, offset) + pieces.join("");
        const text = before + whole.slice(offset + torn);
        const file = { uri: `file://${path}`, path, text };
        const position = { line: before.split("\n").length - 1, character: before.length - (before.lastIndexOf("\n") + 1) };
        expect(offsetAt(text, position)).toBe(before.length);
        for (const { textEdit } of handlers.complete(file, position)) {
          const { start, end } = textEdit.range;
          expect(offsetAt(text, start)).toBeLessThanOrEqual(before.length);
          expect(offsetAt(text, end)).toBeGreaterThanOrEqual(before.length);
        }
        handlers.hover(file, position);
        handlers.definition(file, position);
        handlers.lenses(file);
        for (const { range } of handlers.diagnostics(file)) expect(range.start.line).toBeGreaterThanOrEqual(0);
        handlers.fixes(file, { start: position, end: position });
      }),
      { numRuns: 120 },
    );
  });

  it("completes a name of nothing of JavaScript's own", () => {
    const [path = ""] = FILES.filter((each) => each.endsWith("user-console-mfa.yaml"));
    const text = (TEXTS.get(path) ?? "").replace("user.mfaActive", "constructor.__proto__.x");
    const line = text.split("\n").findIndex((each) => each.includes("constructor"));
    const file = { uri: `file://${path}`, path, text };
    expect(handlers.complete(file, { line, character: 24 })).toEqual([]);
    expect(handlers.hover(file, { line, character: 5 })).toBeNull();
  });
});
