import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NOT_ON_WINDOWS } from "./platform.ts";

interface Manifest {
  name: string;
  version: string;
  homepage: string;
  publisher: string;
  bugs: { url: string };
  repository: { type: string; url: string };
}

const read = (path: string): string => readFileSync(path, "utf8");
const manifestOf = (path: string): Manifest => JSON.parse(read(path)) as Manifest;

/** Paths of the text files below a folder. */
const textFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|js|mjs|py|sh|json|ya?ml|md|tf)$/.test(file))
    .map((file) => join(folder, file));

const manifest = manifestOf("package.json");
const extension = manifestOf("editors/vscode/package.json");
const [, owner, repository] = /^git\+https:\/\/github\.com\/([\w.-]+)\/([\w.-]+)\.git$/.exec(manifest.repository.url) ?? [];

describe("where the project lives", () => {
  it("is said once: repository, homepage and bugs are of one repository, and the package's scope is its owner", () => {
    expect(manifest.name).toBe(`@${owner}/${repository}`);
    expect(manifest.homepage).toBe(`https://github.com/${owner}/${repository}#readme`);
    expect(manifest.bugs.url).toBe(`https://github.com/${owner}/${repository}/issues`);
  });

  it("is the same for the VS Code extension", () => {
    expect(extension.repository.url).toBe(manifest.repository.url);
    expect([extension.publisher, extension.version]).toEqual([owner, manifest.version]);
  });

  it("is what documentation and templates say of the action and of the package", () => {
    const texts = [...textFiles("docs"), ...textFiles("templates"), "README.md", "SECURITY.md", "CONTRIBUTING.md", "action.yml"].map(read).join("\n");
    const actions = [...texts.matchAll(/uses: ([\w.-]+\/reeve)@/g)].map(([, name]) => name);
    expect(actions).toContain(`${owner}/${repository}`);
    expect(new Set(actions).size).toBe(1);
    const links = [...texts.matchAll(/github\.com\/([\w.-]+\/reeve)\b/g)].map(([, name]) => name);
    expect(links.filter((name) => name !== `${owner}/${repository}`)).toEqual([]);
    const packages = new Set([...texts.matchAll(/(@[\w-]+\/reeve)\b/g)].map(([, name]) => name));
    expect([...packages]).toEqual([manifest.name]);
  });
});

describe("the threat model", () => {
  const rows = read("SECURITY.md")
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) => line.slice(2, -2).split(" | "));

  it("says of each threat the asset, attacker, entry, defence and test", () => {
    expect(rows[0]).toEqual(["asset", "attacker", "entry", "defence", "test"]);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter((cells) => cells.length !== 5 || cells.some((cell) => cell.trim() === ""))).toEqual([]);
  });

  it("names tests that exist, and so does the page on hostile surroundings", () => {
    const named = [rows.slice(2).map((cells) => cells[4]), read("docs/reliability.md")]
      .flat()
      .join("\n")
      .matchAll(/`(test\/[\w/.-]+\.ts)`/g);
    const files = [...new Set([...named].map(([, file = ""]) => file))];
    expect(files.length).toBeGreaterThan(15);
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
    for (const cells of rows.slice(2)) expect(cells[4]).toMatch(/`test\//);
  });
});

describe("files of the repository", () => {
  it("name no registry host in the lock file", () => {
    expect(read("package-lock.json").match(/"resolved": *"https?:/g)).toBeNull();
  });

  it("have line feeds as line ends on every system", () => {
    expect(read(".gitattributes")).toContain("* text=auto eol=lf\n");
    const files = ["cli", "collectors", "docs", "editor", "engine", "reporters", "rules", "samples", "schemas", "scripts", "templates", "test"].flatMap(
      textFiles,
    );
    expect(files.length).toBeGreaterThan(500);
    expect(files.filter((file) => read(file).includes("\r\n"))).toEqual([]);
  });
});

describe("the check before a release", () => {
  const folder = mkdtempSync(join(tmpdir(), "reeve-release-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function check(tag: string, { extended = "1.2.3", heading = "## 1.2.3" } = {}): { status: number | null; stderr: string } {
    for (const name of ["scripts", "editors/vscode"]) mkdirSync(join(folder, name), { recursive: true });
    copyFileSync("scripts/check-release.mjs", join(folder, "scripts/check-release.mjs"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ version: "1.2.3" }));
    writeFileSync(join(folder, "editors/vscode/package.json"), JSON.stringify({ version: extended }));
    writeFileSync(join(folder, "CHANGELOG.md"), `# Changelog\n\n${heading}\n`);
    return spawnSync(process.execPath, [join(folder, "scripts/check-release.mjs"), tag], { encoding: "utf8" });
  }

  it("passes where tag, package, extension and changelog agree", () => {
    expect(check("v1.2.3")).toMatchObject({ status: 0, stderr: "" });
  });

  it.each([
    ["no tag", "", {}, 'the tag is ""'],
    ["another tag", "v1.2.4", {}, 'the tag is "v1.2.4", and package.json has version 1.2.3'],
    ["a tag without v", "1.2.3", {}, 'the tag is "1.2.3"'],
    ["another version of the extension", "v1.2.3", { extended: "1.2.2" }, "editors/vscode/package.json has version 1.2.2"],
    ["a changelog that calls it unreleased", "v1.2.3", { heading: "## 1.2.3 (unreleased)" }, 'no heading "## 1.2.3"'],
  ])("refuses %s", (_, tag, given, problem) => {
    const { status, stderr } = check(tag, given);
    expect(status).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([expect.stringContaining(problem)]);
  });
});

describe("what is left out on Windows", () => {
  it("are suites that exist, each with its reason", () => {
    expect(Object.keys(NOT_ON_WINDOWS).filter((file) => !existsSync(file))).toEqual([]);
    expect(Object.values(NOT_ON_WINDOWS).filter((reason) => reason.length < 10)).toEqual([]);
  });

  it("are all suites that start a shell or send a signal without isPosix or an extra", () => {
    const itself = "repository.test.ts";
    const suites = textFiles("test").filter((file) => file.endsWith(".test.ts") && !file.endsWith(itself));
    const posixOnly = suites.filter((file) => {
      const text = read(file);
      const uses = /spawn(?:Sync)?\("(?:sh|bash)"|\["-c"|kill\("SIGINT"\)|#!\/bin\/sh|"bash"/.test(text);
      return uses && !/\b(?:isPosix|hasExtra)\(/.test(text);
    });
    const unlisted = posixOnly.map((file) => file.replaceAll("\\", "/")).filter((file) => !Object.hasOwn(NOT_ON_WINDOWS, file));
    expect(unlisted).toEqual([]);
  });
});
