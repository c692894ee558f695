import { describe, expect, it } from "vitest";
import { conditionIn, load } from "./harness.ts";

const errorsIn = (condition: string) => {
  const kind = /^event\b/.test(condition) ? "event" : (/^[a-zA-Z]+/.exec(condition)?.[0] ?? "user");
  const written = kind === "event" ? `event.eventSource: iam.amazonaws.com\n${condition}` : condition;
  return load(conditionIn(kind === "event" ? "match" : "require", written, kind)).diagnostics.filter(
    ({ severity, code }) => severity === "error" && code !== "RV050",
  );
};

describe("a value on the right", () => {
  it.each([
    "event.userIdentity.accountId: { is: { var: account.arn } }",
    "event.userIdentity.accountId: { isNot: { var: event.awsRegion } }",
    "event.recipientAccountId: { is: { var: actor.arn } }",
    "event.awsRegion: { is: { var: event.eventSource } }",
    "accessKey.lastUsedRegion: { is: { var: accessKey.lastUsedService } }",
    "event.requestParameters.roleArn: { is: { var: actor.name } }",
    "event.requestParameters.policyArn: { is: { var: actor.arn } }",
    "event.requestParameters.permissionsBoundary: { is: { var: actor.arn } }",
    "user.name: { is: { var: user.permissionsBoundaryArn } }",
  ])("is refused where it has another form: %s", (condition) => {
    expect(errorsIn(condition)).toMatchObject([{ code: "RV046" }]);
  });

  it.each([
    ["event.requestParameters.userName: { is: { var: event.requestParameters } }", "is an object"],
    ["event.requestParameters.userName: { isNot: { var: event.userIdentity } }", "is an object"],
    ["event.requestParameters.userName: { is: { var: event.resources } }", "is a list of objects"],
    ["event.requestParameters.userName: { in: { var: event.resources } }", "equal to a whole one"],
  ])("is refused where it is no single value: %s", (condition, says) => {
    expect(errorsIn(condition)).toMatchObject([{ code: "RV042", message: expect.stringContaining(says) }]);
  });

  it.each([
    "event.userIdentity.accountId: { isNot: { var: event.recipientAccountId } }",
    "event.userIdentity.accountId: { is: { var: account.id } }",
    "event.userIdentity.accountId: { is: { var: actor.accountId } }",
    "event.recipientAccountId: { is: { var: event.requestParameters.accountId } }",
    "event.userIdentity.arn: { is: { var: actor.arn } }",
    "event.userIdentity.arn: { is: { var: account.arn } }",
    "event.requestParameters.roleArn: { is: { var: actor.roleArn } }",
    "event.requestParameters.userName: { is: { var: event.userIdentity.userName } }",
    "event.requestParameters.userName: { is: { var: actor.name } }",
    "event.requestParameters.userName: { is: { var: event.responseElements.user } }",
    "event.userIdentity.invokedBy: { is: { var: event.eventSource } }",
    "event.sourceIPAddress: { is: { var: event.userIdentity.invokedBy } }",
    "event.eventSource: { is: { var: event.sourceIPAddress } }",
    "trail.homeRegion: { isNot: { var: item.region } }",
    "role.lastUsedRegion: { in: { var: account.regions } }",
  ])("is compared where it may be equal: %s", (condition) => {
    expect(errorsIn(condition).filter(({ code }) => code === "RV046" || code === "RV042")).toEqual([]);
  });
});
