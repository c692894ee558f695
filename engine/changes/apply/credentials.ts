import { type CredentialOperation, isUnknown } from "../../../schemas/index.ts";
import { iamArn, placeholderId } from "./arns.ts";
import { find, findUser, reportMissing } from "./find.ts";
import { changedList, knownOf, type ListChange, markOf } from "./lists.ts";
import { documentValue, knownAfterApplyMark, type Model, type OperationStep } from "./model.ts";
import { reportHeld, reportTaken, reportTwice } from "./taken.ts";
import type { WorkingUser } from "./working.ts";

type Of<K extends CredentialOperation["kind"]> = Extract<CredentialOperation, { kind: K }>;

/** Gives a user the change, where the document holds the user; says so where it should. */
function ofUser(model: Model, step: OperationStep, reference: Parameters<typeof findUser>[2], change: (user: WorkingUser) => void): void {
  const found = findUser(model, step, reference);
  if (found.status === "unlisted" && !model.deleted.user.has(found.text)) reportMissing(model, step, `the user ${found.text}`, model.users.isComplete());
  const user = found.status === "at" ? model.users.edit(found.key) : undefined;
  if (user) change(user);
  // Any user may be the one: what changes for one is then unknown for each, and lists gain what cannot be named.
  if (found.status === "any") for (const { arn } of [...model.users.all()]) loosen(model, step, arn, found.mark);
}

/** Marks a user's credentials as they may be another's afterwards. */
function loosen(model: Model, step: OperationStep, arn: string, mark: ReturnType<typeof knownAfterApplyMark>): void {
  const user = model.users.edit(arn);
  if (!user) return;
  const { kind } = step.operation;
  if (kind.endsWith("access-key")) user.accessKeyIds = mark;
  if (kind.endsWith("login-profile")) Object.assign(user, { passwordEnabled: mark, passwordLastUsedAt: mark, ...PASSWORD_TIMES(mark) });
  if (kind.endsWith("signing-certificate")) user.signingCertificates = mark;
  if (kind === "create-virtual-mfa-device") mayHaveDevice(model, user, mark);
}

const PASSWORD_TIMES = (mark: ReturnType<typeof knownAfterApplyMark>) => ({ passwordLastChangedAt: mark, passwordNextRotationAt: mark });

/** A new key is active, unused, and has an id that only the apply will tell. Source: IAM API Reference, CreateAccessKey, GetAccessKeyLastUsed. */
export function createAccessKey(model: Model, step: OperationStep, operation: Of<"create-access-key">): void {
  const id = placeholderId(step.operation.by);
  const mark = knownAfterApplyMark(model, step.plan, `${step.operation.by}.id`);
  const found = findUser(model, step, operation.user);
  model.creations.set(step.who, { kind: "access-key", key: found.status === "at" ? id : null, mark });
  ofUser(model, step, operation.user, (user) => {
    user.accessKeyIds = changedList(model, user.accessKeyIds, added([id]), (key) => key);
    model.accessKeys.add({
      id,
      userArn: user.arn,
      userName: user.name,
      active: documentValue(model, step, operation.active),
      createdAt: model.at,
      lastUsedAt: null,
      lastUsedService: null,
      lastUsedRegion: null,
    });
  });
  if (found.status !== "at") model.accessKeys.addUnnamed(mark);
}

export function updateAccessKey(model: Model, step: OperationStep, operation: Of<"update-access-key">): void {
  const found = find(model, step, operation.id, (id) => (model.accessKeys.get(id) ? id : undefined));
  if (found.status === "unlisted") reportMissing(model, step, `the access key ${found.text}`, model.accessKeys.isComplete());
  const key = found.status === "at" ? model.accessKeys.edit(found.key) : undefined;
  if (!key) return;
  const was = key.active;
  key.active = documentValue(model, step, operation.active);
  // IAM keeps no time of it: only what deactivates the key knows when.
  if (key.active === true) delete key.deactivatedAt;
  else if (was !== false) key.deactivatedAt = model.at;
}

export function deleteAccessKey(model: Model, step: OperationStep, operation: Of<"delete-access-key">): void {
  const found = find(model, step, operation.id, (id) => (model.accessKeys.get(id) ? id : undefined));
  if (found.status !== "at") return;
  const key = model.accessKeys.get(found.key);
  model.accessKeys.remove(found.key);
  const user = key ? model.users.edit(key.userArn) : undefined;
  if (user) user.accessKeyIds = changedList(model, user.accessKeyIds, removed([found.key]), (id) => id);
}

/**
 * A password: never used, changed now; it expires as the account's password policy says. Source: IAM API Reference, CreateLoginProfile;
 * IAM User Guide, "Getting credential reports", password_next_rotation.
 */
export function createLoginProfile(model: Model, step: OperationStep, operation: Of<"create-login-profile">): void {
  ofUser(model, step, operation.user, (user) => {
    const other = model.passwords.get(user.arn);
    const what = `the password of the user ${user.name}`;
    // Source: IAM API Reference, CreateLoginProfile, EntityAlreadyExists.
    if (other !== undefined) reportTwice(model, step, what, other);
    else if (user.passwordEnabled === true) reportHeld(model, step, what);
    model.passwords.set(user.arn, step.who);
    const { account } = model;
    const policy = isUnknown(account) ? account : account.passwordPolicy;
    const mark = knownAfterApplyMark(model, step.plan, step.operation.by);
    user.passwordEnabled = true;
    user.passwordLastUsedAt = null;
    user.passwordLastChangedAt = model.at;
    if (isUnknown(policy)) user.passwordNextRotationAt = policy;
    else user.passwordNextRotationAt = policy?.expirePasswords ? mark : null;
  });
}

export function deleteLoginProfile(model: Model, step: OperationStep, operation: Of<"delete-login-profile">): void {
  ofUser(model, step, operation.user, (user) => {
    user.passwordEnabled = false;
    user.passwordLastUsedAt = null;
    user.passwordLastChangedAt = null;
    user.passwordNextRotationAt = null;
  });
}

/**
 * A virtual device is no one's until it is enabled. Where what makes it may enable it for a user, only the apply shows whether that one has MFA by it; who
 * has MFA keeps it. Source: IAM API Reference, CreateVirtualMFADevice, EnableMFADevice.
 */
export function createVirtualMfaDevice(model: Model, step: OperationStep, operation: Of<"create-virtual-mfa-device">): void {
  const { name, path, mayBeOf } = operation;
  const mark = knownAfterApplyMark(model, step.plan, name.status === "after-apply" ? name.scope : step.operation.by);
  for (const user of mayBeOf) ofUser(model, step, user, (found) => mayHaveDevice(model, found, mark));
  if (name.status !== "known" || path.status !== "known" || mayBeOf.length > 0) {
    model.mfaDevices.addUnnamed(mark);
    model.creations.set(step.who, { kind: "mfa-device", key: null, mark });
    return;
  }
  const id = iamArn(model, "mfa", path.value, name.value);
  const earlier = model.mfaDevices.get(id)?.id;
  if (earlier !== undefined) reportTaken(model, step, `the MFA device ${earlier}`, earlier);
  model.creations.set(step.who, { kind: "mfa-device", key: earlier ?? id, mark });
  if (earlier !== undefined) return;
  model.mfaDevices.add({ id, type: "virtual", userArn: null, enabledAt: null });
}

/** A user with one more device perhaps. */
function mayHaveDevice(model: Model, user: WorkingUser, mark: ReturnType<typeof knownAfterApplyMark>): void {
  if (user.mfaActive !== true) user.mfaActive = mark;
  const opens = { mark, members: null };
  user.mfaDeviceIds = changedList(
    model,
    user.mfaDeviceIds,
    { add: [], remove: new Set(), maybe: new Set(), opens, loses: null, exact: false },
    (device) => device,
  );
}

/** Taken from its user first, who then has MFA by other devices alone. Source: IAM API Reference, DeactivateMFADevice, DeleteVirtualMFADevice. */
export function deleteVirtualMfaDevice(model: Model, step: OperationStep, operation: Of<"delete-virtual-mfa-device">): void {
  const found = find(model, step, operation.id, (id) => model.mfaDevices.get(id)?.id);
  if (found.status !== "at") return;
  const device = model.mfaDevices.get(found.key);
  model.mfaDevices.remove(found.key);
  const user = device?.userArn ? model.users.edit(device.userArn) : undefined;
  if (!user) return;
  user.mfaDeviceIds = changedList(model, user.mfaDeviceIds, removed([found.key]), (id) => id);
  user.mfaActive = knownOf(user.mfaDeviceIds).length > 0 ? true : (markOf(user.mfaDeviceIds) ?? false);
}

/** The report numbers certificates by slots, which no plan tells: the list is then unknown. */
export function changeSigningCertificate(model: Model, step: OperationStep, operation: Of<"put-signing-certificate" | "delete-signing-certificate">): void {
  ofUser(model, step, operation.user, (user) => {
    user.signingCertificates = knownAfterApplyMark(model, step.plan, step.operation.by);
  });
}

const added = (ids: string[]): ListChange<string> => ({ add: ids, remove: new Set(), maybe: new Set(), opens: null, loses: null, exact: false });

const removed = (ids: string[]): ListChange<string> => ({ add: [], remove: new Set(ids), maybe: new Set(), opens: null, loses: null, exact: false });
