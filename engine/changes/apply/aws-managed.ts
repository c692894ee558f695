import { nameKey, plainGap, policyContent } from "../../../document/index.ts";
import type { document, Gap, Plan } from "../../../schemas/index.ts";

/** What a plan's table has of a policy of AWS: its version, its times and its content. */
export interface AwsManaged {
  defaultVersionId: string;
  createdAt: string;
  updatedAt: string;
  content: document.PolicyContent;
}

/** Finds policies of AWS in the tables that plans carry; null for one that is in none. */
export function awsManagedOf(plans: readonly Plan[]): (arn: string) => AwsManaged | null {
  const policies = new Map(plans.flatMap(({ awsManaged }) => Object.entries(awsManaged?.policies ?? {})).map(([arn, policy]) => [nameKey(arn), policy]));
  return (arn) => {
    const found = policies.get(nameKey(arn));
    if (!found) return null;
    const { versionId, createdAt, updatedAt, document } = found;
    return { defaultVersionId: versionId, createdAt, updatedAt, content: policyContent(document, "json", { $unknown: "" }) };
  };
}

/** Why the content of a policy of AWS is not known: it may be new, of another partition, or its name may be wrong. */
export function notInTable(plans: readonly Plan[], arn: string): Gap {
  const [asOf] = plans.flatMap(({ awsManaged }) => awsManaged?.asOf ?? []);
  const message = `The policy ${arn} is not in the table of AWS managed policies that this Reeve has${asOf === undefined ? "" : ` (as of ${asOf})`}: check its name`;
  return plainGap("document", "KnownAfterApply", arn, message);
}
