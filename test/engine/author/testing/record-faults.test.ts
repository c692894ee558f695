import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { Problems } from "../../../../engine/author/testing/problem.ts";
import { recordFaults } from "../../../../engine/author/testing/record-faults.ts";
import { declaredType } from "../../../../engine/language/index.ts";
import { RECORD, type ValueType } from "../../../../schemas/index.ts";

function faults(record: unknown): string[] {
  const problems: Problems = [];
  recordFaults(record, "given.events[0]", problems);
  return problems.map(({ path, message }) => `${path}: ${message}`);
}

describe("an answer in other letters, which is read as AWS's", () => {
  it.each(["no", "NO", "No ", " yes"])("is fine: %j", (MFAUsed) => {
    expect(faults({ additionalEventData: { MFAUsed } })).toEqual([]);
  });

  it.each(["maybe", "n o", "0"])("is none of %j", (MFAUsed) => {
    expect(faults({ additionalEventData: { MFAUsed } })).toEqual([expect.stringContaining("is one of Yes, No")]);
  });
});

describe("a documented member of a given record", () => {
  it.each([
    ["a member with a short account id", { userIdentity: { arn: "arn:aws:iam::12345:root" } }, 'userIdentity.arn: "arn:aws:iam::12345:root" is given'],
    ["an endpoint without its prefix", { vpcEndpointId: "x" }, 'vpcEndpointId: "x" is given'],
    ["a boolean as text", { readOnly: "true" }, 'readOnly: "true" is given'],
    ["a number for text", { eventName: 5 }, "eventName: 5 is given"],
    ["a text flag as a boolean", { sessionCredentialFromConsole: true }, "sessionCredentialFromConsole: true is given"],
    ["an object as text", { userIdentity: "Root" }, 'userIdentity: "Root" is given'],
    ["text as an object", { errorCode: { code: "AccessDenied" } }, 'errorCode: {"code":"AccessDenied"} is given'],
    [
      "a text flag of the session as a boolean",
      { userIdentity: { sessionContext: { attributes: { mfaAuthenticated: false } } } },
      "userIdentity.sessionContext.attributes.mfaAuthenticated: false is given",
    ],
    ["a member of an element", { resources: [{ ARN: "arn:aws:s3:::b" }, { accountId: 111122223333 }] }, "resources[1].accountId: 111122223333 is given"],
    ["a list as an object", { resources: { ARN: "arn:aws:s3:::b" } }, 'resources: {"ARN":"arn:aws:s3:::b"} is given'],
    ["a known member of an open part", { responseElements: { ConsoleLogin: false } }, "responseElements.ConsoleLogin: false is given"],
  ])("is reported with its path: %s", (_, record, start) => {
    expect(faults(record)).toEqual([expect.stringContaining(`given.events[0].${start}, but in a CloudTrail record`)]);
  });

  it.each([
    ["a misspelt name", { evntID: "x" }, "evntID: a CloudTrail record has no evntID there. Did you mean eventID?"],
    ["one within", { userIdentity: { typ: "Root" } }, "userIdentity.typ: a CloudTrail record has no typ there. Did you mean type?"],
    [
      "a value in another case",
      { userIdentity: { type: "IAMuser" } },
      'userIdentity.type: "IAMuser" is given, but in a CloudTrail record given.events[0].userIdentity.type is never that. Did you mean IAMUser?',
    ],
    [
      "what stands for absence",
      { errorCode: "Success" },
      'errorCode: "Success" is given, but in a CloudTrail record given.events[0].errorCode is never that: no record has it: a call that succeeded has no errorCode.',
    ],
    [
      "a source in short",
      { eventSource: "iam" },
      'eventSource: "iam" is given, but in a CloudTrail record given.events[0].eventSource is never that: it is an event source such as kms.amazonaws.com. Did you mean iam.amazonaws.com?',
    ],
    [
      "a name in other capitals",
      { eventName: "deleteuser" },
      'eventName: "deleteuser" is given, but in a CloudTrail record given.events[0].eventName is never that: it is a name of an event such as DeleteUser. Did you mean DeleteUser?',
    ],
    [
      "a Region that could not be one",
      { awsRegion: "us-east1" },
      'awsRegion: "us-east1" is given, but in a CloudTrail record given.events[0].awsRegion is never that: it is a Region code such as eu-central-1. Did you mean us-east-1?',
    ],
    ["an account id that could not be one", { recipientAccountId: "1" }, 'recipientAccountId: "1" is given'],
    ["an ARN that could not be one", { userIdentity: { arn: "user/ana" } }, 'userIdentity.arn: "user/ana" is given'],
    [
      "an ARN of a session in the place of a role's",
      { userIdentity: { arn: "arn:aws:iam::111122223333:assumed-role/deploy/run" } },
      'userIdentity.arn: "arn:aws:iam::111122223333:assumed-role/deploy/run" is given',
    ],
    ["an ARN of an element", { resources: [{ ARN: "user/x" }] }, 'resources[0].ARN: "user/x" is given'],
    [
      "a text of a closed list",
      { additionalEventData: { MFAUsed: "false" } },
      'additionalEventData.MFAUsed: "false" is given, but in a CloudTrail record given.events[0].additionalEventData.MFAUsed is never that: it is one of Yes, No.',
    ],
    ["a block of addresses", { sourceIPAddress: "10.0.0.0/8" }, 'sourceIPAddress: "10.0.0.0/8" is given'],
    [
      "a member whose name says what it holds",
      { requestParameters: { policyArn: "AdministratorAccess" } },
      'requestParameters.policyArn: "AdministratorAccess" is given',
    ],
    ["a time that is none", { eventTime: "5 days ago" }, 'eventTime: "5 days ago" is given, but given.events[0].eventTime is a time: 2026-01-31T12:00:00Z'],
    [
      "a day",
      { eventTime: "2026-01-01" },
      'eventTime: "2026-01-01" is given, but given.events[0].eventTime is a time: 2026-01-31T12:00:00Z, or as seen from the case, 5d ago, 2h ago, in 30m (units d, h and m): write "2026-01-01T00:00:00Z"',
    ],
    [
      "a time of another zone",
      { userIdentity: { sessionContext: { attributes: { creationDate: "2026-01-01T01:00:00+01:00" } } } },
      'userIdentity.sessionContext.attributes.creationDate: "2026-01-01T01:00:00+01:00" is given, but given.events[0].userIdentity.sessionContext.attributes.creationDate is a time in UTC: 2026-01-31T12:00:00Z: write "2026-01-01T00:00:00Z"',
    ],
    [
      "a day that no calendar has",
      { eventTime: "2026-02-30" },
      'eventTime: "2026-02-30" is given, but given.events[0].eventTime is a time: 2026-01-31T12:00:00Z, or as seen from the case, 5d ago, 2h ago, in 30m (units d, h and m). There is no day 30 in 2026-02',
    ],
  ])("is reported with what was meant: %s", (_, record, start) => {
    expect(faults(record)).toEqual([expect.stringContaining(`given.events[0].${start}`)]);
  });

  it.each([
    ["is absent", {}],
    ["is null", { responseElements: null, errorCode: null, userIdentity: null }],
    ["was left out for its size", { errorMessage: { reason: "Truncated", originalSize: 4096, omitted: true } }],
    ["stands as JSON text", { userIdentity: '{"type":"Root"}', resources: "[]" }],
    ["has an object under such a name", { requestParameters: { permissionsBoundary: { managedPolicyArn: "arn:aws:iam::aws:policy/One" } } }],
    ["has a text in other capitals", { additionalEventData: { MFAUsed: "YES" } }],
    ["was sent without credentials", { userIdentity: { accountId: "ANONYMOUS_PRINCIPAL", accessKeyId: "" } }],
    ["came from a service or an address", { sourceIPAddress: "ec2.amazonaws.com", userIdentity: { accessKeyId: "AKIA1" } }],
    ["has an ARN with more digits, made anonymous", { userIdentity: { arn: "arn:aws:iam::123456789012345:root" }, vpcEndpointId: "vpce-X" }],
    ["was made anonymous", { awsRegion: "me-northwest-3r", sourceIPAddress: "2001:db8::192.0.2.1" }],
    ["holds what AWS may add", { userIdentity: { type: "RobotUser" }, requestParameters: { a: [1, { b: true }] }, vendor: 1 }],
  ])("draws nothing where it %s", (_, record) => {
    expect(faults(record)).toEqual([]);
  });
});

const FOLDER = resolve("../shared/data/cloudtrail");
const present = existsSync(FOLDER);
if (!present) process.stderr.write(`\nSKIPPED the types of real records: ${FOLDER} is not there\n`);

const FILES = ["lookup-events/aws_cloudtrail.jsonl", "stratus/events.jsonl", "traildiscover/events.jsonl"];

const recordsOf = (file: string): Record<string, unknown>[] =>
  readFileSync(`${FOLDER}/${file}`, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => JSON.parse(line))
    .map((line) => (typeof line.CloudTrailEvent === "string" ? JSON.parse(line.CloudTrailEvent) : line));

describe.runIf(present)("real records", () => {
  it.each(FILES)("hold the documented members with the declared types: %s", (file) => {
    const records = recordsOf(file);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(faults(record), String(record.eventID)).toEqual([]);
  });

  it.each(FILES)("hold no other members where an object is closed, and no value that AWS does not document: %s", (file) => {
    const found = recordsOf(file).flatMap((record) => [...undocumented(record, RECORD, "event")]);
    expect(found).toEqual([]);
  });
});

describe("records of the fixtures", () => {
  it.each([
    [
      "a member of the session beside it",
      { userIdentity: { mfaAuthenticated: "true" } },
      "userIdentity.mfaAuthenticated: a CloudTrail record has no mfaAuthenticated there: it stands in sessionContext.attributes",
    ],
    [
      "a member of the caller at the top",
      { principalId: "AIDAEXAMPLE" },
      "principalId: a CloudTrail record has no principalId there: it stands in userIdentity",
    ],
    [
      "a member of the record within the caller",
      { userIdentity: { sourceIPAddress: "203.0.113.7" } },
      "userIdentity.sourceIPAddress: a CloudTrail record has no sourceIPAddress there: it stands at the top of the record",
    ],
  ])("is reported where no record has it so: %s", (_, record, says) => {
    expect(faults(record)).toEqual([`given.events[0].${says}`]);
  });

  it("hold the documented members with the declared types", () => {
    const folder = "test/fixtures/cloudtrail-rules";
    let read = 0;
    for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
      const { Records = [] } = JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
      for (const record of Records) expect([...faults(record), ...undocumented(record, RECORD, "event")], name).toEqual([]);
      read += Records.length;
    }
    expect(read).toBeGreaterThan(0);
  });
});

/** Members of closed objects, and values of enumerations, that the schema lacks. */
function* undocumented(value: unknown, written: ValueType, path: string): Generator<string> {
  const type = declaredType(written);
  if (type.type === "string" && typeof value === "string") {
    const values = type.known ?? (type.format ? undefined : type.enum);
    if (values && !values.includes(value)) yield `${path}: ${value}`;
  }
  if (type.type === "list" && Array.isArray(value)) for (const element of value) yield* undocumented(element, type.element, `${path}[]`);
  if (type.type !== "object" || typeof value !== "object" || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    const field = Object.hasOwn(type.fields, name) ? type.fields[name] : undefined;
    if (field) yield* undocumented(inner, field.value, `${path}.${name}`);
    else if (!type.open) yield `${path}.${name}`;
  }
}
