import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actionMatches } from "../../../document/policy/action-pattern.ts";
import { arePatternsApart, isPatternWithin } from "../../../document/policy/pattern-within.ts";

const letters = (alphabet: string, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...alphabet), { maxLength }).map((each) => each.join(""));
const pattern = letters("ab*?", 6);

/** Every text of at most so many letters. */
function texts(length: number): string[] {
  const shorter = length === 0 ? [] : texts(length - 1);
  const longest = length === 0 ? [""] : shorter.filter((each) => each.length === length - 1).flatMap((each) => ["a", "b", "c"].map((letter) => each + letter));
  return [...shorter, ...longest];
}
const TEXTS = texts(6);

describe("two patterns", () => {
  it("are one within the other only where each text of the one fits the other", () => {
    fc.assert(
      fc.property(pattern, pattern, (narrow, wide) => {
        if (isPatternWithin(narrow, wide)) expect(TEXTS.filter((text) => actionMatches(narrow, text) && !actionMatches(wide, text))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("are apart exactly where no text fits both", () => {
    fc.assert(
      fc.property(letters("ab*?", 4), letters("ab*?", 4), (one, other) => {
        expect(arePatternsApart(one, other)).toBe(!TEXTS.some((text) => actionMatches(one, text) && actionMatches(other, text)));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["iam:create?ser", "iam:create*", true],
    ["iam:create*", "iam:create?ser", false],
    ["a/${aws:username}", "a/*", true],
    ["a/${aws:username}", "a/${aws:username}", true],
    ["a/x", "a/${aws:username}", false],
    ["a/${aws:username}", "a/${aws:userid}", false],
    ["a${*}", "a?", false],
  ])("%s is within %s: %s", (narrow, wide, is) => {
    expect(isPatternWithin(narrow, wide)).toBe(is);
  });
});
