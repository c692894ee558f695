import { describe, expect, it } from "vitest";
import { formatsOf } from "../../cli/formats.ts";

describe("--format", () => {
  it("is text to stdout when nothing is said", () => {
    expect(formatsOf([])).toEqual([{ name: "text", file: null }]);
  });

  it("is repeatable, each to its own place", () => {
    expect(formatsOf(["text", "json=out.json"])).toEqual([
      { name: "text", file: null },
      { name: "json", file: "out.json" },
    ]);
  });

  it.each([
    [["jsno"], /formats are text, json, .*\. Did you mean json\?/],
    [["constructor"], /formats are/],
    [["json", "text"], /cannot both go to stdout/],
    [["json=a", "text=a"], /the same file/],
    [["json="], /file's name is missing/],
  ])("refuses %j", (flags, message) => {
    expect(() => formatsOf(flags)).toThrow(message);
  });
});
