import { type PlanProblem, readPlan, type SourceExpressions } from "../../collectors/index.ts";
import type { GivenPlan } from "../../engine/index.ts";
import { visible } from "../../reporters/index.ts";
import { inputText } from "../read-input.ts";
import { UsageError } from "../usage-error.ts";
import type { PlanArgument } from "./input.ts";

const NEXT = {
  "--plan": "Print the plan as JSON: terraform show -json PLAN > plan.json.",
  "--change-set": "Print the change set: aws cloudformation describe-change-set > change-set.json.",
} as const;

/** A plan in the program's own format is a ZIP archive. */
const ARCHIVE = {
  "--plan": `It may be a plan in Terraform's own format, which only Terraform reads. ${NEXT["--plan"]}`,
  "--change-set": NEXT["--change-set"],
} as const;

/** What the plan files hold. What is no plan at all is bad input; a plan that cannot be judged is a problem, and counts as incomplete evidence. */
export function readPlans(files: readonly PlanArgument[], source: SourceExpressions | null): { plans: GivenPlan[]; problems: PlanProblem[] } {
  const plans: GivenPlan[] = [];
  const problems: PlanProblem[] = [];
  for (const { flag, file, account } of files) {
    const text = inputText(file, { name: `${flag} ${file}`, isJson: true, next: NEXT[flag], archive: ARCHIVE[flag] });
    const result = readPlan(text, file, source);
    if (result.ok) plans.push(...result.parts.map((plan) => ({ flag, file, account, plan })));
    else if (result.problem.code === "not-a-plan") {
      // The sentence begins with the file's name.
      const { message } = result.problem;
      const owner = account === null ? "" : `${account}=`;
      throw new UsageError(message.startsWith(file) ? `${flag} ${owner}${visible(message)}` : `${flag} ${owner}${visible(file)}: ${visible(message)}`);
    } else problems.push(result.problem);
  }
  return { plans, problems };
}
