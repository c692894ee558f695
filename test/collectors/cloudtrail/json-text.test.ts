import { describe, expect, it } from "vitest";
import { eventOf, fixtureRecords, type JsonRecord, record } from "./records.ts";

const PARTS = ["userIdentity", "requestParameters", "responseElements", "additionalEventData", "serviceEventDetails", "resources", "tlsDetails", "addendum"];

/** The record as an export writes it that knows no objects. */
const packed = (value: JsonRecord): JsonRecord =>
  Object.fromEntries(Object.entries(value).map(([name, part]) => [name, PARTS.includes(name) && typeof part === "object" ? JSON.stringify(part) : part]));

const FIXTURES = ["detach-group-policy", "console-sign-in", "sessions", "truncated", "addendum"];

describe("JSON text in a record", () => {
  it.each(FIXTURES)("gives the same event as objects do: %s", (name) => {
    for (const value of fixtureRecords(name)) expect(eventOf(packed(value))).toEqual(eventOf(value));
  });

  it.each([
    ["userIdentity", "sessionContext"],
    ["userIdentity", "onBehalfOf"],
    ["userIdentity", "sessionContext", "sessionIssuer"],
    ["userIdentity", "sessionContext", "attributes"],
  ])("is unpacked below %s too: %s %s", (...path) => {
    const [value = {}] = fixtureRecords("detach-group-policy");
    const whole = structuredClone({ ...value, userIdentity: { ...(value.userIdentity as object), onBehalfOf: { userId: "u", identityStoreArn: "arn:a" } } });
    const text = structuredClone(whole);
    const holder = path.slice(0, -1).reduce<JsonRecord>((object, name) => object[name] as JsonRecord, text);
    const last = path.at(-1) ?? "";
    expect(holder[last]).toBeTypeOf("object");
    holder[last] = JSON.stringify(holder[last]);
    expect(eventOf(text)).toEqual(eventOf(whole));
  });

  it.each(["null", "", " null ", "  "])("is absent where it says so: %j", (text) => {
    const value = record("ListUsers", null, { responseElements: null, additionalEventData: null });
    expect(eventOf({ ...value, requestParameters: text, responseElements: text, additionalEventData: text })).toEqual(eventOf(value));
  });

  it.each([
    ["true", true],
    ["false", false],
  ])("of a flag that AWS writes as a boolean is one: %s", (text, flag) => {
    expect(eventOf(record("X", null, { readOnly: text, managementEvent: text })).record).toMatchObject({ readOnly: flag, managementEvent: flag });
  });

  it.each([
    ["a Java map", "{groupName=builders}"],
    ["half an object", '{"groupName": "builders"'],
    ["plain words", "none"],
    ["a number", "7"],
    ["a text within a text", '"{}"'],
    ["a key that stands twice", '{"groupName": "builders", "groupName": "readers"}'],
    ["too deep nesting", `${'{"a":'.repeat(80)}1${"}".repeat(80)}`],
  ])("that is %s stays as it is, and what it could hold is unknown", (_, text) => {
    const event = eventOf(record("DetachGroupPolicy", text));
    expect(event.record).toMatchObject({ requestParameters: text });
    expect(event.unknownPaths).toMatchObject([{ path: "requestParameters" }]);
    expect(event.change).toMatchObject({ groupName: "unknown: Unparseable", policyArn: "unknown: Unparseable" });
  });

  it("that is no JSON leaves the caller unknown where it stands for userIdentity", () => {
    const event = eventOf(record("ListUsers", null, { userIdentity: "{type=Root}" }));
    expect(event.actor).toMatchObject({ type: "unknown: Unparseable", isRoot: "unknown: Unparseable", arn: "unknown: Unparseable" });
    expect(event.unknownPaths).toMatchObject([{ path: "userIdentity" }]);
  });

  it.each([
    ["sessionContext", { actor: { mfa: "unknown: Unparseable", sourceIdentity: "unknown: Unparseable", type: "AssumedRole" } }],
    ["onBehalfOf", { actor: { onBehalfOf: "unknown: Unparseable" } }],
  ])("that is no JSON leaves what it holds unknown below userIdentity: %s", (name, expected) => {
    const event = eventOf(record("ListUsers", null, { userIdentity: { type: "AssumedRole", [name]: "{a=b}" } }));
    expect(event).toMatchObject(expected);
    expect(event.unknownPaths).toMatchObject([{ path: `userIdentity.${name}` }]);
  });

  it("deeper in the request stays text, as policy documents are", () => {
    const document = '{"Statement":[]}';
    const event = eventOf(record("PutRolePolicy", JSON.stringify({ policyDocument: document })));
    expect(event.record).toMatchObject({ requestParameters: { policyDocument: document } });
  });

  it("cannot set the prototype of an object", () => {
    const { requestParameters } = eventOf(record("X", '{"__proto__": {"groupName": "builders"}}')).record as { requestParameters: JsonRecord };
    expect(requestParameters.groupName).toBeUndefined();
    expect(Object.getPrototypeOf(requestParameters)).toBe(Object.prototype);
  });
});
