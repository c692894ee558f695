import type { Plan, PlannedOperation, Value } from "../../../schemas/index.ts";
import { iamArn, providerArn } from "./arns.ts";
import type { Model } from "./model.ts";

/** ARN of the user, role or identity provider that an operation of the plan makes; null where its name or path is not known, and of everything else. */
export function createdArn(model: Model, plan: Plan, by: string): string | null {
  for (const operation of plan.operations) {
    const arn = operation.by === by ? arnOf(model, operation) : null;
    if (arn !== null) return arn;
  }
  return null;
}

function arnOf(model: Model, operation: PlannedOperation): string | null {
  switch (operation.kind) {
    case "create-user":
    case "create-role": {
      const [name, path] = [knownOf(operation.name), knownOf(operation.path)];
      return name === null || path === null ? null : iamArn(model, operation.kind === "create-user" ? "user" : "role", path, name);
    }
    case "create-oidc-provider": {
      const url = knownOf(operation.url);
      return url === null ? null : providerArn(model, "oidc-provider", url);
    }
    case "create-saml-provider": {
      const name = knownOf(operation.name);
      return name === null ? null : providerArn(model, "saml-provider", name);
    }
    default:
      return null;
  }
}

const knownOf = <T>(value: Value<T>): T | null => (value.status === "known" ? value.value : null);
