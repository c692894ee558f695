import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { parse } from "yaml";
import { buildProgram, type Program, ROOT } from "./reeve.ts";

vi.setConfig({ testTimeout: 60_000 });

let reeve: Program;
beforeAll(() => {
  reeve = buildProgram();
}, 120_000);
afterAll(() => reeve.remove());

const newFolder = (): string => mkdtempSync(join(reeve.folder, "case-"));
const textOf = (...path: string[]): string => readFileSync(join(...path), "utf8");

/** A policy repository as it stands after `npm install`. */
function repository(): string {
  const cwd = newFolder();
  expect(reeve.run(["init"], { cwd }).code).toBe(0);
  mkdirSync(join(cwd, "node_modules/@reeve-rules"), { recursive: true });
  symlinkSync(ROOT, join(cwd, "node_modules/@reeve-rules/reeve"));
  return cwd;
}

describe("reeve init", () => {
  it("makes a repository whose rules are valid, whose tests pass, and whose mutants all die", () => {
    const cwd = repository();
    expect(reeve.run(["rules", "validate"], { cwd })).toMatchObject({ code: 0, out: expect.stringContaining("no mistake found") });
    expect(reeve.run(["rules", "test", "rules"], { cwd })).toMatchObject({ code: 0, out: expect.stringContaining("all passed") });
    expect(reeve.run(["rules", "test", "--mutate", "rules"], { cwd })).toMatchObject({ code: 0, out: expect.stringContaining("none survived") });
  });

  it("writes files that parse, and paths to schemas that are there", () => {
    const cwd = repository();
    const files = readdirSync(cwd, { recursive: true, encoding: "utf8" }).filter((file) => !file.startsWith("node_modules") && /\.(json|ya?ml)$/.test(file));
    expect(files.length).toBeGreaterThan(7);
    for (const file of files) {
      const text = textOf(cwd, file);
      expect(text).not.toMatch(/@[A-Z]+@/);
      expect(file.endsWith(".json") ? JSON.parse(text) : parse(text), file).toBeTruthy();
      for (const [, path = ""] of text.matchAll(/((?:\.\.?\/)+node_modules\/\S+?\.json)/g)) {
        const from = path.startsWith("./") ? cwd : join(cwd, "rules");
        expect(existsSync(join(from, path)), `${file}: ${path}`).toBe(true);
      }
    }
    const manifest = JSON.parse(textOf(cwd, "package.json"));
    expect(manifest.dependencies["@reeve-rules/reeve"]).toBe(JSON.parse(textOf(ROOT, "package.json")).version);
  });

  it("gives workflows the least permissions, and actions pinned by commit", () => {
    const cwd = repository();
    const workflow = textOf(cwd, ".github/workflows/reeve.yml");
    const parsed = parse(workflow);
    expect(parsed.permissions).toEqual({ contents: "read" });
    expect(parsed.jobs.account.permissions).toEqual({ contents: "read", "id-token": "write" });
    expect(parsed.jobs.rules.permissions).toBeUndefined();
    const uses = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action]) => action);
    expect(uses.length).toBeGreaterThan(4);
    expect(uses.filter((action) => !/@[0-9a-f]{40}$/.test(action ?? ""))).toEqual([]);
    expect(workflow + textOf(cwd, ".gitlab-ci.yml") + textOf(cwd, "README.md")).not.toMatch(/npx (?!--no-install)/);
  });

  it("leaves what is there, and names it", () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, "package.json"), "{}\n");
    symlinkSync("nowhere", join(cwd, "reeve.yaml"));
    const { code, out } = reeve.run(["init", "."], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/Left as they were:\n {2}package\.json\n {2}reeve\.yaml\n/);
    expect(out).toContain("npm install --save-exact @reeve-rules/reeve@");
    expect(textOf(cwd, "package.json")).toBe("{}\n");
    expect(existsSync(join(cwd, "nowhere"))).toBe(false);
    expect(reeve.run(["init", "."], { cwd }).out).toBe("Nothing to make in .: every file is there.\n");
  });

  it("refuses a file for a folder", () => {
    const cwd = newFolder();
    writeFileSync(join(cwd, "a"), "");
    expect(reeve.run(["init", "a"], { cwd })).toMatchObject({ code: 2, err: "reeve: a is a file: name a folder.\n" });
    expect(reeve.run(["init", "a/b"], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("a part of the path is not a folder") });
    writeFileSync(join(cwd, ".github"), "");
    expect(reeve.run(["init"], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("cannot make the folder") });
  });
});

const FLAGS = ["--resource", "user", "--require", "user.mfaActive: true", "--severity", "high", "--title", "Users have MFA", "--rationale", "A reason"];

/** The flags but one, which a case gives itself: an option holds one value. */
const without = (flag: string): string[] => FLAGS.filter((_, at) => FLAGS[at] !== flag && FLAGS[at - 1] !== flag);

describe("reeve rules new, without a terminal", () => {
  it("writes a rule and tests that validate, pass and let no mutant live", () => {
    const cwd = repository();
    expect(reeve.run(["rules", "new", ...FLAGS], { cwd })).toMatchObject({ code: 0, out: expect.stringMatching(/^Wrote rules\/users-have-mfa\.yaml\n/) });
    expect(reeve.run(["rules", "validate", "rules"], { cwd }).code).toBe(0);
    expect(reeve.run(["rules", "test", "--mutate", "rules"], { cwd })).toMatchObject({ code: 0, out: expect.stringMatching(/^2 rules.*none survived/m) });
  });

  it("writes whole records for an event rule, where --dir says", () => {
    const cwd = newFolder();
    const flags = ["--resource", "event", "--condition", "{ event.eventName: DeleteTrail, outcome: success }", "--severity", "high"];
    const { code } = reeve.run(["rules", "new", "trail-gone", ...flags, "--title", "No trail is deleted", "--rationale", "x", "--dir", "mine/events"], { cwd });
    expect(code).toBe(0);
    const [first] = parse(textOf(cwd, "mine/events/trail-gone.test.yaml")).cases;
    expect(Object.keys(first.given.events[0])).toEqual(
      expect.arrayContaining(["eventVersion", "userIdentity", "eventTime", "eventSource", "eventID", "recipientAccountId"]),
    );
    expect(reeve.run(["rules", "test", "--mutate", "mine"], { cwd })).toMatchObject({ code: 0, out: expect.stringContaining("none survived") });
  });

  it.each<[string, string[], RegExp]>([
    ["all flags that are missing", ["--resource", "user"], /missing: --require, --severity, --title, --rationale\./],
    ["a misspelt kind, with the nearest", [...without("--resource"), "--resource", "acessKey"], /no resource is called "acessKey"\. Did you mean accessKey\?/],
    ["a misspelt severity, with the nearest", [...without("--severity"), "--severity", "hihg"], /Did you mean high\?/],
    ["an id that is none", ["Users_MFA", ...FLAGS], /"Users_MFA" is no id/],
    ["an id that a shipped rule bears", ["user-console-mfa", ...FLAGS], /a rule is called user-console-mfa already/],
    ["--unless for what is no event", [...FLAGS, "--unless", "x: 1"], /for a user write --applies/],
    [
      "a condition that is wrong, as validate does",
      [...without("--require"), "--require", "user.mfaActve: true"],
      /error RV030[\s\S]+write: user\.mfaActive[\s\S]+nothing was written/,
    ],
  ])("refuses with exit code 2 and names %s", (_what, args, message) => {
    const cwd = newFolder();
    const { code, out, err } = reeve.run(["rules", "new", ...args], { cwd });
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it("overwrites nothing", () => {
    const cwd = newFolder();
    mkdirSync(join(cwd, "rules"));
    writeFileSync(join(cwd, "rules/users-have-mfa.test.yaml"), "mine\n");
    expect(reeve.run(["rules", "new", ...FLAGS], { cwd })).toMatchObject({ code: 2, err: expect.stringContaining("is there already") });
    expect(readdirSync(join(cwd, "rules"))).toEqual(["users-have-mfa.test.yaml"]);
  });
});

describe("reeve rules docs", () => {
  it("writes pages whose links all lead somewhere, and finds them unchanged", () => {
    const cwd = newFolder();
    expect(reeve.run(["rules", "docs", "--out", "pages"], { cwd })).toMatchObject({ code: 0, err: "" });
    const pages = readdirSync(join(cwd, "pages"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
    expect(pages.length).toBeGreaterThan(65);
    for (const page of pages)
      for (const [, target = ""] of textOf(cwd, "pages", page).matchAll(/\]\(([^)]+)\)/g))
        expect(existsSync(join(cwd, "pages", page, "..", target)), `${page}: ${target}`).toBe(true);
    expect(reeve.run(["rules", "docs", "--out", "pages", "--check"], { cwd }).code).toBe(0);
  });

  it("tells pages that differ or are too many, and mends them", () => {
    const cwd = newFolder();
    const args = ["rules", "docs", "--pack", "iam-baseline", "--out", "pages"];
    reeve.run([...args, "--rule", "root-mfa-enabled,root-no-access-key"], { cwd });
    const check = reeve.run([...args, "--rule", "root-mfa-enabled", "--check"], { cwd });
    expect(check).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^differs {2}pages\/README\.md$[\s\S]+^too many pages\/rules\/root-no-access-key\.md$/m),
    });
    reeve.run([...args, "--rule", "root-mfa-enabled"], { cwd });
    expect(readdirSync(join(cwd, "pages/rules"))).toEqual(["root-mfa-enabled.md"]);
  });

  it("leaves pages alone that it did not write", () => {
    const cwd = newFolder();
    mkdirSync(join(cwd, "pages/rules"), { recursive: true });
    writeFileSync(join(cwd, "pages/README.md"), "# Mine\n");
    writeFileSync(join(cwd, "pages/rules/mine.md"), "# Mine\n");
    expect(reeve.run(["rules", "docs", "--out", "pages"], { cwd })).toMatchObject({
      code: 2,
      err: expect.stringContaining("was not made by reeve rules docs"),
    });
    expect(readdirSync(join(cwd, "pages/rules"))).toEqual(["mine.md"]);
  });

  it("prints the page of one rule with rules show --docs", () => {
    const { code, out } = reeve.run(["rules", "show", "user-console-mfa", "--docs"]);
    expect(code).toBe(0);
    for (const part of ["# Console users sign in with MFA\n", "## What it asks\n", "## Parameters\n", "## How to fix it\n", "## Controls\n", "## Sources\n"])
      expect(out).toContain(part);
    expect(reeve.run(["rules", "show", "user-console-mfa", "--docs", "--logic"]).code).toBe(2);
  });
});
