import { namedIn } from "../../../document/index.ts";
import type { Plan, PlannedSubject, Principal, Reference } from "../../../schemas/index.ts";
import { likelyPrincipals } from "./find.ts";
import { addressOf, type Model, principalStore } from "./model.ts";

/** An address that changes a resource: itself, or an attachment that binds it. */
export interface ChangedAt {
  address: string;
  isItself: boolean;
  deletes: boolean;
}

/**
 * ARNs and ids of the resources that a plan changes, as the model has them now; the ARN of each address that is one resource; and for each ARN and id the
 * addresses that change it, in the plan's order.
 */
export function subjectsOf(model: Model, plan: Plan): { keys: string[]; arns: Map<string, string>; changedAt: Map<string, ChangedAt[]> } {
  const arns = new Map<string, string>();
  const changedAt = new Map<string, ChangedAt[]>();
  for (const { address, action, subjects, firstIsItself } of plan.resources) {
    if (action === "no-op") continue;
    const found = subjects.flatMap((subject) => identify(model, plan, subject));
    const [only] = found;
    const isOne = found.length === 1 || firstIsItself === true;
    for (const each of found) {
      const at = { address, isItself: isOne && each === only, deletes: action === "delete" };
      for (const key of keysOf(each)) changedAt.set(key, [...(changedAt.get(key) ?? []), at]);
    }
    if (isOne && only && only.arn !== null) arns.set(address, only.arn);
  }
  return { keys: [...changedAt.keys()], arns, changedAt };
}

export const keysOf = ({ arn, id }: SubjectIdentity): string[] => [arn, id].filter((key) => key !== null);

export interface SubjectIdentity {
  arn: string | null;
  id: string | null;
}

/** Of what only the apply will name the id, which for trails, analyzers and providers is the key itself. */
const identity = (model: Model, arn: string, id: string | null): SubjectIdentity => (model.unknownNames.has(arn) ? { arn: null, id: id ?? arn } : { arn, id });

/** The principals of which an operation most likely names one. */
export const identifyLikely = (model: Model, principal: Principal): SubjectIdentity[] =>
  likelyPrincipals(model, principal).flatMap((key) => {
    const item = principalStore(model, principal.type).get(key);
    return item ? [identity(model, item.arn, item.id)] : [];
  });

export function identify(model: Model, plan: Plan, subject: PlannedSubject): SubjectIdentity[] {
  switch (subject.kind) {
    case "user":
    case "group":
    case "role": {
      const named = textOf(model, plan, subject.name);
      if (named === null) return [];
      const key = model.byName[subject.kind].get(named) ?? named;
      const arn = model.renames.get(key) ?? key;
      const item = principalStore(model, subject.kind).get(arn) ?? principalStore(model, subject.kind).get(key);
      return item ? [identity(model, item.arn, item.id)] : [];
    }
    case "instance-profile":
      return [];
    case "policy": {
      if (subject.arn.status === "after-apply")
        return (subject.arn.among ?? []).flatMap((by) => identify(model, plan, { kind: "policy", arn: { status: "created", by } }));
      const arn = textOf(model, plan, subject.arn);
      const policy = arn === null ? undefined : model.policies.get(arn);
      return arn === null ? [] : [identity(model, policy?.arn ?? arn, policy?.id ?? null)];
    }
    case "trail": {
      const named = textOf(model, plan, subject.arn);
      return named === null ? [] : [identity(model, namedIn(model.trails.all(), named)?.arn ?? named, null)];
    }
    case "analyzer":
    case "saml-provider":
    case "oidc-provider": {
      const arn = textOf(model, plan, subject.arn);
      return arn === null ? [] : [identity(model, arn, null)];
    }
    case "server-certificate": {
      const arn = textOf(model, plan, subject.arn);
      return arn === null ? [] : [identity(model, arn, model.serverCertificates.get(arn)?.id ?? null)];
    }
    case "access-key":
    case "mfa-device": {
      const id = textOf(model, plan, subject.id);
      return id === null ? [] : [{ arn: null, id }];
    }
    case "account":
      return [{ arn: `arn:${model.partition}:iam::${model.accountId}:root`, id: null }];
  }
}

/** The text of a reference; of what the plan creates, its key once it is made. */
function textOf(model: Model, plan: Plan, reference: Reference): string | null {
  if (reference.status === "known") return reference.value;
  return reference.status === "created" ? (model.creations.get(addressOf(plan, reference.by))?.key ?? null) : null;
}
