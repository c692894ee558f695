import type { document, Unknown } from "../../schemas/index.ts";
import { attachedPolicyArns, inlinePolicies, named } from "./principal.ts";

type Group = document.Group;

/** A GroupDetail of iam:GetAccountAuthorizationDetails; members are derived from the users. Null when it cannot be named. */
export function normalizeGroup(raw: unknown, memberArns: Group["memberArns"], unreadable: (scope: string) => Unknown): Group | null {
  const group = named(raw, "Group");
  if (!group) return null;
  return {
    ...group,
    memberArns,
    attachedPolicyArns: attachedPolicyArns(raw),
    inlinePolicies: inlinePolicies(raw, "GroupPolicyList", (name) => unreadable(name === null ? group.arn : `${group.arn} inline policy ${name}`)),
  };
}
