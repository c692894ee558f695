import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { toLsp } from "../../editor/diagnose.ts";
import { type DiagnoseContext, diagnose } from "../../editor/index.ts";
import { loadEventCatalogue } from "../../engine/index.ts";

const FILES = readdirSync("rules", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => `rules/${name}`);

let context: DiagnoseContext;
beforeAll(async () => {
  const catalogue = await loadEventCatalogue();
  context = {
    inRules: () => true,
    rules: () => [],
    read: (path) => (existsSync(path) ? readFileSync(path, "utf8") : null),
    events: () => catalogue,
  };
});

describe("diagnose", () => {
  it.each(FILES)("finds no fault in %s", (file) => {
    const path = resolve(file);
    expect(diagnose(path, readFileSync(path, "utf8"), context)).toEqual([]);
  });

  it("tells lints of a rule that is sound in itself", () => {
    const path = resolve("rules/iam-baseline/user-console-mfa.yaml");
    const text = readFileSync(path, "utf8").replace("applies:", "let:\n  nothing: { user.mfaActive: true }\napplies:");
    expect(diagnose(path, text, context).map(({ message }) => message)).toEqual([expect.stringMatching(/nothing/)]);
  });

  it("reports faults of waivers and attestations", () => {
    const terms = () => ({ now: "2026-11-16T00:00:00Z" });
    const waivers =
      "waivers:\n  - { rule: a, resource: 'arn:aws:iam::44445555666:user/x', kind: accepted-risk, reason: r, owner: o,\n      expires: 2026-12-01 }\n";
    const at = (path: string, text: string) =>
      diagnose(path, text, { ...context, inRules: () => false, terms }).map(({ code, line, column }) => [code, line, column]);
    expect(at("/x/waivers/a.yaml", waivers)).toEqual([["RV012", 2, 26]]);
    expect(at("/x/waivers/a.yaml", waivers.replace("44445555666:", "444455556666:").replace("2026-", "2036-"))).toEqual([["RV012", 3, 16]]);
    expect(at("/x/a.yaml", "attestations:\n  - control: cis:1.1\n    by: dana\n    at: 2027-11-01\n    evidence: x\n    expires: 2028-01-01\n")).toEqual([
      ["RV012", 4, 9],
    ]);
    expect(at("/x/chart.yaml", "waivers: 3\nowner: dana\n")).toEqual([]);
  });

  it("says once what to write", () => {
    const place = { file: "a.yaml", line: 1, column: 1, endLine: 1, endColumn: 2, severity: "error" as const, code: "RV046" as const };
    const says = (message: string) => toLsp({ ...place, message, suggestion: "us-east-1" }).message;
    expect(says("`us-east1` is none. Write `us-east-1`.")).toBe("`us-east1` is none. Write `us-east-1`.");
    expect(says("Did you mean `us-east-1`?")).toBe("Did you mean `us-east-1`?\nWrite: us-east-1");
  });

  it("never throws, whatever stands in a file", () => {
    const name = fc.constantFrom("a.yaml", "a.test.yaml", "pack.yaml", "reeve.yaml");
    fc.assert(
      fc.property(name, fc.oneof(fc.string(), fc.json()), (file, text) => {
        expect(diagnose(`/rules/${file}`, text, context)).toBeInstanceOf(Array);
      }),
      { numRuns: 300 },
    );
  });
});
