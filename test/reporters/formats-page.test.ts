import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FORMATS } from "../../cli/arguments/shared.ts";
import { REPORTERS } from "../../reporters/index.ts";

const NAMES = Object.keys(REPORTERS);

describe("the formats", () => {
  it("are those that help names", () => {
    expect(FORMATS.split(/, | or /)).toEqual(NAMES);
  });

  it.each(NAMES)("%s has a row in both tables of its page", (name) => {
    const rows = readFileSync("docs/formats.md", "utf8")
      .split("\n")
      .filter((row) => row.startsWith("| `"));
    expect(rows.filter((row) => row.slice(0, row.indexOf(" |", 2)).includes(`\`${name}\``)).length).toBeGreaterThanOrEqual(2);
  });
});
