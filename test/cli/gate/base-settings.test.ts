import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { fingerprint } from "../../../engine/index.ts";
import type { ReeveResults } from "../../../schemas/index.ts";
import { buildProgram, type Program } from "../reeve.ts";
import { CONFIG, RULES, waiver } from "./policy-files.ts";
import { type LaidFiles, type Repository, repositoryOf } from "./repository.ts";
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
  let repo: Repository;
  const gate = (env: Record<string, string>, ...more: string[]) => {
    const args = ["gate", "--snapshot", "account.json", "--plan", "plan.json", "--now", NOW, "--pack", "people", "--format", "json", ...more];
    const { code, out, err } = reeve.run(args, { cwd: repository, env });
    return { code, err, gate: out.startsWith("{") ? (JSON.parse(out) as ReeveResults).gate : undefined };
  };

  beforeAll(() => {
    reeve = buildProgram();
    repository = join(reeve.folder, "merged");
    repo = repositoryOf(repository, {
      ...RULES,
      "reeve.yaml": `${CONFIG}${bindings("mandatory")}`,
      "account.json": JSON.stringify(snapshot({ users: [user("bob")], policies: [policy("read")] })),
      "plan.json": JSON.stringify(plan([attachment("bob", READ)])),
    });
  }, 120_000);
  afterEach(() => repo.reset());
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
      repo.lay(files);
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
  const committed = (files: LaidFiles): void => {
    repo.lay(files);
    repo.commit("Base");
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD");
  };
  const edited = (files: LaidFiles): void => repo.lay(files);

  it.each(HIDING.flatMap(([code, base, edit]) => [true, false].map((planned) => ({ code, base, edit, planned }))))(
    "shows and blocks $code of the change, with a plan: $planned",
    ({ code, base, edit, planned }) => {
      committed(base);
      edited(edit);
      const args = planned ? [] : ["--plan", "nothing.json"];
      if (!planned) repo.lay({ "nothing.json": JSON.stringify(plan([])) });
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
    expect(all()?.weakenings?.map((each) => [each.code, each.decision])).toEqual([
      ["pack-removed", "waived"],
      ["waiver", "waived"],
    ]);
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

  const ATTESTATION = "attestations:\n  - { rule: account-reviewed, by: ann, at: 2026-02-01, evidence: Asked, expires: 2026-04-01 }\n";
  const NO_CHANGE = { "plan.json": JSON.stringify(plan([])) };

  it.each<[what: string, code: string, edit: LaidFiles, longer: LaidFiles]>([
    ["a waiver", "waiver", { "waivers/a.yaml": waiver("bob") }, { "waivers/a.yaml": waiver("bob", { expires: "2026-03-25" }) }],
    ["an attestation", "attestation", { "attestations/a.yaml": ATTESTATION }, { "attestations/a.yaml": ATTESTATION.replace("04-01", "05-01") }],
  ])("shows and blocks %s that the change adds or makes looser, until another owner has its file", (_, code, edit, longer) => {
    committed(NO_CHANGE);
    edited(edit);
    const decided = (): unknown => {
      const { code: exit, gate: found } = gate({ GITHUB_BASE_REF: "main" }, "--author", "ann");
      return [exit, found?.weakenings?.map((each) => [each.code, each.decision])];
    };
    expect(decided()).toEqual([1, [[code, "blocks"]]]);
    committed({});
    expect(decided(), "of the base").toEqual([0, []]);
    edited(longer);
    expect(decided()).toEqual([1, [[code, "blocks"]]]);
    repo.git("checkout", "--quiet", "--", ".");
    committed({ CODEOWNERS: "* @acme/security\n" });
    edited(longer);
    expect(decided()).toEqual([0, [[code, "waived"]]]);
  });

  it("names an edit of a rule by one fingerprint, in a gate on a plan and in one on the rules", () => {
    committed({ "account.json": JSON.stringify(snapshot({ users: [user("bob", { attachedPolicyArns: [READ] })], policies: [policy("read")] })) });
    edited({ "rules/people/user-direct.yaml": DIRECT.replace("count: 0", "count: { lte: 5 }") });
    const [planned] = gate({ GITHUB_BASE_REF: "main" }).gate?.weakenings ?? [];
    const args = ["gate", "--snapshot", "account.json", "--rules-base", "origin/main", "--now", NOW, "--pack", "people", "--format", "json"];
    const [ofRules] = (JSON.parse(reeve.run(args, { cwd: repository }).out) as ReeveResults).gate?.weakenings ?? [];
    expect([planned?.code, ofRules?.code]).toEqual(["rule-changed", "unflagged"]);
    expect(planned?.fingerprint).toBe(ofRules?.fingerprint);
  });

  it("is incomplete where rules of the base are invalid, unless that is accepted, and judges by those of the change", () => {
    committed({ ...NO_CHANGE, "rules/people/user-direct.yaml": DIRECT.replace("attachedPolicyArns", "attachedPolicyArnz") });
    edited({ "rules/people/user-direct.yaml": DIRECT });
    const ran = gate({ GITHUB_BASE_REF: "main" });
    expect([ran.code, ran.gate?.weakenings], ran.err).toEqual([3, undefined]);
    expect(ran.gate?.reasons.map(({ code, text }) => [code, text])).toEqual([
      [
        "rules-not-compared",
        "the rules of origin/main, into which the change is merged, are invalid or cannot be read, so that whether the change makes them weaker is not known",
      ],
    ]);
    expect(gate({ GITHUB_BASE_REF: "main" }, "--allow-unknown=existing").code).toBe(3);
    expect(gate({ GITHUB_BASE_REF: "main" }, "--allow-unknown").code).toBe(0);
  });

  describe("in a merge queue of GitHub", () => {
    const queue = (event: unknown): Record<string, string> => {
      writeFileSync(join(reeve.folder, "event.json"), JSON.stringify(event));
      return { GITHUB_EVENT_NAME: "merge_group", GITHUB_EVENT_PATH: join(reeve.folder, "event.json") };
    };
    const base = (): string => repo.git("rev-parse", "origin/main");

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
    repo.lay({ "reeve.yaml": `${CONFIG}${bindings("advisory")}` });
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
