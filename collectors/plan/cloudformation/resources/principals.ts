import { afterApply, type Principal } from "../../../../schemas/index.ts";
import { contentOf } from "../content.ts";
import { type ChangeSetSide, difference, givenName, isChanged, propertyOf, references, scopeOf, text } from "../side.ts";
import { type ChangeSetOperation, type ChangeSetTypeReader, itself } from "../type-reader.ts";
import { holdingsChanged, holdingsMade, holdingsUnsure } from "./holdings.ts";
import { tagsMade } from "./tags.ts";

/**
 * Users, groups and roles. Their physical id is the name. A path of a user or group changes in place; a name, and a role's path, replace the resource.
 * Source: CloudFormation User Guide, AWS::IAM::User, AWS::IAM::Group, AWS::IAM::Role.
 */
export const user: ChangeSetTypeReader = {
  create: (side) => [
    { kind: "create-user", name: givenName(side, "UserName"), path: text(side, "Path", "/"), boundaryArn: null, ...tagsMade(side) },
    ...holdingsMade(side, named(side, "user")),
    ...references(side, "Groups").map((group): ChangeSetOperation => ({ kind: "add-member", user: itself(side), group })),
    ...(propertyOf(side, "LoginProfile") === null ? [] : [{ kind: "create-login-profile" as const, user: itself(side) }]),
  ],
  update: (before, after) => [
    ...moved(before, after, "user"),
    ...retagged(before, after, "user"),
    ...holdingsChanged(before, after, named(before, "user")),
    ...groupsChanged(before, after),
    ...loginProfileChanged(before, after),
  ],
  delete: (side) => [{ kind: "delete-principal", principal: named(side, "user") }],
  subjects: (side) => [{ kind: "user", name: itself(side) }],
  unsure: (side) => [
    ...unsure(side, "user"),
    { kind: "remove-member", user: itself(side), group: afterApply(scopeOf(side, "Groups")) },
    { kind: "add-member", user: itself(side), group: afterApply(scopeOf(side, "Groups")) },
  ],
  unjudged: (before, after) =>
    propertyOf(before, "LoginProfile") !== null && propertyOf(after, "LoginProfile") !== null && isChanged(before, after, "LoginProfile")
      ? "its LoginProfile changes, and when its password was last changed is not predicted."
      : null,
};

export const group: ChangeSetTypeReader = {
  create: (side) => [{ kind: "create-group", name: givenName(side, "GroupName"), path: text(side, "Path", "/") }, ...holdingsMade(side, named(side, "group"))],
  update: (before, after) => [...moved(before, after, "group"), ...holdingsChanged(before, after, named(before, "group"))],
  delete: (side) => [{ kind: "delete-principal", principal: named(side, "group") }],
  subjects: (side) => [{ kind: "group", name: itself(side) }],
  unsure: (side) => [
    ...unsure(side, "group"),
    { kind: "remove-member", user: afterApply(scopeOf(side, "members")), group: itself(side) },
    { kind: "add-member", user: afterApply(scopeOf(side, "members")), group: itself(side) },
  ],
};

export const role: ChangeSetTypeReader = {
  create: (side) => [
    {
      kind: "create-role",
      name: givenName(side, "RoleName"),
      path: text(side, "Path", "/"),
      boundaryArn: null,
      ...tagsMade(side),
      trustPolicy: contentOf(side, "AssumeRolePolicyDocument"),
    },
    ...holdingsMade(side, named(side, "role")),
  ],
  update: (before, after) => [
    ...(isChanged(before, after, "AssumeRolePolicyDocument")
      ? [{ kind: "update-principal" as const, principal: named(before, "role"), trustPolicy: contentOf(after, "AssumeRolePolicyDocument") }]
      : []),
    ...retagged(before, after, "role"),
    ...holdingsChanged(before, after, named(before, "role")),
  ],
  delete: (side) => [{ kind: "delete-principal", principal: named(side, "role") }],
  subjects: (side) => [{ kind: "role", name: itself(side) }],
  unsure: (side) => [
    ...unsure(side, "role"),
    {
      kind: "update-principal",
      principal: named(side, "role"),
      trustPolicy: { status: "after-apply", scope: scopeOf(side, "AssumeRolePolicyDocument") },
    },
  ],
};

const named = (side: ChangeSetSide, type: Principal["type"]): Principal => ({ type, name: itself(side) });

const moved = (before: ChangeSetSide, after: ChangeSetSide, type: "user" | "group"): ChangeSetOperation[] =>
  isChanged(before, after, "Path") ? [{ kind: "update-principal", principal: named(before, type), path: text(after, "Path", "/") }] : [];

/** Only the tags of the template change; those that others set stay, and the change set does not tell them. */
const retagged = (before: ChangeSetSide, after: ChangeSetSide, type: "user" | "role"): ChangeSetOperation[] =>
  isChanged(before, after, "Tags") ? [{ kind: "update-principal", principal: named(before, type), tags: afterApply(scopeOf(after, "Tags")) }] : [];

function groupsChanged(before: ChangeSetSide, after: ChangeSetSide): ChangeSetOperation[] {
  if (!isChanged(before, after, "Groups")) return [];
  const { gained, lost } = difference(references(before, "Groups"), references(after, "Groups"));
  return [
    ...lost.map((group): ChangeSetOperation => ({ kind: "remove-member", user: itself(before), group })),
    ...gained.map((group): ChangeSetOperation => ({ kind: "add-member", user: itself(before), group })),
  ];
}

function loginProfileChanged(before: ChangeSetSide, after: ChangeSetSide): ChangeSetOperation[] {
  const had = propertyOf(before, "LoginProfile") !== null;
  const has = propertyOf(after, "LoginProfile") !== null;
  if (had === has) return [];
  return [{ kind: has ? "create-login-profile" : "delete-login-profile", user: itself(before) }];
}

function unsure(side: ChangeSetSide, type: Principal["type"]): ChangeSetOperation[] {
  const principal = named(side, type);
  const later = (what: string) => afterApply(scopeOf(side, what));
  const changed: ChangeSetOperation = { kind: "update-principal", principal, ...(type === "group" ? {} : { tags: later("Tags") }), path: later("Path") };
  return [...holdingsUnsure(side, principal), changed];
}
