import { readFileSync } from "node:fs";
import { type PlanProblem, readPlan } from "../../collectors/index.ts";
import type { GivenPlan } from "../../engine/index.ts";
import { visible } from "../../reporters/index.ts";
import { reasonOf } from "../files.ts";
import { UsageError } from "../usage-error.ts";
import type { PlanArgument } from "./input.ts";

/** What the plan files hold. What is no plan at all is bad input; a plan that cannot be judged is a problem, and counts as incomplete evidence. */
export function readPlans(files: readonly PlanArgument[]): { plans: GivenPlan[]; problems: PlanProblem[] } {
  const plans: GivenPlan[] = [];
  const problems: PlanProblem[] = [];
  for (const { flag, file, account } of files) {
    const result = readPlan(textOf(flag, file), file);
    if (result.ok) plans.push({ flag, file, account, plan: result.plan });
    else if (result.problem.code === "not-a-plan") {
      const argument = account === null ? file : `${account}=${file}`;
      throw new UsageError(`${flag} ${visible(argument)}: ${visible(result.problem.message)}`);
    } else problems.push(result.problem);
  }
  return { plans, problems };
}

function textOf(flag: string, file: string): string {
  try {
    return readFileSync(file, "utf8").replace(/^\ufeff/, "");
  } catch (error) {
    throw new UsageError(`${flag} ${visible(file)}: cannot be read: ${reasonOf(error)}`);
  }
}
