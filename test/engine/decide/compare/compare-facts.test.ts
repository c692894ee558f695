import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareFacts, compareKept, keptFacts } from "../../../../engine/decide/compare/index.ts";
import type { Fact } from "../../../../engine/index.ts";

type Value = unknown;

const fact = (operator: string, bound: Value, value: Value, element: string | null = null, clause = "require:0", among?: string): Fact =>
  ({ clause, element, operator, bound, value, ...(among === undefined ? {} : { among }) }) as Fact;

const UNKNOWN = { $unknown: "g1" };
const EARLY = "2025-01-01T00:00:00Z";
const LATE = "2026-01-01T00:00:00Z";
const ever = { least: 3, most: null };

/** Operator, bound, value before, value after, and what became of it. */
const VALUES: [operator: string, bound: Value, before: Value, after: Value, verdict: string][] = [
  ["lte", 90, 120, 120, "same"],
  ["lte", 90, 120, 180, "worse"],
  ["lte", 90, 120, 100, "better"],
  ["lt", 90, 90, 91, "worse"],
  ["gte", 14, 8, 6, "worse"],
  ["gte", 14, 6, 8, "better"],
  ["gt", 14, 14, 13, "worse"],
  ["not lt", 90, 80, 60, "worse"],
  ["not gte", 14, 14, 20, "worse"],
  ["is", 0, 2, 5, "worse"],
  ["is", 5, 3, 4, "better"],
  ["is", 5, 3, 7, "other"],
  ["in", [24, 12], 8, 6, "worse"],
  ["notIn", [1, 2], 1, 2, "other"],
  ["count lte", 5, 6, 7, "worse"],
  ["count lte", 5, 8, 7, "better"],
  ["count gte", 2, 1, 0, "worse"],
  ["count lt", 1, { least: 1, most: null }, { least: 1, most: null }, "same"],
  ["count lt", 1, { least: 1, most: null }, ever, "open"],
  ["count lte", 5, { least: 6, most: 7 }, { least: 8, most: 9 }, "worse"],
  ["count lte", 5, { least: 8, most: 9 }, { least: 6, most: 7 }, "better"],
  ["count lte", 5, { least: 6, most: 8 }, { least: 7, most: 9 }, "open"],
  ["count lte", 5, 6, { least: 6, most: 9 }, "open"],
  ["count lte", 5, 6, { least: 7, most: 9 }, "worse"],
  ["gte", 24, 7, null, "worse"],
  ["gte", 24, null, 7, "better"],
  ["gte", 24, null, null, "same"],
  ["gt", 24, 24, null, "worse"],
  ["lte", 90, 120, null, "worse"],
  ["lte", 90, null, 120, "better"],
  ["lt", 90, null, 90, "better"],
  ["is", 24, 7, null, "worse"],
  ["in", [24, 12], null, 7, "better"],
  ["gte", 24, null, UNKNOWN, "open"],
  ["isNot", 7, 7, null, "other"],
  ["not gte", 14, 14, null, "other"],
  ["is", "a", 7, null, "other"],
  ["newerThan", "90d", LATE, EARLY, "worse"],
  ["newerThan", "90d", EARLY, LATE, "better"],
  ["not olderThan", "90d", LATE, EARLY, "worse"],
  ["olderThan", "90d", EARLY, LATE, "worse"],
  ["olderThan", "90d", LATE, EARLY, "better"],
  ["not newerThan", "90d", EARLY, LATE, "worse"],
  ["newerThan", "90d", LATE, "2026-01-01T00:00:00.000Z", "same"],
  ["newerThan", "90d", null, EARLY, "other"],
  ["lt", "2024-01-01T00:00:00Z", EARLY, LATE, "worse"],
  ["gt", "2027-01-01T00:00:00Z", EARLY, LATE, "better"],
  ["is", "a", "b", "c", "other"],
  ["is", "a", "b", "b", "same"],
  ["is", "a", "b", null, "other"],
  ["glob", "/team/*", "/x/", "/y/", "other"],
  ["not glob", "/*", "/x/", "/y/", "other"],
  ["matches", "^a", "b", "c", "other"],
  ["is", true, false, null, "other"],
  ["exists", true, null, null, "same"],
  ["exists", false, "a", "b", "other"],
  ["exists", false, ["a"], ["a", "b"], "worse"],
  ["exists", false, ["a", "b"], ["b"], "better"],
  ["contains", "g", false, false, "same"],
  ["is", true, false, UNKNOWN, "open"],
  ["lte", 90, UNKNOWN, 120, "open"],
  ["lte", 90, UNKNOWN, UNKNOWN, "same"],
  ["lte", 90, UNKNOWN, { $unknown: "g2" }, "open"],
];

describe("a test that fails before and after", () => {
  it.each(VALUES)("%s %j, %j and then %j, is %s", (operator, bound, before, after, verdict) => {
    expect(compareFacts([fact(operator, bound, before)], [fact(operator, bound, after)]).verdict).toBe(verdict);
  });

  it("is worse than what a baseline kept where its number is gone", () => {
    const [number, absent] = [[fact("gte", 24, 7)], [fact("gte", 24, null)]];
    expect(compareKept(keptFacts(number), absent).verdict).toBe("worse");
    expect(compareKept(keptFacts(absent), number).verdict).toBe("better");
  });

  it("is worse where its bound moves away from the value", () => {
    expect(compareFacts([fact("gte", 14, 8)], [fact("gte", 24, 8)]).verdict).toBe("worse");
    expect(compareFacts([fact("gte", 24, 8)], [fact("gte", 14, 8)]).verdict).toBe("better");
  });

  it.each([
    [14, 24],
    [24, 14],
  ])("is the same where an edit of the rule moves its bound from %i to %i, and worse where the value moves as well", (was, is) => {
    const edited = { isSameRule: false };
    expect(compareFacts([fact("gte", was, 8)], [fact("gte", is, 8)], edited).verdict).toBe("same");
    expect(compareFacts([fact("gte", was, 8)], [fact("gte", is, 7)], edited).verdict).toBe("worse");
    expect(compareFacts([fact("gte", was, 8)], [fact("gte", is, 9)], edited).verdict).toBe("better");
  });
});

const held = (...elements: string[]): Fact[] => elements.map((element) => fact("not glob", "*/admin", element, element, "require:0.0"));
const more = fact("none", null, UNKNOWN);

describe("elements of a list", () => {
  const FACTS: [name: string, before: Fact[], after: Fact[], verdict: string][] = [
    ["one gained", held("a"), held("a", "b"), "worse"],
    ["one lost", held("a", "b"), held("a"), "better"],
    ["one in place of another", held("a"), held("b"), "worse"],
    ["another order", held("a", "b"), held("b", "a"), "same"],
    ["one gained where the list was open", [...held("a"), more], held("a", "b"), "open"],
    ["one gone where the list is open", held("a", "b"), [...held("a"), more], "open"],
    ["a list that is open now", held("a"), [...held("a"), more], "open"],
    ["a list that was open", [...held("a"), more], held("a"), "better"],
    ["open on both sides", [...held("a"), more], [...held("a"), more], "same"],
    ["one gained of another list", [...held("a"), more], [...held("a"), more, fact("is", true, false, null, "require:1")], "worse"],
    ["an element that is not known any more", held("a"), [fact("not glob", "*/admin", UNKNOWN, "a", "require:0.0")], "open"],
    ["a whole list that is not known any more", held("a"), [more], "open"],
    [
      "an element of an element, where the inner list was open",
      [fact("every", null, UNKNOWN, "g", "require:0.0")],
      [fact("glob", "x", "p", "g > p", "require:0.0.0")],
      "open",
    ],
    [
      "an element of an element, where another's inner list was open",
      [fact("every", null, UNKNOWN, "h", "require:0.0")],
      [fact("glob", "x", "p", "g > p", "require:0.0.0")],
      "worse",
    ],
  ];
  it.each(FACTS)("%s", (_, before, after, verdict) => {
    expect(compareFacts(before, after).verdict).toBe(verdict);
  });
});

describe("a test that fails because no element is as it demands", () => {
  const lacks = (element: string, ...items: string[]): Fact[] =>
    items.length === 0
      ? [fact("any", null, 0, element, "require:0.0", "require:0.0")]
      : items.map((item) => fact("glob", "*/guard", item, `${element} > ${item}`, "require:0.0.0", "require:0.0"));
  const FACTS: [name: string, before: Fact[], after: Fact[], verdict: string][] = [
    ["other elements beside", lacks("group", "p"), lacks("group", "p", "q"), "same"],
    ["fewer elements", lacks("group", "p", "q"), lacks("group", "q"), "same"],
    ["none where there was one", lacks("group", "p"), lacks("group"), "same"],
    ["another list that fails so", lacks("group", "p"), [...lacks("group", "p"), ...lacks("other", "q")], "worse"],
    ["one list that fails so no longer", [...lacks("group", "p"), ...lacks("other")], lacks("group"), "better"],
    ["unknown, and it fails now", [fact("any", null, UNKNOWN, "group", "require:0.0", "require:0.0")], lacks("group", "p"), "open"],
  ];
  it.each(FACTS)("%s", (_, before, after, verdict) => {
    expect(compareFacts(before, after).verdict).toBe(verdict);
  });
});

describe("a rule that differs between the two", () => {
  const [first, second] = [fact("is", true, false), fact("lte", 90, 120, null, "require:1")];

  it("is compared by the tests that fail in both", () => {
    expect(compareFacts([first], [first, second], { isSameRule: false }).verdict).toBe("same");
    expect(compareFacts(held("a"), held("a", "b"), { isSameRule: false }).verdict).toBe("worse");
    expect(compareFacts([first], [first, second]).verdict).toBe("worse");
  });
});

const anyFact = fc
  .record({
    place: fc.constantFrom("require:0", "require:1", "require:2.0"),
    element: fc.constantFrom("a", "b", "c", "d"),
    operator: fc.constantFrom("is", "lte", "not glob"),
    value: fc.oneof(fc.integer({ min: 91, max: 99 }), fc.constantFrom("x", "y", true, null)),
  })
  .map(({ place, element, operator, value }) => fact(operator, operator === "lte" ? 90 : null, value, place.includes(".") ? element : null, place));
const anyFacts = fc.uniqueArray(anyFact, { selector: ({ clause, element, operator }) => `${clause} ${element} ${operator}`, minLength: 1, maxLength: 8 });

describe("any facts", () => {
  it("are the same as themselves, in whatever order", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(compareFacts(facts, facts.toReversed())).toEqual({ verdict: "same", turns: [] });
      }),
    );
  });

  it("with one more are worse, and without one better", () => {
    fc.assert(
      fc.property(anyFacts, fc.nat(), (facts, at) => {
        const fewer = facts.filter((_, place) => place !== at % facts.length);
        expect(compareFacts(fewer, facts).verdict).toBe("worse");
        expect(compareFacts(facts, fewer).verdict).toBe("better");
      }),
    );
  });

  it("of which less is known are the same or open", () => {
    fc.assert(
      fc.property(anyFacts, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (facts, hidden) => {
        const less = facts.map((each, at) => (hidden[at] ? { ...each, value: UNKNOWN as unknown as Fact["value"] } : each));
        expect(["same", "open"]).toContain(compareFacts(facts, less).verdict);
      }),
    );
  });
});
