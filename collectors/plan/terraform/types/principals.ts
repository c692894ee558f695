import { compareText, isRaw } from "../../../../document/index.ts";
import { created, type document, known, type Principal, type Reference, type Value } from "../../../../schemas/index.ts";
import { attributeOf, isChanged, isKnownAfterApply, nameOrPrefix, optionalReference, type PlanSide, scopeOf, text } from "../side.ts";
import type { TerraformOperation, TerraformTypeReader } from "../type-reader.ts";
import { blocksChanged, blocksMade } from "./role-blocks.ts";

/**
 * Users, groups and roles. A user's or group's name and path are updated in place (UpdateUser, UpdateGroup), a role's force a replacement.
 * Source: terraform-provider-aws, internal/service/iam: user.go, group.go, role.go.
 */
export const user: TerraformTypeReader = {
  create: (side) => [
    { kind: "create-user", name: text(side, "name", ""), path: text(side, "path", "/"), boundaryArn: null, tags: tags(side) },
    ...boundary(side, "user", itself(side)),
  ],
  update: (before, after) => [
    ...renamed(before, after, "user"),
    ...(isChanged(before, after, "tags_all") ? [{ kind: "update-principal" as const, principal: named(before, "user"), tags: tags(after) }] : []),
    ...(isChanged(before, after, "permissions_boundary") ? boundary(after, "user", nameOf(before), true) : []),
  ],
  delete: (side) => [{ kind: "delete-principal", principal: named(side, "user") }],
  subjects: (side) => [{ kind: "user", name: nameOf(side) }],
};

export const group: TerraformTypeReader = {
  create: (side) => [{ kind: "create-group", name: text(side, "name", ""), path: text(side, "path", "/") }],
  update: (before, after) => renamed(before, after, "group"),
  delete: (side) => [{ kind: "delete-principal", principal: named(side, "group") }],
  subjects: (side) => [{ kind: "group", name: nameOf(side) }],
};

export const role: TerraformTypeReader = {
  create: (side, reading) => [
    {
      kind: "create-role",
      name: nameOrPrefix(side),
      path: text(side, "path", "/"),
      boundaryArn: null,
      tags: tags(side),
      trustPolicy: reading.content(side, "assume_role_policy"),
    },
    ...boundary(side, "role", itself(side)),
    ...blocksMade(side, { type: "role", name: itself(side) }, reading),
  ],
  update: (before, after, reading) => [
    ...(isChanged(before, after, "assume_role_policy")
      ? [{ kind: "update-principal" as const, principal: named(before, "role"), trustPolicy: reading.content(after, "assume_role_policy") }]
      : []),
    ...(isChanged(before, after, "tags_all") ? [{ kind: "update-principal" as const, principal: named(before, "role"), tags: tags(after) }] : []),
    ...(isChanged(before, after, "permissions_boundary") ? boundary(after, "role", nameOf(before), true) : []),
    ...blocksChanged(before, after, named(before, "role"), reading),
  ],
  delete: (side) => [{ kind: "delete-principal", principal: named(side, "role") }],
  subjects: (side) => [{ kind: "role", name: nameOf(side) }],
};

const nameOf = (side: PlanSide): Reference => (isKnownAfterApply(side, "name") ? itself(side) : text(side, "name", ""));

const itself = (side: PlanSide): Reference => created(side.address);

const named = (side: PlanSide, type: Principal["type"]): Principal => ({ type, name: nameOf(side) });

function renamed(before: PlanSide, after: PlanSide, type: "user" | "group"): TerraformOperation[] {
  const name = isChanged(before, after, "name") ? { name: text(after, "name", "") } : {};
  const path = isChanged(before, after, "path") ? { path: text(after, "path", "/") } : {};
  return "name" in name || "path" in path ? [{ kind: "update-principal", principal: named(before, type), ...name, ...path }] : [];
}

/** Empty and unset mean none; on an update it is cleared, on a creation there is nothing to do. */
function boundary(side: PlanSide, type: "user" | "role", name: Reference, clears = false): TerraformOperation[] {
  const policyArn = optionalReference(side, "permissions_boundary");
  return policyArn === null && !clears ? [] : [{ kind: "set-boundary", principal: { type, name }, policyArn }];
}

/** All tags, those of the provider's default_tags with them. Where only the apply tells them and there are no default tags, they are the tags. */
function tags(side: PlanSide): Value<document.Tag[]> {
  const all = attributeOf(side, "tags_all");
  const own = attributeOf(side, "tags");
  const value = all.status === "known" && all.value !== null ? all : null;
  if (value === null) return { status: "after-apply", scope: scopeOf(side, own.status === "after-apply" ? "tags" : "tags_all") };
  const entries = isRaw(value.value) ? Object.entries(value.value) : [];
  return known(entries.flatMap(([key, entry]) => (typeof entry === "string" ? [{ key, value: entry }] : [])).sort((a, b) => compareText(a.key, b.key)));
}
