/**
 * Names of users, groups, roles, policies and their like are unique without regard to case, and calls find them so.
 * Source: IAM User Guide, "IAM and AWS STS quotas", IAM name requirements.
 */
export const nameKey = (name: string): string => name.toLowerCase();

/** Whether two names are of one resource. */
export const sameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other);
