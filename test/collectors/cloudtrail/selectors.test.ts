import { describe, expect, it } from "vitest";
import { recordedBy } from "../../../collectors/normalize/cloudtrail/index.ts";

const field = (Field: string, operator: string, ...values: string[]) => ({ Field, [operator]: values });
const management = (...fields: object[]) => ({ FieldSelectors: [field("eventCategory", "Equals", "Management"), ...fields] });
const s3 = (...fields: object[]) => ({
  FieldSelectors: [field("eventCategory", "Equals", "Data"), field("resources.type", "Equals", "AWS::S3::Object"), ...fields],
});
const basic = (...EventSelectors: object[]) => ({ EventSelectors });
const advanced = (...AdvancedEventSelectors: object[]) => ({ AdvancedEventSelectors });
const ALL = { reads: true, writes: true, excludedSources: [], narrowed: false };
const KMS = "kms.amazonaws.com";

describe("the management events of a trail", () => {
  it.each([
    ["basic selectors for all", basic({ ReadWriteType: "All", IncludeManagementEvents: true }), ALL, true],
    ["a basic selector that leaves all to the defaults", basic({}), ALL, true],
    ["one basic selector for reads and one for writes", basic({ ReadWriteType: "ReadOnly" }, { ReadWriteType: "WriteOnly" }), ALL, true],
    ["a basic selector for writes", basic({ ReadWriteType: "WriteOnly" }), { ...ALL, reads: false }, false],
    ["a basic selector for data events only", basic({ IncludeManagementEvents: false }), null, false],
    ["a basic selector that leaves a source out", basic({ ExcludeManagementEventSources: [KMS] }), { ...ALL, excludedSources: [KMS] }, false],
    ["an advanced selector for all", advanced(management()), ALL, true],
    ["an advanced selector for writes", advanced(management(field("readOnly", "Equals", "false"))), { ...ALL, reads: false }, false],
    [
      "advanced selectors for reads and for writes",
      advanced(management(field("readOnly", "Equals", "true")), management(field("readOnly", "Equals", "false"))),
      ALL,
      true,
    ],
    ["an advanced selector that leaves a source out", advanced(management(field("eventSource", "NotEquals", KMS))), { ...ALL, excludedSources: [KMS] }, false],
    ["an advanced selector for one source", advanced(management(field("eventSource", "Equals", "iam.amazonaws.com"))), { ...ALL, narrowed: true }, false],
    [
      "an advanced selector that leaves a caller out",
      advanced(management(field("userIdentity.arn", "NotEquals", "arn:aws:iam::1:role/x"))),
      { ...ALL, narrowed: true },
      false,
    ],
    [
      "a source left out by one selector and taken by the next",
      advanced(management(field("eventSource", "NotEquals", KMS)), management(field("eventSource", "NotEquals", "rdsdata.amazonaws.com"))),
      ALL,
      true,
    ],
    ["a narrow selector beside a wide one", advanced(management(field("eventName", "Equals", "X")), management()), ALL, true],
    ["data events only", advanced(s3()), null, false],
  ])("are those of %s", (_, answer, expected, all) => {
    const recorded = recordedBy(answer);
    expect(recorded?.managementEvents).toEqual(expected);
    expect(recorded?.allManagementEvents).toBe(all);
  });

  it.each([
    ["an answer without selectors", {}],
    ["an answer with empty lists", { EventSelectors: [], AdvancedEventSelectors: [] }],
    ["an answer with both kinds", { EventSelectors: [{}], AdvancedEventSelectors: [management()] }],
    ["a selector without fields", advanced({ Name: "x" })],
    ["no answer", "<html>"],
  ])("are unknown with %s", (_, answer) => {
    expect(recordedBy(answer)).toBeNull();
  });
});

describe("the data events of a trail", () => {
  const object = (Values: string[], ReadWriteType = "All") => basic({ ReadWriteType, DataResources: [{ Type: "AWS::S3::Object", Values }] });
  const entry = { resourceType: "AWS::S3::Object", reads: true, writes: true, allResources: true };

  it.each([
    ["every bucket", object(["arn:aws:s3"]), [entry]],
    ["every bucket, in the older form", object(["arn:aws:s3:::"]), [entry]],
    ["every bucket of China", object(["arn:aws-cn:s3"]), [entry]],
    ["one bucket", object(["arn:aws:s3:::logs/"]), [{ ...entry, allResources: false }]],
    ["writes only", object(["arn:aws:s3"], "WriteOnly"), [{ ...entry, reads: false }]],
    ["nothing, the list of buckets being empty", object([]), []],
    ["every bucket, by an advanced selector", advanced(s3()), [entry]],
    ["reads, by an advanced selector", advanced(s3(field("readOnly", "Equals", "true"))), [{ ...entry, writes: false }]],
    ["some objects, by an advanced selector", advanced(s3(field("resources.ARN", "StartsWith", "arn:aws:s3:::logs/"))), [{ ...entry, allResources: false }]],
    [
      "all reads and some writes, kept apart",
      advanced(s3(field("readOnly", "Equals", "true")), s3(field("readOnly", "Equals", "false"), field("resources.ARN", "Equals", "x"))),
      [
        { ...entry, writes: false },
        { ...entry, reads: false, allResources: false },
      ],
    ],
  ])("are %s", (_, answer, expected) => {
    expect(recordedBy(answer)?.dataEvents).toEqual(expected);
  });
});
