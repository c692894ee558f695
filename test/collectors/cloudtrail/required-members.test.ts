import { describe, expect, it } from "vitest";
import { apiOperation, apiOperations, callRow } from "../../../document/index.ts";
import { requiredMembers } from "../../../document/records/required-members.ts";
import { type DerivedEvent, derivedEvents, record } from "./records.ts";

const ADMIN = "arn:aws:iam::aws:policy/AdministratorAccess";
const lacking = (name: string, request: unknown, more: object = {}): (readonly [string, string])[] => {
  const { events, gaps } = derivedEvents([record(name, request, { ...more })]);
  const [event] = events as DerivedEvent[];
  return (event?.unknownPaths ?? []).map(({ path, gap }) => [path, gaps[gap]?.reason ?? ""] as const);
};
const TRAIL = { eventSource: "cloudtrail.amazonaws.com" };

describe("the request of a call that succeeded", () => {
  it.each([undefined, null, "", "null", " "])("is unknown where the record lacks it: %j", (request) => {
    for (const [name, more] of [["AttachRolePolicy", {}] as const, ["UpdateTrail", TRAIL] as const, ["PutEventSelectors", TRAIL] as const])
      expect(lacking(name, request, more)).toMatchObject([["requestParameters", "NotInRecord"]]);
  });

  it.each([
    ["AttachRolePolicy", { roleName: "app" }, {}, "policyArn", "NotInRecord"],
    ["AttachRolePolicy", { policyArn: ADMIN }, {}, "roleName", "NotInRecord"],
    ["AttachUserPolicy", { userName: "ana", policyArn: "" }, {}, "policyArn", "NotInRecord"],
    ["AttachUserPolicy", { userName: "ana", policyArn: null }, {}, "policyArn", "NotInRecord"],
    ["AttachUserPolicy", { userName: "ana", policyArn: 5 }, {}, "policyArn", "Unparseable"],
    ["AttachUserPolicy", { userName: "ana", policyArn: [ADMIN] }, {}, "policyArn", "Unparseable"],
    ["StopLogging", {}, TRAIL, "name", "NotInRecord"],
    ["PutEventSelectors", { eventSelectors: [] }, TRAIL, "trailName", "NotInRecord"],
    ["PutUserPermissionsBoundary", { userName: "ana" }, {}, "permissionsBoundary", "NotInRecord"],
  ])("%s with %j lacks what AWS requires of it", (name, request, more, member, reason) => {
    expect(lacking(name, request, more)).toMatchObject([[`requestParameters.${member}`, reason]]);
  });

  it.each([
    ["AttachRolePolicy", { roleName: "app", policyArn: ADMIN }, {}],
    ["CreateAccessKey", null, {}],
    ["ListUsers", null, {}],
    ["AttachRolePolicy", null, { errorCode: "AccessDenied" }],
  ])("%s with %j lacks nothing", (name, request, more) => {
    expect(lacking(name, request, more)).toEqual([]);
  });

  it("lacks no more than the API's model requires", () => {
    const wrong = apiOperations().flatMap(({ service, name }) => {
      const row = callRow(`${service}.amazonaws.com`, name);
      const required = apiOperation(service, name)?.required ?? [];
      return (row ? requiredMembers(row) : []).filter((path) => !required.includes(path.split(".")[1] ?? "")).map((path) => `${service}:${name} ${path}`);
    });
    expect(wrong).toEqual([]);
  });
});
