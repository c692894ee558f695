import { afterApply, known, type Reference, type TrailSelectors, type TrailSettings, type Value } from "../../../../schemas/index.ts";
import { type ChangeSetSide, flag, givenName, isChanged, isKnownAfterApply, propertyOf, scopeOf, text, textOrNull } from "../side.ts";
import { type ChangeSetOperation, type ChangeSetTypeReader, itself } from "../type-reader.ts";

/**
 * The physical id is the trail's name. Where the documentation names no default, an unset property is unknown.
 * Source: CloudFormation User Guide, AWS::CloudTrail::Trail.
 */
export const trail: ChangeSetTypeReader = {
  create: (side) => [
    {
      kind: "create-trail",
      name: givenName(side, "TrailName"),
      homeRegion: known(side.set.region),
      settings: settingsOf(side),
      logging: flag(side, "IsLogging", false),
      selectors: selectorsOf(side),
    },
  ],
  update: (before, after) => {
    const now = settingsOf(after);
    const changed = SETTINGS.filter(([, property]) => isChanged(before, after, property)).map(([name]) => [name, now[name]]);
    const selected = isChanged(before, after, "EventSelectors") || isChanged(before, after, "AdvancedEventSelectors");
    return [
      {
        kind: "update-trail",
        arn: arnOf(before),
        settings: Object.fromEntries(changed) as Partial<TrailSettings>,
        ...(isChanged(before, after, "IsLogging") ? { logging: flag(after, "IsLogging", false) } : {}),
        ...(selected ? { selectors: selectorsOf(after) } : {}),
      },
    ];
  },
  delete: (side) => [{ kind: "delete-trail", arn: arnOf(side) }],
  subjects: (side) => [{ kind: "trail", arn: arnOf(side) }],
  unsure: (side) => {
    const later = (property: string) => afterApply(scopeOf(side, property));
    const settings = Object.fromEntries(SETTINGS.map(([name, property]) => [name, later(property)])) as Partial<TrailSettings>;
    return [{ kind: "update-trail", arn: arnOf(side), settings, logging: later("IsLogging"), selectors: later("EventSelectors") }];
  },
};

const SETTINGS: readonly (readonly [name: keyof TrailSettings, property: string])[] = [
  ["isMultiRegion", "IsMultiRegionTrail"],
  ["isOrganization", "IsOrganizationTrail"],
  ["includeGlobalServiceEvents", "IncludeGlobalServiceEvents"],
  ["logFileValidationEnabled", "EnableLogFileValidation"],
  ["s3BucketName", "S3BucketName"],
  ["s3KeyPrefix", "S3KeyPrefix"],
  ["snsTopicArn", "SnsTopicName"],
  ["kmsKeyId", "KMSKeyId"],
  ["cloudWatchLogsLogGroupArn", "CloudWatchLogsLogGroupArn"],
  ["cloudWatchLogsRoleArn", "CloudWatchLogsRoleArn"],
];

const settingsOf = (side: ChangeSetSide): TrailSettings => ({
  isMultiRegion: flag(side, "IsMultiRegionTrail", false),
  isOrganization: flag(side, "IsOrganizationTrail", false),
  includeGlobalServiceEvents:
    propertyOf(side, "IncludeGlobalServiceEvents") === null
      ? afterApply(scopeOf(side, "IncludeGlobalServiceEvents"))
      : flag(side, "IncludeGlobalServiceEvents", false),
  logFileValidationEnabled: flag(side, "EnableLogFileValidation", false),
  s3BucketName: textOrNull(side, "S3BucketName"),
  s3KeyPrefix: textOrNull(side, "S3KeyPrefix"),
  snsTopicArn: topicArn(side),
  kmsKeyId: keyArn(side),
  cloudWatchLogsLogGroupArn: textOrNull(side, "CloudWatchLogsLogGroupArn"),
  cloudWatchLogsRoleArn: textOrNull(side, "CloudWatchLogsRoleArn"),
});

/** A topic is given by its name or its ARN; the trail's own answer has the ARN. */
function topicArn(side: ChangeSetSide): Value<string | null> {
  const topic = textOrNull(side, "SnsTopicName");
  if (topic.status !== "known" || topic.value === null || topic.value.startsWith("arn:")) return topic;
  return known(`arn:${side.set.partition}:sns:${side.set.region}:${side.set.account}:${topic.value}`);
}

/** A key is given by its id, an alias or its ARN; the trail's own answer has the key's ARN. */
function keyArn(side: ChangeSetSide): Value<string | null> {
  const key = textOrNull(side, "KMSKeyId");
  if (key.status !== "known" || key.value === null || key.value.includes(":key/")) return key;
  return afterApply(scopeOf(side, "KMSKeyId"), "");
}

/** As GetEventSelectors would answer; null for none of its own. */
function selectorsOf(side: ChangeSetSide): TrailSelectors | null {
  for (const property of ["EventSelectors", "AdvancedEventSelectors"]) {
    const list = propertyOf(side, property);
    if (isKnownAfterApply(side, property)) return afterApply(scopeOf(side, property));
    if (Array.isArray(list) && list.length > 0) return known({ [property]: list });
  }
  return null;
}

function arnOf(side: ChangeSetSide): Reference {
  const { partition, region, account } = side.set;
  return side.physicalId === null || side.physicalId.startsWith("arn:")
    ? itself(side)
    : known(`arn:${partition}:cloudtrail:${region}:${account}:trail/${side.physicalId}`);
}

/** The physical id is the ARN. Name and type replace it. Source: CloudFormation User Guide, AWS::AccessAnalyzer::Analyzer. */
export const analyzer: ChangeSetTypeReader = {
  create: (side) => [{ kind: "create-analyzer", name: givenName(side, "AnalyzerName"), region: known(side.set.region), type: text(side, "Type", "") }],
  update: (): ChangeSetOperation[] => [],
  delete: (side) => [{ kind: "delete-analyzer", arn: itself(side) }],
  subjects: (side) => [{ kind: "analyzer", arn: itself(side) }],
  unsure: (side) => [
    { kind: "create-analyzer", name: afterApply(scopeOf(side, "AnalyzerName")), region: known(side.set.region), type: afterApply(scopeOf(side, "Type")) },
  ],
};
