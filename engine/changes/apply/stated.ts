import type { Plan, PlannedOperation, Principal } from "../../../schemas/index.ts";
import { addressOf, type OperationStep } from "./model.ts";

/** What plans say of resources that exist, each by its own name: an operation that would make a resource names it by its address. */
export function statedSteps(plans: readonly Plan[]): OperationStep[] {
  return plans.flatMap((plan) => {
    const { existing = [] } = plan;
    const names = new Map(
      existing.flatMap((operation) => (isCreation(operation) && operation.name.status === "known" ? [[operation.by, operation.name]] : [])),
    );
    const named = (principal: Principal): Principal => {
      const name = principal.name.status === "created" ? names.get(principal.name.by) : undefined;
      return name ? { ...principal, name } : principal;
    };
    return existing.map((each) => {
      const operation = "principal" in each ? { ...each, principal: named(each.principal) } : each;
      return { plan, operation, who: addressOf(plan, operation.by) };
    });
  });
}

type Creation = Extract<PlannedOperation, { kind: "create-user" | "create-group" | "create-role" }>;

export const isCreation = (operation: PlannedOperation): operation is Creation =>
  operation.kind === "create-user" || operation.kind === "create-group" || operation.kind === "create-role";
