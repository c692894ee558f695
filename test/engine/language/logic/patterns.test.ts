import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantOf } from "../../../../document/instant.ts";
import { parseDuration } from "../../../../engine/language/condition/duration.ts";
import { compileCidr, compileGlob, compileRegex } from "../../../../engine/language/condition/patterns.ts";

describe("globs", () => {
  test.each([
    ["arn:*:iam::*:role/platform/*", "arn:aws:iam::111122223333:role/platform/deploy/x", true],
    ["*", "", true],
    ["a?c", "abc", true],
    ["a?c", "ac", false],
    ["a*a", "a", false],
    ["a**b", "ab", true],
    ["*b?d*", "aabcd", true],
    ["Admin", "admin", false],
    ["a.c", "abc", false],
    ["[ab]", "a", false],
  ])("%s on %s is %s", (pattern, text, expected) => {
    expect(compileGlob(pattern)(text)).toBe(expected);
  });

  test("match as the obvious recursive definition does", () => {
    const naive = (pattern: string, text: string): boolean => {
      if (pattern === "") return text === "";
      if (pattern[0] === "*") return naive(pattern.slice(1), text) || (text !== "" && naive(pattern, text.slice(1)));
      return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && naive(pattern.slice(1), text.slice(1));
    };
    const word = (letters: string[], maxLength: number) => fc.array(fc.constantFrom(...letters), { maxLength }).map((list) => list.join(""));
    fc.assert(
      fc.property(word(["a", "b", "*", "?"], 7), word(["a", "b"], 9), (pattern, text) => compileGlob(pattern)(text) === naive(pattern, text)),
      { numRuns: 5_000 },
    );
  });

  test("made to backtrack end: a matcher that backtracks needs more steps than there is time", () => {
    expect(compileGlob(`${"*a".repeat(200)}b`)("a".repeat(50_000))).toBe(false);
  });
});

describe("expressions", () => {
  test.each([
    ["^arn:", "arn:aws", true],
    ["root$", "user/root", true],
    ["^a$", "a\n", false],
    ["(?i)admin", "ADMINISTRATOR", true],
    ["a|b", "xb", true],
    ["a.c", "abc", true],
  ])("%s searches %s: %s", (pattern, text, expected) => {
    const compiled = compileRegex(pattern);
    expect(compiled.ok && compiled.test(text)).toBe(expected);
  });

  test.each(["(?<=a)b", "(a)\\1", "(", "a{2000}", "(abc|def){500}", "x".repeat(1_001)])("outside RE2 or above the bound are refused: %.20s", (pattern) => {
    expect(compileRegex(pattern).ok).toBe(false);
  });

  test("that take a backtracking engine 2 to the power of 20,000 steps end", () => {
    const compiled = compileRegex("(a+)+$");
    expect(compiled.ok && compiled.test(`${"a".repeat(20_000)}b`)).toBe(false);
  });
});

describe("blocks", () => {
  test.each([
    ["10.0.0.0/8", "10.255.0.1", true],
    ["10.0.0.0/8", "11.0.0.1", false],
    ["203.0.113.7", "203.0.113.7", true],
    ["10.0.0.0/8", "::ffff:10.1.2.3", true],
    ["2001:db8::/32", "2001:db8:1::1", true],
    ["2001:db8::/32", "10.0.0.1", false],
    ["10.0.0.0/8", "cloudformation.amazonaws.com", false],
    ["0.0.0.0/0", "AWS Internal", false],
    ["0.0.0.0/0", "10", false],
  ])("%s holds %s: %s", (block, address, expected) => {
    const compiled = compileCidr(block);
    expect(compiled.ok && compiled.test(address)).toBe(expected);
  });

  test.each(["10.0.0.0/33", "10.0.0/8", "::/129", "any", "10.0.0.0/", "10.0.0.0/-1"])("that are none are refused: %s", (block) => {
    expect(compileCidr(block).ok).toBe(false);
  });
});

describe("times", () => {
  test("are read as JavaScript reads them", () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }), (date) => {
        const text = date.toISOString();
        expect(instantOf(text)).toBe(date.getTime());
        expect(instantOf(`${text.slice(0, 19)}Z`)).toBe(Date.parse(`${text.slice(0, 19)}Z`));
      }),
    );
  });

  test.each(["2024-06-01", "yesterday", "2024-13-01T00:00:00Z", "2024-06-01T25:00:00Z", "", "2024-06-01T00:00:00.000", "x024-06-01T00:00:00Z"])(
    "%s is none",
    (text) => {
      expect(instantOf(text)).toBeNull();
    },
  );

  test.each([
    ["30m", 1_800_000],
    ["12h", 43_200_000],
    ["90d", 7_776_000_000],
    ["1w", null],
    ["-1d", null],
    ["1.5d", null],
    ["90", null],
    ["", null],
  ])("%s lasts %s ms", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });
});
