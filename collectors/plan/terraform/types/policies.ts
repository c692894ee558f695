import { created, type Principal, type Reference } from "../../../../schemas/index.ts";
import { isChanged, isKnownAfterApply, nameOrPrefix, type PlanSide, reference, text } from "../side.ts";
import type { TerraformOperation, TerraformTypeReader } from "../type-reader.ts";

/**
 * Managed policies. Name, path and description force a replacement; other content makes a new default version, the oldest of five going first.
 * Source: terraform-provider-aws, internal/service/iam/policy.go.
 */
export const policy: TerraformTypeReader = {
  create: (side, reading) => [{ kind: "create-policy", name: nameOrPrefix(side), path: text(side, "path", "/"), content: reading.content(side, "policy") }],
  update: (before, after, reading) =>
    isChanged(before, after, "policy") ? [{ kind: "update-policy", arn: arnOf(before), content: reading.content(after, "policy") }] : [],
  delete: (side) => [{ kind: "delete-policy", arn: arnOf(side) }],
  subjects: (side) => [{ kind: "policy", arn: arnOf(side) }],
};

const arnOf = (side: PlanSide): Reference => (isKnownAfterApply(side, "arn") ? created(side.address) : text(side, "arn", ""));

/** An inline policy of a user, group or role; put again under the same name it is overwritten. Source: user_policy.go, group_policy.go, role_policy.go. */
export const inlinePolicy = (type: Principal["type"]): TerraformTypeReader => ({
  create: (side, reading) => [
    {
      kind: "put-inline-policy",
      principal: holder(side, type),
      name: nameOrPrefix(side),
      content: reading.content(side, "policy"),
      generated: !side.references.isSet("name") || isMadeUp(side),
    },
  ],
  update: (before, after, reading) =>
    isChanged(before, after, "policy")
      ? [{ kind: "put-inline-policy", principal: holder(before, type), name: nameOrPrefix(before), content: reading.content(after, "policy") }]
      : [],
  delete: (side) => [{ kind: "delete-inline-policy", principal: holder(side, type), name: nameOrPrefix(side) }],
  subjects: (side) => [{ kind: type, name: reference(side, type) }],
});

/** Whether the provider makes the name up. */
const isMadeUp = (side: PlanSide): boolean => {
  const name = nameOrPrefix(side);
  return name.status === "after-apply" && name.startsWith !== undefined;
};

const holder = (side: PlanSide, type: Principal["type"]): Principal => ({ type, name: reference(side, type) });

/** One managed policy of one principal. Source: user_policy_attachment.go, group_policy_attachment.go, role_policy_attachment.go. */
export const policyOfPrincipal = (type: Principal["type"]): TerraformTypeReader => {
  const edge = (side: PlanSide, kind: "attach" | "detach"): TerraformOperation[] => [
    { kind, principal: holder(side, type), policyArn: reference(side, "policy_arn") },
  ];
  return {
    create: (side) => edge(side, "attach"),
    // Every attribute forces a replacement.
    update: () => [],
    delete: (side) => edge(side, "detach"),
    subjects: (side) => [
      { kind: type, name: reference(side, type) },
      { kind: "policy", arn: reference(side, "policy_arn") },
    ],
  };
};
