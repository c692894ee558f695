import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { buildProgram, type Program, type ProgramOutcome } from "../reeve.ts";
import { CONFIG, RULES, waiver } from "./policy-files.ts";
import { arn, attachment, GUARD, group, groupDetachment, newUser, plan, policy, snapshot, user } from "./world.ts";

// Each step starts the program, on machines that may be busy.
vi.setConfig({ testTimeout: 90_000 });

const READ = arn("policy", "read");
const EARLY = "2026-03-01T12:00:00Z";
const LATE = "2026-03-21T12:00:00Z";

let reeve: Program;
beforeAll(() => {
  reeve = buildProgram();
}, 120_000);
afterAll(() => reeve.remove());

describe("a pull request", () => {
  let repository = "";
  beforeAll(() => {
    repository = join(reeve.folder, "repository");
    for (const [name, text] of Object.entries(RULES)) write(name, text);
    write("reeve.yaml", `${CONFIG}bindings:\n  - { pack: people, enforcement: soft }\n  - { pack: "*", enforcement: mandatory }\n`);
    write("account.json", JSON.stringify(snapshot({ users: [user("ann"), user("bob")], policies: [policy("read")] })));
    write(".github/CODEOWNERS", "* @ann\n/waivers/ @security\n");
    git("init", "--quiet", "--initial-branch=main");
    commit("The rules and who owns them");
  });

  function write(name: string, text: string): void {
    mkdirSync(dirname(join(repository, name)), { recursive: true });
    writeFileSync(join(repository, name), text);
  }
  function git(...args: string[]): void {
    const identity = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", "-c", "commit.gpgsign=false"];
    const { status, stderr } = spawnSync("git", [...identity, ...args], {
      cwd: repository,
      encoding: "utf8",
      env: { ...process.env, GIT_CONFIG_NOSYSTEM: "1" },
    });
    if (status !== 0) throw new Error(stderr);
  }
  function commit(message: string): void {
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
  }
  const gate = (now: string, ...args: string[]): ProgramOutcome =>
    reeve.run(["gate", "--snapshot", "account.json", "--pack", "people,policies", "--author", "@ann", "--now", now, ...args], {
      cwd: repository,
      env: { COLUMNS: "120" },
    });
  const planned = (now: string): ProgramOutcome => gate(now, "--plan", "plan.json");

  it("is clean, blocked by what it introduces, waived, blocked again when the waiver has expired, and passes when it is mended", () => {
    write("plan.json", JSON.stringify(plan([newUser("cat")])));
    commit("A new user");
    const clean = planned(EARLY);
    expect(clean.out).toMatch(/^PASSED: the change makes nothing worse\n/);
    expect(clean.code).toBe(0);

    write("plan.json", JSON.stringify(plan([attachment("ann", READ)])));
    commit("Ann may read");
    const introduced = planned(EARLY);
    expect(introduced.out).toMatch(/^BLOCKED: the change introduces 1 finding \(1 low\)\n/);
    expect(introduced.out).toContain("ann holds policies directly");
    expect(introduced.code).toBe(1);

    write("waivers/ann.yaml", waiver("ann", { rule: "user-direct" }));
    commit("Ann may read until Friday");
    const waived = planned(EARLY);
    expect(waived.code).toBe(0);
    expect(waived.out).toContain("WAIVED 1");
    expect(waived.out).toContain("in-progress: Gets a key on Friday · security@example.com · until 2026-03-20, 19 days left");

    const expired = planned(LATE);
    expect(expired.code).toBe(1);
    expect(expired.out).toMatch(/^BLOCKED: the change introduces 1 finding \(1 low\)\n/);
    expect(expired.out).toContain("expired waivers/ann.yaml:1");

    write("plan.json", JSON.stringify(plan([newUser("cat")])));
    commit("Ann reads through a group");
    const mended = planned(EARLY);
    expect(mended.code).toBe(0);
    expect(mended.out).toMatch(/^PASSED: the change makes nothing worse\n/);
    expect(mended.out).toContain("unused waivers/ann.yaml:1");
  });

  it("is not let pass by a waiver that its author owns", () => {
    write("plan.json", JSON.stringify(plan([attachment("ann", READ)])));
    write("waivers/ann.yaml", waiver("ann", { rule: "user-direct" }));
    write(".github/CODEOWNERS", "* @ann\n");
    const { code, out } = planned(EARLY);
    expect(code).toBe(1);
    expect(out.replaceAll(/\s+/g, " ")).toContain("does not apply here: per .github/CODEOWNERS it is owned by @ann alone, who made the change");
  });

  it("is let pass by a waiver of a team", () => {
    write(".github/CODEOWNERS", "* @acme/security\n");
    expect(planned(EARLY).code).toBe(0);
  });

  it("is not judged by owners that it writes itself", () => {
    write(".github/CODEOWNERS", "* @ann\n");
    commit("Ann owns all");
    write(".github/CODEOWNERS", "* @security\n");
    expect(planned(EARLY).code).toBe(0);
    const { code, out } = gate(EARLY, "--plan", "plan.json", "--owners-base", "main");
    expect(code).toBe(1);
    expect(out).toContain("owned by @ann alone");
  });

  it("is not let pass where nobody owns anything", () => {
    git("rm", "--quiet", "--force", ".github/CODEOWNERS");
    const { code, out } = planned(EARLY);
    expect(code).toBe(1);
    expect(out.replaceAll(/\s+/g, " ")).toContain("there is no CODEOWNERS file");
  });

  it("is not let pass by a CODEOWNERS file outside of a repository, and that is said", () => {
    write("CODEOWNERS", "* @acme/security\n");
    renameSync(join(repository, ".git"), join(repository, "git"));
    const { code, out } = planned(EARLY);
    renameSync(join(repository, "git"), join(repository, ".git"));
    expect(code).toBe(1);
    expect(out.replaceAll(/\s+/g, " ")).toContain("the working folder is in no Git repository");
  });
});

describe("an edit of rules", () => {
  let repository = "";
  beforeAll(() => {
    repository = join(reeve.folder, "rules");
    for (const [name, text] of Object.entries(RULES)) write(name, text);
    write("reeve.yaml", CONFIG);
    const members = ["ann", "eve"];
    const users = [user("ann", { groupArns: [arn("group", "developers")] }), user("eve", { groupArns: [arn("group", "developers")], mfaActive: false })];
    write("account.json", JSON.stringify(snapshot({ users, groups: [group("developers", members, [])] })));
    git("init", "--quiet", "--initial-branch=main");
    git("add", "--all");
    git("-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "Rules");
  });
  afterEach(() => {
    git("checkout", "--quiet", "--", ".");
    git("clean", "--quiet", "--force", "-d");
  });

  function write(name: string, text: string): void {
    mkdirSync(dirname(join(repository, name)), { recursive: true });
    writeFileSync(join(repository, name), text);
  }
  function git(...args: string[]): void {
    const { status, stderr } = spawnSync("git", ["-c", "user.name=Ann", "-c", "user.email=ann@example.com", ...args], { cwd: repository, encoding: "utf8" });
    if (status !== 0) throw new Error(stderr);
  }
  const MFA = RULES["rules/people/user-mfa.yaml"] ?? "";
  /** The files of the edit; null takes one away. */
  const gate = (files: Record<string, string | null>): ProgramOutcome => {
    for (const [name, text] of Object.entries(files)) {
      if (text === null) rmSync(join(repository, name));
      else write(name, text);
    }
    const args = ["gate", "--snapshot", "account.json", "--pack", "people", "--rules-base", "main", "--now", EARLY];
    return reeve.run(args, { cwd: repository, env: { COLUMNS: "160" } });
  };

  it.each<[string, Record<string, string | null>, number, string, string[]]>([
    ["that changes nothing passes, whatever the rules find", {}, 0, "PASSED: the edit of the rules flags nothing new", ["3 findings unchanged"]],
    [
      "that flags more is blocked, and names what it newly flags",
      {
        "rules/people/user-mfa.yaml": MFA.replace(
          "  user.passwordEnabled: true\nrequire:\n  user.mfaActive: true",
          "  user.passwordEnabled: true\nrequire:\n  user.mfaActive: false",
        ),
      },
      1,
      "BLOCKED: the edit of the rules newly flags 1 finding (1 high); the edit weakens what is enforced: rule user-mfa no longer flags 1 finding (1 high); `require` is",
      ["NEWLY FLAGGED 1", "ann signs in without MFA", "NO LONGER FLAGGED 1", "eve signs in without MFA"],
    ],
    [
      "that un-flags is blocked until an owner waives it, and names what it no longer flags",
      { "rules/people/user-mfa.yaml": MFA.replace("user.passwordEnabled: true", "user.passwordEnabled: false") },
      1,
      "BLOCKED: the edit weakens what is enforced: rule user-mfa no longer flags 1 finding (1 high); `applies` is changed, and could be weaker",
      ["NO LONGER FLAGGED 1", "eve signs in without MFA", "WEAKENED 1", "blocks: it needs a waiver by an owner"],
    ],
    [
      "that switches a rule off says what it hides",
      { "reeve.yaml": `${CONFIG}off: [{ rule: user-mfa, reason: Not yet }]\n` },
      1,
      "BLOCKED: the edit weakens what is enforced: rule user-mfa is switched off (Not yet); it flagged 1 finding",
      ["NO LONGER FLAGGED 1", "its rule is switched off"],
    ],
    [
      "that renames a rule changes nothing, with formerly",
      { "rules/people/user-mfa.yaml": null, "rules/people/console-mfa.yaml": MFA.replace("id: user-mfa", "id: console-mfa\nformerly: [user-mfa]") },
      0,
      "PASSED: the edit of the rules flags nothing new",
      ["3 findings unchanged"],
    ],
    [
      "that makes a rule more severe is blocked",
      { "reeve.yaml": `${CONFIG}severity: { user-mfa: critical }\n` },
      1,
      "BLOCKED: the edit of the rules makes 1 finding worse (1 critical)",
      ["WORSE 1"],
    ],
    [
      "that adds a rule names what it flags",
      { "rules/people/user-named.yaml": MFA.replace("id: user-mfa", "id: user-named").replaceAll("user.mfaActive: true", "user.path: /people/") },
      1,
      "BLOCKED: the edit of the rules newly flags 2 findings (2 high)",
      ["NEWLY FLAGGED 2"],
    ],
    [
      "that asks for what is not set leaves a rule not configured",
      {
        "rules/people/user-mfa.yaml": MFA.replace(
          "applies:",
          "params:\n  people: { type: array, items: { type: string }, description: Paths of people }\napplies:",
        ).replace("user.passwordEnabled: true", "user.path: { in: { var: params.people } }"),
      },
      1,
      "BLOCKED: the edit weakens what is enforced: rule user-mfa is changed: `applies` is changed, and could be weaker; the edit leaves 1 rule not configured: user-mfa",
      ["not configured: user-mfa (people)"],
    ],
    ["that is invalid stops the gate", { "rules/people/user-mfa.yaml": MFA.replace("mfaActive", "mfaActve") }, 2, "", []],
  ])("%s", (_name, files, code, summary, says) => {
    const outcome = gate(files);
    expect(outcome.out.split("\n")[0], outcome.err).toBe(summary);
    expect(outcome.code).toBe(code);
    for (const line of says) expect(outcome.out).toContain(line);
  });

  it("that names no commit of this clone is a mistake", () => {
    const { code, err } = reeve.run(["gate", "--snapshot", "account.json", "--rules-base", "nowhere"], { cwd: repository });
    expect(code).toBe(2);
    expect(err).toContain("--rules-base nowhere");
  });

  it("and a plan together are a mistake", () => {
    write("plan.json", JSON.stringify(plan([groupDetachment("developers", GUARD)])));
    const { code } = reeve.run(["gate", "--snapshot", "account.json", "--pack", "people", "--plan", "plan.json", "--rules-base", "main"], { cwd: repository });
    expect(code).toBe(2);
  });
});
