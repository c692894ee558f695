import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactorOf, unprintedOf } from "../../../engine/index.ts";
import type { Plan } from "../../../schemas/index.ts";

const RESULTS = { document: { sha256: null, collectedAt: "2026-11-16T00:00:00Z", accounts: [] } };

const redactor = (texts: string[], words: string[] = []) => {
  const plan: Plan = { tool: "terraform", file: "p", accounts: [], partition: null, operations: [], resources: [], problems: [], sensitive: { texts, words } };
  return redactorOf(unprintedOf([plan], RESULTS));
};

const CASES: { what: string; secrets: string[]; text: string; is: string }[] = [
  { what: "within a text", secrets: ["hunter22"], text: "path/hunter22/x", is: "path/(sensitive value)/x" },
  { what: "in another case", secrets: ["Hunter22"], text: "HUNTER22 and hunter22", is: "(sensitive value) and (sensitive value)" },
  { what: "with characters that patterns know", secrets: ["a.b*c(d)[e]$1"], text: "x a.b*c(d)[e]$1 y", is: "x (sensitive value) y" },
  { what: "the longer one first", secrets: ["secret-a", "secret-a-and-more"], text: "secret-a-and-more", is: "(sensitive value)" },
  { what: "a short one as a word", secrets: ["prod"], text: "prod, product, prod-eu, 'prod'", is: "(sensitive value), product, prod-eu, '(sensitive value)'" },
  { what: "a very short one as a word", secrets: ["eu"], text: "eu and europe", is: "(sensitive value) and europe" },
  { what: "a single letter as a word", secrets: ["v"], text: "role/v[v].x, have", is: "role/(sensitive value)[(sensitive value)].x, have" },
  { what: "no word of the mark itself", secrets: ["value", "a-value-of-it"], text: "a-value-of-it", is: "(sensitive value)" },
  { what: "the name in an ARN", secrets: ["arn:aws:iam::1:role/team/HiddenRole"], text: "HiddenRole is open", is: "(sensitive value) is open" },
  { what: "a URL without its scheme", secrets: ["https://login.example"], text: "login.example", is: "(sensitive value)" },
  { what: "each line of a text", secrets: ["first-line-of\n  second-line-of"], text: "second-line-of", is: "(sensitive value)" },
  { what: "the beginning of a long one", secrets: ["0123456789".repeat(30)], text: `${"0123456789".repeat(20)}…`, is: "(sensitive value)…" },
];

describe("redaction", () => {
  it.each(CASES)("takes out $what", ({ secrets, text, is }) => {
    expect(redactor(secrets).text(text)).toBe(is);
    expect(redactor(secrets).within({ message: [text], status: text })).toEqual({ message: [is], status: text });
  });

  it("takes a value out that is a sensitive text or a word of a marked policy, however short", () => {
    const { value } = redactor(["eu"], ["Allow", "*"]);
    expect(value({ a: ["eu", "allow", "*", "europe", 3, null, true] })).toEqual({
      a: ["(sensitive value)", "(sensitive value)", "(sensitive value)", "europe", 3, null, true],
    });
  });

  it("takes numbers out of what the plans change", () => {
    expect(redactor([], ["8"]).value({ a: [8, "8", 18] })).toEqual({ a: ["(sensitive value)", "(sensitive value)", 18] });
    expect(redactor([], ["8"]).within({ a: 8 })).toEqual({ a: 8 });
  });

  it("leaves the labels of an address, and no value in it", () => {
    expect(redactor(["v"]).within({ address: 'aws_iam_role.v["v"]' })).toEqual({ address: 'aws_iam_role.v["(sensitive value)"]' });
  });

  it("leaves the fields of a path and the reasons of a decision, and no element", () => {
    const { within } = redactor(["role", "1"]);
    const given = { path: "role.inlinePolicies[role].x", reasons: [{ text: "introduces 1 finding" }] };
    expect(within(given)).toEqual({ path: "role.inlinePolicies[(sensitive value)].x", reasons: [{ text: "introduces 1 finding" }] });
  });

  it("knows sentences that would show what is taken out of them", () => {
    const { showsGap } = redactor(["a", "qzx"], ["8"]);
    expect(showsGap("A role a is open", "A role is closed", false)).toBe(true);
    expect(showsGap("Role qzx is open", "A role is closed", false)).toBe(false);
    expect(redactor(["policy"]).showsGap("Open policy", "It is closed", false)).toBe(true);
    expect(showsGap("Length 8 is too short", "Passwords are long", true)).toBe(true);
    expect(showsGap("Length 8 is too short", "Passwords are long", false)).toBe(false);
  });

  it("changes nothing where nothing is sensitive", () => {
    const value = { a: 1 };
    const none = redactorOf(unprintedOf([], RESULTS));
    expect(none.within(value)).toBe(value);
    expect(none.text("a")).toBe("a");
  });

  it("leaves no text of eight characters or more, whatever stands around it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 8, maxLength: 80 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.string(), { maxLength: 3 }),
        (secrets, around) => {
          const text = secrets.map((secret, at) => `${around[at] ?? ""}${secret}`).join(" ");
          const left = redactor(secrets).text(text).toLowerCase();
          for (const secret of secrets)
            if (!"(sensitive value)".includes(secret.toLowerCase())) expect(left.replaceAll("(sensitive value)", "\u0000")).not.toContain(secret.toLowerCase());
        },
      ),
    );
  });
});

describe("what explains a result", () => {
  it("has no sensitive number or flag, and keeps its places, kinds and truths", () => {
    const { explanation } = redactor([], ["6", "false"]);
    const tree = { kind: "test", truth: "false", at: { line: 6, column: 6 }, subject: { text: "minimumPasswordLength", value: 6 }, operand: { value: 14 } };
    expect(explanation({ ...tree, other: false })).toEqual({
      ...tree,
      subject: { text: "minimumPasswordLength", value: "(sensitive value)" },
      other: "(sensitive value)",
    });
  });
});
