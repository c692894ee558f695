import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleText } from "../cli/reeve.ts";
import { LINES, ONE_LINE } from "./texts.ts";

/** YAML takes JSON's escapes in double quotes. */
export const q = (text: string): string => JSON.stringify(text).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

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

/** Writes rules, logs, snapshots, plans, policies and decisions that hold hostile texts, each in its own way. */
export function writeHostileInputs(folder: string): void {
  const at = (...parts: string[]): string => join(folder, ...parts);
  for (const each of ["rules", "named", "broken", "logs", "decisions/waivers", "broken-decisions/waivers", "config", "added", ".git"])
    mkdirSync(at(each), { recursive: true });
  const text = sampleText();
  const document = JSON.parse(text) as { users: { name: string; tags: unknown[] }[]; gaps: Record<string, { message: string }> };
  for (const user of document.users) user.tags = [{ key: ONE_LINE, value: LINES }];
  for (const gap of Object.values(document.gaps)) gap.message = LINES;
  writeFileSync(at("account.json"), JSON.stringify(document));
  writeFileSync(at("other.json"), text);
  writeFileSync(at("names.json"), JSON.stringify(withHostileNames(text)));
  const statement = { Sid: ONE_LINE, Effect: "Allow", Principal: "*", Action: ["s3:*", ONE_LINE], Resource: ["*", ONE_LINE], Condition: CONDITION };
  writeFileSync(at("policy.json"), JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
  writeFileSync(at("control.json"), JSON.stringify({ scps: [[{ Version: "2012-10-17", Statement: [{ ...statement, Principal: undefined }] }]] }));
  writeFileSync(at("broken-control.json"), JSON.stringify({ rcps: [{ Version: LINES, [LINES]: ONE_LINE }] }));
  writeFileSync(at("no-control.json"), JSON.stringify({ scps: { [LINES]: ONE_LINE } }));
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
  for (const each of ["decisions", "added"]) writeFileSync(at(each, "reeve.yaml"), "rules: [../rules]\n");
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

const CONDITION = { StringNotEquals: { [`aws:PrincipalTag/${ONE_LINE}`]: [ONE_LINE, LINES] } };

/** The account with hostile names of users, and hostile names and statements of the policies of ana.ferreira. */
function withHostileNames(text: string): unknown {
  const document = JSON.parse(text) as { account: Record<string, unknown>; users: Record<string, unknown>[] };
  Object.assign(document.account, { name: LINES, aliases: [ONE_LINE] });
  const statement = { sid: ONE_LINE, effect: "Allow", actions: ["s3:getobject"], notActions: [], resources: ["*", ONE_LINE], notResources: [] };
  const conditions = [{ operator: "StringNotEquals", key: `aws:principaltag/${ONE_LINE}`, values: [ONE_LINE, LINES] }];
  const policy = { name: LINES, statements: [{ ...statement, principals: [], notPrincipals: [], conditions }], documentSha256: "0".repeat(64) };
  for (const [index, user] of document.users.entries()) {
    if (index > 0) user.name = `svc-${index} ${ONE_LINE}`;
    user.inlinePolicies = [{ ...policy, languageVersion: "2012-10-17" }];
  }
  return document;
}
