import type { Plan, PlannedSubject, Reference } from "../../../schemas/index.ts";
import { addressOf, type Model, principalStore } from "./model.ts";

/**
 * ARNs and ids of the resources that a plan changes, as the model has them now; the ARN of each address that is one resource; and for each ARN and id the
 * address that changes it: its own, or that of the first attachment which binds it.
 */
export function subjectsOf(model: Model, plan: Plan): { keys: string[]; arns: Map<string, string>; addresses: Map<string, string> } {
  const keys: string[] = [];
  const arns = new Map<string, string>();
  const [own, bound] = [new Map<string, string>(), new Map<string, string>()];
  for (const { address, action, subjects, firstIsItself } of plan.resources) {
    if (action === "no-op") continue;
    const found = subjects.flatMap((subject) => identify(model, plan, subject));
    const [only] = found;
    const isOne = found.length === 1 || firstIsItself === true;
    for (const each of found) {
      const map = isOne && each === only ? own : bound;
      for (const key of keysOf(each)) {
        keys.push(key);
        if (!map.has(key)) map.set(key, address);
      }
    }
    if (isOne && only && only.arn !== null) arns.set(address, only.arn);
  }
  return { keys, arns, addresses: new Map([...bound, ...own]) };
}

const keysOf = ({ arn, id }: Identity): string[] => [arn, id].filter((key) => key !== null);

interface Identity {
  arn: string | null;
  id: string | null;
}

/** Of what only the apply will name the id, which for trails, analyzers and providers is the key itself. */
const identity = (model: Model, arn: string, id: string | null): Identity => (model.unknownNames.has(arn) ? { arn: null, id: id ?? arn } : { arn, id });

function identify(model: Model, plan: Plan, subject: PlannedSubject): Identity[] {
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
      const arn = textOf(model, plan, subject.arn);
      const policy = arn === null ? undefined : model.policies.get(arn);
      return arn === null ? [] : [identity(model, policy?.arn ?? arn, policy?.id ?? null)];
    }
    case "trail":
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
