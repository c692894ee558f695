import { sameName } from "../../../document/index.ts";
import { isUnknown, type PlannedOperation, type Principal, type Reference, type Value } from "../../../schemas/index.ts";
import { find, findPrincipal, findUser, kindName, principalText, reportNotHeld } from "./find.ts";
import { knownOf, markOf, type OpenList } from "./lists.ts";
import { type Model, type OperationStep, principalStore } from "./model.ts";
import type { Store } from "./store.ts";
import { findTrail } from "./trails.ts";
import type { WorkingPrincipal } from "./working.ts";

/**
 * Says what a plan deletes that the account before it surely lacks: then snapshot and plan are of two states, or of two accounts. Called before anything is
 * applied.
 */
export function reportMissingDeletions(model: Model, steps: readonly OperationStep[]): void {
  for (const step of steps) {
    const what = missing(model, step);
    if (what !== null) reportNotHeld(model, step.operation.by, "deletes", what);
  }
}

function missing(model: Model, step: OperationStep): string | null {
  const { operation } = step;
  switch (operation.kind) {
    case "delete-principal": {
      const { type } = operation.principal;
      const found = findPrincipal(model, step, operation.principal);
      return found.status === "unlisted" && principalStore(model, type).isComplete() ? `${kindName[type]} ${found.text}` : null;
    }
    case "delete-policy":
      return listed(model, step, model.policies, operation.arn, "the policy");
    case "delete-access-key":
      return listed(model, step, model.accessKeys, operation.id, "the access key");
    case "delete-virtual-mfa-device":
      return listed(model, step, model.mfaDevices, operation.id, "the MFA device");
    case "delete-saml-provider":
      return listed(model, step, model.samlProviders, operation.arn, "the SAML provider");
    case "delete-oidc-provider":
      return listed(model, step, model.oidcProviders, operation.arn, "the OIDC provider");
    case "delete-server-certificate":
      return listed(model, step, model.serverCertificates, operation.arn, "the server certificate");
    case "delete-analyzer":
      return listed(model, step, model.analyzers, operation.arn, "the analyzer");
    case "delete-trail": {
      const found = findTrail(model, step, operation.arn);
      return found.status === "unlisted" && model.trails.isComplete() ? `the trail ${found.text}` : null;
    }
    default:
      return missingPart(model, step, operation);
  }
}

/** Of what a user, group, role or the account itself holds. */
function missingPart(model: Model, step: OperationStep, operation: PlannedOperation): string | null {
  switch (operation.kind) {
    case "delete-login-profile": {
      const found = findUser(model, step, operation.user);
      const user = found.status === "at" ? model.users.get(found.key) : undefined;
      return user?.passwordEnabled === false ? `the password of the user ${user.name}` : null;
    }
    case "delete-inline-policy": {
      const lists = holderOf(model, step, operation.principal)?.inlinePolicies ?? null;
      return absent(lists, operation.name, ({ name }) => (isUnknown(name) ? "" : name))
        ? `the inline policy ${textOf(operation.name)}, of ${principalText(step, operation.principal)}`
        : null;
    }
    // Terraform reads the account before it plans. A change set knows its template only, and what someone detached by hand need not be detached.
    case "detach": {
      if (step.plan.tool !== "terraform") return null;
      const arns = holderOf(model, step, operation.principal)?.attachedPolicyArns ?? null;
      return absent(arns, operation.policyArn, (arn) => arn)
        ? `the attachment of ${textOf(operation.policyArn)} to ${principalText(step, operation.principal)}`
        : null;
    }
    case "remove-member": {
      if (step.plan.tool !== "terraform") return null;
      const group = findPrincipal(model, step, { type: "group", name: operation.group });
      const user = findUser(model, step, operation.user);
      if (group.status !== "at" || user.status !== "at") return null;
      const groups = model.users.get(user.key)?.groupArns ?? null;
      const isMember = absent(groups, { status: "known", value: group.key }, (arn) => arn);
      return isMember ? `the membership of ${textOf(operation.user)} in the group ${textOf(operation.group)}` : null;
    }
    case "delete-instance-profile":
      return missingProfile(model, step, operation);
    case "delete-signing-certificate": {
      const found = findUser(model, step, operation.user);
      const certificates = found.status === "at" ? model.users.get(found.key)?.signingCertificates : undefined;
      return Array.isArray(certificates) && certificates.length === 0 ? `a signing certificate of the user ${textOf(operation.user)}` : null;
    }
    case "delete-password-policy":
      return !isUnknown(model.account) && model.account.passwordPolicy === null ? "the account's password policy" : null;
    case "delete-account-alias":
      return !isUnknown(model.account) && absent(model.account.aliases, operation.alias, (alias) => alias) ? `the alias ${textOf(operation.alias)}` : null;
    case "delete-alternate-contact": {
      const { account } = model;
      if (isUnknown(account) || operation.type.status !== "known") return null;
      return account.alternateContacts[operation.type.value] === null ? `the ${operation.type.value} contact of the account` : null;
    }
    default:
      return null;
  }
}

/** The document holds instance profiles at the roles that they carry, and none that carries no role. */
function missingProfile(model: Model, step: OperationStep, { arn, role }: Extract<PlannedOperation, { kind: "delete-instance-profile" }>): string | null {
  if (!role || arn.status !== "known") return null;
  const found = findPrincipal(model, step, { type: "role", name: role });
  if (found.status === "unlisted") return model.roles.isComplete() ? `an instance profile of the role ${found.text}` : null;
  const held = found.status === "at" ? (model.roles.get(found.key)?.instanceProfileArns ?? null) : null;
  return absent(held, arn, (profile) => profile) ? `the instance profile ${arn.value}, of the role ${textOf(role)}` : null;
}

function listed<T>(model: Model, step: OperationStep, store: Store<T>, reference: Reference, what: string): string | null {
  const found = find(model, step, reference, (key) => (store.get(key) === undefined ? undefined : key));
  return found.status === "unlisted" && store.isComplete() ? `${what} ${found.text}` : null;
}

function holderOf(model: Model, step: OperationStep, principal: Principal): WorkingPrincipal | undefined {
  const found = findPrincipal(model, step, principal);
  return found.status === "at" ? principalStore(model, principal.type).get(found.key) : undefined;
}

/** Whether a list surely lacks a member. */
function absent<T>(list: OpenList<T> | null, wanted: Reference | Value<string>, keyOf: (item: T) => string): boolean {
  if (list === null || wanted.status !== "known" || markOf(list) !== null) return false;
  return !knownOf(list).some((item) => sameName(keyOf(item), wanted.value));
}

const textOf = (reference: Reference | Value<string>): string => (reference.status === "known" ? reference.value : "");
