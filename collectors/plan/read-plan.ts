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
    const binary = text.startsWith("PK");
    const hint = binary ? " It looks like a plan in Terraform's own format: print it with `terraform show -json`." : "";
    const said = error instanceof Error ? error.message : String(error);
    return refused(binary ? `${file} is not JSON.${hint}` : `${file} is not JSON: ${said}.`);
  }
  if (!isRaw(data)) return refused(`${file} holds no plan: it is not a JSON object.`);
  return readTerraformPlan(data, file);
}

const refused = (message: string): PlanResult => ({ ok: false, problem: { code: "not-a-plan", address: null, message } });
