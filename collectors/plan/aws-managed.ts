import { isAwsManaged, type ManagedPolicyTable, managedPoliciesIn, nameKey } from "../../document/index.ts";
import { type AwsManagedPolicy, isUnknown, type Plan, type ReeveDocument } from "../../schemas/index.ts";

/**
 * Plans with the content of the policies of AWS that they name and that a document does not hold. A collection reads only those in use. The table is read
 * only where a plan names one.
 */
export function withAwsManaged<P extends { plan: Plan }>(plans: readonly P[], documents: readonly ReeveDocument[], readTable: () => ManagedPolicyTable): P[] {
  const held = documents.map(
    ({ policies }) => new Set(isUnknown(policies) ? [] : policies.flatMap((policy) => (isUnknown(policy) || isUnknown(policy.arn) ? [] : nameKey(policy.arn)))),
  );
  let table: { asOf: string; find: ReturnType<typeof managedPoliciesIn> } | null = null;
  return plans.map((given) => {
    const named = [...new Set(awsManagedIn(given.plan.operations))].filter((arn) => held.length === 0 || held.some((arns) => !arns.has(nameKey(arn))));
    if (named.length === 0) return given;
    if (table === null) {
      const read = readTable();
      table = { asOf: read.asOf, find: managedPoliciesIn(read) };
    }
    const { asOf, find } = table;
    const policies: Record<string, AwsManagedPolicy> = {};
    for (const arn of named) {
      const policy = find(arn);
      if (policy) policies[arn] = policy;
    }
    return { ...given, plan: { ...given.plan, awsManaged: { asOf, policies } } };
  });
}

/** ARNs of policies of AWS anywhere in the operations. */
function* awsManagedIn(value: unknown): Generator<string> {
  if (typeof value === "string") {
    if (value.startsWith("arn:") && isAwsManaged(value)) yield value;
  } else if (Array.isArray(value)) for (const each of value) yield* awsManagedIn(each);
  else if (typeof value === "object" && value !== null) for (const each of Object.values(value)) yield* awsManagedIn(each);
}
