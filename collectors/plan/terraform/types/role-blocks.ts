import { isRaw, member, textOf } from "../../../../document/index.ts";
import { afterApply, known, type Principal, type Reference } from "../../../../schemas/index.ts";
import { isChanged, isKnownAfterApply, members, type PlanSide, scopeOf } from "../side.ts";
import type { ReadContext, TerraformOperation } from "../type-reader.ts";

/**
 * A role's own `inline_policy` blocks and `managed_policy_arns`. A creation puts and attaches them; an update deletes and detaches what was there
 * when the plan was made (the provider reads everything that the role has) and is not wanted, and puts and attaches what is new.
 * Unset, both are left as they are. Source: terraform-provider-aws, internal/service/iam/role.go.
 */
export function blocksMade(side: PlanSide, principal: Principal, _reading: ReadContext): TerraformOperation[] {
  return [...inlinePuts(side, principal), ...attached(side, principal, [])];
}

export function blocksChanged(before: PlanSide, after: PlanSide, principal: Principal, _reading: ReadContext): TerraformOperation[] {
  const operations: TerraformOperation[] = [];
  if (isChanged(before, after, "inline_policy") && !isWhollyLater(after, "inline_policy")) {
    const puts = inlinePuts(after, principal);
    const kept = new Set(puts.flatMap((put) => (put.kind === "put-inline-policy" && put.name.status === "known" ? [put.name.value] : [])));
    const gone = blocks(before)
      .flatMap(({ name }) => name ?? [])
      .filter((name) => !kept.has(name));
    for (const name of gone) operations.push({ kind: "delete-inline-policy", principal, name: known(name) });
    operations.push(...puts);
  }
  if (isChanged(before, after, "managed_policy_arns") && !isWhollyLater(after, "managed_policy_arns")) {
    operations.push(...attached(after, principal, members(before, "managed_policy_arns").members));
  }
  return operations;
}

/** Computed because it is not configured: then the provider changes nothing. */
const isWhollyLater = (side: PlanSide, attribute: string): boolean => member(side.unknown, attribute) === true && !side.references.isShown(attribute);

interface Block {
  name: string | null;
  policy: string | null;
  unknown: unknown;
}

function blocks(side: PlanSide): Block[] {
  const list = member(side.values, "inline_policy");
  const unknown = member(side.unknown, "inline_policy");
  if (!Array.isArray(list)) return [];
  return list.map((block, index) => ({
    name: textOf(block, "name"),
    policy: textOf(block, "policy"),
    unknown: Array.isArray(unknown) ? unknown[index] : undefined,
  }));
}

function inlinePuts(side: PlanSide, principal: Principal): TerraformOperation[] {
  if (isKnownAfterApply(side, "inline_policy") && !Array.isArray(member(side.values, "inline_policy"))) {
    if (isWhollyLater(side, "inline_policy")) return [];
    const later = scopeOf(side, "inline_policy");
    return [{ kind: "put-inline-policy", principal, name: afterApply(later), content: { status: "after-apply", scope: later } }];
  }
  return blocks(side).flatMap(({ name, policy, unknown }): TerraformOperation[] => {
    const scope = scopeOf(side, "inline_policy");
    const isUnknown = (part: string): boolean => unknown === true || (isRaw(unknown) && unknown[part] === true);
    if (name === null && !isUnknown("name")) return [];
    return [
      {
        kind: "put-inline-policy",
        principal,
        name: isUnknown("name") || name === null ? afterApply(`${scope}.name`) : known(name),
        content: isUnknown("policy") ? { status: "after-apply", scope: `${scope}.policy` } : { status: "known", document: policy },
      },
    ];
  });
}

function attached(side: PlanSide, principal: Principal, before: readonly Reference[]): TerraformOperation[] {
  if (isWhollyLater(side, "managed_policy_arns")) return [];
  const { members: wanted, rest } = members(side, "managed_policy_arns");
  const textsOf = (list: readonly Reference[]): Set<string> => new Set(list.flatMap((one) => (one.status === "known" ? [one.value] : [])));
  const [had, has] = [textsOf(before), textsOf(wanted)];
  const operations: TerraformOperation[] = [];
  if (rest === null) {
    for (const one of before) if (one.status === "known" && !has.has(one.value)) operations.push({ kind: "detach", principal, policyArn: one });
  }
  for (const one of wanted) if (one.status !== "known" || !had.has(one.value)) operations.push({ kind: "attach", principal, policyArn: one });
  if (rest !== null) operations.push({ kind: "attach", principal, policyArn: { ...afterApply(rest), of: "list" } });
  return operations;
}
