import { isAwsManaged, unknownContent } from "../../../document/index.ts";
import { isUnknown, type PolicyOperation, type ReeveDocument, TABLE } from "../../../schemas/index.ts";
import { iamArn, placeholderId } from "./arns.ts";
import { notInTable } from "./aws-managed.ts";
import { plannedContent } from "./content.ts";
import { findPolicy, reportMissing } from "./find.ts";
import { changedList, knownOf, markOf } from "./lists.ts";
import { knownAfterApplyMark, type Model, type OperationStep, principalStore } from "./model.ts";
import { reportTaken } from "./taken.ts";
import { nameLater, plannedKey } from "./unknown-names.ts";

const { value: versions } = TABLE.kinds.policy.fields.versionCount ?? {};
/** Most versions that a customer managed policy keeps. */
const MOST_VERSIONS = (versions?.type === "integer" ? versions.maximum : undefined) ?? Infinity;

export function createPolicy(model: Model, step: OperationStep, operation: Extract<PolicyOperation, { kind: "create-policy" }>): void {
  const { name, path } = operation;
  const mark = knownAfterApplyMark(model, step.plan, step.operation.by);
  const earlier = name.status === "known" ? model.byName.policy.get(name.value) : undefined;
  if (earlier !== undefined && model.policies.get(earlier)) {
    reportTaken(model, step, `the policy ${earlier}`, earlier);
    model.creations.set(step.who, { kind: "policy", key: earlier, mark });
    return;
  }
  const isNamed = name.status === "known" && path.status === "known";
  const arn = isNamed ? iamArn(model, "policy", path.value, name.value) : plannedKey(model, step);
  if (!isNamed) nameLater(model, step, arn, { arnBefore: iamArn(model, "policy", "", ""), name, path });
  model.creations.set(step.who, { kind: "policy", key: arn, mark });
  if (name.status === "known") model.byName.policy.set(name.value, arn);
  model.policies.add({
    arn,
    id: isNamed ? placeholderId(arn) : arn,
    name: isNamed ? name.value : arn,
    path: isNamed ? path.value : arn,
    createdAt: model.at,
    updatedAt: model.at,
    awsManaged: false,
    defaultVersionId: "v1",
    versionCount: 1,
    attachmentCount: 0,
    permissionsBoundaryUsageCount: 0,
    attachedTo: [],
    ...plannedContent(model, step, operation.content),
  });
}

/** A new version becomes the default. Versions are numbered in the order in which they are made, and no number is used again (CreatePolicyVersion). */
export function updatePolicy(model: Model, step: OperationStep, operation: Extract<PolicyOperation, { kind: "update-policy" }>): void {
  const found = findPolicy(model, step, operation.arn);
  if (found.status === "unlisted") {
    reportMissing(model, step, `the policy ${found.text}`, model.policies.isComplete());
    return;
  }
  if (found.status !== "at") return;
  const policy = model.policies.edit(found.key);
  if (!policy) return;
  Object.assign(policy, plannedContent(model, step, operation.content));
  policy.defaultVersionId = nextVersion(policy);
  policy.versionCount = Math.min(MOST_VERSIONS, policy.versionCount + 1);
  policy.updatedAt = model.at;
}

/** The next number, as far as the snapshot tells: it holds the default version's number and how many there are, not the newest's. */
const nextVersion = ({ defaultVersionId, versionCount }: { defaultVersionId: string; versionCount: number }): string =>
  `v${Math.max(Number.parseInt(defaultVersionId.slice(1), 10) || 0, versionCount) + 1}`;

/** AWS deletes a policy only once nothing has it: the tool detaches it first, or the apply fails. Source: IAM API Reference, DeletePolicy. */
export function deletePolicy(model: Model, step: OperationStep, operation: Extract<PolicyOperation, { kind: "delete-policy" }>): void {
  const found = findPolicy(model, step, operation.arn);
  if (found.status !== "at") {
    if (!model.policies.isComplete()) model.policies.removeUnnamed();
    return;
  }
  const policy = model.policies.get(found.key);
  model.policies.remove(found.key);
  if (!policy) return;
  model.byName.policy.delete(policy.name);
  for (const { kind, arn } of knownOf(policy.attachedTo)) {
    const holder = principalStore(model, kind).edit(arn);
    if (!holder) continue;
    const change = { add: [], remove: new Set([found.key]), maybe: new Set<string>(), opens: null, loses: null, exact: false };
    holder.attachedPolicyArns = changedList(model, holder.attachedPolicyArns, change, (attached) => attached);
  }
}

/** A policy of AWS that comes into use: the collector keeps those in use alone, so that the snapshot may not hold it. False where it is none of AWS's. */
export function bringIn(model: Model, arn: string): boolean {
  if (model.policies.get(arn)) return true;
  if (!isAwsManaged(arn)) return false;
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const path = arn.slice(arn.indexOf("/"), arn.lastIndexOf("/") + 1);
  const listed = model.awsManaged(arn);
  model.policies.add({
    arn,
    id: placeholderId(arn),
    name,
    path: path || "/",
    createdAt: listed?.createdAt ?? model.at,
    updatedAt: listed?.updatedAt ?? model.at,
    awsManaged: true,
    defaultVersionId: listed?.defaultVersionId ?? "v1",
    versionCount: 1,
    attachmentCount: 0,
    permissionsBoundaryUsageCount: 0,
    attachedTo: [],
    ...(listed?.content ?? unknownContent(model.gaps.mark(notInTable(model.plans, arn)))),
  });
  return true;
}

/**
 * A policy of AWS that nothing uses any more is none of the account's; where it is not sure that anything does, the list may hold it. Called last: what loses
 * its last use in one place may gain another elsewhere. What the plans leave as it is stays, whatever it is.
 */
export function removeUnusedAwsManagedPolicies(model: Model, snapshot: ReeveDocument["policies"]): void {
  const kept = new Set<unknown>(isUnknown(snapshot) ? [] : snapshot);
  for (const policy of [...model.policies.all()]) {
    const { attachedTo, attachmentCount, permissionsBoundaryUsageCount } = policy;
    if (!policy.awsManaged || kept.has(policy) || knownOf(attachedTo).length > 0) continue;
    const uses = [attachmentCount, permissionsBoundaryUsageCount];
    if (uses.some((count) => (isUnknown(count) ? (count.atLeast ?? 0) : count) > 0)) continue;
    const unsure = uses.find(isUnknown) ?? markOf(attachedTo);
    // What a merge perhaps brings into use is judged as if it did.
    if (unsure && model.isCautious) continue;
    model.policies.remove(policy.arn);
    if (unsure) model.policies.mayHold(policy, unsure);
  }
}
