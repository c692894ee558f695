import type { PlannedOperation } from "../../../schemas/index.ts";
import { changeAccount } from "./account.ts";
import { setBoundary } from "./boundaries.ts";
import {
  changeSigningCertificate,
  createAccessKey,
  createLoginProfile,
  createVirtualMfaDevice,
  deleteAccessKey,
  deleteLoginProfile,
  deleteVirtualMfaDevice,
  updateAccessKey,
} from "./credentials.ts";
import { deletePrincipal } from "./delete-principal.ts";
import { changeInstanceProfile } from "./instance-profiles.ts";
import type { Model, OperationStep } from "./model.ts";
import { createPolicy, deletePolicy, updatePolicy } from "./policies.ts";
import { createPrincipal, updatePrincipal } from "./principals.ts";
import { changeAnalyzer, changeOidcProvider, changeSamlProvider, changeServerCertificate, createServiceLinkedRole } from "./providers.ts";
import { createTrail, deleteTrail, updateTrail } from "./trails.ts";

type Kind = PlannedOperation["kind"];
type Handlers = { [K in Kind]: ((model: Model, step: OperationStep, operation: Extract<PlannedOperation, { kind: K }>) => void) | null };

/** How each operation on a resource of its own changes the model; null for edges between resources and inline policies, which are settled apart. */
const HANDLERS: Handlers = {
  "create-user": createPrincipal,
  "create-group": createPrincipal,
  "create-role": createPrincipal,
  "update-principal": updatePrincipal,
  "delete-principal": (model, step, operation) => deletePrincipal(model, step, operation.principal),
  "set-boundary": (model, step, operation) => setBoundary(model, step, operation.principal, operation.policyArn),
  "put-inline-policy": null,
  "delete-inline-policy": null,
  "keep-inline-policies": null,
  attach: null,
  detach: null,
  "set-attached-policies": null,
  "add-member": null,
  "remove-member": null,
  "set-members": null,
  "create-policy": createPolicy,
  "update-policy": updatePolicy,
  "delete-policy": deletePolicy,
  "set-policy-attachments": null,
  "create-access-key": createAccessKey,
  "update-access-key": updateAccessKey,
  "delete-access-key": deleteAccessKey,
  "create-login-profile": createLoginProfile,
  "delete-login-profile": deleteLoginProfile,
  "create-virtual-mfa-device": createVirtualMfaDevice,
  "delete-virtual-mfa-device": deleteVirtualMfaDevice,
  "put-signing-certificate": changeSigningCertificate,
  "delete-signing-certificate": changeSigningCertificate,
  "set-password-policy": changeAccount,
  "delete-password-policy": changeAccount,
  "create-account-alias": changeAccount,
  "delete-account-alias": changeAccount,
  "set-alternate-contact": changeAccount,
  "delete-alternate-contact": changeAccount,
  "set-organization-features": changeAccount,
  "create-instance-profile": changeInstanceProfile,
  "update-instance-profile": changeInstanceProfile,
  "delete-instance-profile": changeInstanceProfile,
  "create-saml-provider": changeSamlProvider,
  "update-saml-provider": changeSamlProvider,
  "delete-saml-provider": changeSamlProvider,
  "create-oidc-provider": changeOidcProvider,
  "update-oidc-provider": changeOidcProvider,
  "delete-oidc-provider": changeOidcProvider,
  "create-server-certificate": changeServerCertificate,
  "update-server-certificate": changeServerCertificate,
  "delete-server-certificate": changeServerCertificate,
  "create-trail": createTrail,
  "update-trail": updateTrail,
  "delete-trail": deleteTrail,
  "create-analyzer": changeAnalyzer,
  "delete-analyzer": changeAnalyzer,
  "create-service-linked-role": createServiceLinkedRole,
};

/** Made before anything else may name them. */
const MADE_FIRST: ReadonlySet<Kind> = new Set(["create-user", "create-group", "create-role", "create-policy", "create-service-linked-role"]);

/** Works operations on resources of their own into the model: what is deleted, what is made and may be named, what is changed, all the rest. */
export function apply(model: Model, steps: readonly OperationStep[]): void {
  const rounds: OperationStep[][] = [[], [], [], []];
  for (const step of steps) rounds[roundOf(step.operation.kind)]?.push(step);
  for (const round of rounds) {
    for (const step of round) {
      const { operation } = step;
      const handler = HANDLERS[operation.kind] as ((model: Model, step: OperationStep, operation: PlannedOperation) => void) | null;
      handler?.(model, step, operation);
    }
  }
}

function roundOf(kind: Kind): number {
  if (kind.startsWith("delete-")) return 0;
  if (MADE_FIRST.has(kind)) return 1;
  return kind.startsWith("update-") ? 2 : 3;
}
