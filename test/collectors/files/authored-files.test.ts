import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { authoredFiles } from "../../../collectors/files/index.ts";
import { WINDOWS } from "../../platform.ts";

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "reeve-authored-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(...names: string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), "x");
  }
}
const link = (to: string, name: string): void => symlinkSync(to, join(folder, name));

function found(): { files: string[]; refused: string[]; unread: string[] } {
  const { files, refused, unread } = authoredFiles(folder);
  const short = (paths: readonly string[]): string[] => paths.map((path) => relative(folder, path));
  return { files: short(files), refused: short(refused), unread: short(unread) };
}

describe("a folder of waivers or attestations", () => {
  it("is read whatever the case of an ending, at any depth, and lists what is not read", () => {
    put("a.yaml", "b.YML", "c.JSON", "team/d.yaml", "README.md", "old.yaml.bak", "noending", "team/e.txt", ".hidden/f.yaml", ".gitkeep");
    expect(found()).toEqual({
      files: ["a.yaml", "b.YML", "c.JSON", "team/d.yaml"],
      refused: [],
      unread: [".gitkeep", ".hidden", "README.md", "noending", "old.yaml.bak", "team/e.txt"],
    });
  });

  it.skipIf(WINDOWS)("is read through links as Kubernetes mounts them, and lists no folder that links lead into", () => {
    put("..2026_01_01/a.yaml", ".left/b.yaml");
    link("..2026_01_01", "..data");
    link("..data/a.yaml", "a.yaml");
    link(".", "loop");
    expect(found()).toEqual({ files: ["a.yaml"], refused: [], unread: [".left"] });
  });

  it.skipIf(WINDOWS)("takes a link to nothing for a file where it has such a name, so that reading it is an error", () => {
    link("gone", "a.yaml");
    link("b.yaml", "b.yaml");
    link("gone", "notes");
    expect(found()).toEqual({ files: ["a.yaml", "b.yaml"], refused: [], unread: ["notes"] });
  });

  it.skipIf(WINDOWS)("does not wait for a pipe", () => {
    execFileSync("mkfifo", [join(folder, "a.yaml"), join(folder, "pipe")]);
    expect(found()).toEqual({ files: [], refused: ["a.yaml"], unread: ["pipe"] });
  });

  it("is an error where it cannot be listed", () => {
    put("a");
    expect(() => authoredFiles(join(folder, "a"))).toThrow(/ENOTDIR/);
  });
});
