import { nameKey } from "../../../document/index.ts";
import { type AccountOperation, arnParts, type Unknown } from "../../../schemas/index.ts";
import { documentValue, type Model, type OperationStep } from "./model.ts";
import { selected, shown } from "./trails.ts";

type StatedTrail = { step: OperationStep; operation: Extract<AccountOperation, { kind: "create-trail" }> };

/** A trail of which nothing is collected. What the plan says of it is known; no plan says when it delivered. A trail's ARN names its home region. */
export function addExistingTrail(model: Model, stated: readonly OperationStep[], arn: string): void {
  const mark = model.trails.mark();
  const parts = arnParts(arn);
  if (!mark || !parts || !arn.includes(":trail/") || model.trails.get(arn)) return;
  const name = arn.slice(arn.lastIndexOf("/") + 1);
  const found = statedTrail(stated, name);
  model.trails.addExisting({
    arn,
    name,
    homeRegion: parts.region ?? mark,
    // Another account's organization trail is not changed from here. Source: CloudTrail User Guide, "Creating a trail for an organization".
    ownedByAccount: true,
    ...unknownSettings(mark),
    ...(found
      ? {
          ...shown(model, found.step, found.operation.settings),
          ...selected(model, found.step, found.operation.selectors),
          isLogging: documentValue(model, found.step, found.operation.logging),
        }
      : {}),
  });
}

function statedTrail(stated: readonly OperationStep[], name: string): StatedTrail | null {
  for (const step of stated) {
    const { operation } = step;
    if (operation.kind === "create-trail" && operation.name.status === "known" && nameKey(operation.name.value) === nameKey(name)) return { step, operation };
  }
  return null;
}

const unknownSettings = (mark: Unknown) => ({
  isMultiRegion: mark,
  isOrganization: mark,
  includeGlobalServiceEvents: mark,
  logFileValidationEnabled: mark,
  s3BucketName: mark,
  s3KeyPrefix: mark,
  snsTopicArn: mark,
  kmsKeyId: mark,
  cloudWatchLogsLogGroupArn: mark,
  cloudWatchLogsRoleArn: mark,
  isLogging: mark,
  startLoggingAt: mark,
  stopLoggingAt: mark,
  latestDeliveryAt: mark,
  latestDeliveryError: mark,
  latestDigestDeliveryAt: mark,
  latestDigestDeliveryError: mark,
  latestCloudWatchLogsDeliveryAt: mark,
  latestCloudWatchLogsDeliveryError: mark,
  managementEvents: mark,
  allManagementEvents: mark,
  dataEvents: mark,
});
