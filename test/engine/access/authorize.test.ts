import { describe, expect, it } from "vitest";
import { answerOf } from "./account.ts";
import { type AccessCase, questionOf } from "./case.ts";
import { BEYOND } from "./cases/across.ts";
import { CONTEXT } from "./cases/context.ts";
import { CONTROL } from "./cases/control.ts";
import { ELEMENTS } from "./cases/elements.ts";
import { EXAMPLES } from "./cases/examples.ts";
import { IMPOSSIBLE } from "./cases/impossible.ts";
import { KEYS_OF_KMS } from "./cases/keys.ts";
import { LAYERS } from "./cases/layers.ts";
import { CONDITIONS, OPERATORS } from "./cases/operators.ts";
import { SETS } from "./cases/sets.ts";
import { TRUST } from "./cases/trust.ts";
import { OPEN } from "./cases/unread.ts";
import { VARIABLES } from "./cases/variables.ts";

const GROUPS: Readonly<Record<string, readonly AccessCase[]>> = {
  "an operator": OPERATORS,
  "a condition": CONDITIONS,
  "a set operator": SETS,
  "a variable": VARIABLES,
  "an element of a statement": ELEMENTS,
  "policies of one account": LAYERS,
  "control policies": CONTROL,
  "trust policies": TRUST,
  "keys of KMS": KEYS_OF_KMS,
  "other accounts and sessions": BEYOND,
  "the context of a request": CONTEXT,
  "what was not read, or does not exist": OPEN,
  "what cannot be in one request": IMPOSSIBLE,
  "its example policies": EXAMPLES,
};

const ALL = Object.values(GROUPS).flat();

for (const [about, cases] of Object.entries(GROUPS)) {
  describe(`authorize, by what AWS documents of ${about}`, () => {
    it.each(cases.map((one) => [one.name, one] as const))("%s", (_, { account, asks, expect: wanted, also }) => {
      const found = answerOf(account, questionOf(asks));
      expect(found.ok ? found.answer.verdict : found.problems.map(({ code }) => code).join()).toBe(wanted);
      if (also) expect(found.ok ? found.answer : found.problems[0]).toMatchObject(also as object);
    });
  });
}

describe("the requests that an answer shows", () => {
  const shown = ALL.flatMap((one) => {
    const found = answerOf(one.account, questionOf(one.asks));
    return found.ok && found.answer.hangsOn.length > 0 ? [[one.name, one, found.answer] as const] : [];
  });

  it("are many", () => {
    expect(shown.length).toBeGreaterThan(20);
  });

  it.each(shown)("are decided so when they are asked about: %s", (_, { account, asks }, { allowedWith, deniedWith }) => {
    const verdictWith = (context: typeof allowedWith) => {
      const question = questionOf(asks);
      const found = answerOf(account, { ...question, scope: "identity", context: { ...question.context, ...context } });
      return found.ok ? found.answer.verdict : found.problems;
    };
    expect([verdictWith(allowedWith), verdictWith(deniedWith)]).toEqual(["allowed", "denied"]);
  });
});

describe("the cases", () => {
  it("have names of their own and cite a page of AWS each", () => {
    expect(ALL.length).toBeGreaterThanOrEqual(550);
    const names = ALL.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    expect(ALL.filter(({ source }) => !source.startsWith("https://docs.aws.amazon.com/"))).toEqual([]);
  });
});
