import { canonicalJson, nameKey } from "../../document/index.ts";
import { type document, isUnknown, type PlanProblem, type ReeveDocument } from "../../schemas/index.ts";
import type { ChangedAt } from "./apply/touched.ts";

/** The service that takes on the role. Source: AWS CloudTrail User Guide, "Role policy document for CloudTrail to use CloudWatch Logs for monitoring". */
const CLOUDTRAIL = "cloudtrail.amazonaws.com";

/**
 * Roles by which trails write to CloudWatch Logs and that may not let them any more: no collection shows what the delivery will be, so that it is a problem.
 * What only adds permissions, or changes nothing of them, as tags, is none. Trails that get another role, or none, are judged by rules.
 */
export function lostLogRoles(before: ReeveDocument, after: ReeveDocument, changedAt: ReadonlyMap<string, readonly ChangedAt[]>): PlanProblem[] {
  const roles = { before: rolesOf(before), after: rolesOf(after) };
  return writersOf(after, roles.before).flatMap(({ arn, user }) => {
    const was = roles.before.get(nameKey(arn));
    const is = roles.after.get(nameKey(arn));
    if (was === undefined) return [];
    const why = is === undefined ? "takes away" : lets(before, was, after, is) ? null : "changes who may assume, or what is allowed to,";
    if (why === null) return [];
    const keys = [arn, was.id, ...itemsOf(was.attachedPolicyArns), ...(typeof was.permissionsBoundaryArn === "string" ? [was.permissionsBoundaryArn] : [])];
    const by = keys.flatMap((key) => changedAt.get(key) ?? [])[0]?.address ?? null;
    const role = isUnknown(was.name) ? arn : was.name;
    const message = `${by ?? "The plan"} ${why} the role ${role}, by which ${user} to CloudWatch Logs. Reeve does not predict whether it still can. Judge it by hand.`;
    return [{ code: "unsupported-change", address: by, message }];
  });
}

/** Roles by which a trail writes, and which one; where not all trails are known, or not by which role, any that CloudTrail may assume. */
function writersOf({ trails }: ReeveDocument, before: ReadonlyMap<string, document.Role>): { arn: string; user: string }[] {
  const known = itemsOf(trails).flatMap(({ name, cloudWatchLogsRoleArn: arn }) =>
    typeof arn === "string" ? [{ arn, user: `${isUnknown(name) ? "a trail" : `the trail ${name}`} writes` }] : [],
  );
  const isOpen = isUnknown(trails) || trails.some((trail) => isUnknown(trail) || isUnknown(trail.cloudWatchLogsRoleArn));
  if (!isOpen) return known;
  const named = new Set(known.map(({ arn }) => nameKey(arn)));
  const others = [...before.values()].filter(
    ({ arn, trustPolicy: { statements } }) => !named.has(nameKey(String(arn))) && itemsOf(statements).some(letsCloudTrail),
  );
  return [...known, ...others.map(({ arn }) => ({ arn: String(arn), user: "a trail may write" }))];
}

const letsCloudTrail = ({ principals }: document.PolicyStatement): boolean => itemsOf(principals).some(({ value }) => value === CLOUDTRAIL);

const itemsOf = <T>(list: readonly (T | document.Unknown)[] | document.Unknown): T[] =>
  isUnknown(list) ? [] : list.filter((item): item is T => !isUnknown(item));

const rolesOf = ({ roles }: ReeveDocument): Map<string, document.Role> =>
  new Map(itemsOf(roles).flatMap((role) => (isUnknown(role.arn) ? [] : [[nameKey(role.arn), role]])));

/** Whether a role lets CloudTrail do all that it did: no statement that allows is gone, and nothing that may deny is new. */
function lets(before: ReeveDocument, was: document.Role, after: ReeveDocument, is: document.Role): boolean {
  const [had, has] = [accessOf(before, was), accessOf(after, is)];
  return [...had.allows].every((key) => has.allows.has(key)) && [...has.limits].every((key) => had.limits.has(key));
}

/** Statements that allow, and what limits them: statements that deny, a boundary, and what is not known. */
interface RoleAccess {
  allows: Set<string>;
  limits: Set<string>;
}

function accessOf(state: ReeveDocument, role: document.Role): RoleAccess {
  const access: RoleAccess = { allows: new Set(), limits: new Set() };
  const note = (where: string, { statements }: Pick<document.PolicyContent, "statements">, counts: (statement: document.PolicyStatement) => boolean): void => {
    if (isUnknown(statements)) access.limits.add(`${where} ${statements.$unknown}`);
    else
      for (const statement of statements) {
        if (isUnknown(statement)) access.limits.add(`${where} ${statement.$unknown}`);
        else if (statement.effect !== "Allow") access.limits.add(`${where} ${keyOf(statement)}`);
        else if (counts(statement)) access.allows.add(`${where} ${keyOf(statement)}`);
      }
  };
  note("trust", role.trustPolicy, letsCloudTrail);
  const { inlinePolicies, attachedPolicyArns, permissionsBoundaryArn } = role;
  if (isUnknown(inlinePolicies)) access.limits.add(`inline ${inlinePolicies.$unknown}`);
  for (const policy of itemsOf(inlinePolicies)) note("permissions", policy, () => true);
  const policies = new Map(itemsOf(state.policies).flatMap((policy) => (isUnknown(policy.arn) ? [] : [[nameKey(policy.arn), policy]])));
  for (const arn of itemsOf(attachedPolicyArns)) {
    const policy = policies.get(nameKey(arn));
    if (policy) note("permissions", policy, () => true);
    else access.allows.add(`attached ${nameKey(arn)}`);
  }
  if (isUnknown(permissionsBoundaryArn)) access.limits.add(`boundary ${permissionsBoundaryArn.$unknown}`);
  else if (permissionsBoundaryArn !== null) {
    const boundary = policies.get(nameKey(permissionsBoundaryArn));
    access.limits.add(`boundary ${nameKey(permissionsBoundaryArn)} ${boundary ? canonicalJson(boundary.statements) : ""}`);
  }
  return access;
}

/** What a statement says, without the name that it has. */
const keyOf = ({ sid: _, ...statement }: document.PolicyStatement): string => canonicalJson(statement);
