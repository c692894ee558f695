import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fingerprint } from "../../../engine/index.ts";
import type { ReeveResults } from "../../../schemas/index.ts";
import { buildProgram, type Program } from "../reeve.ts";
import { CONFIG, RULES, waiver } from "./policy-files.ts";
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
    git("tag", "start");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
  }, 120_000);
  afterEach(() => {
    git("reset", "--quiet", "--hard", "start");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
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

  const DIRECT = RULES["rules/people/user-direct.yaml"] ?? "";
  const MANDATORY = bindings("mandatory");
  const LIMITED = DIRECT.replace(
    "require:\n  user.attachedPolicyArns: { count: 0 }\n",
    "params:\n  most: { type: integer, default: 0, description: Policies. }\nrequire:\n  user.attachedPolicyArns: { count: { lte: { var: params.most } } }\n",
  );
  /** Edits beside the plan that make its finding vanish, or could. */
  const HIDING: [code: string, base: Record<string, string>, edit: Record<string, string | null>][] = [
    ["rule-off", {}, { "reeve.yaml": `${CONFIG}${MANDATORY}off: [{ rule: user-direct, reason: Not now }]\n` }],
    ["rule-removed", {}, { "rules/people/user-direct.yaml": null }],
    ["severity-lowered", {}, { "reeve.yaml": `${CONFIG}${MANDATORY}severity: { user-direct: info }\n` }],
    ["severity-lowered", {}, { "rules/people/user-direct.yaml": DIRECT.replace("severity: low", "severity: info") }],
    ["rule-changed", {}, { "rules/people/user-direct.yaml": DIRECT.replace("count: 0", "count: { lte: 5 }") }],
    ["rule-changed", {}, { "rules/people/user-direct.yaml": DIRECT.replace("require:", "applies: { user.path: /x/ }\nrequire:") }],
    ["parameter", { "rules/people/user-direct.yaml": LIMITED }, { "reeve.yaml": `${CONFIG}${MANDATORY}params: { user-direct: { most: 5 } }\n` }],
    ["parameter", { "rules/people/user-direct.yaml": LIMITED }, { "rules/people/user-direct.yaml": LIMITED.replace("default: 0", "default: 5") }],
    ["waiver", {}, { "reeve.yaml": `${CONFIG}${MANDATORY}waivers: { maxDays: { low: 900 } }\n` }],
  ];
  const committed = (files: Record<string, string>): void => {
    put(files);
    git("add", "--all");
    git("commit", "--quiet", "--allow-empty", "--message", "Base");
    git("update-ref", "refs/remotes/origin/main", "HEAD");
  };
  const edited = (files: Record<string, string | null>): void => {
    for (const [name, text] of Object.entries(files)) text === null ? rmSync(join(repository, name)) : put({ [name]: text });
  };

  it.each(HIDING.flatMap(([code, base, edit]) => [true, false].map((planned) => ({ code, base, edit, planned }))))(
    "shows and blocks $code of the change, with a plan: $planned",
    ({ code, base, edit, planned }) => {
      committed(base);
      edited(edit);
      const args = planned ? [] : ["--plan", "nothing.json"];
      if (!planned) put({ "nothing.json": JSON.stringify(plan([])) });
      const ran = gate({ GITHUB_BASE_REF: "main" }, ...args);
      expect(
        ran.gate?.weakenings?.map((each) => [each.code, each.decision]),
        ran.err,
      ).toEqual([[code, "blocks"]]);
      expect(ran.code).toBe(1);
      expect(ran.gate?.reasons.find((reason) => reason.code === "weakening")?.text).toMatch(/^the change weakens what is enforced: /);
      expect(gate({}).gate?.weakenings, "outside a pipeline nothing is compared").toBeUndefined();
    },
  );

  it("shows what rules of a change enforce less of a snapshot without a plan", () => {
    edited({ "reeve.yaml": `${CONFIG}${MANDATORY}off: [{ rule: user-direct, reason: Not now }]\n` });
    const { code, out } = reeve.run(["gate", "--snapshot", "account.json", "--now", NOW, "--format", "json"], {
      cwd: repository,
      env: { GITHUB_BASE_REF: "main" },
    });
    expect([code, (JSON.parse(out) as ReeveResults).gate?.weakenings?.map((each) => each.code)]).toEqual([1, ["rule-off"]]);
  });

  it("shows a pack that the change removes, and passes by a waiver of another owner", () => {
    committed({ CODEOWNERS: "* @acme/security\n" });
    const off = { "reeve.yaml": `${CONFIG.replace("rules/policies, ", "")}${bindings("mandatory")}` };
    edited(off);
    const all = (): ReeveResults["gate"] => {
      const args = ["gate", "--snapshot", "account.json", "--now", NOW, "--format", "json", "--author", "ann"];
      return (JSON.parse(reeve.run(args, { cwd: repository, env: { GITHUB_BASE_REF: "main" } }).out) as ReeveResults).gate;
    };
    const [found] = all()?.weakenings ?? [];
    expect([found?.code, found?.decision]).toEqual(["pack-removed", "blocks"]);
    edited({ "waivers/pack.yaml": waiver("eve", { rule: "*", max: 1, resource: found?.fingerprint ?? "" }) });
    expect(all()?.weakenings?.map((each) => [each.code, each.decision])).toEqual([["pack-removed", "waived"]]);
  });

  it("does not show what decides as the base has it, nor rules that are stricter", () => {
    edited({
      "reeve.yaml": `${CONFIG}failOn: none\n`,
      "baseline.json": JSON.stringify({ schema: "reeve/baseline@1", entries: [ENTRY] }),
      "rules/people/user-direct.yaml": DIRECT.replace("severity: low", "severity: high"),
    });
    const ran = gate({ GITHUB_BASE_REF: "main" });
    expect([ran.code, ran.gate?.weakenings], ran.err).toEqual([1, []]);
  });

  it("says that rules of the base are invalid, and judges by those of the change", () => {
    committed({ "rules/people/user-direct.yaml": DIRECT.replace("attachedPolicyArns", "attachedPolicyArnz") });
    edited({ "rules/people/user-direct.yaml": DIRECT });
    const ran = gate({ GITHUB_BASE_REF: "main" });
    expect([ran.code, ran.gate?.weakenings], ran.err).toEqual([1, undefined]);
    expect(ran.err.replace(/\s+/g, " ")).toContain("The rules of origin/main are invalid");
  });

  describe("in a merge queue of GitHub", () => {
    const queue = (event: unknown): Record<string, string> => {
      writeFileSync(join(reeve.folder, "event.json"), JSON.stringify(event));
      return { GITHUB_EVENT_NAME: "merge_group", GITHUB_EVENT_PATH: join(reeve.folder, "event.json") };
    };
    const base = (): string => spawnSync("git", ["rev-parse", "origin/main"], { cwd: repository, encoding: "utf8" }).stdout.trim();

    it("is decided by the base of the merge group", () => {
      edited({ "reeve.yaml": `${CONFIG}failOn: none\noff: [{ rule: user-mfa, reason: Not now }]\n` });
      const ran = gate(queue({ merge_group: { base_sha: base(), base_ref: "refs/heads/main" } }));
      expect([ran.code, ran.gate?.bindings[0]?.enforcement, ran.gate?.weakenings?.map(({ code }) => code)], ran.err).toEqual([1, "mandatory", ["rule-off"]]);
    });

    it.each<[what: string, event: unknown]>([
      ["does not name it", {}],
      ["names what is no commit", { merge_group: { base_sha: "--upload-pack=x" } }],
      ["names a commit that the clone lacks", { merge_group: { base_sha: "0123456789012345678901234567890123456789" } }],
    ])("is incomplete where the event %s", (_, event) => {
      edited({ "reeve.yaml": `${CONFIG}failOn: none\n` });
      const ran = gate(queue(event));
      expect([ran.code, ran.gate?.reasons.map(({ code }) => code)], ran.err).toEqual([3, ["settings-unread"]]);
    });
  });

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
