import { isRaw } from "../../document/index.ts";
import type { Plan, PlanProblem } from "../../schemas/index.ts";
import { isChangeSet } from "./cloudformation/change-set.ts";
import { jsonObjects } from "./cloudformation/pages.ts";
import { readChangeSet } from "./cloudformation/read.ts";
import { readTerraformPlan } from "./terraform/read.ts";

export type PlanResult = { ok: true; plan: Plan } | { ok: false; problem: PlanProblem };

/**
 * Reads planned changes: the JSON of `terraform show -json`, or the pages of `aws cloudformation describe-change-set`, told apart by what they hold:
 * one object, an array of pages, or pages joined one after another. `file` is what messages call it. Never throws; what can be read in part is read, and the
 * rest is told in `plan.problems`.
 */
export function readPlan(text: string, file: string): PlanResult {
  const pages = jsonObjects(text);
  if (pages?.every(isChangeSet)) return readChangeSet(pages, file);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return refused(`${file} ${whatInstead(text) ?? `is not JSON: ${error instanceof Error ? error.message : String(error)}.`} ${PRINT}`);
  }
  if (!isRaw(data)) return refused(`${file} holds no plan: it is not a JSON object.`);
  return readTerraformPlan(data, file);
}

const PRINT = "Print the plan as JSON: `terraform show -json PLAN > plan.json`.";

/** What text that is no JSON is, where it is one of the usual mistakes. Source of the log: Terraform documentation, "Machine-Readable UI". */
function whatInstead(text: string): string | null {
  if (text.trim() === "") return "is empty.";
  if (text.startsWith("PK")) return "is a plan in Terraform's own format and not JSON.";
  const lines = text.split("\n", 50);
  if (lines[0]?.startsWith('{"@level"')) return "is the log that `terraform plan -json` prints, and not the plan.";
  const start = lines.findIndex((line) => line.startsWith('{"format_version"'));
  if (start > 0) return `holds other output before the plan, which begins in line ${start + 1}: remove it, or turn off the wrapper that prints it.`;
  return null;
}

const refused = (message: string): PlanResult => ({ ok: false, problem: { code: "not-a-plan", address: null, message } });
