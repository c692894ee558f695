import { isRaw, member } from "../../../../document/index.ts";
import { afterApply, known, type Principal, type Reference, type Value } from "../../../../schemas/index.ts";
import { contentIn } from "../content.ts";
import { type ChangeSetSide, difference, isChanged, isLaterText, optionalReference, propertyOf, references, scopeOf } from "../side.ts";
import type { ChangeSetOperation } from "../type-reader.ts";

/**
 * What a user, group or role holds by its own properties. CloudFormation changes what its template names: what others attached, or put, stays.
 * Source: CloudFormation User Guide, AWS::IAM::User, ::Group and ::Role (ManagedPolicyArns, Policies, PermissionsBoundary).
 */
export function holdingsMade(side: ChangeSetSide, principal: Principal): ChangeSetOperation[] {
  const boundary = optionalReference(side, "PermissionsBoundary");
  return [
    ...(boundary === null ? [] : [{ kind: "set-boundary" as const, principal, policyArn: boundary }]),
    ...references(side, "ManagedPolicyArns").map((policyArn): ChangeSetOperation => ({ kind: "attach", principal, policyArn })),
    ...inlinePolicies(side).map((policy): ChangeSetOperation => ({ kind: "put-inline-policy", principal, ...policy })),
  ];
}

export function holdingsChanged(before: ChangeSetSide, after: ChangeSetSide, principal: Principal): ChangeSetOperation[] {
  const operations: ChangeSetOperation[] = [];
  if (isChanged(before, after, "PermissionsBoundary")) {
    operations.push({ kind: "set-boundary", principal, policyArn: optionalReference(after, "PermissionsBoundary") });
  }
  if (isChanged(before, after, "ManagedPolicyArns")) {
    const { gained, lost } = difference(references(before, "ManagedPolicyArns"), references(after, "ManagedPolicyArns"));
    for (const policyArn of lost) operations.push({ kind: "detach", principal, policyArn });
    for (const policyArn of gained) operations.push({ kind: "attach", principal, policyArn });
  }
  if (isChanged(before, after, "Policies")) operations.push(...inlineChanges(before, after, principal));
  return operations;
}

function inlineChanges(before: ChangeSetSide, after: ChangeSetSide, principal: Principal): ChangeSetOperation[] {
  const wanted = inlinePolicies(after);
  const had = inlinePolicies(before);
  const names = new Set(wanted.flatMap(({ name }) => (name.status === "known" ? [name.value] : [])));
  const gone = had.filter(({ name }) => name.status === "after-apply" || !names.has(name.value));
  const same = new Set(had.filter(({ content }) => content.status === "known").map((policy) => JSON.stringify(policy)));
  return [
    ...gone.map(({ name }): ChangeSetOperation => ({ kind: "delete-inline-policy", principal, name })),
    ...wanted
      .filter((policy) => policy.content.status !== "known" || !same.has(JSON.stringify(policy)))
      .map((policy): ChangeSetOperation => ({ kind: "put-inline-policy", principal, ...policy })),
  ];
}

/** The property Policies: a list of PolicyName and PolicyDocument. */
function inlinePolicies(side: ChangeSetSide) {
  const value = propertyOf(side, "Policies");
  if (value === null) return [];
  if (!Array.isArray(value)) {
    const scope = scopeOf(side, "Policies");
    return [{ name: afterApply(scope) as Value<string>, content: { status: "after-apply" as const, scope } }];
  }
  return value.map((entry: unknown, index) => {
    const scope = scopeOf(side, `Policies/${index}`);
    const name = member(entry, "PolicyName");
    const sure = typeof name === "string" && !isLaterText(name);
    return {
      name: sure ? known(name) : (afterApply(`${scope}/PolicyName`) as Value<string>),
      content: isRaw(entry) ? contentIn(side, member(entry, "PolicyDocument"), `${scope}/PolicyDocument`) : { status: "after-apply" as const, scope },
    };
  });
}

/** A principal of which nothing may be relied on any more. */
export function holdingsUnsure(side: ChangeSetSide, principal: Principal): ChangeSetOperation[] {
  const later = (what: string) => afterApply(scopeOf(side, what));
  const name: Value<string> = later("Policies");
  const policyArn: Reference = later("ManagedPolicyArns");
  return [
    { kind: "detach", principal, policyArn },
    { kind: "attach", principal, policyArn },
    { kind: "delete-inline-policy", principal, name },
    { kind: "put-inline-policy", principal, name, content: { status: "after-apply", scope: scopeOf(side, "Policies") } },
    ...(principal.type === "group" ? [] : [{ kind: "set-boundary" as const, principal, policyArn: later("PermissionsBoundary") }]),
  ];
}
