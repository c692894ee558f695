import type { ResourceKind } from "../../schemas/index.ts";

const PASSWORD = ["passwordEnabled", "passwordLastUsedAt", "passwordLastChangedAt", "passwordNextRotationAt"];

/** The fields that a call may change, by kind of the resources it names; resources of another kind, and all that other calls name, may change whole. */
interface Effect {
  calls: RegExp;
  fields: Partial<Record<ResourceKind, readonly string[]>>;
}

/** Source: the IAM API Reference's page of each call. */
const EFFECTS: readonly Effect[] = [
  {
    calls: /^(Attach|Detach)(User|Group|Role)Policy$/,
    fields: { user: ["attachedPolicyArns"], group: ["attachedPolicyArns"], role: ["attachedPolicyArns"], policy: ["attachedTo", "attachmentCount"] },
  },
  { calls: /^(Put|Delete)(User|Group|Role)Policy$/, fields: { user: ["inlinePolicies"], group: ["inlinePolicies"], role: ["inlinePolicies"] } },
  { calls: /^(AddUserTo|RemoveUserFrom)Group$/, fields: { user: ["groupArns"], group: ["memberArns"] } },
  {
    calls: /^(Put|Delete)(User|Role)PermissionsBoundary$/,
    fields: { user: ["permissionsBoundaryArn"], role: ["permissionsBoundaryArn"], policy: ["permissionsBoundaryUsageCount"] },
  },
  { calls: /^(Create|Update|Delete)AccessKey$/, fields: { user: ["accessKeyIds"] } },
  { calls: /^((Create|Update|Delete)LoginProfile|ChangePassword)$/, fields: { user: PASSWORD } },
  { calls: /^(Enable|Deactivate|Resync)MFADevice$/, fields: { user: ["mfaActive", "mfaDeviceIds"] } },
  { calls: /^(Tag|Untag)(User|Role)$/, fields: { user: ["tags"], role: ["tags"] } },
];

/** What a call to IAM may change of a resource of this kind that it names: some fields, or null for all. */
export function fieldsChanged(eventName: string, kind: ResourceKind): readonly string[] | null {
  return EFFECTS.find((effect) => effect.calls.test(eventName))?.fields[kind] ?? null;
}
