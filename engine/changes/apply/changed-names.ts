import { nameKey } from "../../../document/index.ts";
import type { PlannedOperation, Reference } from "../../../schemas/index.ts";
import { carriesRole, listed, partsOf } from "./existing.ts";
import type { OperationStep, PrincipalType } from "./model.ts";

/** SpelledNames, each as it was first spelled, by what IAM compares names by. */
export type SpelledNames = Map<string, string>;

export type PrincipalNames = Record<PrincipalType, SpelledNames>;

/** SpelledNames of the users, groups and roles that operations change, and that are there before them: not those that they make or give as a new name. */
export function changedNames(steps: readonly OperationStep[]): PrincipalNames {
  const changed: PrincipalNames = { user: new Map(), group: new Map(), role: new Map() };
  const made: PrincipalNames = { user: new Map(), group: new Map(), role: new Map() };
  const deleted: PrincipalNames = { user: new Map(), group: new Map(), role: new Map() };
  for (const { operation } of steps) {
    if (operation.kind === "delete-principal") add(deleted[operation.principal.type], operation.principal.name);
    const type = MAKES[operation.kind];
    if (type && "name" in operation && operation.name?.status === "known") add(made[type], operation.name);
    if (operation.kind === "update-principal" && operation.name) add(made[operation.principal.type], operation.name);
    const { principal, user, group, users, groups, roles, role } = partsOf(operation);
    if (principal && operation.kind !== "delete-principal") add(changed[principal.type], principal.name);
    for (const name of [...(user ? [user] : []), ...listed(users)]) add(changed.user, name);
    for (const name of [...(group ? [group] : []), ...listed(groups)]) add(changed.group, name);
    for (const name of [...(role && !carriesRole(operation) ? [role] : []), ...listed(roles)]) add(changed.role, name);
  }
  for (const type of ["user", "group", "role"] as const) {
    // What is deleted and made anew under its name was there before.
    for (const [key, name] of made[type]) {
      if (deleted[type].has(key)) changed[type].set(key, name);
      else changed[type].delete(key);
    }
  }
  return changed;
}

const MAKES: { readonly [kind in PlannedOperation["kind"]]?: PrincipalType } = {
  "create-user": "user",
  "create-group": "group",
  "create-role": "role",
};

/** ARNs of the policies that get other content. */
export const changedPolicies = (steps: readonly OperationStep[]): string[] =>
  steps.flatMap(({ operation }) => (operation.kind === "update-policy" && operation.arn.status === "known" ? [operation.arn.value] : []));

/** ARNs of the policies that are attached, detached, or bound by. */
export const namedPolicies = (steps: readonly OperationStep[]): string[] =>
  steps.flatMap(({ operation }) => {
    const { policyArn, policyArns } = partsOf(operation);
    return [...(policyArn ? [policyArn] : []), ...listed(policyArns)].flatMap((arn) => (arn.status === "known" ? [arn.value] : []));
  });

/** ARNs of the trails that are changed or deleted. */
export const changedTrails = (steps: readonly OperationStep[]): string[] =>
  steps.flatMap(({ operation }) =>
    (operation.kind === "update-trail" || operation.kind === "delete-trail") && operation.arn.status === "known" ? [operation.arn.value] : [],
  );

/** Adds a name that is known. */
export function add(names: SpelledNames, name: Reference): void {
  if (name.status === "known" && name.value !== "" && !names.has(nameKey(name.value))) names.set(nameKey(name.value), name.value);
}
