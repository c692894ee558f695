import type { PlannedMembers, Principal, Reference } from "../../../../schemas/index.ts";
import { isChanged, members, type PlanSide, reference } from "../side.ts";
import type { TerraformOperation, TerraformTypeReader } from "../type-reader.ts";

/**
 * `aws_iam_*_policy_attachments_exclusive`: at creation and at every change the principal is given exactly the managed policies that it names, whatever it
 * had. Deleting it changes nothing. Source: terraform-provider-aws, role_policy_attachments_exclusive.go and its like.
 */
export const exclusiveAttachments = (type: Principal["type"]): TerraformTypeReader => {
  const set = (side: PlanSide): TerraformOperation[] => [
    { kind: "set-attached-policies", principal: { type, name: reference(side, `${type}_name`) }, policyArns: members(side, "policy_arns") },
  ];
  return {
    create: set,
    update: (before, after) => (isChanged(before, after, "policy_arns") ? set(after) : []),
    delete: () => [],
    subjects: (side) => [{ kind: type, name: reference(side, `${type}_name`) }],
  };
};

/** `aws_iam_*_policies_exclusive`: deletes every inline policy that it does not name, and puts none. Deleting it changes nothing. */
export const exclusiveInlinePolicies = (type: Principal["type"]): TerraformTypeReader => {
  const keep = (side: PlanSide): TerraformOperation[] => [
    { kind: "keep-inline-policies", principal: { type, name: reference(side, `${type}_name`) }, names: members(side, "policy_names") },
  ];
  return {
    create: keep,
    update: (before, after) => (isChanged(before, after, "policy_names") ? keep(after) : []),
    delete: () => [],
    subjects: (side) => [{ kind: type, name: reference(side, `${type}_name`) }],
  };
};

/**
 * A set that Terraform holds whole but changes by difference: a creation adds the members and takes none away; an update takes away those that the plan
 * read before (all that AWS had then) and that are no longer wanted. Source: policy_attachment.go, group_membership.go, user_group_membership.go.
 */
interface Differing {
  attribute: string;
  operation: (member: Reference, adds: boolean, side: PlanSide) => TerraformOperation;
}

function differing(sets: readonly Differing[], subjects: TerraformTypeReader["subjects"]): TerraformTypeReader {
  const all = (side: PlanSide, adds: boolean): TerraformOperation[] =>
    sets.flatMap(({ attribute, operation }) => listed(members(side, attribute)).map((member) => operation(member, adds, side)));
  return {
    create: (side) => all(side, true),
    update: (before, after) => sets.flatMap((set) => (isChanged(before, after, set.attribute) ? difference(before, after, set) : [])),
    delete: (side) => all(side, false),
    subjects,
  };
}

function difference(before: PlanSide, after: PlanSide, { attribute, operation }: Differing): TerraformOperation[] {
  const had = members(before, attribute).members;
  const wanted = members(after, attribute);
  const texts = (list: readonly Reference[]): Set<string> => new Set(list.flatMap((one) => (one.status === "known" ? [one.value] : [])));
  const [old, kept] = [texts(had), texts(wanted.members)];
  const removed = had.filter((one) => one.status === "known" && !kept.has(one.value));
  const added = listed(wanted).filter((one) => one.status !== "known" || !old.has(one.value));
  const { rest } = wanted;
  // A member that is not known yet may be one that was there: two who contradict each other leave open whether it stays.
  const contradicted = rest === null ? [] : removed.map((one): TerraformOperation => ({ ...operation(one, true, before), by: rest }));
  return [...removed.map((one) => operation(one, false, before)), ...contradicted, ...added.map((one) => operation(one, true, after))];
}

const listed = ({ members: list, rest }: PlannedMembers): Reference[] => (rest === null ? list : [...list, { status: "after-apply", scope: rest }]);

const attachment =
  (type: Principal["type"]): Differing["operation"] =>
  (name, adds, side) => ({ kind: adds ? "attach" : "detach", principal: { type, name }, policyArn: reference(side, "policy_arn") });

const HOLDERS = [
  ["users", "user"],
  ["groups", "group"],
  ["roles", "role"],
] as const;

/** A creation needs at least one of them: a list that is not known has a member where the others have none. Source: policy_attachment.go. */
function surelyOne(side: PlanSide, operation: TerraformOperation): TerraformOperation {
  const lists = HOLDERS.map(([attribute, type]) => ({ type, ...members(side, attribute) }));
  const [only, ...others] = lists.filter(({ members: list, rest }) => list.length > 0 || rest !== null);
  if (!only || others.length > 0 || only.members.length > 0 || operation.kind !== "attach") return operation;
  const { principal } = operation;
  return principal.name.status === "after-apply" ? { ...operation, principal: { ...principal, name: { ...principal.name, isOne: true } } } : operation;
}

const attachmentsOf: TerraformTypeReader = differing(
  HOLDERS.map(([attribute, type]) => ({ attribute, operation: attachment(type) })),
  (side) => [
    { kind: "policy", arn: reference(side, "policy_arn") },
    ...members(side, "users").members.map((name) => ({ kind: "user" as const, name })),
    ...members(side, "groups").members.map((name) => ({ kind: "group" as const, name })),
    ...members(side, "roles").members.map((name) => ({ kind: "role" as const, name })),
  ],
);

export const policyAttachment: TerraformTypeReader = {
  ...attachmentsOf,
  create: (side, reading) => attachmentsOf.create(side, reading).map((operation) => surelyOne(side, operation)),
};

export const groupMembership: TerraformTypeReader = differing(
  [
    {
      attribute: "users",
      operation: (user, adds, side) => ({ kind: adds ? "add-member" : "remove-member", user, group: reference(side, "group") }),
    },
  ],
  (side) => [{ kind: "group", name: reference(side, "group") }, ...members(side, "users").members.map((name) => ({ kind: "user" as const, name }))],
);

export const userGroupMembership: TerraformTypeReader = differing(
  [
    {
      attribute: "groups",
      operation: (group, adds, side) => ({ kind: adds ? "add-member" : "remove-member", user: reference(side, "user"), group }),
    },
  ],
  (side) => [{ kind: "user", name: reference(side, "user") }, ...members(side, "groups").members.map((name) => ({ kind: "group" as const, name }))],
);
