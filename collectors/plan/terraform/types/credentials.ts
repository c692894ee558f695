import { created, type Reference, type Value } from "../../../../schemas/index.ts";
import { isChanged, isKnownAfterApply, type PlanSide, reference, text } from "../side.ts";
import type { TerraformTypeReader } from "../type-reader.ts";

/** Source: terraform-provider-aws, internal/service/iam/access_key.go: a new key is made inactive where its status says so; another user replaces it. */
export const accessKey: TerraformTypeReader = {
  create: (side) => [{ kind: "create-access-key", user: reference(side, "user"), active: isActive(side) }],
  update: (before, after) =>
    isChanged(before, after, "status") ? [{ kind: "update-access-key", id: idOf(before), user: reference(before, "user"), active: isActive(after) }] : [],
  delete: (side) => [{ kind: "delete-access-key", id: idOf(side), user: reference(side, "user") }],
  subjects: (side) => [
    { kind: "access-key", id: idOf(side) },
    { kind: "user", name: reference(side, "user") },
  ],
};

function isActive(side: PlanSide): Value<boolean> {
  const status = text(side, "status", "Active");
  return status.status === "known" ? { status: "known", value: status.value === "Active" } : status;
}

const idOf = (side: PlanSide): Reference => (isKnownAfterApply(side, "id") ? created(side.address) : text(side, "id", ""));

/** Source: user_login_profile.go: nothing of it is updated; it is made anew. */
export const loginProfile: TerraformTypeReader = {
  create: (side) => [{ kind: "create-login-profile", user: reference(side, "user") }],
  update: () => [],
  delete: (side) => [{ kind: "delete-login-profile", user: reference(side, "user") }],
  subjects: (side) => [{ kind: "user", name: reference(side, "user") }],
};

/** Made, and enabled for nobody: that takes codes of the device. Source: virtual_mfa_device.go. */
export const virtualMfaDevice: TerraformTypeReader = {
  create: (side) => [{ kind: "create-virtual-mfa-device", name: text(side, "virtual_mfa_device_name", ""), path: text(side, "path", "/"), mayBeOf: [] }],
  update: () => [],
  delete: (side) => [{ kind: "delete-virtual-mfa-device", id: arnOf(side) }],
  subjects: (side) => [{ kind: "mfa-device", id: arnOf(side) }],
};

const arnOf = (side: PlanSide): Reference => (isKnownAfterApply(side, "arn") ? created(side.address) : text(side, "arn", ""));

/** Source: signing_certificate.go. */
export const signingCertificate: TerraformTypeReader = {
  create: (side) => [{ kind: "put-signing-certificate", user: reference(side, "user_name"), active: isActive(side) }],
  update: (before, after) =>
    isChanged(before, after, "status") ? [{ kind: "put-signing-certificate", user: reference(before, "user_name"), active: isActive(after) }] : [],
  delete: (side) => [{ kind: "delete-signing-certificate", user: reference(side, "user_name") }],
  subjects: (side) => [{ kind: "user", name: reference(side, "user_name") }],
};
