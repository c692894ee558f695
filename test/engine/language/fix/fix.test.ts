import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Check } from "../../../../engine/language/fix/attempt.ts";
import { checkOf } from "../../../../engine/language/fix/check-of.ts";
import { fixFile } from "../../../../engine/language/fix/fix.ts";
import { replace } from "../../../../engine/language/fix/replace.ts";
import { BROKEN_CONDITIONS } from "../load/broken-conditions.ts";
import { BROKEN_FILES } from "../load/broken-files.ts";
import { conditionIn, ruleText } from "../load/harness.ts";

const check: Check = checkOf()("a-rule.yaml");
const fix = (text: string, file = "a-rule.yaml") => fixFile({ file, text }, check);
const errorsOf = (text: string, file = "a-rule.yaml") => check({ file, text }).filter(({ severity }) => severity === "error");
const user = (require: string): string => ruleText(`resource: user\nrequire: ${require}\n`);

describe("a certain correction is put in:", () => {
  it.each([
    ["a misspelt path", user("{ user.mfaActve: true }"), user("{ user.mfaActive: true }")],
    ["a missing root", user("{ mfaActive: true }"), user("{ user.mfaActive: true }")],
    ["a misspelt matcher", user("{ user.name: { globb: x } }"), user("{ user.name: { glob: x } }")],
    ["another tool's matcher", user("{ user.name: { regex: x } }"), user("{ user.name: { matches: x } }")],
    ["a quoted boolean", user('{ user.mfaActive: "true" }'), user("{ user.mfaActive: true }")],
    ["an unquoted pattern", user("{ user.name: { glob: *a* } }"), user('{ user.name: { glob: "*a*" } }')],
    [
      "an unquoted template",
      ruleText("resource: user\nmanual: Is it?\n").replace("found", "{{user.name}} # c"),
      ruleText("resource: user\nmanual: Is it?\n").replace("found", '"{{user.name}}" # c'),
    ],
    [
      "a field, and then its value",
      user("{ user.mfaActive: true }\nrefrences: x").replace(": x", ": https://x.example"),
      user("{ user.mfaActive: true }\nreferences: [https://x.example]"),
    ],
    [
      "an account id",
      ruleText("resource: account\nrequire: { account.id: 012345678901 }\n"),
      ruleText('resource: account\nrequire: { account.id: "012345678901" }\n'),
    ],
    [
      "a path in a message",
      user("{ user.mfaActive: true }").replace("found", '"{{ user.nam }} x"'),
      user("{ user.mfaActive: true }").replace("found", '"{{ user.name }} x"'),
    ],
    ["a forgotten blank", user("{ user.mfaActive:true }"), user("{ user.mfaActive: true }")],
  ])("%s", (_what, before, after) => {
    const { text, fixed } = fix(before);
    expect(text).toBe(after);
    expect(fixed.length).toBeGreaterThan(0);
    expect(errorsOf(text)).toEqual([]);
  });

  it("where another correction would bring an error that stays", () => {
    const before = user('{ user.createdAt: { olderThan: 9d }, user.path: "{{ user.name }}" }')
      .replace("severity: medium", "severity: Medium")
      .replace("found", "{{user.tags.owner}}");
    expect(fix(before).text).toBe(before.replace("Medium", "medium"));
  });

  it("in the kind of resource, though the file has another error", () => {
    const before = user("{ user.tags.owner: { isNot: x } }").replace("resource: user", "resource: users");
    expect(errorsOf(before).map(({ code }) => code)).toEqual(["RV012", "RV032"]);
    expect(fix(before).text).toBe(before.replace("users", "user"));
  });

  it("tells the fault, what stood there and what stands there now", () => {
    expect(fix(user("{ user.mfaActve: true }")).fixed).toMatchObject([
      { before: "user.mfaActve", diagnostic: { code: "RV030", line: 7, column: 12, suggestion: "user.mfaActive" } },
    ]);
  });

  it("and comments, blank lines, line ends and the byte order mark stay as they are", () => {
    const before = `\ufeff# head\r\n\r\n${user("\r\n  user.mfaActve:   true   # why\r\n\r\n  # more").replaceAll(/(?<!\r)\n/g, "\r\n")}`;
    expect(fix(before).text).toBe(before.replace("mfaActve", "mfaActive"));
  });
});

describe("what could have meant two things is left to its author:", () => {
  it.each([
    ["two names as near", "policy.versionCount: { lts: 3 }", "policy"],
    ["match for require, which turns the rule round", null, "user"],
    ["absence", "account.passwordPolicy.maxPasswordAge: { isNot: 90 }", "account"],
    ["a number of no unit", "user.createdAt: { olderThan: 90 }", "user"],
    ["a name of two things", "users: { any: { groups: { count: 0 } } }", "account"],
    ["several conditions under or", "or: { user.mfaActive: true, user.passwordEnabled: false }", "user"],
    ["JsonLogic's all, false of an empty list", "user.groups: { all: { name: x } }", "user"],
    ["SQL's like, whose sign is %", "user.name: { like: x }", "user"],
    ["a name that only holds what was written", "user.accessKeysAndMore: { count: 0 }", "user"],
  ])("%s", (_what, condition, kind) => {
    const text = condition === null ? ruleText("resource: user\nmatch: { user.mfaActive: true }\n") : ruleText(conditionIn("require", condition, kind));
    expect(errorsOf(text)).not.toEqual([]);
    expect(fix(text)).toEqual({ text, fixed: [] });
  });
});

describe("what is written", () => {
  const corpus = [
    ...BROKEN_CONDITIONS.map((one) => ruleText(conditionIn(one.part ?? "require", one.condition, one.kind))),
    ...BROKEN_FILES.map((one) => one.text),
  ].map((text) => text.replace("▸", ""));

  it("has no more errors than before, and is stable, over the corpus", () => {
    let corrected = 0;
    for (const text of corpus) {
      const once = fix(text);
      expect(errorsOf(once.text).length, once.text).toBeLessThanOrEqual(errorsOf(text).length);
      expect(fix(once.text).text).toBe(once.text);
      if (once.text !== text) corrected += 1;
    }
    expect(corrected).toBeGreaterThan(60);
  });

  it("has no more errors than before where shipped rules were mistyped", () => {
    const shipped = readdirSync("rules", { recursive: true, encoding: "utf8" }).filter(
      (name) => /(?<!\.test)\.yaml$/.test(name) && !name.endsWith("pack.yaml"),
    );
    const slip = fc.tuple(fc.nat(), fc.constantFrom("drop", "double", "swap", "add"), fc.constantFrom(..."aeiousxT:'\"{}[]*&!,\n "));
    fc.assert(
      fc.property(fc.constantFrom(...shipped), fc.array(slip, { minLength: 1, maxLength: 3 }), (name, slips) => {
        const file = `rules/${name}`;
        let text = readFileSync(file, "utf8");
        for (const [at, kind, sign] of slips) {
          const index = at % text.length;
          const [here = "", next = ""] = [text[index], text[index + 1]];
          const by = { drop: next, double: here + here + next, swap: next + here, add: here + sign + next }[kind];
          text = text.slice(0, index) + by + text.slice(index + 2);
        }
        const { text: after } = fix(text, file);
        return errorsOf(after, file).length <= errorsOf(text, file).length;
      }),
      { numRuns: 60 },
    );
  });

  it("is not the text of a correction that does not fix", () => {
    const stubborn: Check = ({ file }) => [
      { code: "RV030", severity: "error", message: "m", file, line: 1, column: 1, endLine: 1, endColumn: 2, suggestion: "b", safe: true },
    ];
    expect(fixFile({ file: "a", text: "a" }, stubborn)).toEqual({ text: "a", fixed: [] });
  });

  it("is not the text of a correction that makes the file unreadable", () => {
    const fault = { severity: "error" as const, file: "a", line: 1, column: 1, endLine: 1, endColumn: 2 };
    const breaking: Check = ({ text }) =>
      text === "a" ? [{ ...fault, code: "RV030", message: "m", suggestion: "[", safe: true }] : [{ ...fault, code: "RV001", message: "no YAML" }];
    expect(fixFile({ file: "a", text: "a" }, breaking).text).toBe("a");
  });
});

it("of edits that overlap the first is made", () => {
  const at = (column: number, endColumn: number) => ({ line: 1, column, endLine: 1, endColumn });
  const edits = [
    { at: at(3, 5), text: "Z" },
    { at: at(1, 4), text: "X" },
    { at: at(6, 6), text: "!" },
  ];
  expect(replace("abcdefg", edits)).toEqual({
    text: "Xde!fg",
    placed: [
      { from: 0, to: 1 },
      { from: 3, to: 4 },
    ],
  });
});
