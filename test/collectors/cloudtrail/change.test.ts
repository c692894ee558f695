import { describe, expect, it } from "vitest";
import { denied, eventOf, fixtureRecords, type JsonRecord, record } from "./records.ts";

const ARN = "arn:aws:iam::111122223333:policy/guardrails/Deny";
const DENY = JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Deny", Action: "iam:*", Resource: "*" } });

/** Each call of the table: its parameters, and what of the change they give. */
const CALLS: [call: string, parameters: JsonRecord, change: JsonRecord][] = [
  ["DetachUserPolicy", { userName: "u", policyArn: ARN }, { kind: "detach", userName: "u", policyArn: ARN }],
  ["DetachGroupPolicy", { groupName: "g", policyArn: ARN }, { kind: "detach", groupName: "g", policyArn: ARN }],
  ["DetachRolePolicy", { roleName: "r", policyArn: ARN }, { kind: "detach", roleName: "r", policyArn: ARN }],
  ["DeleteUserPolicy", { userName: "u", policyName: "p" }, { kind: "inline-delete", userName: "u", inlineName: "p" }],
  ["DeleteGroupPolicy", { groupName: "g", policyName: "p" }, { kind: "inline-delete", groupName: "g", inlineName: "p" }],
  ["DeleteRolePolicy", { roleName: "r", policyName: "p" }, { kind: "inline-delete", roleName: "r", inlineName: "p" }],
  ["PutUserPolicy", { userName: "u", policyName: "p", policyDocument: DENY }, { kind: "inline-overwrite", userName: "u", inlineName: "p" }],
  ["PutGroupPolicy", { groupName: "g", policyName: "p", policyDocument: DENY }, { kind: "inline-overwrite", groupName: "g", inlineName: "p" }],
  ["PutRolePolicy", { roleName: "r", policyName: "p", policyDocument: DENY }, { kind: "inline-overwrite", roleName: "r", inlineName: "p" }],
  ["CreatePolicyVersion", { policyArn: ARN, policyDocument: DENY, setAsDefault: true }, { kind: "content", policyArn: ARN }],
  ["SetDefaultPolicyVersion", { policyArn: ARN, versionId: "v2" }, { kind: "content", policyArn: ARN }],
  ["DeletePolicy", { policyArn: ARN }, { kind: "evidence-removal", policyArn: ARN }],
  ["DeletePolicyVersion", { policyArn: ARN, versionId: "v1" }, { kind: "evidence-removal", policyArn: ARN }],
  ["DeleteUserPermissionsBoundary", { userName: "u" }, { kind: "boundary", userName: "u" }],
  ["DeleteRolePermissionsBoundary", { roleName: "r" }, { kind: "boundary", roleName: "r" }],
  ["PutUserPermissionsBoundary", { userName: "u", permissionsBoundary: ARN }, { kind: "boundary", userName: "u", policyArn: ARN }],
  ["PutRolePermissionsBoundary", { roleName: "r", permissionsBoundary: ARN }, { kind: "boundary", roleName: "r", policyArn: ARN }],
  ["RemoveUserFromGroup", { userName: "u", groupName: "g" }, { kind: "membership", userName: "u", groupName: "g" }],
  ["DeleteGroup", { groupName: "g" }, { kind: "membership", groupName: "g" }],
  ["UpdateUser", { userName: "u", newPath: "/free/" }, { kind: "identity", userName: "u" }],
  ["UpdateGroup", { groupName: "g", newGroupName: "h" }, { kind: "identity", groupName: "g" }],
  ["TagUser", { userName: "u", tags: [{ key: "team", value: "x" }] }, { kind: "condition", userName: "u" }],
  ["UntagUser", { userName: "u", tagKeys: ["team"] }, { kind: "condition", userName: "u" }],
  ["TagRole", { roleName: "r", tags: [] }, { kind: "condition", roleName: "r" }],
  ["UntagRole", { roleName: "r", tagKeys: [] }, { kind: "condition", roleName: "r" }],
  ["TagPolicy", { policyArn: ARN, tags: [] }, { kind: "condition", policyArn: ARN }],
  ["UntagPolicy", { policyArn: ARN, tagKeys: [] }, { kind: "condition", policyArn: ARN }],
  ["UpdateAssumeRolePolicy", { roleName: "r", policyDocument: DENY }, { kind: "condition", roleName: "r" }],
];
const NAMES = { userName: null, groupName: null, roleName: null, policyArn: null, inlineName: null };
const NOTHING = { policyName: null, after: null, passwordPolicyAfter: null };
const TARGETS: JsonRecord = { userName: "user", groupName: "group", roleName: "role", policyArn: "policy" };

describe("the change of a call", () => {
  it.each(CALLS)("of %s that succeeded names all that it concerned", (call, parameters, change) => {
    const event = eventOf(record(call, parameters));
    expect(event.change).toMatchObject({ ...NAMES, ...change });
    expect(event.outcome).toBe("success");
    expect(event.change.after === null).toBe(!("policyDocument" in parameters));
  });

  it.each(CALLS)("of %s that was denied keeps its kind and does not know what the record hides", (call, _, change) => {
    const unnamed = Object.fromEntries(Object.keys(change).map((name) => [name, name === "kind" ? change.kind : "unknown: NotInRecord"]));
    const event = eventOf(record(call, null, { errorCode: "AccessDenied", errorMessage: "Access denied" }));
    expect(event.change).toMatchObject({ ...NAMES, ...unnamed });
    expect(event.outcome).toBe("denied");
  });

  it.each(CALLS)("of %s that was denied has the name in the message", (call, parameters, change) => {
    const [name = ""] = Object.keys(TARGETS).filter((key) => key in parameters && !(call === "RemoveUserFromGroup" && key === "userName"));
    const event = eventOf(denied(call, `${TARGETS[name]} ${parameters[name]}`));
    expect(event.change).toMatchObject({ kind: change.kind, [name]: parameters[name] });
    expect(event.target).toMatchObject({ kind: TARGETS[name] });
  });

  it.each(CALLS)("of %s that was truncated keeps its kind and is unknown in all else", (call, _, change) => {
    const unnamed = Object.fromEntries(Object.keys(change).map((name) => [name, name === "kind" ? change.kind : "unknown: Truncated"]));
    const event = eventOf(record(call, { reason: "requestParameters too large", omitted: true, originalSize: 131072 }));
    expect(event.change).toMatchObject({ ...NAMES, ...unnamed });
    expect(event.unknownPaths.map(({ path }) => path)).toEqual(["requestParameters"]);
  });

  it.each([
    ["CreatePolicy that was denied", record("CreatePolicy", null, { errorCode: "AccessDenied" })],
    ["UpdateUser that renames nothing", record("UpdateUser", { userName: "u" })],
    ["a call of the same name of another service", record("DeletePolicy", { policyId: "p-1" }, { eventSource: "organizations.amazonaws.com" })],
    ["AttachUserPolicy", record("AttachUserPolicy", { userName: "u", policyArn: ARN })],
    ["a call named like a member of every object", record("constructor", { userName: "u" })],
    ["a source named like a member of every object", record("DetachUserPolicy", { userName: "u" }, { eventSource: "constructor" })],
  ])("is none for %s", (_, value) => {
    expect(eventOf(value).change).toEqual({ kind: "none", target: { kind: "none", isActor: false, name: null, arn: null }, ...NAMES, ...NOTHING });
  });

  it.each<[policy: string, call: string, parameters: JsonRecord, name: string | null]>([
    ["of a managed policy without its path", "DetachGroupPolicy", { groupName: "g", policyArn: ARN }, "Deny"],
    ["of an inline policy", "DeleteRolePolicy", { roleName: "r", policyName: "p" }, "p"],
    ["of the new boundary", "PutRolePermissionsBoundary", { roleName: "r", permissionsBoundary: ARN }, "Deny"],
    ["as it stands where it is no ARN", "DeletePolicy", { policyArn: "Deny" }, "Deny"],
    ["unknown where a boundary is removed", "DeleteRolePermissionsBoundary", { roleName: "r" }, "unknown: NotInRecord"],
    ["unknown where it was truncated", "DetachUserPolicy", { omitted: true }, "unknown: Truncated"],
    ["none where no policy is concerned", "RemoveUserFromGroup", { userName: "u", groupName: "g" }, null],
  ])("has the policy's name %s", (_, call, parameters, name) => {
    expect(eventOf(record(call, parameters)).change.policyName).toBe(name);
  });

  it.each<[call: string, parameters: JsonRecord, source?: string]>([
    ["CreatePolicyVersion", { policyArn: ARN, policyDocument: DENY }],
    ["CreatePolicyVersion", { policyArn: ARN, policyDocument: DENY, setAsDefault: false }],
    ["CreatePolicy", { policyName: "p", policyDocument: DENY }],
    ["CreateRole", { roleName: "r", assumeRolePolicyDocument: DENY }],
    ["PutInlinePolicyToPermissionSet", { permissionSetArn: "arn", inlinePolicy: DENY }, "sso.amazonaws.com"],
  ])("is none for %s of %j, and holds its policy all the same", (call, parameters, eventSource = "iam.amazonaws.com") => {
    for (const outcome of [{}, { errorCode: "LimitExceeded" }]) {
      const { change } = eventOf(record(call, parameters, { eventSource, ...outcome }));
      expect(change).toMatchObject({ kind: "none", after: { denies: true } });
    }
  });

  it("takes setAsDefault as text, as older records have it", () => {
    expect(eventOf(record("CreatePolicyVersion", { policyArn: ARN, policyDocument: DENY, setAsDefault: "true" })).change.kind).toBe("content");
  });

  it("reads the policy document of a request", () => {
    const { after } = eventOf(record("PutRolePolicy", { roleName: "r", policyName: "p", policyDocument: DENY })).change;
    expect(after).toMatchObject({ denies: true, admin: false, allowDigests: [], languageVersion: "2012-10-17", documentId: null });
  });

  it("does not know what a policy document that is no JSON says", () => {
    const { after } = eventOf(record("PutRolePolicy", { roleName: "r", policyName: "p", policyDocument: "{" })).change;
    expect(after).toMatchObject({ denies: "unknown: Unparseable", statements: "unknown: Unparseable", languageVersion: "unknown: Unparseable" });
  });

  it("keeps the parameters that were not truncated", () => {
    const event = eventOf(fixtureRecords("truncated")[2] ?? {});
    expect(event.change).toMatchObject({ roleName: "deploy", inlineName: "inline", after: "unknown: Truncated" });
    expect(event.unknownPaths.map(({ path }) => path)).toEqual(["requestParameters.policyDocument"]);
  });

  it("reads parameters that an export wrote as text", () => {
    const text = JSON.stringify({ groupName: "g", policyArn: ARN });
    expect(eventOf(record("DetachGroupPolicy", text)).change).toMatchObject({ groupName: "g", policyArn: ARN });
  });

  it("does not know parameters of a type that AWS does not send", () => {
    const event = eventOf(record("DetachGroupPolicy", { groupName: { $unknown: "g1" }, policyArn: 7 }));
    expect(event.change).toMatchObject({ groupName: "unknown: Unparseable", policyArn: "unknown: Unparseable" });
  });

  it("names the user as target where the user leaves a group, and the group as what was called on", () => {
    const event = eventOf(record("RemoveUserFromGroup", { userName: "u", groupName: "g" }));
    expect([event.change.target.name, event.target.name]).toEqual(["u", "g"]);
  });
});
