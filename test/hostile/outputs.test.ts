import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonText } from "../../schemas/index.ts";
import { buildProgram, type Program } from "../cli/reeve.ts";
import { q, writeHostileInputs } from "./inputs.ts";
import { harmIn, LINES, ONE_LINE } from "./texts.ts";

let program: Program;
let folder: string;
let aws: Server;

beforeAll(async () => {
  program = buildProgram();
  folder = mkdtempSync(join(program.folder, "hostile-"));
  writeHostileInputs(folder);
  aws = createServer((_request, response) => {
    response.writeHead(403, { "content-type": "text/xml" });
    const message = `${JSON.stringify(LINES).slice(1, -1)}${LINES.replaceAll("\u0007", "").replaceAll("\u001b", "")}`;
    response.end(`<ErrorResponse><Error><Code>AccessDenied</Code><Message>${message}</Message></Error></ErrorResponse>`);
  });
  await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
}, 60_000);
afterAll(() => {
  program?.remove();
  aws?.close();
});

const FORMATS = ["text", "json", "sarif", "junit", "github", "github-summary", "github-comment", "github-sarif", "gitlab", "csv", "ocsf", "asff"];
/** The characters of an argument; NUL and lone halves cannot be handed over. */
const ARGUMENT = ONE_LINE;

/** What is typed into repl: each kind of line that it answers. */
const TALK = [
  "user.tags: { any: { key: x } }",
  `user.name: ${q(ONE_LINE)}`,
  "user.name",
  "user.tags.key",
  ".show ana.ferreira",
  `.show ${ONE_LINE}`,
  `.paths ${ONE_LINE}`,
  `.resource ${ONE_LINE}`,
  `.${ONE_LINE}`,
  ONE_LINE,
  LINES,
].join("\n");

const CHECK = ["check", "--snapshot", "account.json", "--now", "2026-11-16"];

const CAN = ["access", "can", "ana.ferreira", "s3:GetObject", "--snapshot", "names.json"];
const OBJECT = ["--on", "arn:aws:s3:::a/b"];
const ADDED = ["--config", "added/reeve.yaml"];
const ADD = ["waivers", "add", "1", "--now", "2026-11-16", "--results", "results.json", "--snapshot", "account.json", ...ADDED];
const WHY = ["--kind", "accepted-risk", "--owner", ARGUMENT, "--reason", ARGUMENT, "--ticket", ARGUMENT];

const RUNS: [what: string, exit: number, args: string[], input?: string][] = [
  ...FORMATS.map((format): [string, number, string[]] => [
    `check as ${format}`,
    1,
    [...CHECK, "--config", "decisions/reeve.yaml", "--all", "--format", format],
  ]),
  ["check by control", 1, [...CHECK, "--rules", "rules", "--by", "control"]],
  ["check of broken rules", 2, [...CHECK, "--rules", "broken"]],
  ["check of a file with a hostile name", 2, [...CHECK, "--rules", "named"]],
  ["check of broken logs", 3, ["check", "--events", "logs"]],
  ["check of broken logs as json", 3, ["check", "--events", "logs", "--format", "json"]],
  ["check of a broken snapshot", 2, ["check", "--snapshot", "broken.json"]],
  ["check of what is no snapshot", 2, ["check", "--snapshot", "no-snapshot.json"]],
  ["check with hostile waivers", 2, [...CHECK, "--config", "broken-decisions/reeve.yaml"]],
  ["check with a hostile path", 2, ["check", "--snapshot", ARGUMENT]],
  ["check with hostile paths of logs", 2, ["check", "--events", ARGUMENT]],
  ["check with a hostile rule", 2, [...CHECK, "--rule", ARGUMENT]],
  ["check with a hostile pack", 2, [...CHECK, "--pack", ARGUMENT]],
  ["check with a hostile format", 2, [...CHECK, "--format", ARGUMENT]],
  ["check with a hostile output", 2, [...CHECK, "--format", `json=nowhere/${ARGUMENT}`]],
  ["check with a hostile time", 2, ["check", "--snapshot", "account.json", "--now", ARGUMENT]],
  ["check with a hostile parameter", 2, [...CHECK, "--param", ARGUMENT]],
  ["check with a hostile config", 2, [...CHECK, "--config", ARGUMENT]],
  ["check with hostile keys in reeve.yaml", 2, [...CHECK, "--config", "config/reeve.yaml"]],
  ["check with a hostile value in reeve.yaml", 2, [...CHECK, "--config", "config/age.yaml"]],
  ["check with hostile folders in reeve.yaml", 2, [...CHECK, "--config", "config/folders.yaml"]],
  ["a hostile option", 2, ["check", `--${ARGUMENT}`]],
  ["a hostile command", 2, [ARGUMENT]],
  ["check that is kept", 1, [...CHECK, "--rules", "rules"]],
  ["explain of the last check", 0, ["explain", "1"]],
  ["explain of what is not there", 2, ["explain", ARGUMENT]],
  ["remediate in the console", 0, ["remediate", "1"]],
  ["remediate by cli", 0, ["remediate", "1", "--as", "cli"]],
  ["remediate by python", 0, ["remediate", "1", "--as", "python"]],
  ["remediate by typescript", 0, ["remediate", "1", "--as", "typescript"]],
  ["rules validate as text", 2, ["rules", "validate", "broken"]],
  ["rules validate as json", 2, ["rules", "validate", "broken", "--format", "json"]],
  ["rules validate as github", 2, ["rules", "validate", "broken", "--format", "github"]],
  ["rules validate as sarif", 2, ["rules", "validate", "broken", "--format", "sarif"]],
  ["rules validate of reeve.yaml", 2, ["rules", "validate", "--config", "config/reeve.yaml"]],
  ["rules validate of a hostile path", 2, ["rules", "validate", ARGUMENT]],
  ["rules list as text", 0, ["rules", "list", "--rules", "rules"]],
  ["rules list as json", 0, ["rules", "list", "--rules", "rules", "--format", "json"]],
  ["rules show", 0, ["rules", "show", "r0", "--rules", "rules"]],
  ["rules show as a page", 0, ["rules", "show", "r0", "--rules", "rules", "--docs"]],
  ["rules show as JsonLogic", 0, ["rules", "show", "r0", "--rules", "rules", "--logic"]],
  ["rules test as text", 1, ["rules", "test", "rules"]],
  ["rules test as json", 1, ["rules", "test", "rules", "--format", "json"]],
  ["rules test with coverage", 1, ["rules", "test", "rules", "--coverage"]],
  ["rules test with mutants", 1, ["rules", "test", "rules", "--mutate"]],
  ["rules fmt", 1, ["rules", "fmt", "--check", "broken"]],
  ["rules docs", 1, ["rules", "docs", "--check", "--out", ARGUMENT, "--rules", "rules"]],
  ["eval as text", 0, ["eval", `user.tags: { any: { key: ${q(ONE_LINE)} } }`, "--resource", "user", "--snapshot", "account.json", "--all"]],
  ["eval of what is no condition", 2, ["eval", ARGUMENT, "--resource", "user", "--snapshot", "account.json"]],
  ["eval as json", 2, ["eval", ARGUMENT, "--resource", "user", "--snapshot", "account.json", "--format", "json"]],
  ["diff", 0, ["diff", "other.json", "account.json"]],
  ["diff as json", 0, ["diff", "other.json", "account.json", "--format", "json"]],
  ["diff as markdown", 0, ["diff", "other.json", "account.json", "--format", "markdown"]],
  ["diff of hostile paths", 2, ["diff", ARGUMENT, ARGUMENT]],
  ["gate with a hostile plan", 3, ["gate", "--plan", "plan.json", "--snapshot", "account.json"]],
  ["gate with a plan of a hostile version", 3, ["gate", "--plan", "old-plan.json"]],
  ["gate with a hostile path", 2, ["gate", "--plan", ARGUMENT]],
  ["waivers list", 0, ["waivers", "list", "--snapshot", "account.json", "--config", "decisions/reeve.yaml"]],
  ["waivers list as json", 0, ["waivers", "list", "--snapshot", "account.json", "--config", "decisions/reeve.yaml", "--format", "json"]],
  ["waivers check", 1, ["waivers", "check", "--snapshot", "account.json", "--config", "decisions/reeve.yaml", "--now", "2027-11-16"]],
  ["rules new with a hostile id", 2, ["rules", "new", ARGUMENT, "--resource", "user"]],
  ["rules fixture", 0, ["rules", "fixture", "--from", "account.json", "--resource", "ana.ferreira", "--rule", "r0", "--rules", "rules"]],
  ["rules fixture of what is not there", 2, ["rules", "fixture", "--from", "account.json", "--resource", ARGUMENT]],
  ["baseline at a hostile path", 2, ["baseline", "write", "--snapshot", "account.json", "--out", `nowhere/${ARGUMENT}`]],
  ["collect with a hostile profile", 2, ["collect", "--profile", ARGUMENT]],
  ["collect with a hostile role", 2, ["collect", "--assume-role", ARGUMENT]],
  ["collect with a hostile region", 2, ["collect", "--regions", ARGUMENT]],
  ["permissions of a hostile rule", 2, ["permissions", "--rule", ARGUMENT]],
  ["access can", 3, [...CAN, ...OBJECT]],
  ["access can as json", 3, [...CAN, ...OBJECT, "--json"]],
  ["access can with hostile policies", 3, [...CAN, ...OBJECT, "--resource-policy", "policy.json", "--session-policy", "policy.json"]],
  ["access can with hostile control policies", 3, [...CAN, ...OBJECT, "--control-policies", "control.json"]],
  ["access can with a hostile value", 3, [...CAN, ...OBJECT, "--given", `aws:UserAgent=${ARGUMENT}`]],
  ["access can with broken control policies", 2, [...CAN, ...OBJECT, "--control-policies", "broken-control.json"]],
  ["access can with what are no control policies", 2, [...CAN, ...OBJECT, "--control-policies", "no-control.json"]],
  ["access can with broken policies", 2, [...CAN, ...OBJECT, "--resource-policy", "broken.json"]],
  ["access can with a hostile path", 2, [...CAN, ...OBJECT, "--session-policy", ARGUMENT]],
  ["access can with a hostile resource", 2, [...CAN, "--on", ARGUMENT]],
  ["access can with a hostile key", 2, [...CAN, ...OBJECT, "--given", `aws:${ARGUMENT}=x`]],
  ["access can with what is no key", 2, [...CAN, ...OBJECT, "--given", ARGUMENT]],
  ["access can of a hostile principal", 2, ["access", "can", ARGUMENT, "s3:GetObject", "--snapshot", "names.json"]],
  ["access can of a principal near a hostile one", 2, ["access", "can", "svc-2", "s3:GetObject", "--snapshot", "names.json"]],
  ["access can of a hostile action", 2, ["access", "can", "ana.ferreira", `s3:${ARGUMENT}`, "--snapshot", "names.json"]],
  ["repl", 0, ["repl", "--snapshot", "account.json"], TALK],
  ["repl with hostile names", 0, ["repl", "--snapshot", "names.json"], TALK],
  ["repl of a hostile path", 2, ["repl", "--snapshot", ARGUMENT]],
  ["repl of a hostile kind", 2, ["repl", "--resource", ARGUMENT]],
  ["init in a hostile folder", 0, ["init", ARGUMENT.replaceAll("/", "")]],
  ["init in place of a hostile file", 2, ["init", "named/::set-output name=a::b \u001b[2J\u202e.yaml"]],
  ["demo with a hostile format", 2, ["demo", "--format", ARGUMENT]],
  ["demo with a hostile view", 2, ["demo", "--by", ARGUMENT]],
  ["demo with a hostile output", 2, ["demo", "--format", `json=nowhere/${ARGUMENT}`]],
  ["lsp with a hostile argument", 2, ["lsp", ARGUMENT]],
  ["check whose results are kept in a file", 1, [...CHECK, ...ADDED, "--format", "json=results.json"]],
  ["waivers add with a hostile finding", 2, ["waivers", "add", ARGUMENT, ...WHY]],
  ["waivers add with a hostile day", 2, [...ADD, ...WHY, "--expires", ARGUMENT]],
  ["waivers add with a hostile kind", 2, [...ADD, "--kind", ARGUMENT]],
  ["waivers add with a hostile file", 2, [...ADD, ...WHY, "--expires", "30d", "--file", ARGUMENT]],
  ["waivers add", 0, [...ADD, ...WHY, "--expires", "30d"]],
  ["comment of a hostile file", 2, ["comment", ARGUMENT, "--on", "github"]],
];

describe("hostile text", () => {
  it.each(RUNS)(
    "does no harm in the output of %s",
    (_what, exit, args, input = "") => {
      const { out, err, code } = program.run(args, { cwd: folder, input });
      expect([code, err]).toEqual([exit, err]);
      expect(out + err).not.toBe("");
      expect([harmIn(out), harmIn(err)]).toEqual([null, null]);
      expect(err).not.toContain("an error of Reeve itself");
    },
    30_000,
  );

  it("does no harm where AWS sends it", async () => {
    const { port } = aws.address() as AddressInfo;
    const env = {
      AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
      AWS_SECRET_ACCESS_KEY: "x",
      AWS_REGION: "eu-central-1",
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_MAX_ATTEMPTS: "1",
    };
    const child = program.start(["collect"], { cwd: folder, env });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk: Buffer) => (text += chunk.toString()));
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect([code, harmIn(text)]).toEqual([3, null]);
    expect(text).toContain("\\u001b[2J");
  }, 60_000);

  it("is escaped in the files that are made of it", () => {
    const name = ARGUMENT.replaceAll("/", "");
    for (const file of ["added/waivers/r0.yaml", `${name}/package.json`, `${name}/README.md`])
      expect([file, harmIn(readFileSync(join(folder, file), "utf8"))]).toEqual([file, null]);
  });

  it("is tried in every command of the program", () => {
    const commands = readdirSync("cli/commands").map((name) => name.replace(".ts", ""));
    const tried = new Set(RUNS.map(([, , args]) => args.slice(0, 2).join(" ")));
    const has = (name: string): boolean => [...tried].some((each) => each.startsWith(name) || each.startsWith(name.replace("-", " ")));
    // They are parts of explain and of rules test.
    expect(commands.filter((name) => !has(name) && !["explain-code", "rules-mutate"].includes(name))).toEqual([]);
  });

  it("is escaped in JSON so that it is read back as it was", () => {
    for (const text of [ONE_LINE, LINES]) {
      expect(harmIn(jsonText({ [text]: [text] }, 2))).toBe(null);
      expect(JSON.parse(jsonText({ [text]: [text] }))).toEqual({ [text]: [text] });
    }
  });
});
