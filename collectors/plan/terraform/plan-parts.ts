import { isRaw, listIn, member, type Raw, textOf } from "../../../document/index.ts";
import type { PlanProblem } from "../../../schemas/index.ts";

/**
 * Parts of a plan that are read, or that say nothing of what it will change: what changed outside Terraform, what that concerned, and what checks of the
 * configuration found. Source: Terraform documentation, "JSON output format"; internal/command/jsonplan, plan (Terraform 1.14); OpenTofu's is a part of it.
 */
const KNOWN: ReadonlySet<string> = new Set([
  "format_version",
  "terraform_version",
  "variables",
  "planned_values",
  "resource_changes",
  "output_changes",
  "prior_state",
  "configuration",
  "errored",
  "complete",
  "action_invocations",
  "deferred_changes",
  "deferred_action_invocations",
  "resource_drift",
  "relevant_attributes",
  "checks",
  "timestamp",
  "applyable",
]);

/** Lists that hold what the plan will do. */
const LISTS = ["action_invocations", "deferred_changes", "deferred_action_invocations"] as const;

/** Parts that this Reeve does not know, or that are not of the form that they should have: what they plan is not judged. */
export function unreadParts(data: Raw, file: string): PlanProblem[] {
  const unknown = Object.keys(data).filter((name) => !KNOWN.has(name) && hasContent(data[name]));
  const broken = LISTS.filter((name) => hasContent(data[name]) && !Array.isArray(data[name]));
  return [
    ...unknown.map((name) =>
      unread(`${file} holds \`${name}\`, which this Reeve does not know: what it plans has not been judged. Use a Reeve that knows it.`),
    ),
    ...broken.map((name) => unread(`${file} holds \`${name}\`, which is no list: what it plans has not been judged. Print the plan again.`)),
  ];
}

const unread = (message: string): PlanProblem => ({ code: "unread-part", address: null, message });

/** Whether a value could hold changes: a list or an object with something in it. */
const hasContent = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : isRaw(value) && Object.keys(value).length > 0);

/** Changes that a plan puts off, as it holds them, each with its reason. Source: internal/command/jsonplan, DeferredResourceChange. */
export const deferredChanges = (data: unknown): { raw: unknown; reason: string | null }[] =>
  listIn(data, "deferred_changes").map((deferred) => ({ raw: member(deferred, "resource_change") ?? deferred, reason: textOf(deferred, "reason") }));
