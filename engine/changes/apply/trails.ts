import { namedIn, type RecordedEvents, recordedBy } from "../../../document/index.ts";
import type { AccountOperation, document, Reference, TrailSelectors, TrailSettings, Unknown } from "../../../schemas/index.ts";
import { type FoundResource, find, reportMissing } from "./find.ts";
import { documentValue, knownAfterApplyMark, type Model, type OperationStep } from "./model.ts";
import { reportTaken } from "./taken.ts";
import { nameLater, plannedKey } from "./unknown-names.ts";
import type { WorkingTrail } from "./working.ts";

type Of<K extends AccountOperation["kind"]> = Extract<AccountOperation, { kind: K }>;
type Selected = Pick<document.Trail, "managementEvents" | "allManagementEvents" | "dataEvents">;

/** What a trail without selectors of its own records: all management events, no data events. Source: CloudTrail API Reference, PutEventSelectors. */
const DEFAULT: RecordedEvents = {
  managementEvents: { reads: true, writes: true, excludedSources: [], narrowed: false },
  allManagementEvents: true,
  dataEvents: [],
};

/** Times of a status that no plan tells. A new trail has delivered nothing yet, nor failed. */
const NEVER = {
  stopLoggingAt: null,
  latestDeliveryAt: null,
  latestDeliveryError: null,
  latestDigestDeliveryAt: null,
  latestDigestDeliveryError: null,
  latestCloudWatchLogsDeliveryAt: null,
  latestCloudWatchLogsDeliveryError: null,
};

export function createTrail(model: Model, step: OperationStep, operation: Of<"create-trail">): void {
  const { name, homeRegion } = operation;
  const arnBefore = `arn:${model.partition}:cloudtrail:${homeRegion.status === "known" ? `${homeRegion.value}:${model.accountId}:trail/` : ""}`;
  const isNamed = name.status === "known" && homeRegion.status === "known";
  const arn = isNamed ? `${arnBefore}${name.value}` : plannedKey(model, step);
  if (!isNamed) nameLater(model, step, arn, { arnBefore, name, region: homeRegion });
  const earlier = model.trails.get(arn);
  if (earlier) reportTaken(model, step, `the trail ${arn}`, arn);
  model.creations.set(step.who, { kind: "trail", key: arn, mark: knownAfterApplyMark(model, step.plan, step.operation.by) });
  if (earlier) return;
  const isLogging = documentValue(model, step, operation.logging);
  model.trails.add({
    arn,
    ...EMPTY,
    ...shown(model, step, operation.settings),
    name: name.status === "known" ? name.value : arn,
    homeRegion: documentValue(model, step, homeRegion),
    isLogging,
    startLoggingAt: isLogging === true ? model.at : isLogging === false ? null : isLogging,
    ...NEVER,
    ...selected(model, step, operation.selectors),
  });
}

const EMPTY = {
  isMultiRegion: false,
  isOrganization: false,
  ownedByAccount: true,
  includeGlobalServiceEvents: true,
  logFileValidationEnabled: false,
  s3BucketName: null,
  s3KeyPrefix: null,
  snsTopicArn: null,
  kmsKeyId: null,
  cloudWatchLogsLogGroupArn: null,
  cloudWatchLogsRoleArn: null,
};

/** A trail by its ARN or, as calls may name it, by its name. Source: CloudTrail API Reference, UpdateTrail, Name. */
export const findTrail = (model: Model, step: OperationStep, reference: Reference): FoundResource =>
  find(model, step, reference, (text) => namedIn(model.trails.all(), text)?.arn);

export function updateTrail(model: Model, step: OperationStep, operation: Of<"update-trail">): void {
  const found = findTrail(model, step, operation.arn);
  if (found.status === "unlisted") reportMissing(model, step, `the trail ${found.text}`, model.trails.isComplete());
  const trail = found.status === "at" ? model.trails.edit(found.key) : undefined;
  if (!trail) return;
  Object.assign(trail, shown(model, step, operation.settings));
  if (operation.selectors !== undefined) Object.assign(trail, selected(model, step, operation.selectors));
  if (operation.logging === undefined) return;
  const isLogging = documentValue(model, step, operation.logging);
  trail.isLogging = isLogging;
  if (isLogging === true) trail.startLoggingAt = model.at;
  else if (isLogging === false) trail.stopLoggingAt = model.at;
  else Object.assign(trail, { startLoggingAt: isLogging, stopLoggingAt: isLogging });
}

export function deleteTrail(model: Model, step: OperationStep, operation: Of<"delete-trail">): void {
  const found = findTrail(model, step, operation.arn);
  if (found.status === "at") model.trails.remove(found.key);
}

export function shown(model: Model, step: OperationStep, settings: Partial<TrailSettings>): Partial<Omit<WorkingTrail, "arn" | "name">> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, documentValue<unknown>(model, step, value)]));
}

export function selected(model: Model, step: OperationStep, selectors: TrailSelectors | null): Selected {
  if (selectors === null) return DEFAULT;
  const unknown = (mark: Unknown): Selected => ({ managementEvents: mark, allManagementEvents: mark, dataEvents: mark });
  if (selectors.status === "after-apply") return unknown(knownAfterApplyMark(model, step.plan, selectors.scope));
  return recordedBy(selectors.value) ?? unknown(knownAfterApplyMark(model, step.plan, step.operation.by));
}
