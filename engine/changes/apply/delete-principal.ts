import { type document, isUnknown, type Principal, type Unknown } from "../../../schemas/index.ts";
import { counted } from "./counts.ts";
import { findPrincipal } from "./find.ts";
import { changedList, knownOf, type ListChange, markOf } from "./lists.ts";
import { knownAfterApplyMark, type Model, type OperationStep, principalStore } from "./model.ts";
import type { WorkingUser } from "./working.ts";

/**
 * Deletes a user, group or role with all that it holds, as it must be empty before AWS deletes it: the tool takes its keys, password, devices, policies and
 * memberships away first, or the apply fails. Source: IAM API Reference, DeleteUser, DeleteGroup, DeleteRole; IAM User Guide, "Removing an IAM user".
 */
export function deletePrincipal(model: Model, step: OperationStep, principal: Principal): void {
  const found = findPrincipal(model, step, principal);
  const store = principalStore(model, principal.type);
  if (principal.name.status === "known") model.deleted[principal.type].set(principal.name.value, true);
  if (found.status !== "at") {
    // What neither snapshot nor list holds is gone already, or is one of those that an open list does not name.
    if (!store.isComplete()) store.removeUnnamed();
    return;
  }
  const item = store.get(found.key);
  if (!item) return;
  const mark = knownAfterApplyMark(model, step.plan, step.operation.by);
  store.remove(found.key);
  model.byName[principal.type].delete(item.name);
  dropAttachments(model, item, mark);
  if ("permissionsBoundaryArn" in item) dropBoundary(model, item.permissionsBoundaryArn, mark);
  if ("memberArns" in item) for (const arn of knownOf(item.memberArns)) dropGroup(model, arn, item.arn);
  if ("groupArns" in item) dropUser(model, item);
}

const without = <T>(keys: readonly string[]): ListChange<T> => ({
  add: [],
  remove: new Set(keys),
  maybe: new Set(),
  opens: null,
  loses: null,
  exact: false,
});

/** Policies no longer attached to what is deleted; one whose attachments are not all known may have been attached to it. */
function dropAttachments(model: Model, item: { arn: string; attachedPolicyArns: document.User["attachedPolicyArns"] }, mark: Unknown): void {
  const sure = new Set(knownOf(item.attachedPolicyArns));
  for (const arn of sure) {
    const policy = model.policies.edit(arn);
    if (!policy) continue;
    policy.attachedTo = changedList(model, policy.attachedTo, without([item.arn]), (attachment) => attachment.arn);
    policy.attachmentCount = counted(model, policy.attachmentCount, { least: -1, most: -1 }, knownOf(policy.attachedTo).length, mark);
  }
  if (!markOf(item.attachedPolicyArns)) return;
  for (const { arn, attachedTo } of [...model.policies.all()]) {
    if (sure.has(arn)) continue;
    const held = knownOf(attachedTo).some((attachment) => attachment.arn === item.arn);
    if (!held && !markOf(attachedTo)) continue;
    const policy = model.policies.edit(arn);
    if (!policy) continue;
    policy.attachedTo = changedList(model, policy.attachedTo, without([item.arn]), (attachment) => attachment.arn);
    const growth = { least: -1, most: held ? -1 : 0 };
    policy.attachmentCount = counted(model, policy.attachmentCount, growth, knownOf(policy.attachedTo).length, mark);
  }
}

/** One less that a policy bounds; where the boundary was not known, any policy may have bounded it. */
export function dropBoundary(model: Model, boundary: string | null | Unknown, mark: Unknown): void {
  if (boundary === null) return;
  const arns = isUnknown(boundary) ? [...model.policies.all()].map(({ arn }) => arn) : [boundary];
  for (const arn of arns) {
    const policy = model.policies.edit(arn);
    if (!policy) continue;
    const growth = { least: -1, most: isUnknown(boundary) ? 0 : -1 };
    policy.permissionsBoundaryUsageCount = counted(model, policy.permissionsBoundaryUsageCount, growth, 0, mark);
  }
}

function dropGroup(model: Model, userArn: string, groupArn: string): void {
  const user = model.users.edit(userArn);
  if (user) user.groupArns = changedList(model, user.groupArns, without([groupArn]), (arn) => arn);
}

/** Memberships, keys and devices of a deleted user. Every list that names the user is searched: the user's own may not be known. */
function dropUser(model: Model, user: WorkingUser): void {
  const groups = markOf(user.groupArns) ? [...model.groups.all()].map(({ arn }) => arn) : knownOf(user.groupArns);
  for (const arn of groups) {
    const before = model.groups.get(arn);
    if (!before || !knownOf(before.memberArns).includes(user.arn)) continue;
    const group = model.groups.edit(arn);
    if (group) group.memberArns = changedList(model, group.memberArns, without([user.arn]), (member) => member);
  }
  for (const id of knownOf(user.accessKeyIds)) model.accessKeys.remove(id);
  if (markOf(user.accessKeyIds)) for (const key of [...model.accessKeys.all()]) if (key.userArn === user.arn) model.accessKeys.remove(key.id);
  for (const id of knownOf(user.mfaDeviceIds)) model.mfaDevices.remove(id);
  if (markOf(user.mfaDeviceIds)) for (const device of [...model.mfaDevices.all()]) if (device.userArn === user.arn) model.mfaDevices.remove(device.id);
}
