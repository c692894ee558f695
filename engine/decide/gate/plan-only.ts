import { hasRun, type Plan, type PlannedOperation, plural, type ReeveResults, type Result } from "../../../schemas/index.ts";
import type { UnreviewedType } from "../../changes/index.ts";
import type { GateReason } from "./decision.ts";

/** Plans without a snapshot: what they make is judged, and nothing else is known. */
export interface PlanOnly {
  /** Rules on the account and on whole lists, which do not follow from a plan. */
  rulesNotEvaluated: number;
  /** Every change was read, and none can affect IAM or CloudTrail. */
  affectsNothing: boolean;
  /**
   * Every change was read, and each makes something of a kind that no rule decides on by itself, such as an identity provider, or deletes what then no rule
   * finds anything of, such as a role.
   */
  makesUndecided: boolean;
}

/** What rules are about: a selection that leaves these out decides nothing of a plan that makes one. */
const DECIDED: ReadonlySet<string> = new Set(["user", "group", "role", "policy", "trail", "accessKey"]);

/** What deletes a user, role, policy or credential, and changes nothing of what stays. Who was in a group loses what it denied; a second factor protects. */
const deletesOnly = (operation: PlannedOperation): boolean => {
  if (operation.kind === "delete-principal") return operation.principal.type !== "group";
  return operation.kind === "delete-policy" || operation.kind === "delete-access-key" || operation.kind === "delete-login-profile";
};

/** Whether plans only delete what then no rule finds anything of. `existing`: kinds of what the plans change and leave there. */
export const deletesUndecided = (plans: readonly Plan[], existing: readonly string[]): boolean =>
  existing.length === 0 &&
  plans.every(({ resources, operations }) => resources.every(({ action }) => action === "delete" || action === "no-op") && operations.every(deletesOnly));

/** Whether plans only make, and make nothing that rules are about. Changes of existing settings of the account may be judged. */
export const makesUndecided = ({
  planned,
  kinds,
  existing,
}: {
  planned: readonly { action: string }[];
  kinds: Iterable<string>;
  existing: readonly string[];
}): boolean =>
  planned.every(({ action }) => action === "create") && existing.every((kind) => kind === "account") && ![...kinds].some((kind) => DECIDED.has(kind));

/** Whether a plan that makes only such things was read in full, and rules ran that could have decided on something. */
export const isNothingToDecide = (planOnly: PlanOnly | null, { rules }: Pick<ReeveResults, "rules">, problems: number): boolean =>
  planOnly?.makesUndecided === true && problems === 0 && rules.some((rule) => hasRun(rule) && rule.resource !== "event");

const MAX_TYPES = 5;

/** Types in no list, and programs that run while the plan is applied: whatever else was decided, what they change may concern IAM or CloudTrail. */
export function unreviewedReasons(unreviewed: readonly UnreviewedType[]): GateReason[] {
  const [programs, types] = [true, false].map((runs) => unreviewed.filter(({ runsProgram }) => runsProgram === runs).map(({ type }) => type));
  return [
    ...reasonOf(types ?? [], (count) => `the plan changes ${plural(count, "type")} in no list of those that cannot affect IAM or CloudTrail`),
    ...reasonOf(programs ?? [], () => "a program runs while the plan is applied (as a provisioner does), and the plan does not show what it changes"),
  ];
}

function reasonOf(types: readonly string[], textOf: (count: number) => string): GateReason[] {
  if (types.length === 0) return [];
  const more = types.length - MAX_TYPES;
  const named = `${types.slice(0, MAX_TYPES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return [{ code: "type-not-reviewed", count: types.length, text: `${textOf(types.length)}: ${named}` }];
}

/** Whether a rule looked at a resource of the plan and did not apply to it, which is a decision. Rules on records have none in a plan. */
export function foundNotApplicable({ counts, rules }: Pick<ReeveResults, "counts" | "rules">): boolean {
  const ofEvents = new Set(rules.filter(({ resource }) => resource === "event").map(({ id }) => id));
  return counts.some((count) => count["not-applicable"] > 0 && !ofEvents.has(count.rule));
}

/** What no plan makes: a list of the account that was not read before, and is not known now. */
export const isOfNoPlan = ({ status, delta }: Result): boolean => status === "unknown" && delta === "unchanged";

/** Results with fewer unknowns, which are taken from the counts too. */
export function withoutResults(all: ReeveResults, kept: Result[]): ReeveResults {
  const left = all.results.length - kept.length;
  if (left === 0) return { ...all, results: kept };
  const { summary } = all;
  const unknownOf = (results: readonly Result[], rule: string): number => results.filter((each) => each.rule === rule && each.status === "unknown").length;
  const counts = all.counts.map((count) => {
    const less = count.unknown === 0 ? 0 : unknownOf(all.results, count.rule) - unknownOf(kept, count.rule);
    return { ...count, unknown: count.unknown - less, judged: count.judged - less };
  });
  const status = { ...summary.status, unknown: summary.status.unknown - left };
  return { ...all, results: kept, counts, summary: { ...summary, status, coverage: { ...summary.coverage, total: summary.coverage.total - left } } };
}
