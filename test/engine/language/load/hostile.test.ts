import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { format } from "../../../../engine/language/format/format.ts";
import { loadRules } from "../../../../engine/language/load/index.ts";
import type { ReeveDocument } from "../../../../schemas/index.ts";
import { evaluate } from "../../../judged.ts";
import { conditionIn, ruleText } from "./harness.ts";

/** What no input of these sizes may take, in milliseconds of the processor: other programs do not count, other tests of the same process may. */
const MOST_MS = 2_000;
const TRIES = 3;

const processorMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1_000;

/** The cheapest of three tries counts: input that is slow is slow each time. */
function inTime<T>(text: string, work: () => T): T {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const before = process.cpuUsage();
    const made = work();
    least = Math.min(least, processorMs(process.cpuUsage(before)));
    if (least <= MOST_MS) return made;
  }
  throw new Error(`took ${Math.round(least)} ms: ${JSON.stringify(text.slice(0, 300))}`);
}

const SHIPPED = readdirSync("rules", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.yaml$/.test(name) && !/\.test\.yaml$|pack\.yaml$/.test(name))
  .map((name) => ({ file: `rules/${name}`, text: readFileSync(`rules/${name}`, "utf8") }));

/** A rule with parts of it cut out, doubled, moved, or written over with what YAML finds remarkable. */
const mutated = fc
  .tuple(
    fc.constantFrom(...SHIPPED),
    fc.array(
      fc.record({
        at: fc.nat(),
        length: fc.nat(60),
        how: fc.constantFrom("cut", "double", "overwrite", "line"),
        sign: fc.constantFrom(
          "{",
          "}",
          "[",
          "]",
          ": ",
          "- ",
          "&a ",
          "*a",
          "!",
          "? ",
          "|\n",
          ">",
          '"',
          "'",
          "#",
          "\t",
          "\n",
          "---\n",
          "{{",
          "}}",
          "<<: ",
          "null",
          "0x1",
          "\u0000",
          "\ufeff",
          "é",
          "\ud800",
        ),
      }),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([{ file, text }, edits]) => {
    let out = text;
    for (const { at, length, how, sign } of edits) {
      const from = at % (out.length + 1);
      const part = out.slice(from, from + length);
      const lines = out.split("\n");
      if (how === "cut") out = out.slice(0, from) + out.slice(from + length);
      else if (how === "double") out = out.slice(0, from) + part + part + out.slice(from + length);
      else if (how === "overwrite") out = out.slice(0, from) + sign + out.slice(from + 1);
      else out = [...lines.slice(1), lines[0]].join("\n");
    }
    return { file, text: out };
  });

const DOCUMENT = JSON.parse(gunzipSync(readFileSync("samples/tideline.snapshot.json.gz")).toString()) as ReeveDocument;

describe("whatever the input, validating ends in time and without an exception:", () => {
  it.each(["!", "! a", "! {}", "! []", "&a !", "? !"])("the tag %s by itself is no rule, and that is reported", (text) => {
    const { rules, diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
    expect(rules).toEqual([]);
    expect(diagnostics.length).toBeGreaterThan(0);
  });

  it("arbitrary bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const text = Buffer.from(bytes).toString("utf8");
        const { rules, diagnostics } = inTime(text, () => loadRules([{ file: "a-rule.yaml", text }]));
        return rules.length === 0 && diagnostics.length > 0;
      }),
      { numRuns: 200 },
    );
  });

  it("mutated rules, of which each that is accepted compiles and is evaluated", () => {
    let accepted = 0;
    fc.assert(
      fc.property(mutated, (source) => {
        const { rules, diagnostics } = inTime(source.text, () => loadRules([source]));
        if (rules.length === 0) return diagnostics.some(({ severity }) => severity === "error");
        accepted += 1;
        return inTime(source.text, () => evaluate(DOCUMENT, rules)).ok;
      }),
      { numRuns: 120 },
    );
    expect(accepted).toBeGreaterThan(3);
  });

  it("mutated rules, formatted", () => {
    fc.assert(
      fc.property(mutated, (source) => {
        const once = inTime(source.text, () => format(source));
        if (!once.ok) return once.diagnostics.length > 0;
        const again = format({ file: source.file, text: once.text });
        const codes = (text: string) =>
          loadRules([{ file: source.file, text }])
            .diagnostics.map(({ code }) => code)
            .sort();
        expect(codes(once.text)).toEqual(codes(source.text));
        return again.ok && again.text === once.text;
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ["a long line of brackets", "[".repeat(100_000)],
    ["a long line of braces", "{a: ".repeat(40_000)],
    ["a deep block", Array.from({ length: 500 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n")],
    ["five thousand keys", Array.from({ length: 5_000 }, (_, n) => `k${n}: 1`).join("\n")],
    ["a long key", `${"a".repeat(190_000)}: 1`],
    ["a path of many names", ruleText(conditionIn("require", `${"user.".repeat(20_000)}name: x`))],
    ["a thousand misspelt paths", ruleText(conditionIn("require", `or:\n${Array.from({ length: 1_000 }, (_, n) => `  - user.nme${n}: x`).join("\n")}`))],
    ["nested conditions", ruleText(conditionIn("require", `${"{ not: ".repeat(60)}{ user.mfaActive: true }${" }".repeat(60)}`))],
    ["a template without end", ruleText("resource: user\nmanual: q\n").replace("found", `"${"{{".repeat(50_000)}"`)],
    ["lines of one sign", "-\n".repeat(20_001)],
    ["a long sign key", `{ ${"a, ".repeat(30_000)} *: 1 }`],
    ["many anchors", Array.from({ length: 5_000 }, (_, n) => `k${n}: &a${n} x`).join("\n")],
    ["a folded text of blanks", `rationale: >-\n${"   \n".repeat(40_000)}`],
  ])("%s", (_what, text) => {
    const { diagnostics } = inTime(text, () => loadRules([{ file: "a-rule.yaml", text }]));
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});
