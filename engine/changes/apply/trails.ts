import { namedIn, type RecordedEvents, recordedBy } from "../../../document/index.ts";
import type { AccountOperation, document, Reference, TrailSelectors, TrailSettings, Unknown, Value } from "../../../schemas/index.ts";
import { type FoundResource, find, reportMissing } from "./find.ts";
import { documentValue, knownAfterApplyMark, type Model, type OperationStep } from "./model.ts";
import { reportTaken } from "./taken.ts";

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

/** Settings for which the schema has no unknown: a trail of which one is not known cannot be shown. */
const FLAGS = ["isMultiRegion", "isOrganization", "includeGlobalServiceEvents", "logFileValidationEnabled"] as const;

const laterFlag = (settings: Partial<TrailSettings>): string | null => firstLater(FLAGS.flatMap((name) => settings[name] ?? []));

export function createTrail(model: Model, step: OperationStep, operation: Of<"create-trail">): void {
  const { name, homeRegion } = operation;
  const later = firstLater([name, homeRegion]) ?? laterFlag(operation.settings);
  const mark = knownAfterApplyMark(model, step.plan, later ?? step.operation.by);
  if (name.status !== "known" || homeRegion.status !== "known" || later !== null) {
    model.trails.addUnnamed(mark);
    model.creations.set(step.who, { kind: "trail", key: null, mark });
    return;
  }
  const arn = `arn:${model.partition}:cloudtrail:${homeRegion.value}:${model.accountId}:trail/${name.value}`;
  const earlier = model.trails.get(arn);
  if (earlier) reportTaken(model, step, `the trail ${arn}`, arn);
  model.creations.set(step.who, { kind: "trail", key: arn, mark });
  if (earlier) return;
  const isLogging = documentValue(model, step, operation.logging);
  model.trails.add({
    arn,
    name: name.value,
    homeRegion: homeRegion.value,
    ...EMPTY,
    ...shown(model, step, operation.settings),
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

/** A flag that only the apply will tell cannot be shown: the trail is then left out, and the list is open. */
export function updateTrail(model: Model, step: OperationStep, operation: Of<"update-trail">): void {
  const found = findTrail(model, step, operation.arn);
  if (found.status === "unlisted") reportMissing(model, step, `the trail ${found.text}`, model.trails.isComplete());
  const trail = found.status === "at" ? model.trails.edit(found.key) : undefined;
  if (!trail) return;
  const later = laterFlag(operation.settings);
  if (later !== null) {
    model.trails.remove(trail.arn);
    model.trails.addUnnamed(knownAfterApplyMark(model, step.plan, later));
    return;
  }
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

function shown(model: Model, step: OperationStep, settings: Partial<TrailSettings>): Partial<document.Trail> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, documentValue<unknown>(model, step, value)]));
}

function selected(model: Model, step: OperationStep, selectors: TrailSelectors | null): Selected {
  if (selectors === null) return DEFAULT;
  const unknown = (mark: Unknown): Selected => ({ managementEvents: mark, allManagementEvents: mark, dataEvents: mark });
  if (selectors.status === "after-apply") return unknown(knownAfterApplyMark(model, step.plan, selectors.scope));
  return recordedBy(selectors.value) ?? unknown(knownAfterApplyMark(model, step.plan, step.operation.by));
}

const firstLater = (values: readonly Value<unknown>[]): string | null => {
  for (const value of values) if (value.status === "after-apply") return value.scope;
  return null;
};
