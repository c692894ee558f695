import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { configNameIndex } from "../../cli/lsp/config-name-index.ts";
import { validate } from "../../cli/validate.ts";
import { diagnose } from "../../editor/diagnose.ts";

const folder = mkdtempSync(join(tmpdir(), "reeve-config-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RULE = `id: key-age
title: Keys are young
severity: low
resource: user
rationale: Old keys leak.
params:
  maxAge: { type: duration, default: 90d, description: Age of a key }
require:
  user.accessKeys: { none: { createdAt: { olderThan: { var: params.maxAge } } } }
message: "{{user.name}}"
`;

async function errorsOf(config: string, rule = RULE): Promise<string[]> {
  mkdirSync(join(folder, "own"), { recursive: true });
  writeFileSync(join(folder, "own/key-age.yaml"), rule);
  writeFileSync(join(folder, "reeve.yaml"), config);
  const { diagnostics } = await validate({ paths: [], config: join(folder, "reeve.yaml") });
  return diagnostics.filter(({ severity }) => severity === "error").map(({ line, column, message }) => `${line}:${column} ${message}`);
}

it("rules validate compares reeve.yaml with the rules that it chooses", async () => {
  expect(await errorsOf("rules: [own]\noff: [{ rule: key-aeg, reason: known }]\nparams: { key-age: { maxAge: soon } }\n")).toEqual([
    "2:15 No rule is called `key-aeg`. Did you mean `key-age`?",
    expect.stringMatching(/^3:30 .*maxAge/),
  ]);
  expect(await errorsOf("rules: [own]\noff: [{ rule: key-age, reason: known }]\nparams: { key-age: { maxAge: 30d } }\n")).toEqual([]);
});

it.each([
  ["key-age: 60d", "Write the parameter's name: key-age: { name: 60d }."],
  ["key-age.maxAge: 60d", "Write key-age: { maxAge: 60d }."],
])("rules validate says how a value is set where `params` holds %s", async (given, says) => {
  const errors = await errorsOf(`rules: [own]\nparams:\n  ${given}\n`);
  expect(errors[0]).toMatch(/must be a map, not text\./);
  expect(errors[0]).toContain(says);
  expect(errors[0]).not.toContain("Declare");
});

it("rules validate compares no names while a rule is not valid", async () => {
  const errors = await errorsOf("rules: [own]\noff: [{ rule: key-age, reason: known }]\n", RULE.replace("accessKeys", "accesKeys"));
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain("accesKeys");
});

it("an editor shows the same", async () => {
  const config = "rules: [own]\noff: [{ rule: key-aeg, reason: known }]\nparams: { key-age: { maxAge: soon } }\n";
  const printed = await errorsOf(config);
  const context = { inRules: () => false, rules: () => [], read: () => null, events: () => null, configNames: configNameIndex().of };
  const shown = diagnose(join(folder, "reeve.yaml"), config, context);
  expect(shown.map(({ line, column, message }) => `${line}:${column} ${message}`)).toEqual(printed);
  expect(printed).toHaveLength(2);
});
