import { describe, expect, it } from "vitest";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { marked } from "./harness.ts";

const HEAD = "id: a-rule\ntitle: A rule\nseverity: low\nresource: user\nrationale: Because.\n";
const whole = (rest: string): string => `${HEAD}${rest}\n`;
const requiring = (rest: string): string => whole(`message: found\nrequire:\n${rest}`);

interface Slip {
  why: string;
  /** With ▸ before the place that is reported. */
  text: string;
  says: RegExp;
  write?: string;
  /** The corrected text is accepted. */
  sound?: true;
}

const SLIPS: Slip[] = [
  {
    why: "a space before the colon, with a key below",
    text: requiring("  ▸user.mfaActive :true\n  user.passwordEnabled: true"),
    says: /space is missing after the colon in column 18/,
    write: "user.mfaActive: true",
    sound: true,
  },
  {
    why: "a space before the colon within braces",
    text: requiring("  { ▸user.mfaActive :true, user.passwordEnabled: true }"),
    says: /space is missing after the colon/,
    write: "user.mfaActive: true",
    sound: true,
  },
  {
    why: "the same of an element",
    text: requiring("  user.tags: { any: { ▸key :owner } }"),
    says: /space is missing after the colon/,
    write: "key: owner",
    sound: true,
  },
  { why: "the same of a matcher", text: requiring("  user.name: { ▸is :ana }"), says: /space is missing after the colon/, write: "is: ana", sound: true },
  {
    why: "the same of a field of the rule",
    text: whole("▸message :found\nrequire:\n  user.mfaActive: true"),
    says: /space is missing after the colon in column 9/,
    write: "message: found",
    sound: true,
  },
  {
    why: "a part without a colon",
    text: whole("message: found\n▸require\n  user.mfaActive: true"),
    says: /colon is missing after `require`/,
    write: "require:",
    sound: true,
  },
  {
    why: "or without a colon",
    text: requiring("  ▸or\n    - user.mfaActive: true\n    - user.name: ana"),
    says: /colon is missing after `or`/,
    write: "or:",
    sound: true,
  },
  {
    why: "a comment of another language",
    text: whole("message: found\n▸// note\nrequire:\n  user.mfaActive: true"),
    says: /begins with #/,
    write: "# note",
    sound: true,
  },
  { why: "such a comment behind a condition", text: requiring("  user.mfaActive: true\n  ▸// note"), says: /begins with #/, write: "# note", sound: true },
  {
    why: "a message that begins with a path in single braces",
    text: whole("message: ▸{user.name} is bad\nrequire:\n  user.mfaActive: true"),
    says: /Quote the whole value/,
    write: '"{{user.name}} is bad"',
    sound: true,
  },
  {
    why: "a message that begins with a bracket",
    text: whole("message: ▸[{{user.name}}] has none\nrequire:\n  user.mfaActive: true"),
    says: /as a list, and more follows/,
    write: '"[{{user.name}}] has none"',
    sound: true,
  },
  {
    why: "a message of which a part is quoted",
    text: whole('message: ▸"{{user.name}}" has none\nrequire:\n  user.mfaActive: true'),
    says: /closing " behind the whole text/,
    write: '"{{user.name}} has none"',
    sound: true,
  },
  {
    why: "a colon in text within braces",
    text: whole("message: found\nparams:\n  p: { type: string, default: a, description: ▸It's: here }\nrequire:\n  user.name: { is: { var: params.p } }"),
    says: /colon with a space/,
    write: `"It's: here"`,
    sound: true,
  },
  {
    why: "a regular expression in double quotes",
    text: requiring('  user.name: { matches: ▸"\\d+" }'),
    says: /In double quotes \\d means nothing/,
    write: "'\\d+'",
    sound: true,
  },
  {
    why: "one with an apostrophe and a quote",
    text: requiring(`  user.path: { matches: ▸"'\\w\\"" }`),
    says: /\\w means nothing/,
    write: `'''\\w"'`,
    sound: true,
  },
  {
    why: "an item that is indented less than the one above",
    text: requiring("  or:\n    - user.mfaActive: true\n▸  - user.name: ana"),
    says: /indented by 2 and the (?:line|item) above by 4/,
    write: "    - user.name: ana",
    sound: true,
  },
  {
    why: "an item that is indented more than the one above, which has two lines",
    text: requiring("  or:\n    - user.mfaActive: true\n      user.path: /\n▸     - user.name: ana"),
    says: /indented by 5 and the (?:line|item) above by 4/,
    write: "    - user.name: ana",
    sound: true,
  },
  {
    why: "an item that is indented one less, with another behind it",
    text: requiring("  or:\n    - user.mfaActive: true\n▸   - user.name: ana\n    - user.path: /"),
    says: /indented by 3 and the (?:line|item) above by 4/,
    write: "    - user.name: ana",
    sound: true,
  },
  { why: "a key beside items", text: requiring("  - user.mfaActive: true\n  ▸user.name: ana"), says: /side by side/ },
];

const PARSER = /implicit|node end|collection|scalar|escape sequence/i;

describe("a slip that YAML does not read is said in words of the author's", () => {
  it.each(SLIPS)("$why", ({ text: written, says, write, sound }) => {
    const { text, line, column } = marked(written);
    const { diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
    expect(diagnostics.map(({ code, suggestion }) => ({ code, suggestion }))).toEqual([{ code: "RV001", suggestion: write }]);
    const [fault] = diagnostics;
    expect(fault?.message).toMatch(says);
    expect(fault?.message).not.toMatch(PARSER);
    expect({ line: fault?.line, column: fault?.column }).toEqual({ line, column });
    if (!sound || !fault || write === undefined) return;
    const lines = text.split("\n");
    const at = lines[fault.line - 1] ?? "";
    lines[fault.line - 1] = at.slice(0, fault.column - 1) + write + at.slice(fault.endColumn - 1);
    expect(loadRules([{ file: "a-rule.yaml", text: lines.join("\n") }]).diagnostics).toEqual([]);
  });

  it("never in those of the parser, whatever is cut out of a rule", () => {
    const rule = requiring("  or:\n    - user.mfaActive: true\n    - { user.name: [a, \"b\"], user.path: '/' }\n    - not: { user.tags: { any: { key: x } } }");
    for (let at = HEAD.length; at < rule.length; at += 1)
      for (const instead of ["", "\n", "{", "]", '"', ": ", "- ", "\\"])
        for (const { code, message } of loadRules([{ file: "a-rule.yaml", text: rule.slice(0, at) + instead + rule.slice(at + 1) }]).diagnostics)
          if (code === "RV001") expect(message, rule.slice(0, at) + instead).not.toMatch(PARSER);
  });
});
