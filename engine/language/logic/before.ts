import { isUnknownMark, openMark, partOf, sameName, type UnknownMark } from "../../../document/index.ts";
import type { EvaluationFrame, Resource } from "./document-index.ts";
import { resolve } from "./references.ts";

/**
 * What the policy that a call changes said before it, from the snapshot: a policy or inline policy, whose fields are a policy content's; null
 * when there was none; the mark when the snapshot cannot tell.
 */
export function contentBefore(frame: EvaluationFrame): Resource | UnknownMark | null {
  const change = frame.resource.change as Resource;
  const record = frame.resource.record as Resource;
  switch (change.kind) {
    case "detach":
    case "content":
      return resolve(frame, { target: "policy", by: "arn" }, change.policyArn, false);
    case "evidence-removal":
      // The snapshot holds default versions alone: it cannot tell what another version said.
      return record.eventName === "DeletePolicy" ? resolve(frame, { target: "policy", by: "arn" }, change.policyArn, false) : unreadable(frame);
    case "inline-delete":
    case "inline-overwrite":
      return inlineBefore(frame, change);
    case "boundary": {
      const holder = policyHolder(frame, change);
      if (holder === null || isUnknownMark(holder)) return holder;
      return resolve(frame, { target: "policy", by: "arn" }, holder.permissionsBoundaryArn, false);
    }
    case "condition": {
      if (record.eventName !== "UpdateAssumeRolePolicy") return null;
      const role = policyHolder(frame, change);
      return role === null || isUnknownMark(role) ? role : (role.trustPolicy as Resource);
    }
    default:
      return null;
  }
}

function inlineBefore(frame: EvaluationFrame, change: Resource): Resource | UnknownMark | null {
  const { inlineName } = change;
  if (isUnknownMark(inlineName)) return inlineName;
  const holder = policyHolder(frame, change);
  if (holder === null || isUnknownMark(holder)) return holder;
  const policies = holder.inlinePolicies as readonly Resource[] | UnknownMark;
  if (isUnknownMark(policies)) return policies;
  const found = policies.find((policy) => !isUnknownMark(policy) && sameName(String(policy.name), String(inlineName)));
  const mark = openMark(policies);
  return found ?? (mark && partOf(mark));
}

/** The user, group or role whose policies the call changes: exactly one of the three names is set. */
function policyHolder(frame: EvaluationFrame, change: Resource): Resource | UnknownMark | null {
  for (const target of ["user", "group", "role"] as const) {
    const name = change[`${target}Name`];
    if (name !== null && name !== undefined) return resolve(frame, { target, by: "name" }, name, false);
  }
  return unreadable(frame);
}

const unreadable = (frame: EvaluationFrame): UnknownMark => frame.stateBefore?.closed ?? frame.index.missing("policy", "the version before the call");
