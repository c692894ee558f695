import type { Words } from "./descriptor.ts";

/** A value that could not be read, as examples write it. */
export const UNKNOWN = "{ $unknown: AccessDenied }";

type OnNullable = Words["onNullable"];

export const onText = (matcher: string): OnNullable => ({ user: `account.name: ${matcher}`, event: `actor.sourceIdentity: ${matcher}` });
export const onNumber = (matcher: string): OnNullable => ({
  user: `account.passwordPolicy.maxPasswordAge: ${matcher}`,
  event: `change.passwordPolicyAfter.maxPasswordAge: ${matcher}`,
});
export const onTime = (matcher: string): OnNullable => ({ user: `user.passwordLastUsedAt: ${matcher}`, event: `change.user.passwordLastUsedAt: ${matcher}` });
export const onList = (matcher: string): OnNullable => ({ user: `user.permissionsBoundary.grants: ${matcher}`, event: `change.after.grants: ${matcher}` });
