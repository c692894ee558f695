import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FALSE, TRUE, type Truth, truthOf, UNKNOWN } from "../../../../engine/language/condition/truth.ts";
import { compareUnknown } from "../../../../engine/language/logic/partly-known.ts";
import { comparisonOf } from "../../../../engine/language/matchers/registry.ts";

const NUMBERS = ["is", "isNot", "in", "notIn", "lt", "lte", "gt", "gte"];
const TEXTS = ["is", "isNot", "in", "notIn", "glob", "notGlob", "contains"];
const LISTS = { contains: "subject", in: "operand", notIn: "operand" } as const;
const ALPHABET = ["a", "b", "/", ":"];

/** Every text of up to three characters that holds none of some. */
function textsWithout(without: string): string[] {
  const characters = ALPHABET.filter((one) => !without.includes(one));
  const longer = (texts: string[]): string[] => texts.flatMap((text) => characters.map((one) => `${text}${one}`));
  const [one, two] = [characters, longer(characters)];
  return ["", ...one, ...two, ...longer(two)];
}

const text = fc.array(fc.constantFrom(...ALPHABET), { maxLength: 4 }).map((characters) => characters.join(""));
const pattern = fc.array(fc.constantFrom(...ALPHABET, "*", "?"), { maxLength: 5 }).map((characters) => characters.join(""));
const beginning = fc.record({ startsWith: text, restWithout: fc.constantFrom("", ":", ":/", "b") });

const operandOf = (name: string, scalar: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  name === "in" || name === "notIn" ? fc.array(scalar, { minLength: 1, maxLength: 3 }) : scalar;

describe("what is known of a value in part", () => {
  it("decides a comparison only where every number between the bounds gives the same", () => {
    let decided = 0;
    const drawn = fc.constantFrom(...NUMBERS).chain((name) =>
      fc.record({
        name: fc.constant(name),
        operand: operandOf(name, fc.integer({ min: 0, max: 6 })),
        atLeast: fc.integer({ min: 0, max: 6 }),
        span: fc.option(fc.nat({ max: 4 })),
      }),
    );
    fc.assert(
      fc.property(drawn, ({ name, operand, atLeast, span }) => {
        const comparison = comparisonOf({ op: name });
        const mark = { $unknown: "g1", atLeast, ...(span === null ? {} : { atMost: atLeast + span }) };
        const truth = compareUnknown(comparison, mark, operand, 0);
        const numbers = Array.from({ length: (span ?? 12) + 1 }, (_, at) => atLeast + at);
        const truths = new Set(numbers.map((number) => truthOf(comparison.holds(number, operand, 0))));
        if (truth !== UNKNOWN) decided += 1;
        expect(truth).toBe(truths.size === 1 ? [...truths][0] : UNKNOWN);
      }),
      { numRuns: 3_000 },
    );
    expect(decided).toBeGreaterThan(500);
  });

  it("decides a comparison only where every text that begins so gives the same", () => {
    const seen = new Map<Truth, number>();
    const drawn = fc
      .constantFrom(...TEXTS)
      .chain((name) =>
        fc.record({ name: fc.constant(name), operand: operandOf(name, name.toLowerCase().includes("glob") ? pattern : text), known: beginning }),
      );
    fc.assert(
      fc.property(drawn, ({ name, operand, known }) => {
        const comparison = comparisonOf({ op: name });
        const truth = compareUnknown(comparison, { $unknown: "g1", ...known }, operand, 0);
        seen.set(truth, (seen.get(truth) ?? 0) + 1);
        if (truth === UNKNOWN) return;
        for (const rest of textsWithout(known.restWithout)) expect(truthOf(comparison.holds(`${known.startsWith}${rest}`, operand, 0)), rest).toBe(truth);
      }),
      { numRuns: 6_000 },
    );
    for (const truth of [TRUE, FALSE, UNKNOWN]) expect(seen.get(truth)).toBeGreaterThan(100);
  });

  it("decides about a list only where no text of its unknown members, and none that it may hold besides, gives another answer", () => {
    let decided = 0;
    const drawn = fc.record({
      name: fc.constantFrom(...(Object.keys(LISTS) as (keyof typeof LISTS)[])),
      known: fc.array(text, { maxLength: 2 }),
      members: fc.array(beginning, { maxLength: 2 }),
      isOpen: fc.boolean(),
      sought: text,
    });
    fc.assert(
      fc.property(drawn, ({ name, known, members, isOpen, sought }) => {
        const comparison = comparisonOf({ op: name });
        const marks = members.map((member, at) => ({ $unknown: "g1", id: `planned:${at}`, ...member }));
        const list = [...known, ...marks, ...(isOpen ? [{ $unknown: "g2" }] : [])];
        if (marks.length === 0 && !isOpen) return;
        const sides = (of: unknown[]): [unknown, unknown] => (LISTS[name] === "subject" ? [of, sought] : [sought, of]);
        const truth = compareUnknown(comparison, ...sides(list), 0);
        if (truth === UNKNOWN) return;
        decided += 1;
        const completions = members.map(({ startsWith, restWithout }) => textsWithout(restWithout).map((rest) => `${startsWith}${rest}`));
        for (const [at, texts] of completions.entries()) {
          const others = members.flatMap(({ startsWith }, index) => (index === at ? [] : [`${startsWith}`]));
          for (const one of texts) expect(truthOf(comparison.holds(...sides([...known, one, ...others]), 0))).toBe(truth);
        }
        if (isOpen) for (const more of [[], [sought]]) expect(truthOf(comparison.holds(...sides([...known, ...more]), 0))).toBe(truth);
      }),
      { numRuns: 3_000 },
    );
    expect(decided).toBeGreaterThan(300);
  });
});
