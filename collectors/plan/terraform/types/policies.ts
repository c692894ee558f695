import { created, type Principal, type Reference, type Value } from "../../../../schemas/index.ts";
import { isChanged, isKnownAfterApply, type PlanSide, reference, text } from "../side.ts";
import type { TerraformOperation, TerraformTypeReader } from "../type-reader.ts";

/**
 * Managed policies. Name, path and description force a replacement; other content makes a new default version, the oldest of five going first.
 * Source: terraform-provider-aws, internal/service/iam/policy.go.
 */
export const policy: TerraformTypeReader = {
  create: (side, reading) => [{ kind: "create-policy", name: text(side, "name", ""), path: text(side, "path", "/"), content: reading.content(side, "policy") }],
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
      name: inlineName(side),
      content: reading.content(side, "policy"),
      generated: !side.references.isSet("name"),
    },
  ],
  update: (before, after, reading) =>
    isChanged(before, after, "policy")
      ? [{ kind: "put-inline-policy", principal: holder(before, type), name: inlineName(before), content: reading.content(after, "policy") }]
      : [],
  delete: (side) => [{ kind: "delete-inline-policy", principal: holder(side, type), name: inlineName(side) }],
  subjects: (side) => [{ kind: type, name: reference(side, type) }],
});

const holder = (side: PlanSide, type: Principal["type"]): Principal => ({ type, name: reference(side, type) });

const inlineName = (side: PlanSide): Value<string> => text(side, "name", "");

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
