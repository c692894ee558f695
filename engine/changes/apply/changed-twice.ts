import { nameKey } from "../../../document/index.ts";
import type { PlannedOperation, Reference, Value } from "../../../schemas/index.ts";
import { kindName } from "./find.ts";
import { byOf, type Model, type OperationStep } from "./model.ts";

/**
 * Says what two addresses of the plans set or take away as a whole: nothing orders them, so that either may come last. Edges between resources and inline
 * policies are not among them: what two addresses do to one of those is settled, and unknown where they disagree.
 */
export function reportChangedTwice(model: Model, steps: readonly OperationStep[]): void {
  const first = new Map<string, string>();
  for (const step of steps) {
    const what = setBy(step.operation);
    if (what === null) continue;
    const other = first.get(nameKey(what));
    if (other === undefined) first.set(nameKey(what), step.who);
    else if (other !== step.who) {
      const { by } = step.operation;
      const message = `${by} changes ${what}, and so does ${byOf(other)}: either may come last. Leave one of the two.`;
      model.problem("changed-twice", by, message);
    }
  }
}

/** What an operation sets as a whole, in words that are the same for each operation on it; null for other operations and where that is not known. */
function setBy(operation: PlannedOperation): string | null {
  switch (operation.kind) {
    case "update-principal":
    case "set-boundary":
      return named(kindName[operation.principal.type], operation.principal.name);
    case "update-policy":
      return named("the policy", operation.arn);
    case "update-access-key":
      return named("the access key", operation.id);
    case "update-instance-profile":
      return named("the instance profile", operation.arn);
    case "update-saml-provider":
      return named("the SAML provider", operation.arn);
    case "update-oidc-provider":
      return named("the OIDC provider", operation.arn);
    case "update-server-certificate":
      return named("the server certificate", operation.arn);
    case "update-trail":
      return named("the trail", operation.arn);
    case "set-password-policy":
    case "delete-password-policy":
      return "the password policy of the account";
    case "create-account-alias":
      return "the alias of the account";
    case "set-organization-features":
      return "the organization features of the account";
    case "set-alternate-contact":
    case "delete-alternate-contact":
      return operation.type.status === "known" ? `the ${operation.type.value} contact of the account` : null;
    default:
      return null;
  }
}

const named = (what: string, name: Reference | Value<string>): string | null => (name.status === "known" ? `${what} ${name.value}` : null);
