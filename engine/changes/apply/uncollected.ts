import { nameKey } from "../../../document/index.ts";
import type { Plan } from "../../../schemas/index.ts";
import { resolveAttachments } from "./attachments.ts";
import { setBoundary } from "./boundaries.ts";
import { add, changedNames, changedPolicies, changedTrails, namedPolicies, type PrincipalNames } from "./changed-names.ts";
import { addExistingPolicy, toldContent } from "./existing-policies.ts";
import { addExistingPrincipal, type ToldPrincipal } from "./existing-principals.ts";
import { addExistingTrail } from "./existing-trails.ts";
import { findPrincipal } from "./find.ts";
import { resolveInlinePolicies } from "./inline-policies.ts";
import { resolveMemberships } from "./memberships.ts";
import { type Model, type OperationStep, principalStore } from "./model.ts";
import { isCreation, toldSteps } from "./told.ts";

const TYPES = ["user", "group", "role"] as const;

/**
 * Adds the resources that exist, that the plans change and that the document does not hold: what the plans say of them is known, all else is unknown. A
 * list that was read in full gains none. Called before anything is applied, for the document before the change as for the one after it.
 */
export function addUncollected(model: Model, plans: readonly Plan[], steps: readonly OperationStep[]): void {
  const told = toldSteps(plans);
  const attached = namedPolicies(steps).filter((arn) => toldContent(model, told, arn) !== null);
  const policies = [...changedPolicies(steps), ...attached].filter((arn) => model.policies.get(arn) === undefined);
  const names = changedNames(steps);
  addHolders(names, told, policies);
  for (const type of TYPES) {
    const mark = principalStore(model, type).mark();
    if (!mark) continue;
    for (const name of names[type].values()) {
      const known = model.byName[type].get(name);
      if (known === undefined) addExistingPrincipal(model, type, name, toldPrincipal(told, type, name), mark);
    }
  }
  for (const arn of policies) addExistingPolicy(model, told, arn);
  for (const arn of changedTrails(steps)) addExistingTrail(model, told, arn);
  addToldParts(model, told);
}

/** Whom a policy that gets other content is attached to, as far as it is told. */
function addHolders(names: PrincipalNames, told: readonly OperationStep[], policies: readonly string[]): void {
  const changed = new Set(policies.map(nameKey));
  for (const { operation } of told) {
    if (operation.kind !== "attach" || operation.policyArn.status !== "known" || !changed.has(nameKey(operation.policyArn.value))) continue;
    add(names[operation.principal.type], operation.principal.name);
  }
}

function toldPrincipal(told: readonly OperationStep[], type: string, name: string): ToldPrincipal | null {
  for (const step of told) {
    const { operation } = step;
    if (!isCreation(operation)) continue;
    if (operation.kind === `create-${type}` && operation.name.status === "known" && nameKey(operation.name.value) === nameKey(name)) return { step, operation };
  }
  return null;
}

/** Inline policies, attachments, memberships and boundaries of what was added, as they are told. */
function addToldParts(model: Model, told: readonly OperationStep[]): void {
  const isAdded = (step: OperationStep, principal: Parameters<typeof findPrincipal>[2]): boolean => {
    const found = findPrincipal(model, step, principal);
    return found.status === "at" && model.uncollected.has(found.key);
  };
  const parts = told.filter((step) => {
    const { operation } = step;
    if (operation.kind === "add-member")
      return isAdded(step, { type: "user", name: operation.user }) && isAdded(step, { type: "group", name: operation.group });
    const isPart = operation.kind === "attach" || operation.kind === "put-inline-policy" || operation.kind === "set-boundary";
    return isPart && isAdded(step, operation.principal);
  });
  for (const step of parts) if (step.operation.kind === "set-boundary") setBoundary(model, step, step.operation.principal, step.operation.policyArn);
  resolveInlinePolicies(model, parts);
  resolveAttachments(model, parts);
  resolveMemberships(model, parts);
}
