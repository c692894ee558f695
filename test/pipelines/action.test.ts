import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ReeveResults } from "../../schemas/index.ts";
import { buildProgram, type Program, ROOT } from "../cli/reeve.ts";
import { type Github, github, type ParsedAction } from "./action-parser.ts";
import { type ActionRun, commandsOf, runAction } from "./action-runner.ts";
import { BOT, type FakeForge, fakeForge, PERSON, TOKENS } from "./fake-forge.ts";

const TEXT = readFileSync(join(ROOT, "action.yml"), "utf8");
const PULL_REQUEST = { pull_request: { number: 7, user: { login: "ana" } } };

let reeve: Program;
let actions: Github;
let parsed: ParsedAction;
let forge: FakeForge | null = null;

beforeAll(() => {
  reeve = buildProgram();
  actions = github();
  parsed = actions.parse(TEXT);
  // A checkout that is installed and built.
  mkdirSync(join(dirname(dirname(reeve.bin)), "node_modules"));
}, 120_000);
afterEach(async () => {
  await forge?.close();
  forge = null;
});
afterAll(() => reeve.remove());

/** A repository whose pull request plans what a fixture plans. */
function repository(plan: string): string {
  const folder = mkdtempSync(join(reeve.folder, "repository-"));
  for (const file of ["before.json.gz", "plan.json"]) copyFileSync(join(ROOT, "test/fixtures/plans", plan, file), join(folder, file));
  writeFileSync(join(folder, "reeve.yaml"), "packs: [iam-baseline]\nfailOn: high\n");
  return folder;
}

interface Around {
  event?: unknown;
  token?: string;
  action?: string;
  path?: string;
}

const INPUTS = { snapshot: "before.json.gz", plan: "plan.json" };

async function act(
  workspace: string,
  inputs: Record<string, string> = INPUTS,
  { event = PULL_REQUEST, token = TOKENS.workflow, ...more }: Around = {},
): Promise<ActionRun> {
  forge ??= await fakeForge();
  const where = { workspace, action: dirname(dirname(reeve.bin)), temp: reeve.folder, api: forge.url, event, token, ...more };
  return runAction(actions, parsed, inputs, where);
}

describe("action.yml", () => {
  it("keeps GitHub's schema of actions", () => {
    expect(parsed.errors).toEqual([]);
    expect(actions.parse(TEXT.replace("shell: bash", "shel: bash")).errors).not.toEqual([]);
  });

  it("puts no expression into a script: what others chose reaches it as a variable alone", () => {
    expect(parsed.action.steps.length).toBeGreaterThan(2);
    expect(parsed.action.steps.filter(({ run }) => run.includes("${{")).map(({ name }) => name)).toEqual([]);
  });

  it("hands the token to the comment alone", () => {
    expect(parsed.action.steps.filter(({ env }) => Object.values(env).some((value) => value.includes("token"))).map(({ name }) => name)).toEqual(["Comment"]);
  });

  it("takes what the command decides by, and says of it what the command takes", () => {
    const inputs = Object.keys((parse(TEXT) as { inputs: Record<string, unknown> }).inputs);
    const { out } = reeve.run(["gate", "--help"]);
    const options = new Map([...out.matchAll(/^ +--([a-z0-9-]+)( [<[])?/gm)].map(([, name = "", value]) => [name, value === undefined]));
    expect(options.size).toBeGreaterThan(15);
    // These are about the machine of the pipeline, and not about the decision.
    const ofAction = ["comment", "comment-name", "token", "version", "working-directory"];
    const script = parsed.action.steps.find(({ name }) => name === "Judge")?.run ?? "";
    for (const input of inputs.filter((name) => !ofAction.includes(name))) {
      expect([...options.keys()]).toContain(input);
      expect(script).toContain(`${options.get(input) ? "switch" : "give"} ${input} "$${input.toUpperCase().replaceAll("-", "_")}"`);
    }
    expect(inputs).toEqual(expect.arrayContaining([...options.keys()].filter((name) => /^(?:fail-on|allow)/.test(name))));
  });

  it("runs no action of others", () => {
    expect(TEXT).not.toMatch(/uses:/);
  });
});

describe("the action's steps", () => {
  it.each([
    ["passes", "password-policy-set", 0, "pass"],
    ["is blocked", "login-profiles", 1, "blocked"],
    ["is incomplete", "identity-providers", 3, "incomplete"],
  ] as const)("end as the gate decides: it %s", async (_, plan, code, decision) => {
    const ran = await act(repository(plan));
    expect(ran).toMatchObject({ code, steps: ["Install Reeve", "Judge", "Comment", "Decide"], outputs: { decision, "exit-code": String(code) } });
    expect(ran.summary).toContain(`### Reeve gate · account`);
    expect(forge?.comments.map(({ body }) => body.split("\n")[0])).toEqual(["<!-- reeve:gate -->"]);
    expect(JSON.parse(readFileSync(ran.outputs.sarif ?? "", "utf8")).version).toBe("2.1.0");
    const { gate } = JSON.parse(readFileSync(ran.outputs.results ?? "", "utf8")) as ReeveResults;
    expect(gate?.decision).toBe(decision);
    expect(gate?.fixed.every(({ message, evidence }) => message !== "" && evidence.length > 0)).toBe(true);
    for (const name of ["introduced", "affected", "fixed", "unknown", "waived"] as const) expect(ran.outputs[name], name).toBe(String(gate?.counts[name]));
    expect(ran.outputs.blocking).toBe(String(gate?.blocking.length));
    expect(ran.commands.filter(({ name }) => name === "error").length).toBe(decision === "blocked" ? 1 : 0);
  });

  it("write one comment, and replace it at the next run", async () => {
    forge = await fakeForge([{ body: "Looks good", author: PERSON }]);
    await act(repository("login-profiles"));
    await act(repository("password-policy-set"));
    expect(forge.comments).toHaveLength(2);
    expect(forge.comments[1]).toMatchObject({ author: BOT, body: expect.stringContaining("> **Passed**") });
  });

  it.each([
    ["a token that may only read, as a fork's", PULL_REQUEST, TOKENS.reading, "it takes pull-requests: write"],
    ["no token", PULL_REQUEST, "", "there is no token"],
    ["no pull request", { ref: "refs/heads/main" }, TOKENS.workflow, "this run is not of a pull request"],
  ])("decide without the comment, and say so, with %s", async (_, event, token, word) => {
    const ran = await act(repository("login-profiles"), INPUTS, { event, token });
    expect(ran).toMatchObject({ code: 1, outputs: { decision: "blocked" } });
    expect(ran.commands.filter(({ name, text }) => name === "notice" && text.includes(word))).toHaveLength(1);
    expect(forge?.comments).toEqual([]);
  });

  it("leave the comment out where it is not wanted", async () => {
    const ran = await act(repository("password-policy-set"), { ...INPUTS, comment: "false" });
    expect(ran.steps).toEqual(["Install Reeve", "Judge", "Decide"]);
    expect(forge?.calls).toEqual([]);
  });

  it.each([
    ["a snapshot that is not there", { ...INPUTS, snapshot: "none.json" }],
    ["a plan that is no JSON", { ...INPUTS, plan: "reeve.yaml" }],
    ["a value that looks like a flag", { ...INPUTS, snapshot: "--allow-unknown" }],
    ["nothing to judge", { snapshot: "", plan: "" }],
  ])("fail with no decision on %s", async (_, inputs) => {
    const ran = await act(repository("password-policy-set"), inputs);
    expect(ran.code).toBeGreaterThan(1);
    expect(ran.outputs).toMatchObject({ "exit-code": String(ran.code), sarif: "", introduced: "0" });
    expect(["error", "incomplete"]).toContain(ran.outputs.decision);
  });

  const HOSTILE = [
    "$(touch owned)",
    "`touch owned`",
    "'; touch owned; '",
    '"; touch owned; "',
    "| touch owned",
    "${IFS}; touch owned",
    "--allow-unknown",
    "::error::owned",
  ];
  it.each([
    ["every list", ["snapshot", "plan", "change-set", "events", "rules"], HOSTILE.join("\n")],
    ...HOSTILE.slice(0, 3).map((value): [string, string[], string] => [`config and comment's name: ${value}`, ["config", "comment-name"], value]),
    ["true or false", ["allow-unknown"], "true; touch owned"],
    ["a ref", ["rules-base"], "--output=owned"],
  ])("take what is written for %s for a value", async (_, ids, value) => {
    const workspace = repository("password-policy-set");
    const ran = await act(workspace, { ...INPUTS, ...Object.fromEntries(ids.map((id) => [id, value])) });
    expect(ran).toMatchObject({ code: 2, outputs: { decision: "error", "exit-code": "2" } });
    expect(existsSync(join(workspace, "owned"))).toBe(false);
    expect(ran.commands.filter(({ text }) => text === "owned")).toEqual([]);
  });

  it("refuse a version that is none, before npm is asked", async () => {
    const ran = await act(repository("password-policy-set"), { ...INPUTS, version: "1.0.0 --registry=http://evil.example" });
    expect(ran).toMatchObject({ code: 2, steps: ["Install Reeve"] });
    expect(ran.commands).toEqual([{ name: "error", text: "version takes a whole version, such as 1.2.3." }]);
  });

  it("let no name in the account command the runner", async () => {
    const workspace = repository("login-profiles");
    const snapshot = gunzipSync(readFileSync(join(workspace, "before.json.gz"))).toString("utf8");
    const names = [...snapshot.matchAll(/"name":"([a-z][a-z0-9-]+)"/g)].map(([, name = ""]) => name);
    expect(names.length).toBeGreaterThan(0);
    const hostile = names.reduce((text, name) => text.replaceAll(`"name":"${name}"`, `"name":"${name} ##[add-mask]e ::error::owned"`), snapshot);
    writeFileSync(join(workspace, "before.json.gz"), gzipSync(hostile));
    const ran = await act(workspace, { snapshot: "before.json.gz" });
    expect(ran.log).toContain("\\u{23}#[add-mask]e");
    expect(ran.log).not.toContain("##[");
    expect(ran.commands.map(({ name }) => name).filter((name) => !["error", "warning", "notice"].includes(name))).toEqual([]);
    expect(ran.commands.filter(({ text }) => text.startsWith("owned") || text.startsWith("e "))).toEqual([]);
  });

  it("read several snapshots, one a line, and run in a folder of the repository", async () => {
    const workspace = repository("login-profiles");
    mkdirSync(join(workspace, "live"));
    for (const file of ["before.json.gz", "plan.json", "reeve.yaml"]) copyFileSync(join(workspace, file), join(workspace, "live", file));
    const ran = await act(workspace, { snapshot: "  before.json.gz \r\n\n", plan: "plan.json\n", "working-directory": "live" });
    expect(ran).toMatchObject({ code: 1, outputs: { decision: "blocked" } });
  });
});

describe("the action's installation", () => {
  /** npm as far as it is called: it notes from where, and with what. */
  function fakeNpm(): { path: string; calls: () => string[] } {
    const folder = mkdtempSync(join(reeve.folder, "npm-"));
    const log = join(folder, "calls");
    writeFileSync(join(folder, "npm"), `#!/bin/sh\nprintf '%s: %s\\n' "$PWD" "$*" >> '${log}'\n`, { mode: 0o755 });
    symlinkSync(process.execPath, join(folder, "node"));
    return { path: `${folder}:${process.env.PATH}`, calls: () => (existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : []) };
  }

  it("builds the action's own checkout, where no .npmrc of the change is read and no package runs a script", async () => {
    const { path, calls } = fakeNpm();
    const action = mkdtempSync(join(reeve.folder, "action-"));
    const workspace = repository("password-policy-set");
    writeFileSync(join(workspace, ".npmrc"), "registry=http://evil.example\n");
    await act(workspace, INPUTS, { path, action });
    expect(calls()).toEqual([`${action}: ci --ignore-scripts --no-audit --no-fund`, `${action}: run build`]);
  });

  it("asks for a version exactly, outside the workspace", async () => {
    const { path, calls } = fakeNpm();
    const workspace = repository("password-policy-set");
    const ran = await act(workspace, { ...INPUTS, version: "1.2.3" }, { path });
    expect(calls()).toEqual([
      expect.stringMatching(/reeve-1\.2\.3: install --prefix \. --no-save --ignore-scripts --no-audit --no-fund @reeve-rules\/reeve@1\.2\.3$/),
    ]);
    expect(calls()[0]).not.toContain(workspace);
    expect(ran.code).not.toBe(0);
  });
});

describe("the runner of this test", () => {
  it("obeys commands as GitHub's does, and none while they are stopped", () => {
    const log = "::error file=a::one\n  ::notice::two\nx ::error::no\nx ##[warning]three\n::stop-commands::t\n::error::no\n##[error]no\n::t::\n::error::four";
    expect(commandsOf(log).map(({ text }) => text)).toEqual(["one", "two", "three", "four"]);
  });
});
