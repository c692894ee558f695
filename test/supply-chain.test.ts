import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bundleContents, COPIED, lockedPackages } from "../scripts/bundle.mjs";

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
  optionalDependencies?: unknown;
  peerDependencies?: unknown;
}

const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const locked = lockedPackages();
const atRunTime = Object.entries(locked).filter(([folder, { dev }]) => folder !== "" && !dev);
const nameOf = (folder: string): string => folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);

/** Named by the declarations of the library, and by no code. */
const TYPES_ONLY = ["@aws-sdk/types"];
/** Scripts that npm runs when a package is installed from a registry. Source: npm documentation, "scripts", life cycle of npm install. */
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall"];

describe("what the published package brings along", () => {
  let contents: Awaited<ReturnType<typeof bundleContents>>;
  const carriedFolders = (): string[] => [...contents.bundled, ...COPIED.map(({ folder }) => folder)];
  beforeAll(async () => {
    contents = await bundleContents();
  }, 120_000);

  it("has as dependencies what its code imports at run time, and what its declarations name", () => {
    expect(contents.imported.length).toBeGreaterThan(5);
    expect(Object.keys(manifest.dependencies).sort()).toEqual([...contents.imported, ...TYPES_ONLY].sort());
    expect([manifest.optionalDependencies, manifest.peerDependencies]).toEqual([undefined, undefined]);
    const sources = readdirSync("collectors", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const texts = sources.map((name) => readFileSync(join("collectors", name), "utf8"));
    for (const name of TYPES_ONLY)
      expect(
        texts.some((text) => new RegExp(`^import type [^;]*from "${name}"`, "m").test(text)),
        name,
      ).toBe(true);
  });

  it("bundles nothing that it would also install", () => {
    expect(contents.bundled.length).toBeGreaterThan(5);
    expect(carriedFolders().filter((folder) => !locked[folder]?.dev)).toEqual([]);
  });

  it("has exact versions only", () => {
    const versions = [...Object.values(manifest.dependencies), ...Object.values(manifest.devDependencies)];
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it("runs no script when it is installed, and nor does any package that comes with it", () => {
    expect(Object.keys(manifest.scripts).filter((name) => INSTALL_SCRIPTS.includes(name))).toEqual([]);
    expect(atRunTime.length).toBeGreaterThan(20);
    expect(atRunTime.filter(([, { hasInstallScript }]) => hasInstallScript).map(([folder]) => folder)).toEqual([]);
  });

  it("lists what it carries and installs in THIRD_PARTY.md, with version, licence and the licence's text", () => {
    const page = readFileSync("THIRD_PARTY.md", "utf8");
    for (const folder of carriedFolders()) {
      const version = locked[folder]?.version;
      expect(page).toMatch(new RegExp(`^\\| \`${nameOf(folder)}\` \\| ${version} \\| (?:MIT|ISC|Apache-2\\.0|BSD-[23]-Clause) \\|`, "m"));
      expect(page).toContain(`### ${nameOf(folder)} ${version}\n\n\`\`\`\`text\n`);
    }
    for (const [folder, { version }] of atRunTime) expect(page).toContain(`| \`${nameOf(folder)}\` | ${version} | `);
    expect(readFileSync("package.json", "utf8")).toContain('"THIRD_PARTY.md"');
  });

  it("comes with a bill of materials of what it carries and installs, and of nothing else", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/sbom.mjs"], { encoding: "utf8", maxBuffer: 64 << 20 });
    expect([status, stderr]).toEqual([0, ""]);
    const bill = JSON.parse(stdout) as {
      bomFormat: string;
      metadata: { component: { name: string } };
      components: { name: string; version: string; licenses?: unknown[]; properties: { name: string; value: string }[] }[];
    };
    expect([bill.bomFormat, bill.metadata.component.name]).toEqual(["CycloneDX", "@reeve-rules/reeve"]);
    const carried = carriedFolders().map((folder) => `${nameOf(folder)}@${locked[folder]?.version}`);
    const installed = atRunTime.map(([folder, { version }]) => `${nameOf(folder)}@${version}`);
    expect([...new Set(bill.components.map(({ name, version }) => `${name}@${version}`))].sort()).toEqual([...new Set([...carried, ...installed])].sort());
    expect(bill.components.filter(({ licenses }) => !licenses?.length).map(({ name }) => name)).toEqual([]);
    const marked = bill.components.filter(({ properties }) => properties.some(({ name }) => name === "cdx:npm:package:bundled"));
    expect(marked.map(({ name, version }) => `${name}@${version}`).sort()).toEqual(carried.sort());
    expect(stdout).not.toContain("cdx:npm:package:development");
    expect(readFileSync(".github/workflows/release.yml", "utf8")).toContain('node scripts/sbom.mjs > "release/');
  });
});
