import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fingerprint } from "../../../engine/index.ts";
import type { ReeveResults } from "../../../schemas/index.ts";
import { buildProgram, type Program } from "../reeve.ts";
import { CONFIG, RULES } from "./policy-files.ts";
import { ACCOUNT, arn, attachment, NOW, plan, policy, snapshot, user } from "./world.ts";

const bindings = (enforcement: string): string => `bindings:\n  - { pack: "*", severity: low, enforcement: ${enforcement} }\n`;
const READ = arn("policy", "read");
const ENTRY = {
  fingerprint: fingerprint("user-direct", ACCOUNT, "AIDABOB", null),
  ...{ rule: "user-direct", account: ACCOUNT, resource: arn("user", "bob"), severity: "low", since: "2026-01-01" },
};

/** A change that loosens reeve.yaml beside the plan that it is judged with. */
describe("a gate with a plan", () => {
  let reeve: Program;
  let repository = "";
  const git = (...args: string[]): void => {
    const { status, stderr } = spawnSync(
      "git",
      ["--no-pager", "-c", "user.name=ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false", ...args],
      {
        cwd: repository,
        encoding: "utf8",
      },
    );
    if (status !== 0) throw new Error(stderr);
  };
  const put = (files: Record<string, string>): void => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(repository, name)), { recursive: true });
      writeFileSync(join(repository, name), text);
    }
  };
  const gate = (env: Record<string, string>, ...more: string[]) => {
    const args = ["gate", "--snapshot", "account.json", "--plan", "plan.json", "--now", NOW, "--pack", "people", "--format", "json", ...more];
    const { code, out, err } = reeve.run(args, { cwd: repository, env });
    return { code, err, gate: out.startsWith("{") ? (JSON.parse(out) as ReeveResults).gate : undefined };
  };

  beforeAll(() => {
    reeve = buildProgram();
    repository = join(reeve.folder, "merged");
    mkdirSync(repository);
    git("init", "--quiet", "--initial-branch=main");
    put({
      ...RULES,
      "reeve.yaml": `${CONFIG}${bindings("mandatory")}`,
      "account.json": JSON.stringify(snapshot({ users: [user("bob")], policies: [policy("read")] })),
      "plan.json": JSON.stringify(plan([attachment("bob", READ)])),
    });
    git("add", "--all");
    git("commit", "--quiet", "--message", "Start");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
  }, 120_000);
  afterEach(() => {
    git("reset", "--quiet", "--hard", "origin/main");
    git("clean", "--quiet", "--force", "-d");
  });
  afterAll(() => reeve.remove());

  const PIPELINES: [name: string, env: Record<string, string>, args: string[]][] = [
    ["GitHub", { GITHUB_BASE_REF: "main" }, []],
    ["GitLab", { CI_MERGE_REQUEST_DIFF_BASE_SHA: "origin/main" }, []],
    ["--owners-base", {}, ["--owners-base", "origin/main"]],
  ];
  const LOOSER: [name: string, files: Record<string, string>][] = [
    ["bindings", { "reeve.yaml": `${CONFIG}${bindings("advisory")}` }],
    ["failOn", { "reeve.yaml": `${CONFIG}failOn: none\n` }],
    ["a baseline", { "baseline.json": JSON.stringify({ schema: "reeve/baseline@1", entries: [ENTRY] }) }],
  ];

  it.each(PIPELINES.flatMap(([by, env, args]) => LOOSER.map(([what, files]) => ({ by, env, args, what, files }))))(
    "is decided by the $what of the base that $by names",
    ({ env, args, files }) => {
      put(files);
      const ran = gate(env, ...args);
      expect(ran.code, ran.err).toBe(1);
      expect(ran.gate?.bindings[0]?.enforcement).toBe("mandatory");
      expect(ran.err.replace(/\s+/g, " ")).toContain("reeve.yaml and baseline of origin/main decide");
      expect(gate({}).code, "the working folder decides outside a pipeline").toBe(0);
    },
  );

  it("says nothing of the base where the change leaves it as it was", () => {
    const ran = gate({ GITHUB_BASE_REF: "main" });
    expect([ran.code, ran.err.includes("decide:")]).toEqual([1, false]);
  });

  it("is incomplete where the base is not in the clone, whatever the change says", () => {
    put({ "reeve.yaml": `${CONFIG}${bindings("advisory")}` });
    const ran = gate({ GITHUB_BASE_REF: "release" });
    expect(ran.code, ran.err).toBe(3);
    expect(ran.gate?.reasons).toEqual([
      {
        code: "settings-unread",
        count: 0,
        text: "reeve.yaml of origin/release, into which the change is merged, cannot be read: fetch it, or name a commit with --owners-base",
      },
    ]);
    expect(gate({ GITHUB_BASE_REF: "release" }, "--allow-unknown").code).toBe(3);
  });

  it("is decided by the working folder's outside a repository", () => {
    const folder = mkdtempSync(join(reeve.folder, "outside-"));
    for (const name of ["account.json", "plan.json"]) spawnSync("cp", [join(repository, name), folder]);
    const args = ["gate", "--snapshot", "account.json", "--plan", "plan.json", "--now", NOW, "--pack", "iam-baseline"];
    const { code, err } = reeve.run(args, { cwd: folder, env: { GITHUB_BASE_REF: "main", GIT_CEILING_DIRECTORIES: reeve.folder } });
    expect(code, err).not.toBe(3);
    rmSync(folder, { recursive: true });
  });
});
