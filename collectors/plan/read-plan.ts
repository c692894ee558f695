import { isRaw } from "../../document/index.ts";
import type { Plan, PlanProblem } from "../../schemas/index.ts";
import { isChangeSet } from "./cloudformation/change-set.ts";
import { jsonObjects } from "./cloudformation/pages.ts";
import { readChangeSet } from "./cloudformation/read.ts";
import { repeatedKey } from "./repeated-key.ts";
import type { SourceExpressions } from "./source/terraform-expressions.ts";
import { readTerraformPlan } from "./terraform/read.ts";

/** `parts`: the plan, or where it is of several accounts its parts; `plan` is the first of them. */
export type PlanResult = { ok: true; plan: Plan; parts: Plan[] } | { ok: false; problem: PlanProblem };

/**
 * Reads planned changes: the JSON of `terraform show -json`, or the pages of `aws cloudformation describe-change-set`, told apart by what they hold:
 * one object, an array of pages, or pages joined one after another. `file` is what messages call it. Never throws; what can be read in part is read, and the
 * rest is reported in `plan.problems`. `source`: the configuration that a Terraform plan is of, for what the plan does not show.
 */
export function readPlan(text: string, file: string, source: SourceExpressions | null = null): PlanResult {
  const json = withoutWrapper(text);
  const pages = jsonObjects(json);
  const repeated = pages && repeatedKey(json, pages);
  if (repeated) {
    const { path, line, column, policyAt } = repeated;
    const where = policyAt === null ? `(line ${line}, column ${column})` : `of the policy at \`${policyAt}\``;
    return refused(`${file} holds the key \`${path}\` twice in one object ${where}. Remove one of the two.`);
  }
  if (pages?.every(isChangeSet)) return readChangeSet(pages, file);
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch (error) {
    return refused(`${file} ${whatInstead(json) ?? `is not JSON: ${error instanceof Error ? error.message : String(error)}.`} ${PRINT}`);
  }
  if (isLogLine(json)) return refused(`${file} ${IS_LOG} ${PRINT}`);
  if (!isRaw(data)) return refused(`${file} holds no plan: it is not a JSON object.`);
  return readTerraformPlan(data, file, source);
}

const PRINT = "Print the plan as JSON: `terraform show -json PLAN > plan.json`.";

const IS_LOG = "is the log that `terraform plan -json` prints, and not the plan.";

/** Lines that the wrapper of hashicorp/setup-terraform or opentofu/setup-opentofu prints around the output of the program. */
const WRAPPER_LINE = /^(?:\[command\].*|::[a-z-]+(?: [^:]*)?::.*|\s*)$/;

/**
 * The plan in what the wrapper of a CI action prints: the command before it and workflow commands after it. Text with any other line around the JSON is
 * left as it is. Source: hashicorp/setup-terraform, wrapper/terraform.js; @actions/exec prints `[command]` and the command.
 */
function withoutWrapper(text: string): string {
  if (!text.startsWith("[command]")) return text;
  const lines = text.split(/\r\n|\n|\r/);
  const start = lines.findIndex((line) => !WRAPPER_LINE.test(line));
  const end = lines.findLastIndex((line) => !WRAPPER_LINE.test(line));
  return start < 0 ? text : lines.slice(start, end + 1).join("\n");
}

/** What text that is no JSON is, where it is one of the usual mistakes. Source of the log: Terraform documentation, "Machine-Readable UI". */
function whatInstead(text: string): string | null {
  if (text.trim() === "") return "is empty.";
  if (text.startsWith("PK")) return "is a plan in Terraform's own format and not JSON.";
  const lines = text.split(/\r\n|\n|\r/, 50);
  if (lines.some(isLogLine)) return IS_LOG;
  const start = lines.findIndex((line) => /^\s*\{\s*("format_version"|$)/.test(line));
  if (start > 0) return `holds other output before the plan, which begins in line ${start + 1}: remove it, or turn off the wrapper that prints it.`;
  if (lines.some((line) => /^(Terraform|OpenTofu) will perform the following actions:|^Plan: \d+ to add/.test(line))) return "is the plan as text for people.";
  return null;
}

/** A line of the log, whatever the order of its keys. Each has `@level`, `@message`, `@module`, `@timestamp` and `type`; tools that pass it on drop some. */
function isLogLine(line: string): boolean {
  if (!line.includes('"@level"')) return false;
  try {
    const value: unknown = JSON.parse(line);
    return isRaw(value) && "@level" in value && ("@module" in value || "type" in value);
  } catch {
    return false;
  }
}

const refused = (message: string): PlanResult => ({ ok: false, problem: { code: "not-a-plan", address: null, message } });
