import { cliOptions, shellQuoted, shellWord, splicesJson } from "./cli-options.ts";
import { documentLines } from "./documents.ts";
import { toolName, variableName } from "./names.ts";
import {
  CONFIRM_PROMPT,
  confirmation,
  explanation,
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
import type { ReadyStep, Remediation, RemediationPart } from "./plan.ts";
import { homeRegion, splitCall } from "./services.ts";
import { visible } from "./text.ts";

/** The remediation as a POSIX shell script of AWS CLI commands. It stops at the first failure and refuses to run on another account. */
export function renderCli(remediation: Remediation): string {
  const parts = partsWithSteps(remediation);
  const ready = readySteps(parts);
  const head = ["#!/bin/sh", ...headLines(remediation).map((line) => `# ${line}`)];
  if (parts.length === 0) head.push(`# ${NOTHING}`);
  const bodies = parts.map((part) => ({ kind: part.kind, lines: partLines(part, remediation.partition) }));
  if (parts.length > 0 && ready.length === 0) head.push(`# ${ONLY_REASONS}`);
  if (ready.length === 0) return text([...head, "", ...bodies.flatMap((body) => body.lines)]);
  const lines = [...head, "set -eu", "", ...helpers(ready), ...accountGuard(guardedAccount(remediation), remediation.partition)];
  const only = onlyPart(parts);
  if (only) lines.push(`case "\${1:-${only}}" in`, `  ${only}) ;;`, `  *) echo "usage: sh $0 [${only}]" >&2; exit 2 ;;`, "esac", "");
  if (parts.length === 1) return text([...lines, ...bodies.flatMap((body) => body.lines)]);
  for (const { kind, lines: body } of bodies) lines.push(`${kind}() {`, "  :", ...indented(body), "}", "");
  const names = parts.map((part) => part.kind).join("|");
  return text([...lines, 'case "${1:-}" in', `  ${names}) "$1" ;;`, `  *) echo "usage: sh $0 ${names}" >&2; exit 2 ;;`, "esac"]);
}

/** The `aws` command of one step, its options on lines of their own. */
export function cliCommand(step: ReadyStep, partition: string | null): string[] {
  const call = splitCall(step.call);
  if (!call) return [];
  const options = [...cliOptions(step.with), ...(FILE_OUTPUTS.get(step.call)?.cliOptions ?? [])];
  const needsRegion = step.region !== null && !(call.service.cli === "iam" && (partition ?? "aws") === "aws");
  if (needsRegion) options.push(`--region ${shellQuoted(step.region ?? "")}`);
  const command = `aws ${call.service.cli} ${toolName(call.operation, "-")}`;
  return options.length === 0 ? [command] : [`${command} \\`, ...options.map((option, index) => `  ${option}${index < options.length - 1 ? " \\" : ""}`)];
}

const text = (lines: readonly string[]): string => `${lines.join("\n").trimEnd()}\n`;

const indented = (lines: readonly string[]): string[] => lines.map((line) => (line ? `  ${line}` : ""));

function partLines(part: RemediationPart, partition: string | null): string[] {
  const documents = documentLines(part).flatMap((lines) => [...lines.map((line) => `# ${visible(line)}`), ""]);
  const steps = part.steps.flatMap((step, index) => {
    const lines = stepLines(step, index + 1).map((line) => `# ${line}`);
    if (step.status === "withheld") return [...lines, ""];
    const output = FILE_OUTPUTS.get(step.call);
    const call = [...cliCommand(step, partition), ...(output ? [`echo ${shellQuoted(output.warning)} >&2`] : [])];
    const keyChecks = checksOfKey(step, partition);
    const body = [
      ...step.supply.flatMap((name) => ask(name, explanation(step, name)?.question ?? name)),
      ...(keyChecks.length > 0 ? [`if ${keyChecks.join(" && ")}; then`, ...indented(call), "fi"] : call),
    ];
    const question = confirmation(step);
    return question === null ? [...lines, ...body, ""] : [...lines, `if confirm ${shellQuoted(question)}; then`, ...indented(body), "fi", ""];
  });
  return [...documents, ...steps];
}

/** What must hold of the keys of the user of a step before the call. */
function checksOfKey(step: ReadyStep, partition: string | null): string[] {
  const user = { ...step, call: "iam:ListAccessKeys", with: step.with.filter(({ name }) => name === "UserName") };
  const key = step.with.find(({ name }) => name === "AccessKeyId")?.argument;
  const options = cliCommand(user, partition)
    .slice(1)
    .map((line) => line.trim().replace(/ \\\\$/, ""));
  const names = [...(step.keepsAKey ? ["another_key"] : []), ...(step.onlyInactive ? ["inactive_key"] : [])];
  return names.map((name) => [name, key ? shellWord(key) : "''", ...options].join(" "));
}

/** From the environment, else typed in. */
function ask(name: string, question: string): string[] {
  const variable = variableName(name);
  return [`[ -n "\${${variable}:-}" ] || { printf '%s: ' ${shellQuoted(question)} >&2; IFS= read -r ${variable}; }`, `: "\${${variable}:?is needed}"`];
}

function helpers(steps: readonly ReadyStep[]): string[] {
  const lines: string[] = [];
  if (steps.some((step) => confirmation(step) !== null)) {
    lines.push("confirm() {", `  printf '%s\\n%s' "$1" ${shellQuoted(CONFIRM_PROMPT)} >&2`, "  IFS= read -r answer", '  case "$answer" in');
    lines.push("    y) return 0 ;;", "    s) return 1 ;;", `    *) echo ${shellQuoted(STOPPED)} >&2; exit 1 ;;`, "  esac", "}", "");
  }
  if (steps.some((step) => step.keepsAKey)) {
    lines.push(
      "another_key() { # a key, and whose it is: whether the user has another active one",
      "  key=$1",
      "  shift",
      ACTIVE_KEYS,
      "  for other in $keys; do",
      '    case "$other" in "$key" | None) ;; *) return 0 ;; esac',
      "  done",
      `  echo "$key ${LAST_KEY}" >&2`,
      "  return 1",
      "}",
      "",
    );
  }
  if (steps.some((step) => step.onlyInactive)) {
    lines.push(
      "inactive_key() { # a key, and whose it is: whether it is inactive",
      "  key=$1",
      "  shift",
      ACTIVE_KEYS,
      "  for active in $keys; do",
      '    if [ "$active" = "$key" ]; then',
      `      echo "$key ${STILL_ACTIVE}" >&2`,
      "      return 1",
      "    fi",
      "  done",
      "}",
      "",
    );
  }
  if (steps.some((step) => splicesJson(cliOptions(step.with)))) {
    lines.push("json() { # text as the inside of a JSON string", "  printf '%s' \"$1\" | sed 's/[\\\\\"]/\\\\&/g'", "}", "");
  }
  return lines;
}

const ACTIVE_KEYS = "  keys=$(aws iam list-access-keys \"$@\" --query 'AccessKeyMetadata[?Status==`Active`].AccessKeyId' --output text) || exit 1";

function accountGuard(account: string | null, partition: string | null): string[] {
  if (account === null) return [];
  const region = (partition ?? "aws") === "aws" ? null : homeRegion(partition);
  return [
    `account=$(aws sts get-caller-identity --query Account --output text${region ? ` --region ${shellQuoted(region)}` : ""})`,
    `if [ "$account" != ${shellQuoted(account)} ]; then`,
    `  echo "These credentials are of account $account, not "${shellQuoted(account)}. >&2`,
    "  exit 1",
    "fi",
    "",
  ];
}
