import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jsonText } from "../../schemas/index.ts";
import { buildProgram, type Program, sampleText } from "../cli/reeve.ts";
import { harmIn, LINES, ONE_LINE } from "./texts.ts";

let program: Program;
let folder: string;
let aws: Server;

beforeAll(async () => {
  program = buildProgram();
  folder = mkdtempSync(join(program.folder, "hostile-"));
  prepare();
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

/** YAML takes JSON's escapes in double quotes. */
const q = (text: string): string => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const RULE = (id: string, title: string, message: string): string => `id: ${id}
title: ${title}
severity: high
resource: user
rationale: ${q(LINES)}
references: ["https://example.com/"]
require:
  user.mfaActive: true
message: ${message}
remediation:
  console: [${q(ONE_LINE)}]
`;

/** The title of a rule is short. */
const TITLES = ["::set-output name=a::b \u009b31m\u202e", "##vso[task.setvariable]b \u001b[2J\u034f", "##[group]x ##teamcity[x] a\u200b\ufe0f"];

function prepare(): void {
  const at = (...parts: string[]): string => join(folder, ...parts);
  for (const each of ["rules", "named", "broken", "logs", "decisions/waivers", "broken-decisions/waivers", "config", ".git"])
    mkdirSync(at(each), { recursive: true });
  const text = sampleText();
  const document = JSON.parse(text) as { users: { name: string; tags: unknown[] }[]; gaps: Record<string, { message: string }> };
  for (const user of document.users) user.tags = [{ key: ONE_LINE, value: LINES }];
  for (const gap of Object.values(document.gaps)) gap.message = LINES;
  writeFileSync(at("account.json"), JSON.stringify(document));
  writeFileSync(at("other.json"), text);
  for (const [index, title] of TITLES.entries())
    writeFileSync(at("rules", `r${index}.yaml`), RULE(`r${index}`, q(title), q(`${LINES} {{user.name}} {{user.arn}} {{user.path}}`)));
  writeFileSync(
    at("rules", "r0.test.yaml"),
    `cases:\n  - name: ${q(ONE_LINE)}\n    given:\n      user: { name: ${q(ONE_LINE)}, mfaActive: true }\n    expect: { fail: [x] }\n`,
  );
  writeFileSync(
    at("broken", "users-have-mfa.yaml"),
    RULE("users-have-mfa", q(LINES), q("x"))
      .replace("require:", `${q(LINES)}: 1\nrequire:`)
      .replace("user.mfaActive", q(`user.${ONE_LINE}`)),
  );
  writeFileSync(at("named", "::set-output name=a::b \u001b[2J\u202e.yaml"), "no: rule\n");
  writeFileSync(
    at("config", "reeve.yaml"),
    `${q(LINES)}: 1\npacks: [${q(ONE_LINE)}]\nparams:\n  ${q(ONE_LINE)}: { ${q(LINES)}: 1 }\nrules: [${q(ONE_LINE)}]\nmaxAge: ${q(LINES)}\nbindings:\n  - ${q(ONE_LINE)}: 1\n`,
  );
  writeFileSync(at("config", "age.yaml"), `maxAge: ${q(LINES)}\n`);
  writeFileSync(at("config", "folders.yaml"), `rules: [${q(ONE_LINE)}]\nwaivers: { folder: ${q(ONE_LINE)} }\n`);
  writeFileSync(at("logs", "::set-output name=a::b \u001b[2J.json"), `{"Records":[{"eventVersion": "1", "eventName": "x", "a": ##vso[`);
  writeFileSync(at("decisions", "reeve.yaml"), "rules: [../rules]\n");
  writeFileSync(
    at("decisions/waivers", "w.yaml"),
    `waivers:\n  - rule: r0\n    resource: ${q("*")}\n    max: 40\n    kind: accepted-risk\n    reason: ${q(ONE_LINE)}\n    owner: ${q(ONE_LINE)}\n    ticket: ${q(ONE_LINE)}\n    expires: 2026-12-31\n`,
  );
  writeFileSync(at("broken-decisions", "reeve.yaml"), "rules: [../rules]\n");
  writeFileSync(at("broken-decisions/waivers", "w.yaml"), `waivers:\n  - rule: ${q(LINES)}\n    reason: ${q(ONE_LINE)}\n    ${q(LINES)}: 1\n`);
  writeFileSync(at("broken.json"), `{"schema": ${JSON.stringify(LINES)}`);
  writeFileSync(at("no-snapshot.json"), JSON.stringify({ schema: `reeve/document@${LINES}` }));
  const change = {
    address: LINES,
    mode: "managed",
    type: ONE_LINE,
    name: LINES,
    provider_name: ONE_LINE,
    change: { actions: [LINES], before: null, after: {} },
  };
  writeFileSync(at("plan.json"), JSON.stringify({ format_version: "1.2", terraform_version: ONE_LINE, resource_changes: [change] }));
  writeFileSync(at("old-plan.json"), JSON.stringify({ format_version: LINES, terraform_version: ONE_LINE, resource_changes: [change] }));
  writeFileSync(at("comment.md"), LINES);
}

const FORMATS = ["text", "json", "sarif", "junit", "github", "github-summary", "github-comment", "github-sarif", "gitlab", "csv", "ocsf", "asff"];
/** The characters of an argument; NUL and lone halves cannot be handed over. */
const ARGUMENT = ONE_LINE;

const CHECK = ["check", "--snapshot", "account.json", "--now", "2026-11-16"];

const RUNS: [what: string, exit: number, args: string[]][] = [
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
  ["comment of a hostile file", 2, ["comment", ARGUMENT, "--on", "github"]],
];

describe("hostile text", () => {
  it.each(RUNS)(
    "does no harm in the output of %s",
    (_what, exit, args) => {
      const { out, err, code } = program.run(args, { cwd: folder });
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

  it("is tried in every command of the program", () => {
    const commands = readdirSync("cli/commands").map((name) => name.replace(".ts", ""));
    const tried = new Set(RUNS.map(([, , args]) => args.slice(0, 2).join(" ")));
    const has = (name: string): boolean => [...tried].some((each) => each.startsWith(name) || each.startsWith(name.replace("-", " ")));
    // init and demo take no text from outside; lsp and repl speak to a program and a person; rules-mutate is a part of rules test.
    expect(commands.filter((name) => !has(name) && !["demo", "init", "lsp", "repl", "explain-code", "waivers-add", "rules-mutate"].includes(name))).toEqual([]);
  });

  it("is escaped in JSON so that it is read back as it was", () => {
    for (const text of [ONE_LINE, LINES]) {
      expect(harmIn(jsonText({ [text]: [text] }, 2))).toBe(null);
      expect(JSON.parse(jsonText({ [text]: [text] }))).toEqual({ [text]: [text] });
    }
  });
});
