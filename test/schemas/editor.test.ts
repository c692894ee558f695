import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadRules } from "../../engine/index.ts";
import { TABLE } from "../../schemas/index.ts";

const FILE = "schemas/editor/rule.schema.json";

interface Schema {
  properties: { controls: { properties: Record<string, { items: { anyOf: [{ enum: string[] }, unknown] } }> } };
  definitions: Record<string, unknown>;
}

const schema = JSON.parse(readFileSync(FILE, "utf8")) as Schema;
const files = readdirSync("rules", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".yaml") && !/\.test\.yaml$|pack\.yaml$/.test(name))
  .map((name) => ({ file: `rules/${name}`, text: readFileSync(`rules/${name}`, "utf8") }));

describe("the editor schema", () => {
  it("offers each control id that a shipped rule answers, and no other", () => {
    const { rules } = loadRules(files);
    expect(rules.length).toBeGreaterThan(50);
    const answered: Record<string, Set<string>> = {};
    for (const { controls } of rules) {
      for (const [framework, ids] of Object.entries(controls)) {
        answered[framework] ??= new Set();
        for (const id of ids) answered[framework].add(id);
      }
    }
    const offered = Object.fromEntries(
      Object.entries(schema.properties.controls.properties).map(([framework, { items }]) => [framework, [...items.anyOf[0].enum].sort()]),
    );
    expect(offered).toEqual(Object.fromEntries(Object.entries(answered).map(([framework, ids]) => [framework, [...ids].sort()])));
  });

  it("has a condition for every kind of resource", () => {
    for (const kind of Object.keys(TABLE.kinds)) expect(schema.definitions).toHaveProperty([`condition-${kind}`]);
  });

  it("refers to nothing that is not defined", () => {
    const text = JSON.stringify(schema);
    const missing = [...text.matchAll(/"#\/definitions\/([^"]+)"/g)].flatMap(([, path = ""]) => {
      let node: unknown = schema.definitions;
      for (const name of path.split("/")) node = (node as Record<string, unknown> | undefined)?.[name];
      return node === undefined ? [path] : [];
    });
    expect(missing).toEqual([]);
  });

  it("stays small enough for an editor to load at each start", () => {
    expect(statSync(FILE).size).toBeLessThan(400_000);
  });
});
