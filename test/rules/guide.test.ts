import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { normalizeRecords } from "../../collectors/normalize/cloudtrail/event-set.ts";
import { loadRuleTest } from "../../engine/load/index.ts";
import { runRuleTests } from "../../engine/testing/index.ts";
import { SHIPPED } from "./shipped.ts";

it("the example of the guide to rule tests is true of the rule it speaks of", () => {
  const text = /```yaml\n([\s\S]*?)```/.exec(readFileSync("docs/rule-tests.md", "utf8"))?.[1] ?? "";
  const { test, diagnostics } = loadRuleTest({ file: "docs/rule-tests.md", text });
  const rule = SHIPPED.rules.find(({ id }) => id === "user-access-key-unused");
  expect(diagnostics).toEqual([]);
  if (!rule || !test) throw new Error("the example or its rule is gone");
  expect(runRuleTests(rule, test, { normalizeRecords }).cases.map(({ passed }) => passed)).toEqual([true]);
});
