import { describe, expect, it } from "vitest";
import { bannedWords } from "../scripts/wording/check.ts";
import { BANNED } from "../scripts/wording/words.ts";

const found = (file: string, text: string): [number, string][] => bannedWords(file, text).map(({ line, word }) => [line, word]);

describe("the check of wording", () => {
  it.each<[string, string, string, [number, string][]]>([
    ["a message", "a.ts", 'const told = "x";\nreport("It tells the reader why");\n', [[2, "tells"]]],
    [
      "a template's parts",
      "a.ts",
      "say(`the ${cure} that nobody\n${told} cures`);\n",
      [
        [1, "nobody"],
        [2, "cures"],
      ],
    ],
    ["a comment of a line", "a.ts", "tell(); // what it tells\n", [[1, "tells"]]],
    [
      "a comment of several lines",
      "a.mjs",
      "/**\n * Graver than\n * as before.\n */\n",
      [
        [2, "Graver"],
        [3, "as before"],
      ],
    ],
    ["a comment after signs of two units", "a.ts", 'const a = "𝕏𝕏𝕏 𝕏𝕏𝕏"; // it\n// tells\n', [[2, "tells"]]],
    ["prose of a page", "a.md", "# A title\n\nThe limit is held against the baseline.\n", [[3, "held against"]]],
    [
      "a rule's texts",
      "a.yaml",
      "id: told\n# whom it concerns\ntitle: Nobody reads it\nmessage: >\n  The user\n  bears a key\n",
      [
        [2, "whom"],
        [3, "Nobody"],
        [6, "bears"],
      ],
    ],
    ["descriptions of a schema", "a.schema.json", '{ "description": "What it tells", "const": "it tells nothing" }', [[1, "tells"]]],
  ])("finds the words in %s, with their lines", (_, file, text, expected) => {
    expect(found(file, text)).toEqual(expected);
  });

  it.each<[string, string, string]>([
    ["identifiers", "a.ts", "const tell = cure.told(whom);\n"],
    ["codes of one word", "a.ts", 'const kind = "cure";\nimport x from "./told.ts";\n'],
    ["what looks like a comment in a string", "a.ts", 'const url = "http://tells";\n'],
    ["regular expressions", "a.ts", "const words = /it tells nobody/;\n"],
    ["code in a page", "a.md", "Run `reeve tell it`.\n\n```sh\nreeve cure a b # told\n```\n"],
    ["code in a comment", "a.ts", "/** The function `tell` reports. */\n"],
    ["other files", "a.py", "# it tells nobody\n"],
  ])("passes over %s", (_, file, text) => {
    expect(found(file, text)).toEqual([]);
  });

  it.each([
    ["It leaves the other files alone.", []],
    ["A password alone is weak.", ["alone"]],
    ["Not evaluated, for the record does not name it.", [", for the record does"]],
    ["Sorted, for people and programs.", []],
    ["Users ask for access; rules are asked of the account.", ["asked of"]],
  ])("knows the usual phrases: %s", (text, words) => {
    expect(found("a.md", text).map(([, word]) => word)).toEqual(words);
  });

  it("names for each word what to write instead", () => {
    expect(BANNED.length).toBeGreaterThan(10);
    expect(BANNED.filter(({ instead, pattern }) => instead === "" || !pattern.global)).toEqual([]);
  });
});
