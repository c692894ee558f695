import type { PlannedOperation } from "../planned.ts";
import { setBoundary } from "./boundaries.ts";
import { deletePrincipal } from "./delete-principal.ts";
import type { Model, Step } from "./model.ts";
import { createPolicy, deletePolicy, updatePolicy } from "./policies.ts";
import { createPrincipal, updatePrincipal } from "./principals.ts";

/** In which round an operation is worked in: what is deleted, what is made, what is changed, what needs both its ends. */
const DELETES = /^delete-(principal|policy|access-key|instance-profile|saml-provider|oidc-provider|server-certificate|trail|analyzer|virtual-mfa-device)$/;

/** Works operations on resources of their own into the model; edges between resources are settled apart, for there order matters. */
export function apply(model: Model, steps: readonly Step[]): void {
  const rounds: Step[][] = [[], [], [], []];
  for (const step of steps) rounds[roundOf(step.operation)]?.push(step);
  for (const round of rounds) for (const step of round) applyOne(model, step);
}

function roundOf({ kind }: PlannedOperation): number {
  if (DELETES.test(kind)) return 0;
  if (kind === "create-user" || kind === "create-group" || kind === "create-role" || kind === "create-policy") return 1;
  return kind.startsWith("update-") ? 2 : 3;
}

function applyOne(model: Model, step: Step): void {
  const { operation } = step;
  switch (operation.kind) {
    case "create-user":
    case "create-group":
    case "create-role":
      createPrincipal(model, step, operation);
      break;
    case "update-principal":
      updatePrincipal(model, step, operation);
      break;
    case "delete-principal":
      deletePrincipal(model, step, operation.principal);
      break;
    case "set-boundary":
      setBoundary(model, step, operation.principal, operation.policyArn);
      break;
    case "create-policy":
      createPolicy(model, step, operation);
      break;
    case "update-policy":
      updatePolicy(model, step, operation);
      break;
    case "delete-policy":
      deletePolicy(model, step, operation);
      break;
    default:
  }
}
