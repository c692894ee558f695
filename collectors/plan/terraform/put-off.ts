import type { PlanProblem } from "../../../schemas/index.ts";
import { doubtsOf, IDLE } from "./doubts.ts";
import type { PlanFile, PlanResource } from "./plan-file.ts";
import { READERS } from "./readers.ts";
import type { References } from "./reference-types.ts";
import { unpredicted } from "./unpredicted.ts";

/** Changes that a plan puts off and that may affect IAM or CloudTrail: another apply makes them, of which this plan says nothing for certain. */
export function putOff({ deferred }: PlanFile, references: (change: PlanResource) => References): PlanProblem[] {
  return deferred
    .filter(({ change }) => matters(change, references))
    .map(({ change: { address }, reason }) => {
      const message = `${address} is put off${reason === null ? "" : ` (${reason})`}: what it will be is not in the plan. Apply what it waits for, and plan again.`;
      return { code: "deferred-change", address, message };
    });
}

function matters(change: PlanResource, references: (change: PlanResource) => References): boolean {
  if (doubtsOf(change, references(change)).length > 0) return true;
  if (change.mode === "data" || change.actions.every((action) => IDLE.has(action))) return false;
  return Object.hasOwn(READERS, change.type) || unpredicted(change) !== null;
}
