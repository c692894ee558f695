import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import type { ReeveResults } from "../../schemas/index.ts";
import { buildProgram, type Program, ROOT } from "../cli/reeve.ts";
import { run } from "./action-runner.ts";
import { type FakeForge, fakeForge, TOKENS } from "./fake-forge.ts";

interface Header {
  spec: { inputs: Record<string, { default: string | boolean; description?: string; type?: string; regex?: string; options?: string[] }> };
}

interface Job {
  stage: string;
  image: string;
  rules: { if: string }[];
  variables: Record<string, string>;
  script: string[];
  artifacts: { when: string; access: string; expire_in: string; paths: string[]; reports: Record<string, string> };
}

const TEXT = readFileSync(join(ROOT, "templates/gitlab/reeve.gitlab-ci.yml"), "utf8");
const [header, body] = parseAllDocuments(TEXT).map((document) => document.toJS()) as [Header, Record<string, Job>];

/** Inputs in the place of `$[[ inputs.x ]]`, in each string of the parsed file. Source: GitLab Docs, "CI/CD inputs". */
function interpolated<T>(value: T, inputs: Record<string, string>): T {
  if (typeof value === "string") {
    const text = value.replaceAll(/\$\[\[\s*inputs\.([\w-]+)\s*\]\]/g, (_, id: string) => {
      if (!Object.hasOwn(header.spec.inputs, id)) throw new Error(`there is no input ${id}`);
      return inputs[id] ?? String(header.spec.inputs[id]?.default);
    });
    return text as T;
  }
  if (Array.isArray(value)) return value.map((each) => interpolated(each, inputs)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, interpolated(each, inputs)])) as T;
}

let reeve: Program;
let forge: FakeForge | null = null;
beforeAll(() => {
  reeve = buildProgram();
}, 120_000);
afterEach(async () => {
  await forge?.close();
  forge = null;
});
afterAll(() => reeve.remove());

function repository(plan: string): string {
  const folder = mkdtempSync(join(reeve.folder, "repository-"));
  for (const file of ["before.json.gz", "plan.json"]) copyFileSync(join(ROOT, "test/fixtures/plans", plan, file), join(folder, file));
  writeFileSync(join(folder, "reeve.yaml"), "packs: [iam-baseline]\nfailOn: high\n");
  mkdirSync(join(folder, "node_modules/@reeve-rules"), { recursive: true });
  symlinkSync(dirname(dirname(reeve.bin)), join(folder, "node_modules/@reeve-rules/reeve"));
  return folder;
}

/** The job's script, as GitLab's runner puts its lines into one; npm only notes that it was called. */
async function runJob(
  workspace: string,
  inputs: Record<string, string>,
  variables: Record<string, string> = {},
): Promise<{ code: number; log: string; npm: string }> {
  const tools = mkdtempSync(join(reeve.folder, "tools-"));
  writeFileSync(join(tools, "npm"), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${join(tools, "calls")}'\n`, { mode: 0o755 });
  const script = join(tools, "script.sh");
  writeFileSync(script, `set -eo pipefail\n${interpolated(body["reeve-gate"]?.script ?? [], inputs).join("\n")}\n`);
  const env = { PATH: `${tools}:${process.env.PATH}`, HOME: tools, REEVE_CACHE_DIR: join(reeve.folder, "cache"), CI: "true", GITLAB_CI: "true", ...variables };
  const ran = await run("bash", [script], workspace, env);
  return { ...ran, npm: existsSync(join(tools, "calls")) ? readFileSync(join(tools, "calls"), "utf8") : "" };
}

const INPUTS = { snapshot: "before.json.gz", plan: "plan.json" };

describe("the GitLab template", () => {
  it("names no input that it does not declare, and declares none that it does not use", () => {
    expect(() => interpolated(body, {})).not.toThrow();
    const used = new Set([...JSON.stringify(body).matchAll(/inputs\.([\w-]+)/g)].map(([, id]) => id));
    expect([...used].sort()).toEqual(Object.keys(header.spec.inputs).sort());
  });

  it("takes every switch of the command that decides", () => {
    const { out } = reeve.run(["gate", "--help"]);
    const switches = [...out.matchAll(/^ +--((?:fail-on|allow)[a-z-]*)/gm)].map(([, name = ""]) => name);
    expect(switches.length).toBeGreaterThan(2);
    expect(Object.keys(header.spec.inputs)).toEqual(expect.arrayContaining(switches));
  });

  it("takes every option of the action, and the same values of each", () => {
    const action = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as { inputs: Record<string, { default: string }> };
    // GitLab's runner has a folder of the job's own, and its token a variable.
    const ofActionOnly = ["token", "working-directory"];
    const names = Object.keys(action.inputs).filter((name) => !ofActionOnly.includes(name));
    expect(Object.keys(header.spec.inputs)).toEqual(expect.arrayContaining(names));
    expect(header.spec.inputs["allow-unknown"]).toMatchObject({ options: ["false", "true", "existing"], default: "false" });
  });

  it("passes on which unknowns are accepted, and that reports show changes only", async () => {
    const workspace = repository("identity-providers");
    expect((await runJob(workspace, { ...INPUTS, "allow-unknown": "true" })).code).toBe(0);
    expect((await runJob(workspace, { ...INPUTS, "allow-unknown": "existing" })).code).toBe(3);
    expect((await runJob(workspace, { ...INPUTS, "allow-unknown": "true", "only-changes": "true" })).code).toBe(0);
    const { results } = JSON.parse(readFileSync(join(workspace, "reeve-gate/results.json"), "utf8")) as ReeveResults;
    expect(results.filter(({ delta }) => delta === "unchanged")).toEqual([]);
  });

  it("takes inputs, which whoever starts a pipeline cannot change, and no variables", () => {
    expect(Object.keys(body["reeve-gate"]?.variables ?? {})).toEqual(["GIT_DEPTH"]);
  });

  it("keeps results from those who are no developers, and hands GitLab its own two reports", () => {
    expect(body["reeve-gate"]?.artifacts).toMatchObject({
      when: "always",
      access: "developer",
      reports: { junit: "reeve-gate/junit.xml", codequality: "reeve-gate/codequality.json" },
    });
  });

  it.each([
    ["passes", "password-policy-set", 0],
    ["is blocked", "login-profiles", 1],
    ["is incomplete", "identity-providers", 3],
  ])("ends as the gate decides, with its reports: it %s", async (_, plan, code) => {
    const workspace = repository(plan);
    const ran = await runJob(workspace, INPUTS);
    expect(ran).toMatchObject({ code, npm: "ci --ignore-scripts --no-audit --no-fund\n" });
    expect(readFileSync(join(workspace, "reeve-gate/junit.xml"), "utf8")).toMatch(/^<\?xml/);
    const quality = JSON.parse(readFileSync(join(workspace, "reeve-gate/codequality.json"), "utf8")) as unknown[];
    expect(Array.isArray(quality)).toBe(true);
    if (code === 1) expect(quality.length).toBeGreaterThan(0);
  });

  it("writes the note into the merge request, and replaces it", async () => {
    forge = await fakeForge();
    const variables = { CI_API_V4_URL: forge.url, CI_PROJECT_ID: "12", CI_MERGE_REQUEST_IID: "3", GITLAB_TOKEN: TOKENS.personal };
    const workspace = repository("login-profiles");
    for (const _ of [1, 2]) expect((await runJob(workspace, { ...INPUTS, comment: "true" }, variables)).code).toBe(1);
    expect(forge.comments.map(({ body: text }) => text.split("\n")[0])).toEqual(["<!-- reeve:gate -->"]);
    expect(forge.calls.filter((call) => call.startsWith("PUT"))).toHaveLength(1);
  });

  it("decides without the note where there is no token", async () => {
    const ran = await runJob(repository("password-policy-set"), { ...INPUTS, comment: "true" }, { CI_MERGE_REQUEST_IID: "3" });
    expect(ran.code).toBe(0);
    expect(ran.log).toContain("there is no token (GITLAB_TOKEN");
  });

  it("installs the version named, and runs that", async () => {
    const ran = await runJob(repository("password-policy-set"), { ...INPUTS, version: "1.2.3" });
    expect(ran.npm).toBe("install --prefix .reeve --no-save --ignore-scripts --no-audit --no-fund @reeve-rules/reeve@1.2.3\n");
    expect(ran.log).toContain(".reeve/node_modules/@reeve-rules/reeve/cli/bin.mjs");
    expect(ran.code).not.toBe(0);
  });

  it("takes no version that the shell would read", () => {
    const { regex = "" } = header.spec.inputs.version ?? {};
    const pattern = new RegExp(regex.slice(1, -1));
    expect(["", "1.2.3", "1.2.3-rc.1"].every((version) => pattern.test(version))).toBe(true);
    expect(["1", "latest", '1.2.3"; touch owned; "', "$(touch owned)", "1.2.3\n4"].some((version) => pattern.test(version))).toBe(false);
  });

  it("takes hostile values of lists for values", async () => {
    const workspace = repository("password-policy-set");
    const hostile = ["$(touch owned)", "`touch owned`", "'; touch owned; '", '"; touch owned; "', "--allow-unknown", "-- allow-unknown"].join("\n");
    const ran = await runJob(workspace, { ...INPUTS, plan: hostile });
    expect(ran.code).toBe(2);
    expect(existsSync(join(workspace, "owned"))).toBe(false);
  });
});
