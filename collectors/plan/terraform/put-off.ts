import type { PlanProblem } from "../../../schemas/index.ts";
import { RUNNING_DATA } from "../reviewed-types.ts";
import type { PlanFile, PlanResource } from "./plan-file.ts";
import { READERS } from "./readers.ts";
import type { References } from "./references.ts";
import { unpredicted, unreviewed } from "./unpredicted.ts";

const IDLE: ReadonlySet<string> = new Set(["no-op", "read", "forget"]);

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
  if (change.mode === "data") return RUNNING_DATA.has(change.type);
  if (change.actions.every((action) => IDLE.has(action))) return false;
  if (Object.hasOwn(READERS, change.type) || unpredicted(change) !== null) return true;
  const of = references(change);
  return of.runsPrograms || unreviewed(change, of) !== null;
}
