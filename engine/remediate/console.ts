import { cliCommand } from "./cli.ts";
import { documentLines } from "./documents.ts";
import { explanation, readySteps, warnings } from "./outline.ts";
import type { PartKind, PlannedStep, Remediation } from "./plan.ts";
import { visible } from "./text.ts";
import { whyWithheld } from "./words.ts";

const TITLES: Record<PartKind, string> = {
  remediation: "Remediation",
  undo: "Undo: put back what the call took away",
  contain: "Contain: stop who made the call",
};

/** The remediation as numbered console steps for a person. A part that has API steps only says which calls they are. */
export function renderConsole(remediation: Remediation): string {
  const { rule, title, message, account, references, parts } = remediation;
  const lines = [`${rule}: ${title}`, message, ...(account ? [`Account ${account}`] : [])];
  if (parts.length === 0) lines.push("", "The rule has no remediation.");
  for (const part of parts) {
    lines.push("");
    if (parts.length > 1 || part.kind !== "remediation") lines.push(TITLES[part.kind]);
    part.console.forEach((text, index) => {
      lines.push(`${index + 1}. ${text}`);
    });
    if (part.console.length > 0) for (const step of readySteps([part])) lines.push(...warnings(step).map((warning) => `Take care: ${warning}`));
    else lines.push(...part.steps.flatMap((step, index) => callLines(step, index + 1, remediation.partition)));
    for (const [title = "", ...rest] of documentLines(part)) lines.push("", title, ...rest.map((line) => `     ${line}`));
  }
  if (references.length > 0) lines.push("", "See also", ...references.map((reference) => `  ${reference}`));
  return `${lines.map(visible).join("\n")}\n`;
}

/** An API step of a part that has no console steps. */
function callLines(step: PlannedStep, number: number, partition: string | null): string[] {
  const head = `${number}. ${step.human ?? "Call"} (${step.call}${step.status === "withheld" ? `; ${whyWithheld(step.because)}` : ""})`;
  if (step.status !== "ready") return [head];
  const supplied = step.supply.flatMap((name) => explanation(step, name)?.text ?? []);
  return [head, ...[...cliCommand(step, partition), ...supplied].map((line) => `     ${line}`)];
}
