import { parseArn, sameName } from "../../../document/index.ts";
import { type document, isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import { listed } from "../authorize/caller.ts";

/** A principal with the permissions that a document gives it, which may be more than it has now. */
export interface Standing {
  /** ARN of the user or role. */
  arn: string;
  /** Says which permissions: the ARN alone for those that it has. */
  key: string;
  /** The account in which it has them. */
  document: ReeveDocument;
  /** Groups that it could have chosen instead on the way: the choice between them is made once. */
  passedOver: readonly string[];
}

export const standingOf = (arn: string, about: ReeveDocument): Standing => ({ arn, key: arn, document: about, passedOver: [] });

const ADMINISTRATOR = ":iam::aws:policy/AdministratorAccess";

/** The policy that allows everything, in the partition of an ARN. */
export const administratorPolicy = (arn: string): string => `arn:${parseArn(arn)?.partition ?? "aws"}${ADMINISTRATOR}`;

export const isRole = (arn: string): boolean => /:role\//.test(arn);

type Principal = document.User | document.Role;

const resolved = (list: readonly unknown[] | unknown): string[] => listed<string>(list);

export const withAnyKey = (arn: string): string => `${arn} with any permissions`;

/** The user or role of an ARN with whatever permissions are attached to it. What limits it stays. */
export const withAnyPermissions = (arn: string, about: ReeveDocument): Standing => ({
  arn,
  key: withAnyKey(arn),
  passedOver: [],
  document: changed(about, arn, (one) => ({ ...one, attachedPolicyArns: [...resolved(one.attachedPolicyArns), administratorPolicy(arn)] })),
});

/** The same in a group more, of those that it could have chosen. */
export const withGroup = ({ arn, key, document: about, passedOver }: Standing, group: string, choice: readonly string[]): Standing => ({
  arn,
  key: `${key} in ${group}`,
  passedOver: [...passedOver, ...choice],
  document: changed(about, arn, (one) => ("groupArns" in one ? { ...one, groupArns: [...resolved(one.groupArns), group] } : one)),
});

/** The same without its permissions boundary; null where it has none. */
export function withoutBoundary(standing: Standing): Standing | null {
  const { arn, key, document: about, passedOver } = standing;
  if ((principalOf(standing)?.permissionsBoundaryArn ?? null) === null) return null;
  return { arn, passedOver, key: `${key} without boundary`, document: changed(about, arn, (one) => ({ ...one, permissionsBoundaryArn: null })) };
}

function changed(about: ReeveDocument, arn: string, change: <T extends Principal>(one: T) => T): ReeveDocument {
  const each = <T extends Principal>(list: readonly unknown[] | unknown): T[] =>
    (Array.isArray(list) ? list : []).map((one) => (!isUnknown(one) && (one as T).arn === arn ? change(one as T) : one) as T);
  return {
    ...about,
    users: isUnknown(about.users) ? about.users : each<document.User>(about.users),
    roles: isUnknown(about.roles) ? about.roles : each<document.Role>(about.roles),
  };
}

/** The user or role itself. */
function principalOf({ arn, document: about }: Standing): Principal | null {
  return [...listed<Principal>(about.users), ...listed<Principal>(about.roles)].find((one) => one.arn === arn) ?? null;
}

/** Groups of a user, as far as the document holds them. */
export const groupsIn = (standing: Standing): document.Group[] => {
  const one = principalOf(standing);
  const arns = one && "groupArns" in one ? resolved(one.groupArns) : [];
  return listed<document.Group>(standing.document.groups).filter(({ arn }) => !isUnknown(arn) && arns.some((group) => sameName(group, arn)));
};

/** ARNs of the customer managed policies of a user, its groups among it, or of a role. */
export function customerPoliciesOf(standing: Standing): string[] {
  const one = principalOf(standing);
  const holders = one ? [one, ...groupsIn(standing)] : [];
  return [...new Set(holders.flatMap(({ attachedPolicyArns }) => resolved(attachedPolicyArns)))].filter((arn) => !arn.includes(":iam::aws:"));
}

/** Roles that IAM changes for no one. Source: IAM User Guide, "Service-linked roles"; IAM Identity Center User Guide, "Referencing permission sets": reserved roles. */
export const isFixed = ({ path, serviceLinked }: document.Role): boolean =>
  serviceLinked || (!isUnknown(path) && /^\/aws-(service-role|reserved)\//.test(path));
