import { hash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CheckedRule, diffResults, fingerprint, firstId } from "../../engine/index.ts";
import type { ReeveDocument, ReeveResults } from "../../schemas/index.ts";
import { account, rule, run } from "./decide/diff/judged.ts";

const QUESTION = "resource: user\nrequire: { user.mfaActive: true }\nmessage: m";
const RULES: CheckedRule[] = [rule("user-mfa", QUESTION), rule("user-password", "resource: user\nrequire: { user.passwordEnabled: false }\nmessage: m")];
const prints = (results: ReeveResults): string[] => results.results.flatMap((result) => result.fingerprint ?? []).sort();
const of = (document: ReeveDocument, rules = RULES): string[] => prints(run(document, rules));
const BASE = of(account());

type Tuple = [string, string | null, string | null, string | null];
const part = fc.option(fc.oneof(fc.string(), fc.constantFrom("", "null", '"', '","', "[", "\\", "\ud800", "\u0000")), { nil: null });
const tuple: fc.Arbitrary<Tuple> = fc.tuple(fc.string(), part, part, part);

describe("the tuple's encoding is injective", () => {
  test("two tuples share a fingerprint exactly when all their parts are the same", () => {
    fc.assert(
      fc.property(tuple, tuple, (one, other) => {
        expect(fingerprint(...one) === fingerprint(...other)).toBe(
          JSON.stringify(one) === JSON.stringify(other) && one.every((each, at) => each === other[at]),
        );
      }),
      {
        examples: [
          [
            ["a", "b", null, "c"],
            ["a", "b", "c", null],
          ],
          [
            ["a", "b", null, null],
            ["a", null, "b", null],
          ],
          [
            ["a", "null", null, null],
            ["a", null, null, null],
          ],
        ],
      },
    );
  });

  test("a part moved across the border of two is another tuple", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), fc.string({ minLength: 1 }), (left, middle, right) => {
        expect(fingerprint("r", left + middle, right, null)).not.toBe(fingerprint("r", left, middle + right, middle === "" ? "x" : null));
      }),
    );
  });

  test("is what a reader of the documentation would work out", () => {
    expect(fingerprint("user-mfa", "111122223333", "AIDA1", null)).toBe(`v1:${hash("sha256", '["user-mfa","111122223333","AIDA1",null]')}`);
  });
});

describe("fingerprints stay the same", () => {
  test("in whatever order lists and rules come", () => {
    const users = account().users as never[];
    fc.assert(
      fc.property(fc.shuffledSubarray(users, { minLength: users.length }), fc.shuffledSubarray(RULES, { minLength: RULES.length }), (shuffled, rules) => {
        expect(of({ ...account(), users: shuffled }, rules)).toEqual(BASE);
      }),
      { numRuns: 20 },
    );
  });

  const changes: [string, (document: ReeveDocument, users: Record<string, unknown>[]) => void][] = [
    [
      "when a resource is renamed and moved, and keeps its unique id",
      (_, [user]) => Object.assign(user ?? {}, { name: "new", path: "/x/", arn: "arn:aws:iam::111122223333:user/x/new" }),
    ],
    [
      "when what the rules do not read changes",
      (_, [user]) => Object.assign(user ?? {}, { tags: [{ key: "k", value: "v" }], createdAt: "2001-01-01T00:00:00.000Z" }),
    ],
    ["when the document is of another time", (document) => Object.assign(document, { collectedAt: "2030-01-01T00:00:00.000Z" })],
    ["when gaps are numbered otherwise", (document) => Object.assign(document, { gaps: { g9: Object.values(document.gaps)[0] } })],
  ];
  test.each(changes)("%s", (_, change) => {
    expect(of(account(change))).toEqual(BASE);
  });

  const [mfa] = RULES;
  const again: [string, CheckedRule][] = [
    ["its title, severity and message change", { ...(mfa as CheckedRule), title: "Other", severity: "low", message: ["other"] }],
    ["it is renamed and names its former id", rule("user-has-mfa", `formerly: [user-mfa]\n${QUESTION}`)],
    ["it is renamed twice, the oldest id first", rule("console-mfa", `formerly: [user-mfa, user-has-mfa]\n${QUESTION}`)],
    ["it moves to another file", { ...(mfa as CheckedRule), file: "elsewhere/user-mfa.yaml" }],
  ];
  test.each(again)("of a rule when %s", (_, other) => {
    expect(of(account(), [other])).toEqual(of(account(), RULES.slice(0, 1)));
    expect(firstId(other)).toBe("user-mfa");
  });

  test("of findings listed without passes, with a former id too", () => {
    const renamed = rule("user-has-mfa", `formerly: [user-mfa]\n${QUESTION}`);
    expect(prints(run(account(), [renamed], {}, "open"))).toEqual(of(account(), [renamed]));
  });

  test("of what is unknown for a whole kind, when its rule is renamed", () => {
    const kind = (rules: CheckedRule[]): string[] =>
      of(
        account((document) => Object.assign(document, { users: { $unknown: "g1" } })),
        rules,
      );
    expect(kind([rule("user-has-mfa", `formerly: [user-mfa]\n${QUESTION}`)])).toEqual(kind(RULES.slice(0, 1)));
  });
});

describe("fingerprints differ", () => {
  const [first] = of(account(), RULES.slice(0, 1));
  const one = (change: (document: ReeveDocument, users: Record<string, unknown>[]) => void): string[] => of(account(change), RULES.slice(0, 1));
  test("of a resource that was made again under its name and ARN", () => {
    const again = one((_, users) => users.map((user) => Object.assign(user, { id: `${String(user.id)}AGAIN` })));
    expect(again.filter((print) => of(account()).includes(print))).toEqual([]);
  });

  test("of the same resource in another account", () => {
    expect(one((document) => Object.assign(document, { account: { ...(document.account as object), id: "444455556666" } }))).not.toContain(first);
  });

  test("of two rules on one resource", () => {
    expect(new Set(BASE).size).toBe(BASE.length);
  });

  test("of a rule that was renamed and does not say so, so that its findings are new", () => {
    const renamed = rule("user-has-mfa", QUESTION);
    const diff = diffResults(run(account(), RULES.slice(0, 1)), run(account(), [renamed]));
    expect(diff.new).toHaveLength(diff.unjudged.length);
    expect(diff.new.length).toBeGreaterThan(0);
  });

  test("of two occurrences", () => {
    expect(fingerprint("r", "1", "x", "event-1")).not.toBe(fingerprint("r", "1", "x", "event-2"));
  });
});
