import { describe, expect, it } from "vitest";
import { conditionIn, load } from "./harness.ts";

const NONE = undefined;

const first = (condition: string, kind: string) => load(conditionIn(kind === "event" ? "match" : "require", condition, kind)).diagnostics;

describe("a text that is compared whole and has wildcards", () => {
  it.each<[kind: string, condition: string, write: string]>([
    ["user", 'user.path: "/svc/*"', '{ glob: "/svc/*" }'],
    ["user", 'user.path: { notIn: ["/svc/*", "/x/"] }', 'notGlob: ["/svc/*", "/x/"]'],
    ["role", 'role.path: { isNot: "/aws-service-role/*" }', 'notGlob: "/aws-service-role/*"'],
    ["user", 'user.path: { is: "/team-?" }', 'glob: "/team-?"'],
    ["user", 'user.groups: { none: { path: "/svc/*" } }', '{ glob: "/svc/*" }'],
    ["user", 'user.attachedPolicyArns: { contains: "arn:aws-gov:iam::*:policy/x" }', 'any: { glob: "arn:aws-us-gov:iam::*:policy/x" }'],
    ["event", 'event.errorCode: "*UnauthorizedOperation"', '{ glob: "*UnauthorizedOperation" }'],
    ["event", 'event.errorCode: ["UnauthorizedOperation", "AccessDenied*"]', '{ glob: ["UnauthorizedOperation", "AccessDenied*"] }'],
    ["event", 'event.errorCode: { isNot: "Client.*" }', 'notGlob: "Client.*"'],
    ["event", 'event.userIdentity.type: "*User"', '{ glob: "*User" }'],
    ["event", 'event.eventType: { in: ["AwsConsole*"] }', 'glob: "AwsConsole*"'],
    ["event", 'actor.type: "*User"', '{ glob: "*User" }'],
    ["event", 'event.eventName: "*"', '{ glob: "*" }'],
    ["event", 'event.eventName: "StopLogging*"', '{ glob: "StopLogging*" }'],
    ["event", 'event.eventName: ["Stop*", StopLogging]', '{ glob: ["Stop*", "StopLogging"] }'],
    ["event", 'event.eventSource: "*.amazonaws.com"', '{ glob: "*.amazonaws.com" }'],
    ["event", 'event.eventName: "(Stop*|DeleteTrail)"', '{ glob: ["Stop*", "DeleteTrail"] }'],
  ])("is offered as a pattern: %s %s", (kind, condition, write) => {
    expect(first(condition, kind)).toMatchObject([{ code: "RV046", severity: "error", suggestion: write }]);
  });

  it.each<[kind: string, condition: string]>([
    ["policy", 'policy.statements: { none: { actions: { any: "iam:*" } } }'],
    ["policy", 'policy.statements: { none: { resources: { any: "arn:aws:s3:::bucket/*" } } }'],
    ["role", 'role.trustPolicy.statements: { none: { principals: { any: { value: "*" } } } }'],
  ])("stays where policies have it: %s %s", (kind, condition) => {
    expect(first(condition, kind)).toEqual([]);
  });
});

describe("a text that names several", () => {
  it.each<[condition: string, write: string | undefined]>([
    ['event.eventName: "DeleteUser|CreateUser"', "[DeleteUser, CreateUser]"],
    ['event.eventName: "StopLogging or DeleteTrail"', "[StopLogging, DeleteTrail]"],
    ['event.eventName: "(StopLogging|DeleteTrail)"', "[StopLogging, DeleteTrail]"],
    ['event.eventName: "^(StopLogging|DeleteTrail)$"', "[StopLogging, DeleteTrail]"],
    ['event.eventName: "iam:DeleteUser|iam:CreateUser"', "[DeleteUser, CreateUser]"],
    ['event.eventName: { isNot: "StopLogging, DeleteTrail" }', "notIn: [StopLogging, DeleteTrail]"],
    ['event.eventName: ["StopLogging|DeleteTrail", CreateTrail]', "[StopLogging, DeleteTrail, CreateTrail]"],
    ['event.eventSource: "iam.amazonaws.com|sts.amazonaws.com"', "[iam.amazonaws.com, sts.amazonaws.com]"],
    ['event.userIdentity.type: "Root|IAMUser"', "[Root, IAMUser]"],
    ['event.errorCode: "AccessDenied,UnauthorizedOperation"', "[AccessDenied, UnauthorizedOperation]"],
    ['outcome: "success|denied"', "[success, denied]"],
    ['target.kind: "user or role"', "[user, role]"],
    ['event.userIdentity.type: "Root|none of these"', NONE],
  ])("is offered as a list: %s", (condition, write) => {
    expect(first(condition, "event")).toMatchObject([{ code: "RV046", severity: "error" }]);
    expect(first(condition, "event")[0]?.suggestion).toBe(write);
  });
});

describe("an action of a policy in place of a call's name", () => {
  it.each([
    ['"iam:*"', /Write `event\.eventSource: iam\.amazonaws\.com`\.$/],
    ['"iam:Delete*"', /Write `event\.eventSource: iam\.amazonaws\.com` and `event\.eventName: \{ glob: "Delete\*" \}`\.$/],
    ['["s3:Put*", CreateUser]', /Write `event\.eventSource: s3\.amazonaws\.com` and `event\.eventName: \{ glob: "Put\*" \}`\.$/],
  ])("is taken apart: %s", (text, says) => {
    const [only, second] = first(`event.eventName: ${text}`, "event");
    expect(second).toBeUndefined();
    expect(only?.message).toMatch(says);
    expect(only?.suggestion).toBeUndefined();
  });
});

describe("absence in quotes", () => {
  it.each(["null", "", "None"])("is written null: %j", (text) => {
    expect(first(`user.permissionsBoundaryArn: "${text}"`, "user")).toMatchObject([{ code: "RV046", suggestion: "null" }]);
  });
});

describe("a glob of ARNs for a name", () => {
  it("keeps the slash that names of log groups begin with", () => {
    expect(first("trail.cloudWatchLogsLogGroupArn: /aws/cloudtrail/main", "trail")[0]?.suggestion).toBe('{ glob: "*:log-group:/aws/cloudtrail/main:*" }');
  });

  it.each(['{ glob: "alias/*" }', '"arn:aws:kms:eu-central-1:111122223333:alias/trail"', '{ glob: "*:alias/*" }'])(
    "is none of an alias of a key: %s",
    (test) => {
      const faults = first(`trail.kmsKeyId: ${test}`, "trail");
      expect(faults).toMatchObject([{ code: "RV046", severity: "error" }]);
      expect(faults[0]?.suggestion).toBeUndefined();
    },
  );
});
