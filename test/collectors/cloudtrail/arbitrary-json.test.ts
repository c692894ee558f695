import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { documentOfEvents } from "../../../collectors/cloudtrail/events-document.ts";
import { documentFaults } from "../../../collectors/index.ts";
import { callsWithRows, servicesWithRows } from "../../../document/index.ts";
import { isUnknown, validateDocument } from "../../../schemas/index.ts";
import { derivedEvents, fixtureRecords, type JsonRecord, record } from "./records.ts";

const names = servicesWithRows().flatMap(callsWithRows);
const keys = [
  "userName",
  "policyArn",
  "policyDocument",
  "setAsDefault",
  "omitted",
  "$unknown",
  "__proto__",
  "constructor",
  "arn",
  "type",
  "sessionContext",
  "ConsoleLogin",
];
const json = fc.jsonValue({ maxDepth: 4 });
const part = fc.oneof(json, fc.dictionary(fc.constantFrom(...keys), json), fc.constant({ omitted: true }), fc.constant("{"));
const anyRecord = fc.record(
  {
    eventTime: fc.oneof({ weight: 9, arbitrary: fc.constant("2026-01-10T10:00:00Z") }, { weight: 1, arbitrary: json }),
    eventName: fc.oneof(fc.constantFrom("ConsoleLogin", ...names), fc.string()),
    eventSource: fc.constantFrom("iam.amazonaws.com", "sts.amazonaws.com", "signin.amazonaws.com", "cloudtrail.amazonaws.com", "s3.amazonaws.com"),
    userIdentity: part,
    requestParameters: part,
    responseElements: part,
    additionalEventData: part,
    errorCode: fc.oneof(fc.constantFrom("AccessDenied", null), json),
    errorMessage: json,
    eventID: json,
    recipientAccountId: json,
    awsRegion: json,
    addendum: json,
  },
  { requiredKeys: ["eventTime", "eventName", "eventSource"] },
);

describe("records of any shape", () => {
  it("give a document that the schema takes, and never an error", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof({ weight: 5, arbitrary: anyRecord }, { weight: 1, arbitrary: json }), { maxLength: 6 }), async (records) => {
        const set = derivedEvents(records);
        const document = documentOfEvents({ ...set, sources: [], from: null, to: null }, "test");
        const checked = await validateDocument(document);
        expect(checked.ok ? [] : checked.errors).toEqual([]);
        expect(documentFaults(document)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it("give the same events in any order", () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 5 }), (records) => {
        expect(derivedEvents([...records].reverse()).events.filter((event) => !isUnknown(event))).toEqual(
          derivedEvents(records).events.filter((event) => !isUnknown(event)),
        );
      }),
    );
  });

  it.each(["$unknown", "__proto__", "constructor", "hasOwnProperty", "toString"])("change nothing by a member called %s", (name) => {
    const parameters = JSON.parse(`{"groupName":"g","policyArn":"p","${name}":{"$unknown":"g1","groupName":"x"}}`) as JsonRecord;
    const plain = derivedEvents([record("DetachGroupPolicy", { groupName: "g", policyArn: "p" })]);
    const odd = derivedEvents([record("DetachGroupPolicy", parameters)]);
    const derived = ({ events }: typeof plain) => events.map((event) => ({ ...event, record: null }));
    expect(derived(odd)).toEqual(derived(plain));
    expect(odd.gaps).toEqual(plain.gaps);
    expect(odd.events).toMatchObject([{ record: { requestParameters: parameters } }]);
  });

  it("are refused when they nest so deep that nothing could write them out again", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`) as JsonRecord;
    const { events } = derivedEvents([{ ...fixtureRecords("addendum")[0], requestParameters: deep }]);
    expect(events.every(isUnknown)).toBe(true);
    expect(() => JSON.stringify(events)).not.toThrow();
  });
});
