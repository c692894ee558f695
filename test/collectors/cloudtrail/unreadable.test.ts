import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { documentOfEvents, type EventsRead, readEventFiles } from "../../../collectors/index.ts";
import { loadRules } from "../../../engine/index.ts";
import type { Result } from "../../../schemas/index.ts";
import { evaluate } from "../../judged.ts";
import { eventOf, type JsonRecord, record } from "./records.ts";

const USER = { type: "IAMUser", principalId: "AIDAEXAMPLE", arn: "arn:aws:iam::111122223333:user/anaya", accountId: "111122223333", userName: "anaya" };
const SIGN_IN = record("ConsoleLogin", null, {
  eventSource: "signin.amazonaws.com",
  userIdentity: USER,
  responseElements: { ConsoleLogin: "Success" },
  additionalEventData: { MFAUsed: "No" },
});
const STOP = record("StopLogging", { name: "main" }, { eventSource: "cloudtrail.amazonaws.com", userIdentity: USER, readOnly: false });
const inSession = (mfaAuthenticated: unknown): JsonRecord => ({ ...STOP, userIdentity: { ...USER, sessionContext: { attributes: { mfaAuthenticated } } } });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "reeve-unreadable-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(value: JsonRecord): Promise<EventsRead> {
  writeFileSync(join(folder, "a.json"), JSON.stringify(value));
  return readEventFiles([folder]);
}

/** What a rule on the record's own member says: fail, unknown, or none where it does not match. */
async function verdict(value: JsonRecord, condition: string): Promise<Result["status"] | "none"> {
  const text = `id: own\ntitle: Own\nseverity: low\nresource: event\nrationale: Probes.\nmatch: { ${condition} }\nmessage: Own\n`;
  const { rules, diagnostics } = loadRules([{ file: "own.yaml", text }]);
  if (rules.length === 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const outcome = evaluate(documentOfEvents(await read(value), "test"), rules);
  if (!outcome.ok) throw new Error("refused");
  return outcome.results.results.find(({ status }) => status === "fail" || status === "unknown")?.status ?? "none";
}

const MFA = 'event.additionalEventData.MFAUsed: "No"';
const LOGIN = "event.responseElements.ConsoleLogin: Success";
const SESSION = 'event.userIdentity.sessionContext.attributes.mfaAuthenticated: "false"';
const WRITES = "event.readOnly: false";
const CALLER = "event.userIdentity.type: IAMUser";

describe("a documented member that is written in another way", () => {
  it.each<[what: string, value: JsonRecord, condition: string]>([
    ...["no", "NO", "No ", false, "false"].map((MFAUsed): [string, JsonRecord, string] => [
      `MFAUsed ${JSON.stringify(MFAUsed)}`,
      { ...SIGN_IN, additionalEventData: { MFAUsed } },
      MFA,
    ]),
    ...["success", "SUCCESS", " Success"].map((ConsoleLogin): [string, JsonRecord, string] => [
      `ConsoleLogin ${JSON.stringify(ConsoleLogin)}`,
      { ...SIGN_IN, responseElements: { ConsoleLogin } },
      LOGIN,
    ]),
    ...[false, "False", "FALSE ", "no"].map((flag): [string, JsonRecord, string] => [`mfaAuthenticated ${JSON.stringify(flag)}`, inSession(flag), SESSION]),
    ...["False", "no", "FALSE "].map((readOnly): [string, JsonRecord, string] => [`readOnly ${JSON.stringify(readOnly)}`, { ...STOP, readOnly }, WRITES]),
  ])("is what rules read, and is named: %s", async (_, value, condition) => {
    expect(await verdict(value, condition)).toBe("fail");
    const { warnings, ledger } = await read(value);
    expect(warnings.join("\n")).toContain("is read as");
    expect(ledger.rows.map(({ outcome }) => outcome)).toEqual(["read"]);
  });

  it("is a failed sign-in by another word", async () => {
    const failed = { ...SIGN_IN, responseElements: { ConsoleLogin: "failed" } };
    expect(await verdict(failed, "event.responseElements.ConsoleLogin: Failure")).toBe("fail");
    expect(eventOf(failed).outcome).toBe("denied");
  });

  it("is a time in the form without punctuation, which AWS's own example has", async () => {
    const value = { ...STOP, userIdentity: { ...USER, sessionContext: { attributes: { creationDate: "20131102T010628Z" } } } };
    expect(await verdict(value, "event.userIdentity.sessionContext.attributes.creationDate: { olderThan: 1d }")).toBe("fail");
  });
});

describe("a documented member that is not what AWS writes there", () => {
  it.each<[what: string, path: string, value: JsonRecord, condition: string]>([
    ...["maybe", 5, {}, []].map((MFAUsed): [string, string, JsonRecord, string] => [
      `MFAUsed ${JSON.stringify(MFAUsed)}`,
      "additionalEventData.MFAUsed",
      { ...SIGN_IN, additionalEventData: { MFAUsed } },
      MFA,
    ]),
    ["ConsoleLogin 1", "responseElements.ConsoleLogin", { ...SIGN_IN, responseElements: { ConsoleLogin: 1 } }, LOGIN],
    ["ConsoleLogin Done", "responseElements.ConsoleLogin", { ...SIGN_IN, responseElements: { ConsoleLogin: "Done" } }, LOGIN],
    ["mfaAuthenticated 0", "userIdentity.sessionContext.attributes.mfaAuthenticated", inSession(0), SESSION],
    ...[0, {}, [], "never"].map((readOnly): [string, string, JsonRecord, string] => [
      `readOnly ${JSON.stringify(readOnly)}`,
      "readOnly",
      { ...STOP, readOnly },
      WRITES,
    ]),
    ["errorCode {}", "errorCode", { ...STOP, errorCode: {} }, "event.errorCode: AccessDenied"],
    ["errorCode 5", "errorCode", { ...STOP, errorCode: 5 }, "outcome: success"],
    ["errorCode null as text", "errorCode", { ...STOP, errorCode: "null" }, "outcome: success"],
    ["type as list", "userIdentity.type", { ...STOP, userIdentity: { ...USER, type: ["Root"] } }, CALLER],
    ["type -", "userIdentity.type", { ...STOP, userIdentity: { ...USER, type: "-" } }, CALLER],
    ["arn 5", "userIdentity.arn", { ...STOP, userIdentity: { ...USER, arn: 5 } }, "event.userIdentity.arn: arn:aws:iam::111122223333:user/anaya"],
    ["sourceIPAddress 5", "sourceIPAddress", { ...STOP, sourceIPAddress: 5 }, "event.sourceIPAddress: 198.51.100.7"],
    ["a name of the request", "requestParameters.name", { ...STOP, requestParameters: { name: 5 } }, "event.requestParameters.name: main"],
    ["an element of resources", "resources", { ...STOP, resources: [{ ARN: 5 }] }, "event.resources: { any: { ARN: arn:aws:s3:::a } }"],
    ["account id", "recipientAccountId", { ...STOP, recipientAccountId: 111122223333 }, 'event.recipientAccountId: "111122223333"'],
  ])("is unknown to rules, and its file is a gap: %s", async (_, path, value, condition) => {
    expect(await verdict(value, condition)).toBe("unknown");
    const { ledger } = await read(value);
    expect(ledger.records).toMatchObject({ found: 1, read: 1, broken: 0 });
    expect(ledger.rows).toEqual([expect.objectContaining({ outcome: "gap", records: 1, message: expect.stringContaining(path) })]);
  });

  it.each([null, "", undefined])("is not one that is %j", async (value) => {
    const parts = { errorCode: value, errorMessage: value, sharedEventID: value, readOnly: value, additionalEventData: value };
    expect((await read({ ...STOP, ...parts })).ledger.rows.map(({ outcome }) => outcome)).toEqual(["read"]);
    expect(await verdict({ ...STOP, ...parts }, "event.errorCode: { exists: false }")).toBe("fail");
  });

  it("is not one that CloudTrail left out for its size", async () => {
    const value = { ...STOP, requestParameters: { name: { omitted: true } }, responseElements: { omitted: true } };
    expect((await read(value)).ledger.rows.map(({ outcome }) => outcome)).toEqual(["read"]);
  });
});

describe("the label of a caller", () => {
  const label = (userIdentity: JsonRecord, parts: JsonRecord = {}): unknown => eventOf({ ...STOP, ...parts, userIdentity }).actor.label;

  it.each(["-", " ", "\t", "\u200b", "--", "null", "None", ""])("names the next member that says something where others are %j", (nothing) => {
    expect(label({ ...USER, arn: nothing })).toBe("anaya");
    expect(label({ ...USER, arn: nothing, userName: nothing })).toBe("principal AIDAEXAMPLE");
    expect(label({ type: "IAMUser", arn: nothing, userName: nothing, principalId: nothing, accessKeyId: "AKIAEXAMPLE" })).toBe("access key AKIAEXAMPLE");
    expect(label({ type: "IAMUser", arn: nothing, userName: nothing })).toBe("IAMUser without a name");
    expect(label({ type: "AssumedRole", arn: nothing, principalId: nothing })).toBe("AssumedRole without a name");
    expect(label({ type: "AWSService", invokedBy: nothing })).toBe("AWSService without a name");
  });

  it("is what invoked the call where nothing else names the caller", () => {
    expect(label({ invokedBy: "AWS Internal" }, { sourceIPAddress: "198.51.100.7" })).toBe("AWS Internal");
    expect(label({ invokedBy: "signin.amazonaws.com" })).toBe("signin.amazonaws.com");
    expect(label({})).toBe("a caller that the record does not name");
  });
});
