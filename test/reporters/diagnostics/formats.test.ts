import { describe, expect, it } from "vitest";
import { diagnosticsGithub, diagnosticsJson, diagnosticsSarif } from "../../../reporters/index.ts";

const DIAGNOSTIC = {
  code: "RV030",
  severity: "error" as const,
  message: "`user` has no field `mfaActve`. Did you mean `mfaActive`?",
  file: "rules/a-rule.yaml",
  line: 9,
  column: 3,
  endLine: 9,
  endColumn: 16,
  suggestion: "user.mfaActive",
};
const PLAIN = { ...DIAGNOSTIC, suggestion: undefined, code: "RV052", severity: "warning" as const, endLine: 10 };
const { suggestion: _, ...BARE } = PLAIN;
const CODES = { RV030: { title: "Unknown path", reason: "It is null." }, RV052: { title: "contains", reason: "Wildcards." } };

describe("JSON", () => {
  it("has every key of every diagnostic, null where nothing is known, and the counts", () => {
    const parsed = JSON.parse(diagnosticsJson([{ ...DIAGNOSTIC, effect: "It is false." }, BARE], { rules: 2, packs: 1 }));
    expect(parsed.diagnostics).toEqual([
      { ...DIAGNOSTIC, effect: "It is false." },
      { ...BARE, suggestion: null, effect: null },
    ]);
    expect(parsed.summary).toEqual({ rules: 2, packs: 1, errors: 1, warnings: 1 });
  });

  it("of no diagnostic is an empty list", () => {
    expect(JSON.parse(diagnosticsJson([], { rules: 1, packs: 0 })).diagnostics).toEqual([]);
  });
});

describe("a workflow command", () => {
  it("names file, lines and columns, and tells the correction", () => {
    expect(diagnosticsGithub([DIAGNOSTIC])).toBe(
      "::error file=rules/a-rule.yaml,line=9,endLine=9,col=3,endColumn=15,title=RV030::`user` has no field `mfaActve`. Did you mean `mfaActive`?%0Awrite: user.mfaActive\n",
    );
  });

  it("has no columns where the range goes over several lines, for GitHub takes none then", () => {
    expect(diagnosticsGithub([BARE])).toMatch(/^::warning file=rules\/a-rule\.yaml,line=9,endLine=10,title=RV052::/);
  });

  it.each([
    ["a file's name", { ...BARE, file: "a,b:c%d\n::error::x.yaml" }, "file=a%2Cb%3Ac%25d\\n%3A%3Aerror%3A%3Ax.yaml,"],
    ["a message", { ...BARE, message: "50 %\r\n::error::forged" }, "::50 %25\\r\\n::error::forged\n"],
    ["an escape sequence", { ...BARE, message: "\u001b[2J" }, "::\\u{1b}[2J\n"],
    ["a correction of several lines", { ...DIAGNOSTIC, suggestion: "a: 1\n::error::b" }, "%0Awrite: a: 1%0A::error::b\n"],
  ])("cannot be forged by %s", (_what, diagnostic, expected) => {
    const text = diagnosticsGithub([diagnostic]);
    expect(text).toContain(expected);
    expect(text.split("\n")).toHaveLength(2);
  });
});

describe("SARIF", () => {
  const run = (diagnostics: Parameters<typeof diagnosticsSarif>[0]) => JSON.parse(diagnosticsSarif(diagnostics, CODES, "0.1.0")).runs[0];

  it("is of version 2.1.0, and lists each code once with its title and reason", () => {
    expect(JSON.parse(diagnosticsSarif([], CODES, "0.1.0"))).toMatchObject({ version: "2.1.0", runs: [{ columnKind: "utf16CodeUnits", results: [] }] });
    const { tool, results } = run([DIAGNOSTIC, BARE, DIAGNOSTIC]);
    expect(tool.driver).toMatchObject({ name: "reeve", semanticVersion: "0.1.0" });
    expect(tool.driver.rules.map(({ id, shortDescription }: { id: string; shortDescription: unknown }) => [id, shortDescription])).toEqual([
      ["RV030", { text: "Unknown path" }],
      ["RV052", { text: "contains" }],
    ]);
    expect(results.map(({ ruleId, ruleIndex, level }: { ruleId: string; ruleIndex: number; level: string }) => [ruleId, ruleIndex, level])).toEqual([
      ["RV030", 0, "error"],
      ["RV052", 1, "warning"],
      ["RV030", 0, "error"],
    ]);
  });

  it("carries the correction as a fix of the same region", () => {
    const [result] = run([DIAGNOSTIC]).results;
    const region = { startLine: 9, startColumn: 3, endLine: 9, endColumn: 16 };
    expect(result.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: "rules/a-rule.yaml" }, region });
    expect(result.fixes[0].artifactChanges[0].replacements).toEqual([{ deletedRegion: region, insertedContent: { text: "user.mfaActive" } }]);
    expect(run([BARE]).results[0].fixes).toBeUndefined();
  });

  it.each([
    ["rules/a b#c?.yaml", "rules/a%20b%23c%3F.yaml"],
    ["/tmp/é.yaml", "file:///tmp/%C3%A9.yaml"],
    ["C:\\rules\\a.yaml", "file:///C:/rules/a.yaml"],
    ["rules\\a.yaml", "rules/a.yaml"],
    ["\ud800.yaml", "%EF%BF%BD.yaml"],
  ])("writes %j as a URI", (file, uri) => {
    expect(run([{ ...DIAGNOSTIC, file }]).results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(uri);
  });
});
