import { nameKey } from "../../../document/index.ts";
import type { Plan } from "../../../schemas/index.ts";
import { resolveAttachments } from "./attachments.ts";
import { setBoundary } from "./boundaries.ts";
import { add, changedNames, changedPolicies, changedTrails, namedPolicies, type PrincipalNames } from "./changed-names.ts";
import { addExistingPolicy, statedContent } from "./existing-policies.ts";
import { addExistingPrincipal, type StatedPrincipal } from "./existing-principals.ts";
import { addExistingSettings } from "./existing-settings.ts";
import { addExistingTrail } from "./existing-trails.ts";
import { findPrincipal } from "./find.ts";
import { resolveInlinePolicies } from "./inline-policies.ts";
import { resolveMemberships } from "./memberships.ts";
import { type Model, type OperationStep, principalStore } from "./model.ts";
import { isCreation, statedSteps } from "./stated.ts";

const TYPES = ["user", "group", "role"] as const;

/**
 * Adds the resources that exist, and the settings of the account, that the plans change and that the document does not hold: what the plans say of them is known, all else is unknown. A
 * list that was read in full gains none. Called before anything is applied, for the document before the change as for the one after it.
 */
export function addUncollected(model: Model, plans: readonly Plan[], steps: readonly OperationStep[]): void {
  const stated = statedSteps(plans);
  const attached = namedPolicies(steps).filter((arn) => statedContent(model, stated, arn) !== null);
  const policies = [...changedPolicies(steps), ...attached].filter((arn) => model.policies.get(arn) === undefined);
  const names = changedNames(steps);
  addHolders(names, stated, policies);
  for (const type of TYPES) {
    const mark = principalStore(model, type).mark();
    if (!mark) continue;
    for (const name of names[type].values()) {
      const known = model.byName[type].get(name);
      if (known === undefined) addExistingPrincipal(model, type, name, toldPrincipal(stated, type, name), mark);
    }
  }
  for (const arn of policies) addExistingPolicy(model, stated, arn);
  for (const arn of changedTrails(steps)) addExistingTrail(model, stated, arn);
  addExistingSettings(model, stated, steps);
  addToldParts(model, stated);
}

/** Holders of a policy that gets other content, as far as they are stated. */
function addHolders(names: PrincipalNames, stated: readonly OperationStep[], policies: readonly string[]): void {
  const changed = new Set(policies.map(nameKey));
  for (const { operation } of stated) {
    if (operation.kind !== "attach" || operation.policyArn.status !== "known" || !changed.has(nameKey(operation.policyArn.value))) continue;
    add(names[operation.principal.type], operation.principal.name);
  }
}

function toldPrincipal(stated: readonly OperationStep[], type: string, name: string): StatedPrincipal | null {
  for (const step of stated) {
    const { operation } = step;
    if (!isCreation(operation)) continue;
    if (operation.kind === `create-${type}` && operation.name.status === "known" && nameKey(operation.name.value) === nameKey(name)) return { step, operation };
  }
  return null;
}

/** Inline policies, attachments, memberships and boundaries of what was added, as they are stated. */
function addToldParts(model: Model, stated: readonly OperationStep[]): void {
  const isAdded = (step: OperationStep, principal: Parameters<typeof findPrincipal>[2]): boolean => {
    const found = findPrincipal(model, step, principal);
    return found.status === "at" && model.uncollected.has(found.key);
  };
  const parts = stated.filter((step) => {
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
