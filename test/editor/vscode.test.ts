import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

let folder: string;
let files: Record<string, Uint8Array>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-vsix-"));
  files = packed("one.vsix");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function packed(name: string): Record<string, Uint8Array> {
  const path = join(folder, name);
  const made = spawnSync(process.execPath, ["scripts/vscode-package.mjs", path], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(made.stderr);
  return unzipSync(readFileSync(path));
}

const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
const manifest = () => JSON.parse(text("extension/package.json"));

describe("the VS Code extension", () => {
  it("is packed with each file that its manifest names", () => {
    const named = [...text("extension.vsixmanifest").matchAll(/ Path="([^"]+)"/g)].map(([, path]) => path);
    expect(named).toEqual(["extension/package.json", "extension/README.md", "extension/LICENSE.txt"]);
    expect(Object.keys(files)).toEqual(expect.arrayContaining([...named, posix.join("extension", manifest().main)]));
  });

  it("has one identity in both manifests", () => {
    const { name, version, publisher, engines } = manifest();
    expect(text("extension.vsixmanifest")).toContain(`Id="${name}" Version="${version}" Publisher="${publisher}"`);
    expect(text("extension.vsixmanifest")).toContain(`Value="${engines.vscode}"`);
  });

  it("tells the content type of each kind of file", () => {
    const known = new Set([...text("[Content_Types].xml").matchAll(/Extension="([^"]+)"/g)].map(([, extension]) => extension));
    const kinds = Object.keys(files).filter((name) => name !== "[Content_Types].xml");
    expect(kinds.filter((name) => !known.has(name.slice(name.lastIndexOf("."))))).toEqual([]);
  });

  it("needs nothing beside VS Code and Node", () => {
    const required = [...text("extension/dist/extension.js").matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name = ""]) => name.replace(/^node:/, ""));
    expect(required).toContain("vscode");
    expect(required.filter((name) => name !== "vscode" && !builtinModules.includes(name))).toEqual([]);
  });

  it("starts in trusted workspaces alone", () => {
    expect(manifest().capabilities.untrustedWorkspaces.supported).toBe(false);
  });

  it("says what VS Code it was written for", () => {
    const types = JSON.parse(readFileSync("node_modules/@types/vscode/package.json", "utf8")).version as string;
    expect(manifest().engines.vscode).toBe(`^${types}`);
  });

  it("has the version of the program", () => {
    expect(manifest().version).toBe(JSON.parse(readFileSync("package.json", "utf8")).version);
  });

  it("gives the same bytes when it is packed again", () => {
    packed("two.vsix");
    expect(readFileSync(join(folder, "two.vsix")).equals(readFileSync(join(folder, "one.vsix")))).toBe(true);
  });
});
