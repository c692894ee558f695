import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WINDOWS } from "./platform.ts";

/** Programs on Node have its types, and the AWS SDK asks for them. */
const NODE_TYPES = (JSON.parse(readFileSync("package.json", "utf8")) as { devDependencies: Record<string, string> }).devDependencies["@types/node"];

/** The package as users get it: packed, installed into an empty folder, run there. */
describe("the packed package", () => {
  const folder = mkdtempSync(join(tmpdir(), "reeve-package-"));
  const environment = { ...process.env, REEVE_CACHE_DIR: join(folder, "cache"), NO_COLOR: "1" };
  // On Windows npm and what it installs are .cmd files, which only a shell starts; none of the arguments has a space.
  const run = (command: string, args: string[], cwd = folder): string =>
    execFileSync(command, args, { cwd, encoding: "utf8", env: environment, stdio: ["ignore", "pipe", "pipe"], shell: WINDOWS && command !== process.execPath });
  let packed: string[] = [];

  beforeAll(() => {
    const report = JSON.parse(run("npm", ["pack", "--json", "--pack-destination", folder], process.cwd())) as { files: { path: string }[] }[];
    packed = (report[0]?.files ?? []).map((file) => file.path);
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "empty", private: true, type: "module" }));
    const [tarball] = readdirSync(folder).filter((file) => file.endsWith(".tgz"));
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts", `./${tarball}`, `@types/node@${NODE_TYPES}`]);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("carries program, rules, schemas and sample, and no test, source of a test or private file", () => {
    for (const needed of [
      "cli/bin.mjs",
      "dist/reeve.js",
      "dist/index.js",
      "types/index.d.ts",
      "schemas/rule.schema.json",
      "samples/tideline.snapshot.json.gz",
      "document/actions/table.json.br",
      "document/actions/LICENSE",
      "document/managed-policies/table.json.br",
      "document/managed-policies/LICENSE",
      "LICENSE",
      "README.md",
    ])
      expect(packed).toContain(needed);
    expect(packed.some((file) => /^rules\/iam-baseline\/.*\.yaml$/.test(file))).toBe(true);
    expect(packed.filter((file) => /^(test|bench|\.ci|node_modules)\//.test(file))).toEqual([]);
  });

  it("runs the demo offline", () => {
    const bin = join(folder, "node_modules", ".bin", "reeve");
    const report = run(bin, ["demo"]);
    expect(report).toContain("ivan.petrov");
    expect(report).toContain("iam:ListVirtualMFADevices");
  });

  it("is a library whose types a program compiles against", () => {
    writeFileSync(
      join(folder, "use.ts"),
      'import { loadRules, type ReeveDocument } from "@reeve-rules/reeve";\nconst { rules, diagnostics } = loadRules([{ file: "a.yaml", text: "id: a" }]);\nexport const seen: number = rules.length + diagnostics.length;\nexport const clock = (document: ReeveDocument): string => document.collectedAt;\n',
    );
    run(join(process.cwd(), "node_modules", ".bin", "tsc"), [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--skipLibCheck",
      "false",
      "--types",
      "node",
      "use.ts",
    ]);
    const said = run(process.execPath, [
      "--input-type=module",
      "-e",
      'import { loadRules } from "@reeve-rules/reeve"; console.log(loadRules([{ file: "a.yaml", text: "id: a" }]).diagnostics.length > 0)',
    ]);
    expect(said.trim()).toBe("true");
  });
});
