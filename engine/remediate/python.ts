import { clientOf, clientsOf, type ScriptClient } from "./clients.ts";
import { documentLines } from "./documents.ts";
import { literal, localName, type Syntax } from "./literal.ts";
import { toolName, variableName } from "./names.ts";
import {
  CONFIRM_PROMPT,
  confirmation,
  guardedAccount,
  headLines,
  LAST_KEY,
  NOTHING,
  ONLY_REASONS,
  onlyPart,
  partsWithSteps,
  readySteps,
  STILL_ACTIVE,
  STOPPED,
  stepLines,
} from "./outline.ts";
import { FILE_OUTPUTS } from "./outputs.ts";
import type { Argument, ReadyStep, Remediation, RemediationPart } from "./plan.ts";
import { homeRegion, splitCall } from "./services.ts";
import { pythonQuoted, visible } from "./text.ts";

const PYTHON: Syntax = { text: pythonQuoted, true: "True", false: "False", key: pythonQuoted, indent: "    " };

/** The remediation as a whole Python 3 script on boto3. It refuses to run on another account. */
export function renderPython(remediation: Remediation): string {
  const parts = partsWithSteps(remediation);
  const ready = readySteps(parts);
  const head = ["#!/usr/bin/env python3", ...headLines(remediation).map((line) => `# ${line}`)];
  if (parts.length === 0) head.push(`# ${NOTHING}`);
  if (parts.length > 0 && ready.length === 0) head.push(`# ${ONLY_REASONS}`);
  if (ready.length === 0) return `${[...head, "", ...parts.flatMap((part) => [...documented(part), ...part.steps.flatMap(commented)])].join("\n").trimEnd()}\n`;
  const clients = clientsOf(ready);
  const account = guardedAccount(remediation);
  const blocks = [
    [...head, ...imports(ready, parts.length > 1 || onlyPart(parts) !== null || account !== null), "", "import boto3"],
    ...(account === null ? [] : [[`ACCOUNT = ${pythonQuoted(account)}`]]),
    ...helpers(ready),
    ...parts.map((part) => partFunction(part, clients)),
    main(parts, account, remediation.partition),
    ['if __name__ == "__main__":', "    main()"],
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n\n")}\n`;
}

const documented = (part: RemediationPart): string[] => documentLines(part).flatMap((lines) => ["", ...lines.map((line) => `# ${visible(line)}`)]);

const commented = (step: RemediationPart["steps"][number], index: number): string[] => stepLines(step, index + 1).map((line) => `# ${line}`);

function imports(steps: readonly ReadyStep[], exits: boolean): string[] {
  const asks = steps.some((step) => step.supply.length > 0);
  const confirms = steps.some((step) => confirmation(step) !== null);
  const files = steps.some((step) => FILE_OUTPUTS.has(step.call));
  return ["import json", ...(asks || files ? ["import os"] : []), ...(exits || asks || confirms ? ["import sys"] : [])];
}

function partFunction(part: RemediationPart, clients: readonly ScriptClient[]): string[] {
  const steps = part.steps.filter((step) => step.status === "ready");
  const used = clients.filter((client) => steps.some((step) => clientOf(clients, step) === client));
  const lines = used.map(
    ({ variable, service, region }) => `${variable} = boto3.client("${service.cli}"${region ? `, region_name=${pythonQuoted(region)}` : ""})`,
  );
  lines.push(...documented(part));
  part.steps.forEach((step, index) => {
    lines.push("", ...commented(step, index));
    if (step.status === "ready") lines.push(...stepCode(step, clients));
  });
  return [`def ${part.kind}():`, ...lines.map((line) => (line ? `    ${line}` : "")), ...(used.length === 0 ? ["    pass"] : [])];
}

function stepCode(step: ReadyStep, clients: readonly ScriptClient[]): string[] {
  const lines = step.supply.map((name) => `${localName(name)} = ask(${[`"${variableName(name)}"`, ...whatFor(step, name)].join(", ")})`);
  const method = `${clientOf(clients, step)?.variable}.${toolName(splitCall(step.call)?.operation ?? "", "_")}`;
  const output = FILE_OUTPUTS.get(step.call);
  const call =
    step.with.length === 0 ? `${method}()` : [`${method}(`, ...step.with.map((m) => `    ${m.name}=${literal(m.argument, PYTHON, "    ")},`), ")"].join("\n");
  const code = output
    ? `save(${call}, ${pythonQuoted(output.path[0])}, ${pythonQuoted(output.path[1])}, ${pythonQuoted(output.file)}, ${JSON.stringify(output.secret)})`
    : `show(${call})`;
  if (output) lines.push(`# ${output.warning}`);
  const called = code.split("\n");
  const keyChecks = checksOfKey(step, clients);
  const body = [...lines, ...(keyChecks.length > 0 ? [`if ${keyChecks.join(" and ")}:`, ...called.map((line) => `    ${line}`)] : called)];
  const question = confirmation(step);
  return question === null ? body : [`if confirm(${pythonQuoted(question)}):`, ...body.map((line) => `    ${line}`)];
}

const whatFor = (step: ReadyStep, name: string): string[] => {
  const what = step.explained?.[name];
  return what ? [pythonQuoted(what)] : [];
};

/** What must hold of the keys of the user of a step before the call. */
function checksOfKey(step: ReadyStep, clients: readonly ScriptClient[]): string[] {
  const given = (name: string): string => literal(step.with.find((member) => member.name === name)?.argument ?? NO_TEXT, PYTHON, "");
  const user = step.with.some(({ name }) => name === "UserName") ? `, UserName=${given("UserName")}` : "";
  const names = [...(step.keepsAKey ? ["another_key"] : []), ...(step.onlyInactive ? ["inactive_key"] : [])];
  return names.map((name) => `${name}(${clientOf(clients, step)?.variable}, ${given("AccessKeyId")}${user})`);
}

const NO_TEXT: Argument = { kind: "value", value: "" };

function main(parts: readonly RemediationPart[], account: string | null, partition: string | null): string[] {
  const lines = ["def main():"];
  const [only] = parts;
  if (parts.length > 1) {
    lines.push(`    parts = {${parts.map((part) => `"${part.kind}": ${part.kind}`).join(", ")}}`);
    lines.push(
      "    part = parts.get(sys.argv[1] if len(sys.argv) > 1 else None)",
      "    if part is None:",
      '        sys.exit(f"usage: {sys.argv[0]} " + "|".join(parts))',
    );
  }
  const onlyOne = onlyPart(parts);
  if (onlyOne) lines.push(`    if sys.argv[1:] not in ([], ["${onlyOne}"]):`, `        sys.exit(f"usage: {sys.argv[0]} [${onlyOne}]")`);
  if (account !== null) {
    const region = homeRegion(partition);
    lines.push(
      `    caller = boto3.client("sts"${region ? `, region_name=${pythonQuoted(region)}` : ""}).get_caller_identity()["Account"]`,
      "    if caller != ACCOUNT:",
    );
    lines.push('        sys.exit(f"These credentials are of account {caller}, not {ACCOUNT}.")');
  }
  lines.push(parts.length > 1 ? "    part()" : `    ${only?.kind}()`);
  return lines;
}

function helpers(steps: readonly ReadyStep[]): string[][] {
  const blocks: string[][] = [];
  const files = steps.some((step) => FILE_OUTPUTS.has(step.call));
  if (files || steps.some((step) => !FILE_OUTPUTS.has(step.call))) blocks.push(SHOW);
  if (files) blocks.push(SAVE);
  if (steps.some((step) => step.keepsAKey)) blocks.push(ANOTHER_KEY);
  if (steps.some((step) => step.onlyInactive)) blocks.push(INACTIVE_KEY);
  if (steps.some((step) => step.supply.length > 0)) blocks.push(ASK);
  if (steps.some((step) => confirmation(step) !== null)) blocks.push(CONFIRM);
  return blocks;
}

const SHOW = [
  "def show(response):",
  '    answer = {name: value for name, value in response.items() if name != "ResponseMetadata"}',
  "    if answer:",
  "        print(json.dumps(answer, indent=2, default=str))",
];

const SAVE = [
  "def save(response, outer, inner, file, secret):",
  '    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:',
  "        out.write(response[outer][inner])",
  "    show({outer: {name: value for name, value in response[outer].items() if name not in secret}})",
];

const ANOTHER_KEY = [
  "def another_key(client, key, **user):",
  '    """Whether the user has another active access key."""',
  '    keys = client.list_access_keys(**user)["AccessKeyMetadata"]',
  '    if any(other["Status"] == "Active" and other["AccessKeyId"] != key for other in keys):',
  "        return True",
  `    print(key, ${pythonQuoted(LAST_KEY)})`,
  "    return False",
];

const INACTIVE_KEY = [
  "def inactive_key(client, key, **user):",
  '    """Whether an access key is inactive."""',
  '    keys = client.list_access_keys(**user)["AccessKeyMetadata"]',
  '    if all(each["Status"] != "Active" or each["AccessKeyId"] != key for each in keys):',
  "        return True",
  `    print(key, ${pythonQuoted(STILL_ACTIVE)})`,
  "    return False",
];

const ASK = [
  'def ask(name, what=""):',
  '    """What a person supplies: from the environment, else typed in."""',
  "    value = os.environ.get(name)",
  "    if not value:",
  "        if what:",
  "            print(what)",
  '        value = input(f"{name}: ")',
  "    if not value:",
  '        sys.exit(f"{name} is needed.")',
  "    os.environ[name] = value",
  "    return value",
];

const CONFIRM = [
  "def confirm(text):",
  "    print(text)",
  `    answer = input(${pythonQuoted(CONFIRM_PROMPT)}).strip().lower()`,
  '    if answer not in ("y", "s"):',
  `        sys.exit(${pythonQuoted(STOPPED)})`,
  '    return answer == "y"',
];
