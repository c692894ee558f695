import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const GUIDE = readFileSync("docs/editors.md", "utf8");
const MANIFEST = JSON.parse(readFileSync("editors/vscode/package.json", "utf8"));

describe("the guide to editors", () => {
  it("names settings that the extension has, and all of them", () => {
    const named = new Set([...GUIDE.matchAll(/the setting `(reeve\.\w+)`/g)].map(([, name]) => name));
    expect([...named].sort()).toEqual(Object.keys(MANIFEST.contributes.configuration.properties).sort());
  });

  it("names schemas that are there", () => {
    const named = [...GUIDE.matchAll(/schemas\/editor\/([\w.-]+\.json)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !existsSync(`schemas/editor/${name}`))).toEqual([]);
  });

  it("names the packed extension as the script calls it", () => {
    expect(GUIDE).toContain(`dist/${MANIFEST.name}-${MANIFEST.version}.vsix`);
  });
});
