import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columns, paintOf, printable, short, visible, wrap } from "../../reporters/index.ts";
import { CI_COMMANDS } from "../../schemas/index.ts";

const HOSTILE: [what: string, text: string][] = [
  ["an escape sequence", "a\u001b[2Jb"],
  ["an operating system command", "a\u001b]0;title\u0007b"],
  ["a C1 control", "a\u009b31mb"],
  ["a newline", "a\nb"],
  ["a carriage return", "a\rb"],
  ["a bidirectional override", "a\u202eb"],
  ["an isolate", "a\u2066b"],
  ["a zero-width space", "a\u200bb"],
  ["a line separator", "a\u2028b"],
  ["a tag character", "a\u{e0041}b"],
  ["half a surrogate pair", "a\ud800b"],
  ["a combining grapheme joiner", "a\u034fb"],
  ["a variation selector", "a\ufe0fb"],
  ["a supplementary variation selector", "a\u{e0100}b"],
];

describe("text that others chose", () => {
  it.each(HOSTILE)("is printed with %s as a visible escape", (_what, text) => {
    expect(visible(text)).toMatch(/^a(\\[nrt]|\\u\{[0-9a-f]+\}.*)b$/);
  });

  it("never reaches the terminal with a control or format character, whatever it is", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(visible(text))));
  });

  it("stays as it is where it is harmless", () => {
    expect(visible("Jürgen 山田 user/path+=,.@-")).toBe("Jürgen 山田 user/path+=,.@-");
  });

  it("is cut to the limit", () => {
    expect(short("x".repeat(5000), 50)).toBe(`${"x".repeat(49)}…`);
  });
});

describe("a line on its way to a terminal or a log", () => {
  const plain = { color: false, isLineStart: true };

  it.each(CI_COMMANDS.map(({ system, prefix }) => [system, prefix]))("gives no order to %s: %s", (_system, prefix) => {
    for (const before of ["", "x\n", "   ", "x\n \t"]) expect(printable(`${before}${prefix}b`, plain)).not.toContain(prefix);
  });

  it("gives no order in the middle where a system reads it there", () => {
    for (const { prefix, atLineStart } of CI_COMMANDS) expect(printable(`a ${prefix}b`, plain).includes(prefix)).toBe(atLineStart);
  });

  it("may go on with colons where the line began before", () => {
    expect(printable("::1", { color: false, isLineStart: false })).toBe("::1");
    expect(printable("::1\n::2", { color: false, isLineStart: false })).toBe("::1\n\\u{3a}:2");
  });

  it("keeps our own colours, and no other sequence", () => {
    const { bold, red } = paintOf(true);
    expect(printable(bold(red("a")), { color: true, isLineStart: true })).toBe(bold(red("a")));
    expect(printable("\u001b[8mhidden", { color: true, isLineStart: true })).toBe("\\u{1b}[8mhidden");
    expect(printable(red("a"), plain)).not.toContain("\u001b");
  });

  it("is left as it is where it is harmless", () => {
    expect(printable("a\tb\n  c::d # ## x\n", plain)).toBe("a\tb\n  c::d # ## x\n");
  });
});

describe("wrapping", () => {
  it("keeps every line within the width unless one word is longer", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.integer({ min: 40, max: 160 }), (words, width) =>
        wrap(words.join(" "), width, "     ").every((line) => columns(line) <= width),
      ),
    );
  });

  it("loses no word", () => {
    const word = fc.stringMatching(/^[a-z]{1,90}$/);
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1 }),
        (words) => wrap(words.join(" "), 60, "  ").join(" ").split(/\s+/).filter(Boolean).join(" ") === words.join(" "),
      ),
    );
  });

  it("does not break an ARN", () => {
    const arn = `arn:aws:iam::444455556666:role/${"a".repeat(100)}`;
    expect(wrap(`where ${arn}`, 60)).toContain(arn);
  });
});
