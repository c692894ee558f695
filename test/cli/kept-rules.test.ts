import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isInCi, isRunBy } from "../../cli/ci-systems.ts";
import { PRIVATE_MODE, WINDOWS } from "../platform.ts";
import { buildProgram, type Program, SNAPSHOT } from "./reeve.ts";

/** What marks a job of each CI system. */
const CI_VARIABLES = [
  "CI",
  "GITHUB_ACTIONS",
  "GITLAB_CI",
  "TF_BUILD",
  "CODEBUILD_BUILD_ARN",
  "JENKINS_URL",
  "TEAMCITY_VERSION",
  "BITBUCKET_COMMIT",
  "bamboo_planKey",
  "GO_PIPELINE_LABEL",
];

const RULE = (title: string): string => `id: mine
title: ${title}
severity: low
resource: user
rationale: Users are told apart by their paths.
evidence: [user.path]
require:
  user.path: { is: / }
message: "{{user.name}} lies at {{user.path}}"
`;

describe("rules kept from one check to the next", () => {
  let reeve: Program;
  beforeAll(() => {
    reeve = buildProgram();
    mkdirSync(join(reeve.folder, "mine"));
  });
  afterAll(() => reeve.remove());

  const kept = (): string => join(reeve.folder, "cache/rules");
  const keptFile = (): string => join(kept(), readdirSync(kept())[0] ?? "");
  const check = (env: Record<string, string> = {}) => reeve.run(["check", "--snapshot", SNAPSHOT, "--rules", "mine", "--format", "json"], { env });
  beforeEach(() => {
    rmSync(kept(), { recursive: true, force: true });
    writeFileSync(join(reeve.folder, "mine/mine.yaml"), RULE("Users lie at the root"));
  });

  it("are readable by the user alone and judge as those just parsed do", () => {
    const first = check();
    expect(first.code).toBe(1);
    expect(statSync(keptFile()).mode & 0o777).toBe(PRIVATE_MODE);
    expect(check()).toEqual(first);
    expect(check({ REEVE_NO_CACHE: "1" })).toEqual(first);
  });

  it("count for nothing when the kept file was damaged", () => {
    const first = check();
    const path = keptFile();
    writeFileSync(path, readFileSync(path, "utf8").replaceAll("Users lie at the root", "Users lie"));
    expect(check()).toEqual(first);
    writeFileSync(path, "{");
    expect(check()).toEqual(first);
  });

  it("count for nothing when another file's entry stands in their place", () => {
    check();
    const sound = keptFile();
    writeFileSync(join(reeve.folder, "mine/mine.yaml"), RULE("Users are at the root"));
    const other = check();
    const [changed = ""] = readdirSync(kept())
      .map((name) => join(kept(), name))
      .filter((path) => path !== sound);
    copyFileSync(sound, changed);
    expect(check()).toEqual(other);
  });

  it.runIf(!WINDOWS)("are not used, nor kept, where others can write the cache folder", () => {
    const first = check();
    const path = keptFile();
    const text = readFileSync(path, "utf8");
    chmodSync(join(reeve.folder, "cache"), 0o777);
    const open = check();
    chmodSync(join(reeve.folder, "cache"), 0o700);
    expect([open.code, open.out]).toEqual([first.code, first.out]);
    expect(open.err).toContain("the results could not be kept for explain and remediate: other users can write in");
    expect([readdirSync(kept()).length, readFileSync(path, "utf8")]).toEqual([1, text]);
  });

  it.each(["CI", "TF_BUILD"])("are none in a CI system that sets %s, unless REEVE_CACHE_DIR asks for them", (variable) => {
    const home = join(reeve.folder, `home-${variable}`);
    const none = Object.fromEntries(CI_VARIABLES.map((name) => [name, ""]));
    const places = { HOME: home, XDG_CACHE_HOME: join(home, "xdg"), LOCALAPPDATA: home, REEVE_CACHE_DIR: "" };
    const validate = (env: Record<string, string>) => reeve.run(["rules", "validate", "mine"], { env: { ...none, ...places, ...env } });
    const made = (): string[] => (existsSync(home) ? readdirSync(home, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json")) : []);
    const outcome = validate({ [variable]: "True" });
    expect([outcome.code, made()]).toEqual([0, []]);
    expect(validate({ [variable]: "false" })).toEqual(outcome);
    expect(made().length).toBe(1);
    expect(validate({ [variable]: "True", REEVE_CACHE_DIR: join(home, "asked") })).toEqual(outcome);
    expect(made().length).toBe(2);
  });

  it("give way to a rule that was changed", () => {
    expect(check().out).toContain("Users lie at the root");
    writeFileSync(join(reeve.folder, "mine/mine.yaml"), RULE("Users are at the root"));
    expect(check().out).toContain("Users are at the root");
  });

  it("are none where a rule is broken", () => {
    writeFileSync(join(reeve.folder, "mine/mine.yaml"), `${RULE("Users lie at the root")}more: 1\n`);
    expect(check().code).toBe(2);
    expect(() => readdirSync(kept())).toThrow("ENOENT");
  });
});

describe("a CI system", () => {
  it.each(CI_VARIABLES)("is known by %s", (variable) => {
    expect(["true", "True", "1", "x", "false", "0", ""].map((value) => isInCi({ [variable]: value }))).toEqual([true, true, true, true, false, false, false]);
  });

  it("is distinguished from another one", () => {
    expect([isInCi({}), isRunBy("GitHub Actions", { CI: "true" }), isRunBy("GitLab CI", { CI: "true", GITLAB_CI: "true" })]).toEqual([false, false, true]);
  });
});
