import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type EventsRead, readEventFiles } from "../../../collectors/index.ts";
import { eventOf, type JsonRecord, record } from "./records.ts";

const ROOT = { type: "Root", principalId: "111122223333", arn: "arn:aws:iam::111122223333:root", accountId: "111122223333" };
const USER = { type: "IAMUser", principalId: "AIDAEXAMPLE", arn: "arn:aws:iam::111122223333:user/anaya", accountId: "111122223333", userName: "anaya" };
const KEY_OF_MAX = record("CreateAccessKey", { userName: "max" }, { userIdentity: USER });
const without = (name: string, from: JsonRecord): JsonRecord => Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));
const withMember = (from: JsonRecord, name: string, other: string): JsonRecord => ({ ...without(name, from), [other]: from[name] });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-letters-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(value: JsonRecord): Promise<EventsRead> {
  writeFileSync(join(folder, "a.json"), JSON.stringify(value));
  return readEventFiles([folder]);
}

describe("a record with other letters than AWS writes", () => {
  it.each<[what: string, written: JsonRecord, meant: JsonRecord]>([
    ["a member of the request", { ...KEY_OF_MAX, requestParameters: { UserName: "max" } }, KEY_OF_MAX],
    ["a request as text", { ...KEY_OF_MAX, requestParameters: '{"USERNAME":"max"}' }, KEY_OF_MAX],
    ["a request of a call in other letters", { ...KEY_OF_MAX, eventName: "createAccessKey", requestParameters: { UserName: "max" } }, KEY_OF_MAX],
    ["the request", withMember(KEY_OF_MAX, "requestParameters", "RequestParameters"), KEY_OF_MAX],
    ["the type of root", { ...KEY_OF_MAX, userIdentity: withMember(ROOT, "type", "Type") }, { ...KEY_OF_MAX, userIdentity: ROOT }],
    ["a type in capitals", { ...KEY_OF_MAX, userIdentity: { ...ROOT, type: "ROOT" } }, { ...KEY_OF_MAX, userIdentity: ROOT }],
    ["a type with a blank", { ...KEY_OF_MAX, userIdentity: { ...ROOT, type: "Root " } }, { ...KEY_OF_MAX, userIdentity: ROOT }],
    ["the caller", withMember({ ...KEY_OF_MAX, userIdentity: ROOT }, "userIdentity", "useridentity"), { ...KEY_OF_MAX, userIdentity: ROOT }],
    ["an error in small letters", { ...KEY_OF_MAX, errorcode: "AccessDenied" }, { ...KEY_OF_MAX, errorCode: "AccessDenied" }],
    ["an error in capitals", { ...KEY_OF_MAX, ErrorCode: "AccessDenied" }, { ...KEY_OF_MAX, errorCode: "AccessDenied" }],
    ["the name of the call", withMember(KEY_OF_MAX, "eventName", "EventName"), KEY_OF_MAX],
    [
      "a leaf of the session",
      { ...KEY_OF_MAX, userIdentity: { ...USER, sessionContext: { Attributes: { MFAAuthenticated: "true" } } } },
      { ...KEY_OF_MAX, userIdentity: { ...USER, sessionContext: { attributes: { mfaAuthenticated: "true" } } } },
    ],
    [
      "what a sign-in says of MFA",
      record("ConsoleLogin", null, { eventSource: "signin.amazonaws.com", userIdentity: ROOT, additionalEventData: { mfaUsed: "No" } }),
      record("ConsoleLogin", null, { eventSource: "signin.amazonaws.com", userIdentity: ROOT, additionalEventData: { MFAUsed: "No" } }),
    ],
  ])("is read as meant, and named: %s", async (_, written, meant) => {
    expect(eventOf(written)).toEqual(eventOf(meant));
    const events = await read(written);
    expect(events.ledger.records).toMatchObject({ found: 1, read: 1 });
    expect(events.warnings.join("\n")).toContain("is read as");
  });

  it.each<[what: string, value: JsonRecord, path: string]>([
    ["of the request", { ...KEY_OF_MAX, requestParameters: { userName: "anaya", UserName: "max" } }, "requestParameters.userName"],
    ["of the caller", { ...KEY_OF_MAX, userIdentity: { ...USER, Type: "Root" } }, "userIdentity.type"],
    ["at the top", { ...KEY_OF_MAX, errorCode: null, ErrorCode: "AccessDenied" }, "errorCode"],
    ["twice in other letters", { ...KEY_OF_MAX, errorcode: null, ErrorCode: "AccessDenied" }, "errorCode"],
  ])("is broken where a member stands in two spellings: %s", async (_, value, path) => {
    const events = await read(value);
    expect(events.ledger.records).toMatchObject({ found: 1, read: 0, broken: 1 });
    expect(events.ledger.rows[0]?.message).toContain(`holds the member ${path} twice, in two spellings`);
  });

  it.each([null, "", undefined])("does not say who called where the type of its caller is %j", async (type) => {
    const value = { ...KEY_OF_MAX, requestParameters: null, userIdentity: { ...ROOT, type } };
    const { actor, target } = eventOf(value);
    expect(actor).toMatchObject({ type: "unknown: NotInRecord", isRoot: "unknown: NotInRecord" });
    expect(target?.isActor).not.toBe(false);
    const { rows } = (await read(value)).ledger;
    expect(rows).toEqual([expect.objectContaining({ outcome: "gap", records: 1, message: expect.stringContaining("userIdentity.type is missing") })]);
  });

  it("keeps members that are not documented as they are", () => {
    const request = { bucketName: "x", Host: "y", USERNAME: "z" };
    const event = eventOf(record("PutBucketPolicy", request, { eventSource: "s3.amazonaws.com" }));
    expect((event.record as JsonRecord).requestParameters).toEqual(request);
  });
});
