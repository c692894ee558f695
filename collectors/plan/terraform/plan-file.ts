import { isRaw, listIn, member, type Raw, textOf } from "../../../document/index.ts";
import type { PlanProblem } from "../../../schemas/index.ts";
import type { WrittenExpression } from "../source/written.ts";
import { deferredActions } from "./actions.ts";
import { deferredChanges, unreadParts } from "./plan-parts.ts";

/** One entry of `resource_changes`. Source: Terraform documentation, "JSON output format", change representation. */
export interface PlanResource {
  address: string;
  /** Address of the module instance, such as `module.team["red"]`; empty for the root module. */
  module: string;
  mode: "managed" | "data";
  type: string;
  name: string;
  /** Key of count or for_each as the address writes it, such as `[0]` or `["red"]`; empty without. */
  index: string;
  provider: string;
  /** `read` for data sources that are read at apply. */
  actions: readonly string[];
  before: Raw | null;
  after: Raw | null;
  /** Where `after` is not known: true, or the same shape with true at its leaves. */
  unknown: unknown;
  /** Where `before` and `after` are sensitive: true, or the same shape with true at its leaves. */
  sensitive: { before: unknown; after: unknown };
}

/** A plan as `terraform show -json` writes it, its shape checked as far as it is used. */
export interface PlanFile {
  changes: PlanResource[];
  configuration: Raw;
  /** Values of the root module's input variables. */
  variables: Raw;
  /** Expression of a value of `locals` of a module, where the text of the configuration is given. */
  local?: (module: string, name: string) => WrittenExpression | null;
  priorState: unknown;
  /** Changes of the root module's outputs, by name. */
  outputs: unknown;
  /** Changes that the plan puts off: they are not made by its apply, and their values are not settled. */
  deferred: { change: PlanResource; reason: string | null }[];
  /** Actions of providers that the apply invokes, or that it puts off, as the plan holds them. */
  actions: unknown[];
  problems: PlanProblem[];
}

/** Reads what `terraform show -json` printed; the sentence of why not where it is something else. */
export function planFile(data: unknown, file: string): { ok: true; file: PlanFile } | { ok: false; problem: PlanProblem } {
  const version = textOf(data, "format_version");
  if (version === null || !isRaw(data)) return refused("not-a-plan", `${file} is not a plan as \`terraform show -json\` prints it: it has no format_version.`);
  // Source: Terraform documentation, "JSON output format": format_version is 1.0 as of Terraform 1.1.0.
  if (/^0\./.test(version)) {
    const message = `${file} has the plan format ${version}, of a Terraform before 1.1, which this Reeve does not read. Plan with Terraform 1.1 or later: what the plan changes has not been judged.`;
    return refused("format-version", message);
  }
  if (!/^1\.\d+$/.test(version)) {
    const message = `${file} has the plan format ${version}; this Reeve reads 1.x. Use a Reeve that knows it: what the plan changes has not been judged.`;
    return refused("format-version", message);
  }
  const state = !Object.hasOwn(data, "resource_changes") && !Object.hasOwn(data, "planned_values");
  if (state) {
    return refused("not-a-plan", `${file} holds no planned changes. Give the JSON of a plan: terraform plan -out=tf.plan && terraform show -json tf.plan.`);
  }
  const listed = member(data, "resource_changes");
  if (listed !== undefined && listed !== null && !Array.isArray(listed))
    return refused("not-a-plan", `${file} is not a plan as \`terraform show -json\` prints it: its resource_changes are no list.`);
  const problems: PlanProblem[] = [];
  if (data.errored === true) {
    problems.push(problem("plan-errored", `${file} is of a plan that failed: it may lack changes. Mend the configuration and plan again.`));
  }
  if (data.complete === false && data.errored !== true) {
    problems.push(
      problem("plan-incomplete", `${file} is not a complete plan: Terraform put off or left out changes (-target, deferred actions). Plan all of it.`),
    );
  }
  problems.push(...unreadParts(data, file));
  const unreadable = problem(
    "unreadable-change",
    `${file} holds a change without address, type, actions or the values that they need, which cannot be judged.`,
  );
  const changes: PlanResource[] = [];
  for (const raw of listIn(data, "resource_changes")) {
    const change = resourceChange(raw);
    if (change) changes.push(change);
    else problems.push(unreadable);
  }
  const deferred: PlanFile["deferred"] = [];
  for (const { raw, reason } of deferredChanges(data)) {
    const change = resourceChange(raw);
    if (change) deferred.push({ change, reason });
    else problems.push(unreadable);
  }
  const configuration = member(data, "configuration");
  const variables = member(data, "variables");
  return {
    ok: true,
    file: {
      changes,
      configuration: isRaw(configuration) ? configuration : {},
      variables: isRaw(variables) ? variables : {},
      priorState: member(data, "prior_state"),
      outputs: member(data, "output_changes"),
      deferred,
      actions: [...listIn(data, "action_invocations"), ...deferredActions(data)],
      problems,
    },
  };
}

function resourceChange(raw: unknown): PlanResource | null {
  const address = textOf(raw, "address");
  const type = textOf(raw, "type");
  const name = textOf(raw, "name");
  const change = member(raw, "change");
  const actions = listIn(change, "actions").filter((action) => typeof action === "string");
  const before = member(change, "before");
  const after = member(change, "after");
  const needs = (side: unknown, by: readonly string[]): boolean => !isRaw(side) && actions.some((action) => by.includes(action));
  if (address === null || type === null || name === null || actions.length === 0) return null;
  if (needs(before, ["update", "delete"]) || needs(after, ["update", "create"])) return null;
  const deposed = textOf(raw, "deposed");
  const index = member(raw, "index");
  return {
    address: deposed === null ? address : `${address} (deposed ${deposed})`,
    module: textOf(raw, "module_address") ?? "",
    mode: textOf(raw, "mode") === "data" ? "data" : "managed",
    type,
    name,
    index: typeof index === "string" ? `[${JSON.stringify(index)}]` : typeof index === "number" ? `[${index}]` : "",
    provider: textOf(raw, "provider_name") ?? "",
    actions,
    before: isRaw(before) ? before : null,
    after: isRaw(after) ? after : null,
    unknown: member(change, "after_unknown"),
    sensitive: { before: member(change, "before_sensitive"), after: member(change, "after_sensitive") },
  };
}

const problem = (code: string, message: string): PlanProblem => ({ code, address: null, message });

const refused = (code: string, message: string): { ok: false; problem: PlanProblem } => ({ ok: false, problem: problem(code, message) });
