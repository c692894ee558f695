import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { choose, chooseAt, type SelectedRules } from "../../cli/selection/choose.ts";
import { ALL_RULES, type RuleSelection } from "../../cli/selection/sources.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "reeve-base-")));
let folder = scratch;
let count = 0;
// A worker thread cannot change its folder: the programs ask this one, and folders of rules are named in full.
let here = scratch;
vi.spyOn(process, "cwd").mockImplementation(() => here);

const quiet = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "init.defaultBranch=main", ...args], {
    cwd: folder,
    env: quiet,
    encoding: "utf8",
  }).trim();

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

function commit(files: Record<string, string> = {}): string {
  for (const [file, text] of Object.entries(files)) write(file, text);
  git("add", "-A");
  git("commit", "-q", "--allow-empty", "-m", "a state");
  return git("rev-parse", "HEAD");
}

const rule = (id: string, more = ""): string =>
  `id: ${id}\ntitle: Holds\nseverity: high\nresource: user\nrationale: Because.\n${more}require: { user.mfaActive: true }\nmessage: m\n`;
const selection = ({ rules, ...part }: Partial<RuleSelection> = {}): RuleSelection => ({
  ...ALL_RULES,
  ...part,
  rules: rules?.map((one) => resolve(one)) ?? null,
});
const now = (part: Partial<RuleSelection> = {}): SelectedRules => {
  const chosen = choose(selection(part));
  if (chosen.diagnostics.length > 0) throw new Error(JSON.stringify(chosen.diagnostics));
  return chosen;
};
const base = (ref: string, part: Partial<RuleSelection> = {}): SelectedRules => chooseAt(ref, selection(part), now(part));
const ids = ({ rules }: SelectedRules): string[] => rules.map(({ id }) => id).sort();

beforeAll(() => {
  process.env.REEVE_CACHE_DIR = join(scratch, "cache");
});
afterAll(() => {
  vi.restoreAllMocks();
  rmSync(scratch, { recursive: true, force: true });
});
beforeEach(() => {
  count += 1;
  folder = join(scratch, `repo-${count}`);
  mkdirSync(folder);
  git("init", "-q");
  here = folder;
});

describe("the rules of a git ref", () => {
  test("are read as the commit has them, whatever lies in the working folder", () => {
    const before = commit({ "reeve.yaml": "rules: [rules]\nseverity: { one: low }\n", "rules/one.yaml": rule("one"), "rules/deep/two.yaml": rule("two") });
    write("rules/one.yaml", rule("one").replace("mfaActive", "passwordEnabled"));
    write("rules/three.yaml", rule("three"));
    write("reeve.yaml", "rules: [rules]\n");
    rmSync(join(folder, "rules/deep"), { recursive: true });
    const was = base("HEAD");
    expect(ids(was)).toEqual(["one", "two"]);
    expect(was.severity).toEqual({ one: "low" });
    expect(was.sourceOf("rules/one.yaml")).toContain("mfaActive");
    expect(was.packs).toEqual(base(before).packs);
    expect(ids(choose(selection()))).toEqual(["one", "three"]);
  });

  test("are the same as those on disk where nothing changed: packs, names, hashes and settings", () => {
    commit({
      "reeve.yaml": "rules: [rules]\n",
      "rules/one.yaml": rule("one"),
      "rules/own/pack.yaml": "id: own\ntitle: Own\ndescription: Own.\nseverity: { two: low }\n",
      "rules/own/two.yaml": rule("two"),
      "rules/.hidden/x.yaml": "not: a rule",
      "rules/one.test.yaml": "cases: []",
    });
    const { sourceOf: _, ...was } = base("main");
    // Values of settings are compared with what AWS has where they are in force, so that a change which corrects one passes.
    const { sourceOf: __, settings: ___, ...is } = now();
    expect(ids(is as SelectedRules)).toEqual(["one", "two"]);
    expect(was).toEqual(is);
  });

  test("are found from a subfolder, and upward", () => {
    commit({ "team/reeve.yaml": "rules: [../shared, own]\n", "shared/one.yaml": rule("one"), "team/own/two.yaml": rule("two") });
    rmSync(join(folder, "shared"), { recursive: true });
    write("shared/three.yaml", rule("three"));
    mkdirSync(join(folder, "team/deep"));
    here = join(folder, "team/deep");
    expect(ids(base("HEAD"))).toEqual(["one", "two"]);
    expect(ids(base("HEAD", { rules: ["../own"] }))).toEqual(["two"]);
  });

  test("may be one file, the top of the repository, or names that a shell or git would take for more", () => {
    commit({ "one.yaml": rule("one"), ":(top)*/$(x) y.d/two.yaml": rule("two"), "über/three.yaml": rule("three") });
    expect(ids(base("HEAD", { rules: ["one.yaml"] }))).toEqual(["one"]);
    expect(ids(base("HEAD", { rules: ["."] }))).toEqual(["one", "three", "two"]);
    expect(ids(base("HEAD", { rules: [":(top)*"] }))).toEqual(["two"]);
  });

  test("follow links as on disk: to a file, to a folder, through a folder, and of the folder that is named", () => {
    commit({ "rules/one.yaml": rule("one"), "other/two.yaml": rule("two"), "more/deep/three.yaml": rule("three"), "k8s/..1/four.yaml": rule("four") });
    const link = (to: string, name: string): void => symlinkSync(to, join(folder, name));
    link("../other/two.yaml", "rules/two.yaml");
    link("../more", "rules/more");
    link("../more/deep/three.yaml", "rules/twice.yaml");
    link("..", "rules/back");
    link("rules", "named");
    link("..1", "k8s/..data");
    link("..data/four.yaml", "k8s/four.yaml");
    commit();
    for (const path of ["rules/two.yaml", "rules/more", "named", "k8s/four.yaml"]) rmSync(join(folder, path));
    const was = (rules: string[]): string[] => ids(chooseAt("HEAD", selection({ rules }), { rules: [] }));
    rmSync(join(folder, "rules/twice.yaml"));
    rmSync(join(folder, "rules/back"));
    expect(was(["k8s"])).toEqual(["four"]);
    git("rm", "-q", "--cached", "rules/twice.yaml", "rules/back");
    git("commit", "-q", "-m", "without the second link to one file");
    expect(was(["rules"])).toEqual(["one", "three", "two"]);
    expect(was(["named"])).toEqual(["one", "three", "two"]);
  });

  test("are the disk's behind a link that leads out of the repository", () => {
    const outside = mkdtempSync(join(scratch, "outside-"));
    writeFileSync(join(outside, "two.yaml"), rule("two"));
    commit({ "rules/one.yaml": rule("one") });
    symlinkSync(outside, join(folder, "rules/shared"));
    commit();
    expect(ids(base("HEAD", { rules: ["rules"] }))).toEqual(["one", "two"]);
  });

  test("refuse a rule that is a link to nothing, or in a circle, by the ref", () => {
    commit({ "rules/one.yaml": rule("one") });
    symlinkSync("gone.yaml", join(folder, "rules/two.yaml"));
    commit();
    rmSync(join(folder, "rules/two.yaml"));
    expect(() => base("HEAD", { rules: ["rules"] })).toThrow(/--rules-base HEAD: .*two\.yaml/);
    symlinkSync("two.yaml", join(folder, "rules/two.yaml"));
    commit();
    rmSync(join(folder, "rules/two.yaml"));
    expect(() => base("HEAD", { rules: ["rules"] })).toThrow(/--rules-base HEAD: .*two\.yaml/);
  });

  test("come from the disk where they lie outside the repository", () => {
    commit({ "rules/one.yaml": rule("one") });
    const outside = mkdtempSync(join(scratch, "outside-"));
    writeFileSync(join(outside, "two.yaml"), rule("two"));
    expect(ids(base("HEAD", { rules: ["rules", outside] }))).toEqual(["one", "two"]);
  });
});

describe("the same flags", () => {
  test("may name rules, packs, controls and parameters that the ref lacks", () => {
    commit({ "rules/one.yaml": rule("one") });
    const two = rule(
      "two",
      `controls: { acme: ["1"] }\nparams: { paths: { type: array, items: { type: string }, default: [/x/], description: d } }\napplies: { user.path: { in: { var: params.paths } } }\n`,
    );
    write("rules/two.yaml", two);
    write("new/pack.yaml", "id: new\ntitle: New\ndescription: New.\n");
    write("new/three.yaml", rule("three"));
    const own = { rules: ["rules", "new"] };
    expect(ids(base("HEAD", { ...own, rule: ["one", "two"], param: ["two.paths=/y/"] }))).toEqual(["one"]);
    for (const part of [{ rule: ["two"] }, { control: ["acme:1"] }, { pack: ["new"] }]) expect(ids(base("HEAD", { ...own, ...part }))).toEqual([]);
  });

  test("mean a rule that was renamed by either name", () => {
    commit({ "rules/old.yaml": rule("old"), "rules/other.yaml": rule("other") });
    rmSync(join(folder, "rules/old.yaml"));
    write("rules/new.yaml", rule("new", "formerly: [old]\n"));
    for (const name of ["old", "new"]) expect(ids(base("HEAD", { rules: ["rules"], rule: [name] }))).toEqual(["old"]);
  });

  test("find no rule where the ref has none, and none of its severity", () => {
    commit({ "README.md": "" });
    write("rules/one.yaml", rule("one"));
    expect(ids(base("HEAD", { rules: ["rules"] }))).toEqual([]);
    commit();
    write("rules/two.yaml", rule("two").replace("high", "low"));
    expect(ids(base("HEAD", { rules: ["rules"], severity: ["low"] }))).toEqual([]);
  });
});

describe("is refused, in words", () => {
  const cases: [string, string, RegExp][] = [
    ["an option", "--upload-pack=x", /--rules-base: "--upload-pack=x" is no git ref/],
    ["a ref with a space", "HEAD HEAD", /is no git ref/],
    ["an empty ref", "", /is no git ref/],
    ["a ref that the clone lacks", "origin/main", /--rules-base origin\/main: this clone holds no such commit\. Fetch it first \(git fetch origin main\)/],
  ];
  test.each(cases)("%s", (_, ref, message) => {
    commit({ "rules/one.yaml": rule("one") });
    expect(() => base(ref, { rules: ["rules"] })).toThrow(message);
  });

  test("a folder that is no repository", () => {
    const outside = mkdtempSync(join(scratch, "none-"));
    here = outside;
    expect(() => chooseAt("HEAD", selection(), { rules: [] })).toThrow(
      /--rules-base needs a git repository around the working folder: git says: .*not a git repository/,
    );
  });

  test("a reeve.yaml of the ref that names what it lacks, by the ref", () => {
    commit({ "reeve.yaml": "rules: [rules]\nseverity: { oen: low }\n", "rules/one.yaml": rule("one") });
    write("reeve.yaml", "rules: [rules]\n");
    const was = base("HEAD");
    expect(was.diagnostics).toMatchObject([
      { code: "RV012", file: "HEAD:reeve.yaml", line: 2, column: 13, message: "No rule is called `oen`. Did you mean `one`?" },
    ]);
    expect(was.rules).toEqual([]);
  });

  test("an invalid rule, by a diagnostic whose file begins with the ref", () => {
    commit({ "rules/one.yaml": rule("one").replace("mfaActive", "mfaActve") });
    write("rules/one.yaml", rule("one"));
    const was = base("HEAD", { rules: ["rules"] });
    expect(was.diagnostics).toMatchObject([{ code: "RV030", file: "HEAD:rules/one.yaml", line: 6 }]);
    expect(was.sourceOf("HEAD:rules/one.yaml")).toContain("mfaActve");
    expect(was.rules).toEqual([]);
  });
});
