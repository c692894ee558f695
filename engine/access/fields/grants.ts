import { type document, isUnknown, TABLE, type Unknown } from "../../../schemas/index.ts";
import { holderFacts } from "../holder.ts";
import { actionDecider } from "../some-request.ts";
import type { Policy } from "../statement.ts";

type Grants = NonNullable<document.PolicyContent["grants"]>;
type Grant = Exclude<Exclude<Grants, Unknown>[number], Unknown>;

/** The sensitive actions that `grants` may list: the schema's own enumeration. */
export const WATCHED_ACTIONS: readonly Grant[] = watchedActions();

/** The watched actions that a policy allows on something in some context, its Deny statements weighed. */
export function grants(policy: Policy): Grants {
  const decide = actionDecider(policy, { facts: holderFacts, fixed: new Map() });
  const truths = WATCHED_ACTIONS.map(decide);
  const unknown = truths.find((truth) => isUnknown(truth));
  return [...WATCHED_ACTIONS.filter((_, at) => truths[at] === true), ...(unknown ? [unknown as Unknown] : [])];
}

function watchedActions(): Grant[] {
  const field = TABLE.kinds.policy.fields.grants?.value;
  const element = field?.type === "list" ? field.element : undefined;
  return (element?.type === "string" ? (element.enum ?? []) : []) as Grant[];
}
