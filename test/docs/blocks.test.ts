import { expect, test } from "vitest";
import { blocks, shows } from "./blocks.ts";

const page = [
  "Text",
  "```sh",
  "$ reeve rules test my   # exit 1",
  "✗ one",
  "",
  "$ reeve rules new a \\",
  "    --resource user",
  "```",
  "1. In a list:",
  "   ```yaml",
  "   # file: rules/a.yaml",
  "   id: a",
  "   ```",
  "```json",
  "{}",
  "```",
].join("\n");

test("a page is read as commands, files and other blocks, with their lines", () => {
  expect(blocks(page)).toEqual([
    {
      kind: "commands",
      language: "sh",
      line: 3,
      commands: [
        { text: "reeve rules test my", output: "✗ one", exit: 1, line: 3 },
        { text: "reeve rules new a \\\n    --resource user", output: undefined, exit: 0, line: 6 },
      ],
    },
    { kind: "file", language: "yaml", path: "rules/a.yaml", line: 11, text: "# file: rules/a.yaml\nid: a\n" },
    { kind: "other", language: "json", line: 15, text: "{}\n" },
  ]);
});

test("a block that is never closed is refused", () => {
  expect(() => blocks("```sh\n$ a")).toThrow("line 1");
});

test.each([
  ["the same text", "a\nb", "a\nb\n", true],
  ["another text", "a\nb", "a\nc\n", false],
  ["a line more than is shown", "a", "a\nb\n", false],
  ["lines left out", "a\n…\nd", "a\nb\nc\nd\n", true],
  ["lines left out at the end", "a\n…", "a\nb\n", true],
  ["lines left out at the start", "…\nb", "a\nb\n", true],
  ["nothing where lines are left out", "a\n…\nd", "a\nd\n", true],
  ["a part of a line left out", "took … ms", "took 12 ms", true],
  ["a part of a line left out never spans lines", "took … ms", "took 1\n2 ms", false],
  ["characters of a pattern are themselves", "a.c (x)", "abc (x)", false],
])("shown against printed: %s", (_name, shown, actual, same) => {
  expect(shows(shown, actual)).toBe(same);
});
