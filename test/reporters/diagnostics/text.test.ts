import { describe, expect, it } from "vitest";
import { diagnosticText } from "../../../reporters/diagnostics/text.ts";

const SOURCE = "id: a\nrequire:\n  user.mfaActve: true\n";
const DIAGNOSTIC = {
  code: "RV012",
  severity: "error",
  message: "user has no field mfaActve",
  file: "rules/a.yaml",
  line: 3,
  column: 8,
  endLine: 3,
  endColumn: 16,
  suggestion: "user.mfaActive",
} as const;
const print = (part: object = {}, source = SOURCE, width = 100): string =>
  [...diagnosticText([{ ...DIAGNOSTIC, ...part }], () => source, { width, color: false })].join("");

describe("a diagnostic", () => {
  it("names place and code, shows the line with carets under the fault, and the corrected text", () => {
    expect(print()).toBe(
      [
        "rules/a.yaml:3:8 error RV012",
        "  user has no field mfaActve",
        "  3 │   user.mfaActve: true",
        "    │        ^^^^^^^^",
        "  write: user.mfaActive",
        "",
      ].join("\n"),
    );
  });

  it("keeps the fault in sight on a long line", () => {
    const line = `${"x".repeat(300)}FAULT${"y".repeat(300)}`;
    const text = print({ line: 1, column: 301, endLine: 1, endColumn: 306 }, line, 60);
    const [, , frame = "", carets = ""] = text.split("\n");
    expect(frame.length).toBeLessThanOrEqual(60);
    expect(frame.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("FAULT");
  });

  it("does without a frame where the line is gone", () => {
    expect(print({ line: 99, endLine: 99 })).not.toContain("│");
  });

  it("lets no text of the file reach the terminal raw", () => {
    expect(print({ message: "bad \u001b[2J", suggestion: "\u202e", file: "\u0007.yaml" }, "a\nb\n\u001b[2J x\u202e")).not.toMatch(/[^\P{C}\n]/u);
  });
});
