import { cliOptions, shellQuoted, splicesJson } from "./cli-options.ts";
import { toolName, variableName } from "./names.ts";
import { askText, confirmations, headLines, NOTHING, partsWithSteps, readySteps, stepLines } from "./outline.ts";
import { FILE_OUTPUTS } from "./outputs.ts";
import type { ReadyStep, Remediation, RemediationPart } from "./plan.ts";
import { splitCall } from "./services.ts";

/** The remediation as a POSIX shell script of AWS CLI commands. It stops at the first failure and refuses to run on another account. */
export function renderCli(remediation: Remediation): string {
  const parts = partsWithSteps(remediation);
  const head = ["#!/bin/sh", ...headLines(remediation).map((line) => `# ${line}`)];
  if (parts.length === 0) return `${[...head, `# ${NOTHING}`].join("\n")}\n`;
  const ready = readySteps(parts);
  if (ready.length === 0) return `${[...head, "", ...parts.flatMap((part) => partLines(part, remediation))].join("\n")}\n`;
  const lines = [...head, "set -eu", "", ...helpers(ready), ...accountGuard(remediation.account)];
  if (parts.length === 1) return `${[...lines, ...parts.flatMap((part) => partLines(part, remediation))].join("\n").trimEnd()}\n`;
  for (const part of parts) lines.push(`${part.kind}() {`, "  :", ...partLines(part, remediation).map((line) => (line ? `  ${line}` : "")), "}", "");
  const names = parts.map((part) => part.kind);
  lines.push('case "${1:-}" in', `  ${names.join("|")}) "$1" ;;`, `  *) echo "usage: sh $0 ${names.join("|")}" >&2; exit 2 ;;`, "esac");
  return `${lines.join("\n")}\n`;
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

function partLines(part: RemediationPart, remediation: Remediation): string[] {
  const asked = new Set<string>();
  return part.steps.flatMap((step, index) => {
    const lines = stepLines(step, index + 1).map((line) => `# ${line}`);
    if (step.status === "withheld") return [...lines, ""];
    for (const text of confirmations(step)) lines.push(`confirm ${shellQuoted(text)}`);
    const human = askText(step);
    if (human) lines.push(`printf '%s\\n' ${shellQuoted(human)} >&2`);
    for (const name of step.supply) {
      if (asked.has(name)) continue;
      asked.add(name);
      const variable = variableName(name);
      lines.push(`[ -n "\${${variable}:-}" ] || { printf '%s: ' ${shellQuoted(name)} >&2; IFS= read -r ${variable}; }`, `: "\${${variable}:?is needed}"`);
    }
    lines.push(...cliCommand(step, remediation.partition));
    const output = FILE_OUTPUTS.get(step.call);
    if (output) lines.push(`echo ${shellQuoted(output.warning)} >&2`);
    return [...lines, ""];
  });
}

function helpers(steps: readonly ReadyStep[]): string[] {
  const lines: string[] = [];
  if (steps.some((step) => confirmations(step).length > 0)) {
    lines.push(
      "confirm() {",
      "  printf '%s\\nGo on? [y/N] ' \"$1\" >&2",
      "  IFS= read -r answer",
      '  [ "$answer" = y ] || { echo "Stopped: nothing from here on was done." >&2; exit 1; }',
      "}",
      "",
    );
  }
  if (steps.some((step) => splicesJson(cliOptions(step.with)))) {
    lines.push("json() { # text as the inside of a JSON string", "  printf '%s' \"$1\" | sed 's/[\\\\\"]/\\\\&/g'", "}", "");
  }
  return lines;
}

function accountGuard(account: string | null): string[] {
  if (account === null) return [];
  return [
    "account=$(aws sts get-caller-identity --query Account --output text)",
    `if [ "$account" != ${shellQuoted(account)} ]; then`,
    `  echo "These credentials are of account $account, not "${shellQuoted(account)}. >&2`,
    "  exit 1",
    "fi",
    "",
  ];
}
