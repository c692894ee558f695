import type { Principal, Reference, Unknown } from "../../../schemas/index.ts";
import { addressOf, knownAfterApplyMark, type Model, type OperationStep, type PrincipalType, principalStore } from "./model.ts";
import type { RelationEnd } from "./relation.ts";

/** Which resource of the document a reference means. */
export type FoundResource =
  | { status: "at"; key: string }
  | { status: "unlisted"; text: string }
  | { status: "fresh"; mark: Unknown }
  | { status: "any"; mark: Unknown; of?: string[]; isChoice?: true };

/** What a reference means where `keyOf` finds the key of a name, ARN or id. */
export function find(model: Model, step: OperationStep, reference: Reference, keyOf: (text: string) => string | undefined): FoundResource {
  switch (reference.status) {
    case "known": {
      const key = keyOf(reference.value);
      return key === undefined ? { status: "unlisted", text: reference.value } : { status: "at", key };
    }
    case "created": {
      const creation = model.creations.get(addressOf(step.plan, reference.by));
      if (creation && creation.key !== null) return { status: "at", key: creation.key };
      return { status: "fresh", mark: creation?.mark ?? knownAfterApplyMark(model, step.plan, reference.by) };
    }
    case "after-apply": {
      const mark = knownAfterApplyMark(model, step.plan, reference.scope, reference.of);
      const of = reference.among?.flatMap((by) => model.creations.get(addressOf(step.plan, by))?.key ?? []);
      if (of === undefined || of.length !== reference.among?.length) return { status: "any", mark };
      return { status: "any", mark, of, ...(reference.isChoice ? { isChoice: true } : {}) };
    }
  }
}

export const findPrincipal = (model: Model, step: OperationStep, principal: Principal): FoundResource =>
  find(model, step, principal.name, (name) => {
    const key = model.byName[principal.type].get(name);
    const store = principalStore(model, principal.type);
    // Once renames are resolved it is held under its new ARN.
    return [key, key && model.renames.get(key)].find((each) => each !== undefined && store.get(each) !== undefined);
  });

/** The users, groups or roles that the plans make, where an operation names one that is known only after the apply: most likely it is one of them. */
export function likelyPrincipals(model: Model, { type, name }: Principal): string[] {
  if (name.status !== "after-apply" || name.isOne !== true) return [];
  return [...model.creations.values()].flatMap(({ key }) => (key !== null && principalStore(model, type).get(key) ? [key] : []));
}

/** Found under any spelling of its ARN; the key is the document's own. */
export const findPolicy = (model: Model, step: OperationStep, reference: Reference): FoundResource =>
  find(model, step, reference, (arn) => model.policies.get(arn)?.arn);

export const findUser = (model: Model, step: OperationStep, name: Reference): FoundResource => findPrincipal(model, step, { type: "user", name });

/** A found resource as the end of an edge; `keyed`: whether what is not in the document has its text as key, as an ARN, and a name has not. */
export const endOf = (found: FoundResource, keyed: boolean): RelationEnd =>
  found.status === "unlisted" ? { status: "unlisted", key: keyed ? found.text : null } : found;

/** Says that the plan changes what the snapshot does not hold, where the snapshot holds all of its kind. */
export function reportMissing(model: Model, step: OperationStep, what: string, complete: boolean): void {
  if (complete) reportNotHeld(model, step.operation.by, "changes", what);
}

/** Says that snapshot and plan are of two states, or of two accounts. `what` ends in a name, which may be empty. */
export function reportNotHeld(model: Model, by: string, verb: "changes" | "deletes", what: string): void {
  const other = /\barn:[^:\s]+:[^:\s]*:[^:\s]*:(\d{12}):/.exec(what)?.[1];
  const message =
    other !== undefined && other !== model.accountId
      ? `${by} names ${what.trimEnd()}, which is of account ${other} and not of ${model.accountId}. Correct the ARN: a user, group or role holds policies of its own account or of AWS.`
      : `${by} ${verb} ${what.trimEnd()}, which the snapshot does not hold. Collect the account again, so that the plan and the snapshot are of the same state.`;
  model.problem("not-in-snapshot", by, message);
}

export const kindName: Record<PrincipalType, string> = { user: "the user", group: "the group", role: "the role" };

/** A principal in words; of one that is not named by then, whose it is. */
export const principalText = (step: OperationStep, { type, name }: Principal): string =>
  `${kindName[type]} ${name.status === "known" ? name.value : name.status === "created" ? name.by : step.operation.by}`;
