import { listIn, member, type Raw, textOf } from "../../../../document/index.ts";
import { afterApply, created, known, type Reference, type TrailSelectors, type TrailSettings, type Value } from "../../../../schemas/index.ts";
import { flag, isChanged, isKnownAfterApply, type PlanSide, scopeOf, text, textOrNull } from "../side.ts";
import type { ReadContext, TerraformTypeReader } from "../type-reader.ts";

const arnOf = (side: PlanSide): Reference => (isKnownAfterApply(side, "arn") ? created(side.address) : text(side, "arn", ""));

/** By its name where the state lacks the ARN; calls take either. Source: CloudTrail API Reference, DeleteTrail, Name. */
const trailOf = (side: PlanSide): Reference => {
  const arn = arnOf(side);
  return arn.status === "known" && arn.value === "" ? text(side, "name", "") : arn;
};

const regionOf = (side: PlanSide, reading: ReadContext, scope: string): Value<string> => {
  const region = reading.region(side);
  return region === null ? afterApply(scopeOf(side, scope)) : known(region);
};

/**
 * Defaults of the provider: logging on, global events in, everything else off. Selectors that are taken out of the configuration are set back to what a
 * trail has without any. Source: terraform-provider-aws, internal/service/cloudtrail/trail.go.
 */
export const trail: TerraformTypeReader = {
  create: (side, reading) => [
    {
      kind: "create-trail",
      name: text(side, "name", ""),
      homeRegion: regionOf(side, reading, "home_region"),
      settings: settings(side),
      logging: flag(side, "enable_logging", true),
      selectors: selectors(side),
    },
  ],
  update: (before, after) => {
    const wanted = Object.entries(ATTRIBUTES).filter(([, attribute]) => isChanged(before, after, attribute));
    const all = settings(after);
    const changed = Object.fromEntries(wanted.map(([name]) => [name, all[name as keyof TrailSettings]])) as Partial<TrailSettings>;
    return [
      {
        kind: "update-trail",
        arn: trailOf(before),
        settings: changed,
        ...(isChanged(before, after, "enable_logging") ? { logging: flag(after, "enable_logging", true) } : {}),
        ...(isChanged(before, after, "event_selector") || isChanged(before, after, "advanced_event_selector") ? { selectors: selectors(after) } : {}),
      },
    ];
  },
  delete: (side) => [{ kind: "delete-trail", arn: trailOf(side) }],
  subjects: (side) => [{ kind: "trail", arn: trailOf(side) }],
};

const ATTRIBUTES: Record<keyof TrailSettings, string> = {
  isMultiRegion: "is_multi_region_trail",
  isOrganization: "is_organization_trail",
  includeGlobalServiceEvents: "include_global_service_events",
  logFileValidationEnabled: "enable_log_file_validation",
  s3BucketName: "s3_bucket_name",
  s3KeyPrefix: "s3_key_prefix",
  snsTopicArn: "sns_topic_name",
  kmsKeyId: "kms_key_id",
  cloudWatchLogsLogGroupArn: "cloud_watch_logs_group_arn",
  cloudWatchLogsRoleArn: "cloud_watch_logs_role_arn",
};

const settings = (side: PlanSide): TrailSettings => ({
  isMultiRegion: flag(side, ATTRIBUTES.isMultiRegion, false),
  isOrganization: flag(side, ATTRIBUTES.isOrganization, false),
  includeGlobalServiceEvents: flag(side, ATTRIBUTES.includeGlobalServiceEvents, true),
  logFileValidationEnabled: flag(side, ATTRIBUTES.logFileValidationEnabled, false),
  s3BucketName: textOrNull(side, ATTRIBUTES.s3BucketName),
  s3KeyPrefix: textOrNull(side, ATTRIBUTES.s3KeyPrefix),
  snsTopicArn: topic(side),
  kmsKeyId: textOrNull(side, ATTRIBUTES.kmsKeyId),
  cloudWatchLogsLogGroupArn: textOrNull(side, ATTRIBUTES.cloudWatchLogsLogGroupArn),
  cloudWatchLogsRoleArn: textOrNull(side, ATTRIBUTES.cloudWatchLogsRoleArn),
});

/** A topic by its ARN; by its name alone, the ARN is what the provider says of it. */
function topic(side: PlanSide): Value<string | null> {
  const name = textOrNull(side, "sns_topic_name");
  if (name.status === "after-apply" || name.value === null || name.value.startsWith("arn:")) return name;
  return afterApply(scopeOf(side, "sns_topic_arn"));
}

/** As GetEventSelectors would answer; null for none. */
function selectors(side: PlanSide): TrailSelectors | null {
  for (const attribute of ["event_selector", "advanced_event_selector"]) {
    if (isKnownAfterApply(side, attribute)) return afterApply(scopeOf(side, attribute));
  }
  const basic = listIn(side.values, "event_selector");
  const advanced = listIn(side.values, "advanced_event_selector");
  if (basic.length > 0) return known({ EventSelectors: basic.map(basicSelector) });
  if (advanced.length > 0) return known({ AdvancedEventSelectors: advanced.map(advancedSelector) });
  return null;
}

const basicSelector = (selector: unknown): Raw => ({
  ReadWriteType: textOf(selector, "read_write_type") ?? "All",
  IncludeManagementEvents: member(selector, "include_management_events") !== false,
  ExcludeManagementEventSources: listIn(selector, "exclude_management_event_sources"),
  DataResources: listIn(selector, "data_resource").map((resource) => ({ Type: textOf(resource, "type"), Values: listIn(resource, "values") })),
});

const advancedSelector = (selector: unknown): Raw => ({
  FieldSelectors: listIn(selector, "field_selector").map((field) => ({
    Field: textOf(field, "field"),
    Equals: listIn(field, "equals"),
    StartsWith: listIn(field, "starts_with"),
    EndsWith: listIn(field, "ends_with"),
    NotEquals: listIn(field, "not_equals"),
    NotStartsWith: listIn(field, "not_starts_with"),
    NotEndsWith: listIn(field, "not_ends_with"),
  })),
});

/** Source: terraform-provider-aws, internal/service/accessanalyzer/analyzer.go: name and type force a replacement. */
export const analyzer: TerraformTypeReader = {
  create: (side, reading) => [
    { kind: "create-analyzer", name: text(side, "analyzer_name", ""), region: regionOf(side, reading, "region"), type: text(side, "type", "ACCOUNT") },
  ],
  update: () => [],
  delete: (side) => [{ kind: "delete-analyzer", arn: arnOf(side) }],
  subjects: (side) => [{ kind: "analyzer", arn: arnOf(side) }],
};
