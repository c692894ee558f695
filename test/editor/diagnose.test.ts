import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
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
