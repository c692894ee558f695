import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { CheckedRule } from "../../../engine/language/rule.ts";
import { isUnknown, type ReeveDocument } from "../../../schemas/index.ts";
import { derivedEvents, eventOf, type JsonRecord, record } from "../../collectors/cloudtrail/records.ts";
import { casesOf, eventsOnly, judged, packRules } from "./pack.ts";

const rules = packRules();
const SHARED = ["data/cloudtrail", "cases/events"].map((folder) => resolve("../shared", folder)).filter((folder) => existsSync(folder));
if (SHARED.length < 2) process.stderr.write("\nSKIPPED who called in real records and in cases: ../shared is not there\n");

const OWN = resolve("test/fixtures/cloudtrail");
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.jsonl?$/.test(name))
    .map((name) => join(folder, name));

const recordsOf = (rule: CheckedRule): JsonRecord[] => casesOf(rule).cases.flatMap(({ given }) => (given as { events?: JsonRecord[] }).events ?? []);
const ofRules = rules.flatMap(recordsOf);

const numbered = (records: readonly JsonRecord[]): JsonRecord[] =>
  records.map((one, at) => ({ eventTime: "2026-01-15T13:00:00Z", recipientAccountId: "111122223333", ...one, eventID: `e${at}` }));

/** Every record that is at hand: the cases of the rules, our fixtures, real ones. */
async function everyRecord(): Promise<JsonRecord[]> {
  const documents = await Promise.all([OWN, ...SHARED].flatMap(filesIn).map((file) => eventsOnly(file)));
  const read = documents.flatMap(({ events }) => (isUnknown(events) ? [] : events.flatMap((event) => (isUnknown(event) ? [] : [event.record as JsonRecord]))));
  return [...ofRules, ...read];
}

/** Identities with less and less in them: what is left must name the caller all the same. */
const IDENTITIES: JsonRecord[] = [
  { type: "IAMUser", userName: "ana" },
  { type: "IAMUser", arn: "", userName: "" },
  { type: "Root" },
  { type: "AssumedRole", principalId: "AROAEXAMPLE:deploy" },
  { type: "AWSAccount" },
  { type: "AWSService" },
  { type: "IdentityCenterUser" },
  { type: "SAMLUser", userName: "   " },
  { type: "Unknown", arn: "", userName: "" },
  { type: "SomethingNew" },
  // As CloudTrail writes what it leaves out of a record for its size.
  { omitted: true, originalSize: 100_000, reason: "userIdentity is too large" },
  {},
];

describe("who called", () => {
  it("has a label in every record, of text that is not blank, or unknown", async () => {
    const records = await everyRecord();
    expect(records.length).toBeGreaterThan(200);
    const { events } = derivedEvents(numbered(records));
    const blank = events.flatMap((event) => (isUnknown(event) || isUnknown(event.actor.label) || event.actor.label.trim() !== "" ? [] : [event.record]));
    expect(blank).toEqual([]);
  });

  it("is named by each message of each rule, whichever record it is about", async () => {
    // One record of each call in the cases of each rule.
    const calls = new Map(rules.flatMap((rule) => recordsOf(rule).map((event) => [`${rule.id} ${event.eventName}`, event])));
    const bare = [...calls.values()].flatMap((event) => IDENTITIES.map((userIdentity) => ({ ...event, userIdentity })));
    const unplaced = [...calls.values()].flatMap((event) => [null, undefined].map((none) => ({ ...event, sourceIPAddress: none, awsRegion: none })));
    const document = { ...(await eventsOnly(join(OWN, "sessions.json"))), ...derivedEvents(numbered([...(await everyRecord()), ...bare, ...unplaced])) };
    const values = { breakGlass: ["*"], guardrailPolicies: ["*"], guardrailGroups: ["*"], guardrailInlineNames: ["*"] };
    const about = judged(document as unknown as ReeveDocument, rules, values).results.filter(({ occurrence }) => occurrence !== undefined);
    expect([...new Set(about.map(({ rule }) => rule))].sort()).toEqual(rules.map(({ id }) => id).sort());
    const unnamed = about.flatMap(({ message }) =>
      / (by|from|in) -|^- |^ |^\(unknown\)| (by|from|in) \(unknown\)|undefined|\[object/.test(message ?? "") ? [message] : [],
    );
    expect(unnamed).toEqual([]);
  });
});

const labelOf = (userIdentity: unknown, parts: JsonRecord = {}): unknown =>
  eventOf(record("DeleteGroup", { groupName: "g" }, { userIdentity, ...parts })).actor.label;

describe("the label of a caller", () => {
  it.each<[what: string, identity: unknown, label: string]>([
    ["an ARN", { type: "IAMUser", arn: "arn:aws:iam::111122223333:user/ana", userName: "ana" }, "arn:aws:iam::111122223333:user/ana"],
    ["a user without one", { type: "IAMUser", userName: "ana" }, "ana"],
    ["root without one", { type: "Root", accountId: "111122223333" }, "root user of account 111122223333"],
    [
      "a session without one",
      {
        type: "AssumedRole",
        principalId: "AROAEXAMPLE:deploy",
        sessionContext: { sessionIssuer: { arn: "arn:aws:iam::111122223333:role/team/Ops", userName: "Ops" } },
      },
      "role arn:aws:iam::111122223333:role/team/Ops, session deploy",
    ],
    ["a session of which only the id is known", { type: "AssumedRole", principalId: "AROAEXAMPLE:deploy" }, "principal AROAEXAMPLE:deploy"],
    [
      "another account's principal",
      { type: "AWSAccount", principalId: "AROAEXAMPLE:kim", accountId: "999900001111" },
      "account 999900001111, principal AROAEXAMPLE:kim",
    ],
    ["another account", { type: "AWSAccount", accountId: "999900001111" }, "account 999900001111"],
    ["a service", { type: "AWSService", invokedBy: "cloudformation.amazonaws.com" }, "cloudformation.amazonaws.com"],
    ["a service without a type", { accountId: "111122223333", invokedBy: "ec2.amazonaws.com" }, "ec2.amazonaws.com"],
    ["a user of a SAML provider", { type: "SAMLUser", principalId: "x=:kim@corp.example", userName: "kim@corp.example" }, "kim@corp.example"],
    ["a web identity", { type: "WebIdentityUser", userName: "repo:acme-labs/shop:ref:refs/heads/main" }, "repo:acme-labs/shop:ref:refs/heads/main"],
    ["an Identity Center user", { type: "IdentityCenterUser", onBehalfOf: { userId: "9448-1" } }, "Identity Center user 9448-1"],
    ["a directory user", { type: "Directory", userName: "kim" }, "kim"],
    ["a key", { type: "IAMUser", accessKeyId: "AKIAEXAMPLE000000001" }, "access key AKIAEXAMPLE000000001"],
    ["an account only", { type: "Unknown", arn: "", principalId: "111122223333", accountId: "111122223333" }, "account 111122223333"],
    ["nothing but a type", { type: "SomethingNew" }, "SomethingNew without a name"],
    ["nothing", undefined, "a caller that the record does not name"],
    ["what was left out", { omitted: true }, "unknown: Truncated"],
  ])("is made of %s", (_, identity, label) => {
    expect(labelOf(identity)).toBe(label);
  });

  it("names the Identity Center user for whom a role's session called", () => {
    const onBehalfOf = { userId: "9448-1", identityStoreArn: "arn:aws:identitystore::111122223333:identitystore/d-1" };
    expect(eventOf(record("X", null, { userIdentity: { type: "AssumedRole", onBehalfOf } })).actor.onBehalfOf).toEqual(onBehalfOf);
    expect(eventOf(record("X", null)).actor.onBehalfOf).toBeNull();
    expect(eventOf(record("X", null, { userIdentity: { omitted: true } })).actor.onBehalfOf).toBe("unknown: Truncated");
  });
});
