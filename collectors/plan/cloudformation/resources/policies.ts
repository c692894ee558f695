import { afterApply, type PlannedSubject, type Principal, type Reference } from "../../../../schemas/index.ts";
import { contentOf } from "../content.ts";
import { type ChangeSetSide, difference, givenName, isChanged, propertyOf, reference, references, scopeOf, text } from "../side.ts";
import { type ChangeSetOperation, type ChangeSetTypeReader, itself } from "../type-reader.ts";

const LISTS = [
  { property: "Users", type: "user" },
  { property: "Groups", type: "group" },
  { property: "Roles", type: "role" },
] as const;

const holders = (side: ChangeSetSide): Principal[] => LISTS.flatMap(({ property, type }) => references(side, property).map((name) => ({ type, name })));

const subjectsOf = (principals: readonly Principal[]): PlannedSubject[] => principals.map(({ type, name }) => ({ kind: type, name }));

/** Whom an update binds anew and whom it frees. */
function holderChange(before: ChangeSetSide, after: ChangeSetSide): { gained: Principal[]; lost: Principal[] } {
  const lists = LISTS.map(({ property, type }) => {
    const { gained, lost } = difference(references(before, property), references(after, property));
    return { gained: gained.map((name): Principal => ({ type, name })), lost: lost.map((name): Principal => ({ type, name })) };
  });
  return { gained: lists.flatMap(({ gained }) => gained), lost: lists.flatMap(({ lost }) => lost) };
}

/**
 * A managed policy, whose physical id is its ARN. Users, Groups and Roles are whom it is attached to by the template; whom others attached it to stay.
 * Source: CloudFormation User Guide, AWS::IAM::ManagedPolicy.
 */
export const managedPolicy: ChangeSetTypeReader = {
  create: (side) => [
    { kind: "create-policy", name: givenName(side, "ManagedPolicyName"), path: text(side, "Path", "/"), content: contentOf(side, "PolicyDocument") },
    ...attached(holders(side), itself(side)),
  ],
  update: (before, after) => {
    const { gained, lost } = holderChange(before, after);
    return [
      ...(isChanged(before, after, "PolicyDocument")
        ? [{ kind: "update-policy" as const, arn: itself(before), content: contentOf(after, "PolicyDocument") }]
        : []),
      ...lost.map((principal): ChangeSetOperation => ({ kind: "detach", principal, policyArn: itself(before) })),
      ...attached(gained, itself(before)),
    ];
  },
  delete: (side) => [
    ...holders(side).map((principal): ChangeSetOperation => ({ kind: "detach", principal, policyArn: itself(side) })),
    { kind: "delete-policy", arn: itself(side) },
  ],
  subjects: (side) => [{ kind: "policy", arn: itself(side) }, ...subjectsOf(holders(side))],
  unsure: (side) => [
    { kind: "update-policy", arn: itself(side), content: { status: "after-apply", scope: scopeOf(side, "PolicyDocument") } },
    ...LISTS.flatMap(({ property, type }): ChangeSetOperation[] => {
      const principal: Principal = { type, name: afterApply(scopeOf(side, property)) };
      return [
        { kind: "detach", principal, policyArn: itself(side) },
        { kind: "attach", principal, policyArn: itself(side) },
      ];
    }),
  ],
};

const attached = (principals: readonly Principal[], policyArn: Reference): ChangeSetOperation[] =>
  principals.map((principal) => ({ kind: "attach", principal, policyArn }));

/** An inline policy of one or several principals. Source: CloudFormation User Guide, AWS::IAM::Policy, ::UserPolicy, ::GroupPolicy, ::RolePolicy. */
function inline(holdersOf: (side: ChangeSetSide) => Principal[]): ChangeSetTypeReader {
  const put = (side: ChangeSetSide, principals: readonly Principal[]): ChangeSetOperation[] =>
    propertyOf(side, "PolicyDocument") === null
      ? []
      : principals.map((principal) => ({
          kind: "put-inline-policy",
          principal,
          name: text(side, "PolicyName", ""),
          content: contentOf(side, "PolicyDocument"),
        }));
  const drop = (side: ChangeSetSide, principals: readonly Principal[]): ChangeSetOperation[] =>
    principals.map((principal) => ({ kind: "delete-inline-policy", principal, name: text(side, "PolicyName", "") }));
  return {
    create: (side) => put(side, holdersOf(side)),
    update: (before, after) => {
      if (isChanged(before, after, "PolicyName")) return [...drop(before, holdersOf(before)), ...put(after, holdersOf(after))];
      const { gained, lost } = principalChange(holdersOf(before), holdersOf(after));
      const rewritten = isChanged(before, after, "PolicyDocument") ? holdersOf(after) : gained;
      return [...drop(before, lost), ...put(after, rewritten)];
    },
    delete: (side) => drop(side, holdersOf(side)),
    subjects: (side) => subjectsOf(holdersOf(side)),
    unsure: (side) => [
      ...drop(side, holdersOf(side)),
      ...holdersOf(side).map((principal): ChangeSetOperation => {
        const scope = scopeOf(side, "PolicyDocument");
        return { kind: "put-inline-policy", principal, name: afterApply(scopeOf(side, "PolicyName")), content: { status: "after-apply", scope } };
      }),
    ],
  };
}

function principalChange(before: readonly Principal[], after: readonly Principal[]): { gained: Principal[]; lost: Principal[] } {
  const key = (principal: Principal): string => JSON.stringify(principal);
  const [had, has] = [new Set(before.map(key)), new Set(after.map(key))];
  return {
    gained: after.filter((each) => each.name.status === "after-apply" || !had.has(key(each))),
    lost: before.filter((each) => each.name.status === "after-apply" || !has.has(key(each))),
  };
}

export const inlinePolicy = inline(holders);

export const inlinePolicyOf = (type: Principal["type"], property: "UserName" | "GroupName" | "RoleName"): ChangeSetTypeReader =>
  inline((side) => [{ type, name: reference(side, property) }]);

/** Source: CloudFormation User Guide, AWS::IAM::UserToGroupAddition. */
export const userToGroupAddition: ChangeSetTypeReader = {
  create: (side) => references(side, "Users").map((user): ChangeSetOperation => ({ kind: "add-member", user, group: reference(side, "GroupName") })),
  update: (before, after) => {
    const same = !isChanged(before, after, "GroupName");
    const { gained, lost } = difference(references(before, "Users"), references(after, "Users"));
    return [
      ...(same ? lost : references(before, "Users")).map(
        (user): ChangeSetOperation => ({ kind: "remove-member", user, group: reference(before, "GroupName") }),
      ),
      ...(same ? gained : references(after, "Users")).map((user): ChangeSetOperation => ({ kind: "add-member", user, group: reference(after, "GroupName") })),
    ];
  },
  delete: (side) => references(side, "Users").map((user): ChangeSetOperation => ({ kind: "remove-member", user, group: reference(side, "GroupName") })),
  subjects: (side) => [
    { kind: "group", name: reference(side, "GroupName") },
    ...references(side, "Users").map((name): PlannedSubject => ({ kind: "user", name })),
  ],
  unsure: (side) => {
    const user = afterApply(scopeOf(side, "Users"));
    const group = reference(side, "GroupName");
    return [
      { kind: "remove-member", user, group },
      { kind: "add-member", user, group },
    ];
  },
};
