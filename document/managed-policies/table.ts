import { type AwsManagedPolicy, arnParts } from "../../schemas/index.ts";
import { isAwsManaged } from "../arn.ts";
import { nameKey } from "../names.ts";

/** Path and name of a policy → version, when it was made, when that version was, and its document. */
type Rows = Record<string, readonly [versionId: string, createdAt: string, updatedAt: string, document: unknown]>;

/** The policies that AWS maintains, as `table.json.br` beside this file has them. */
export interface ManagedPolicyTable {
  /** Package that the content is from, with its version. */
  source: string;
  /** Day of the newest change that it holds. */
  asOf: string;
  policies: Rows;
}

/**
 * Policies whose content is the same in every partition. The table is of the partition `aws`; of others it says nothing.
 * Source: AWS Managed Policy Reference Guide, AdministratorAccess, whose content has not changed since it was made.
 */
const IN_EVERY_PARTITION: ReadonlySet<string> = new Set(["/AdministratorAccess"]);

/** Looks policies of AWS up by ARN, without regard to case; null of one that the table does not hold. */
export function managedPoliciesIn({ policies }: ManagedPolicyTable): (arn: string) => AwsManagedPolicy | null {
  const byKey = new Map(Object.entries(policies).map(([name, row]) => [nameKey(name), { name, row }]));
  return (arn) => {
    const { partition = "", resource = "" } = (isAwsManaged(arn) && arnParts(arn)) || {};
    const found = resource.startsWith("policy/") ? byKey.get(nameKey(resource.slice("policy".length))) : undefined;
    if (!found || (partition !== "aws" && !IN_EVERY_PARTITION.has(found.name))) return null;
    const [versionId, createdAt, updatedAt, document] = found.row;
    return { versionId, createdAt, updatedAt, document };
  };
}
