import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ruleFolders, ruleFoldersIn } from "../../cli/rule-files.ts";
import { readSuites } from "../../cli/testing/suites.ts";
import { UsageError } from "../../cli/usage-error.ts";
import { snapshotText } from "../../collectors/index.ts";
import { WINDOWS } from "../platform.ts";
import { CONFIG, RULES, USER_MFA } from "./gate/policy-files.ts";
import { inProcess } from "./gate/run.ts";
import { NOW, snapshot, user } from "./gate/world.ts";

const RULE_JSON = JSON.stringify({ id: "x", title: "t", severity: "low", resource: "user", require: {} });

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "reeve-folders-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

const link = (to: string, name: string): void => symlinkSync(to, join(folder, name));
const short = (files: readonly string[]): string[] => files.map((file) => relative(folder, file)).sort();
const found = () => {
  const folders = ruleFolders(folder);
  return { files: short(folders.flatMap(({ files }) => files.map(({ file }) => file))), others: short(folders.flatMap(({ others }) => others)) };
};

describe("a folder of rules", () => {
  it("looks at the name of each file a few times, however many tests lie beside the rules", () => {
    let looks = 0;
    const entry = (written: string) => ({
      kind: "file" as const,
      get name() {
        looks += 1;
        return written;
      },
    });
    const entries = Array.from({ length: 200 }, (_, index) => [entry(`rule-${index}.test.yaml`), entry(`rule-${index}.yaml`)]).flat();
    const read = (file: string) => ({ file, text: "" });
    const real = (path: string): string => path;
    const [found] = ruleFoldersIn({ has: () => true, kindOf: () => "folder", list: () => entries, read, real }, "rules");
    expect(found?.tests).toHaveLength(200);
    expect(looks).toBeLessThan(10 * entries.length);
  });

  it("is read whatever the case of an ending, and JSON where it is a rule", () => {
    put({ "a.yaml": "id: a", "b.YAML": "id: b", "c.yml": "id: c", "d.Yml": "id: d", "e.json": RULE_JSON, "f.JSON": RULE_JSON });
    expect(found()).toEqual({ files: ["a.yaml", "b.YAML", "c.yml", "d.Yml", "e.json", "f.JSON"], others: [] });
  });

  it("lists what is not read", () => {
    put({
      "a.yaml": "id: a",
      README: "x",
      "b.txt": "id: b",
      "package.json": '{"name":"x"}',
      "list.json": "[1]",
      "results.json": '{"rules":[{"id":"a","severity":"low"}]}',
      "cache.json": 'abc\n{"id":"a","title":"t"}',
      ".git/c.yaml": "id: c",
      "node_modules/d.yaml": "id: d",
    });
    expect(found()).toEqual({
      files: ["a.yaml"],
      others: [".git", "README", "b.txt", "cache.json", "list.json", "node_modules", "package.json", "results.json"].sort(),
    });
  });

  it("lists what lies beside folders of packs, too", () => {
    put({ "notes.txt": "x", "own/pack.yaml": "id: own", "own/a.yaml": "id: a" });
    expect(found()).toEqual({ files: ["own/a.yaml"], others: ["notes.txt"] });
  });

  it.skipIf(WINDOWS)("is refused where pack.yaml is a link that leads nowhere", () => {
    put({ "a.yaml": "id: a" });
    link("gone.yaml", "pack.yaml");
    expect(() => ruleFolders(folder)).toThrow(/pack\.yaml cannot be read/);
  });

  it("is validated with the names of what is not read", async () => {
    put({ "user-mfa.yaml": USER_MFA, "other.txt": "id: b" });
    const ran = await inProcess(["rules", "validate", folder]);
    expect(ran.out).toMatch(/Not read: .*other\.txt\n$/);
  });

  it("is listed with the names of what is not read", async () => {
    put({ "user-mfa.yaml": USER_MFA, other: "id: b", "node_modules/p/c.yaml": USER_MFA });
    const ran = await inProcess(["rules", "list", "--rules", folder]);
    expect(ran.out.replaceAll(/\s+/g, " ")).toMatch(/1 rule\. .*Not read: 2 entries of the folders given: \S*node_modules \(rules\), \S*other \(rules\) $/);
    expect(JSON.parse((await inProcess(["rules", "list", "--rules", folder, "--format", "json"])).out)).toHaveLength(1);
  });

  it("without a rule in it is reported beside one that holds some", async () => {
    put({ "a/user-mfa.yaml": USER_MFA, "b/other": "id: b", "b/node_modules/p/c.yaml": USER_MFA });
    const both = await inProcess(["rules", "list", "--rules", join(folder, "a"), "--rules", join(folder, "b")]);
    expect(both.out.replaceAll(/\s+/g, " ")).toMatch(/Not read: 2 entries of the folders given: \S*node_modules \(rules\), \S*other \(rules\) $/);
    const one = await inProcess(["rules", "validate", join(folder, "b")]);
    expect([one.code, one.err.replaceAll(/\s+/g, " ")]).toEqual([2, expect.stringMatching(/nothing was validated\. Not read: \S*node_modules, \S*other\./)]);
  });

  it("reads broken JSON that is meant as a rule, so that its fault is reported", () => {
    put({ "a.json": RULE_JSON.slice(0, -1) });
    expect(found().files).toEqual(["a.json"]);
  });

  it.skipIf(WINDOWS)("is read through links as Kubernetes mounts them", () => {
    put({ "..2026_01_01/a.yaml": "id: a", "..2026_01_01/a.test.yaml": "cases: []" });
    link("..2026_01_01", "..data");
    link("..data/a.yaml", "a.yaml");
    link("..data/a.test.yaml", "a.test.yaml");
    expect(found()).toEqual({ files: ["a.yaml"], others: [] });
    put({ ".kept/c.yaml": "id: c" });
    expect(found()).toEqual({ files: ["a.yaml"], others: [".kept"] });
  });

  it.skipIf(WINDOWS)("is read behind a link to a folder elsewhere, and ends where links lead back", () => {
    const other = realpathSync(mkdtempSync(join(tmpdir(), "reeve-elsewhere-")));
    try {
      writeFileSync(join(other, "b.yaml"), "id: b");
      symlinkSync(folder, join(other, "back"));
      symlinkSync(other, join(other, "self"));
      put({ "a.yaml": "id: a" });
      link(other, "shared");
      link(".", "loop");
      link("a.yaml", "again.yaml");
      expect(found()).toEqual({ files: ["a.yaml", "shared/b.yaml"], others: [] });
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  it.skipIf(WINDOWS)("is refused where a rule is a link that leads nowhere; a lock of an editor is none", () => {
    put({ "a.yaml": "id: a" });
    link("someone@host.1", ".#a.yaml");
    expect(found()).toEqual({ files: ["a.yaml"], others: [".#a.yaml"] });
    link("gone.yaml", "b.yaml");
    expect(() => ruleFolders(folder)).toThrow(UsageError);
  });

  it.skipIf(WINDOWS)("is refused where a named pipe has the name of a rule, and does not wait for it", () => {
    put({ "a.yaml": "id: a" });
    execFileSync("mkfifo", [join(folder, "b.yaml")]);
    expect(() => ruleFolders(folder)).toThrow(/b\.yaml: it is neither a file nor a folder/);
  });

  it.each(["m.test.yaml", "m.test.yml", "m.test.json"])("has the test %s beside a rule of any ending", (name) => {
    put({ "m.yml": USER_MFA.replace("id: user-mfa", "id: m"), [name]: name.endsWith("json") ? '{"cases":[]}' : "cases: []\n" });
    const [suite] = readSuites({
      paths: [folder],
      selection: { rules: null, pack: [], rule: [], exclude: [], control: [], severity: [], param: [], config: null },
    } as never).suites;
    expect(suite?.testFile).toBe(join(folder, name));
  });
});

describe.skipIf(WINDOWS)("files of decisions", () => {
  it.each(["bob.yaml", "bob.YML", "bob.json"])("are read through a link under the name %s", async (name) => {
    const entry = { rule: "user-mfa", resource: "AIDABOB", kind: "accepted-risk", reason: "known", owner: "a", expires: "2026-03-20" };
    put({
      ...RULES,
      "reeve.yaml": CONFIG,
      "s.json": snapshotText(snapshot({ users: [user("bob", { mfaActive: false })] })).text,
      "waivers/..data/w": JSON.stringify({ waivers: [entry] }),
    });
    link("..data/w", `waivers/${name}`);
    const args = ["gate", "--config", join(folder, "reeve.yaml"), "--now", NOW, "--snapshot", join(folder, "s.json"), "--rule", "user-mfa"];
    const ran = await inProcess(args);
    expect(ran.err).toBe("");
    expect(ran.out).toContain("WAIVED 1");
  });
});
