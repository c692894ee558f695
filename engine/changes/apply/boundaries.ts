import { unknownContent } from "../../../document/index.ts";
import type { Principal, Reference, Unknown } from "../../../schemas/index.ts";
import { counted } from "./counts.ts";
import { dropBoundary } from "./delete-principal.ts";
import { findPolicy, findPrincipal, kindName, reportMissing } from "./find.ts";
import { knownAfterApplyMark, type Model, type OperationStep, principalStore } from "./model.ts";
import { bringIn } from "./policies.ts";
import type { WorkingPolicy } from "./working.ts";

/** Sets or clears what bounds a user or role, and counts at the policies before and after. */
export function setBoundary(model: Model, step: OperationStep, principal: Principal, policyArn: Reference | null): void {
  const store = principalStore(model, principal.type);
  const holder = findPrincipal(model, step, principal);
  if (holder.status === "unlisted") {
    reportMissing(model, step, `${kindName[principal.type]} ${holder.text}`, store.isComplete());
    return;
  }
  const mark = knownAfterApplyMark(model, step.plan, step.operation.by);
  const keys = holder.status === "at" ? [holder.key] : [];
  if (holder.status === "any") {
    for (const item of [...store.all()]) {
      const edited = store.edit(item.arn);
      if (edited && "permissionsBoundaryArn" in edited) edited.permissionsBoundaryArn = holder.mark;
    }
    dropBoundary(model, holder.mark, holder.mark);
  }
  for (const key of keys) {
    const item = store.edit(key);
    if (!item || !("permissionsBoundaryArn" in item)) continue;
    const before = item.permissionsBoundaryArn;
    const next = policyArn === null ? null : findPolicy(model, step, policyArn);
    if (next === null) item.permissionsBoundaryArn = null;
    else if (next.status === "at") item.permissionsBoundaryArn = next.key;
    else item.permissionsBoundaryArn = next.status === "unlisted" ? next.text : next.mark;
    if (before === item.permissionsBoundaryArn) continue;
    dropBoundary(model, before, mark);
    if (typeof item.permissionsBoundaryArn === "string") addBoundary(model, item.permissionsBoundaryArn, mark);
    if (next?.status === "any") unsureOf(model, next.mark, next.of ?? null);
  }
}

function addBoundary(model: Model, arn: string, mark: Unknown): void {
  if (!bringIn(model, arn)) return;
  const policy = model.policies.edit(arn);
  if (!policy) return;
  policy.permissionsBoundaryUsageCount = counted(model, policy.permissionsBoundaryUsageCount, { least: 1, most: 1 }, 0, mark);
}

/** One of these policies may be the boundary; null stands for any, one of AWS that nothing uses otherwise included: a boundary is no attachment. */
function unsureOf(model: Model, mark: Unknown, among: readonly string[] | null): void {
  if (among === null) model.policies.mayHold(unusedPolicy(model, mark), mark);
  for (const arn of among ?? [...model.policies.all()].map((policy) => policy.arn)) {
    const policy = model.policies.edit(arn);
    if (policy) policy.permissionsBoundaryUsageCount = counted(model, policy.permissionsBoundaryUsageCount, { least: 0, most: 1 }, 0, mark);
  }
}

/** A policy of AWS of which only that nothing has it but what it bounds is known. */
function unusedPolicy(model: Model, mark: Unknown): WorkingPolicy {
  const key = `boundary ${model.gaps.plain(mark).$unknown}`;
  model.unknownNames.set(key, { arn: model.gaps.plain(mark), name: mark, path: mark });
  return {
    ...{ arn: key, id: key, name: key, path: key, awsManaged: true, defaultVersionId: "v1", versionCount: 1 },
    ...{ createdAt: model.at, updatedAt: model.at, attachmentCount: 0, attachedTo: [], permissionsBoundaryUsageCount: 1 },
    ...unknownContent(mark),
  };
}
