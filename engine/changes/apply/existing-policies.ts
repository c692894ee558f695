import { nameKey, unknownContent } from "../../../document/index.ts";
import type { document } from "../../../schemas/index.ts";
import { placeholderId } from "./arns.ts";
import { plannedContent } from "./content.ts";
import type { Model, OperationStep } from "./model.ts";

/**
 * A customer managed policy of which nothing is collected: what the plan says of its content is known. Times, version and unique id, for which the schema
 * has no unknown, are placeholders.
 */
export function addExistingPolicy(model: Model, stated: readonly OperationStep[], arn: string): void {
  const mark = model.policies.mark();
  if (!mark || !arn.includes(":policy/") || model.policies.get(arn)) return;
  const name = nameOf(arn);
  model.byName.policy.set(name, arn);
  model.policies.addExisting({
    arn,
    id: placeholderId(arn),
    name,
    path: arn.slice(arn.indexOf("/"), arn.lastIndexOf("/") + 1),
    createdAt: mark,
    updatedAt: model.at,
    awsManaged: false,
    defaultVersionId: "v1",
    versionCount: 1,
    attachmentCount: mark,
    permissionsBoundaryUsageCount: mark,
    attachedTo: mark,
    ...(statedContent(model, stated, arn) ?? unknownContent(mark)),
  });
}

/** What a policy says, as far as it is stated; null where it is not. */
export function statedContent(model: Model, stated: readonly OperationStep[], arn: string): document.PolicyContent | null {
  for (const step of stated) {
    const { operation } = step;
    if (operation.kind !== "create-policy" || operation.name.status !== "known" || operation.path.status !== "known") continue;
    if (nameKey(arn).endsWith(nameKey(`:policy${operation.path.value}${operation.name.value}`))) return plannedContent(model, step, operation.content);
  }
  return null;
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);
