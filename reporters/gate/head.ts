import type { ReeveResults } from "../../schemas/index.ts";
import { headerLines } from "../closing.ts";
import { plural, wrap } from "../layout.ts";
import type { ReportOptions } from "../options.ts";
import type { Paint } from "../paint.ts";
import { short } from "../visible.ts";

/** Why a gate on a plan alone passes that makes nothing Reeve judges. */
export const AFFECTS_NOTHING = "nothing in this plan affects IAM or CloudTrail";

export type GateReport = NonNullable<ReeveResults["gate"]>;

const ACTIONS = ["create", "update", "replace", "delete"] as const;

/** The decision with its reasons in the first line, then what was judged and what the plans change. */
export function headText(results: ReeveResults, gate: GateReport, options: ReportOptions, paint: Paint): string {
  const { decision, reasons } = gate;
  const word =
    decision === "pass"
      ? paint.bold(paint.green("PASSED"))
      : decision === "blocked"
        ? paint.bold(paint.red("BLOCKED"))
        : paint.bold(paint.yellow("INCOMPLETE"));
  const why = reasons.length > 0 ? `: ${reasons.map(({ text }) => short(text, 300)).join("; ")}` : passText(gate);
  const lines = wrap(`${word}${why}`, options.width);
  const held = heldText(gate);
  const further = [...(held === null ? [] : [paint.dim(held)]), ...(gate.assumptions ?? []).map(({ message }) => short(message, 500))];
  const below = further.map((text) => `${wrap(text, options.width).join("\n")}\n`).join("");
  return `${lines.join("\n")}\n${headerLines(results, options, paint)}${below}`;
}

function passText({ comparison, counts, planOnly }: GateReport): string {
  if (planOnly?.affectsNothing) return `: ${AFFECTS_NOTHING}`;
  if (planOnly?.nothingToDecide) return ": nothing was to be decided, because no rule is about what this plan makes or deletes";
  const open = counts.unknown > 0 ? `; ${plural(counts.unknown, "result")} unknown` : "";
  if (comparison === "none") return `: no finding blocks${open}`;
  const what = comparison === "plan" ? "the change makes nothing worse" : "the edit of the rules flags nothing new";
  if (counts.introduced + counts.affected + (counts.worse ?? 0) === 0) return `: ${what}${counts.newlyUnknown > 0 ? open : ""}`;
  return `: nothing of what ${comparison === "plan" ? "the change" : "the edit of the rules"} brings blocks`;
}

/** What the results are compared with. */
function heldText({ comparison, planned, planOnly }: GateReport): string | null {
  if (comparison === "none") return null;
  if (planOnly?.affectsNothing) return null;
  if (planOnly) return planOnlyText(planOnly, planned);
  if (comparison === "rules") return "Compared with the rules before the edit";
  return `Compared with the account before the planned changes: ${actionsText(planned)}`;
}

function actionsText(planned: GateReport["planned"]): string {
  const parts = ACTIONS.flatMap((action) => {
    const count = planned.filter((each) => each.action === action).length;
    return count > 0 ? [`${count} to ${action}`] : [];
  });
  return parts.length > 0 ? parts.join(", ") : "none that affects it";
}

/** What was judged of plans without a snapshot. */
export function planOnlyText({ rulesNotEvaluated }: NonNullable<GateReport["planOnly"]>, planned: GateReport["planned"]): string {
  const left = rulesNotEvaluated === 0 ? "" : `; ${plural(rulesNotEvaluated, "rule")} on the account and on whole lists need --snapshot`;
  return `What the plan makes, without a snapshot: ${actionsText(planned)}${left}`;
}
