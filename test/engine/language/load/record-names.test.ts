import { expect, it } from "vitest";
import { conditionIn, load } from "./harness.ts";

const correctionsOf = (condition: string): (string | undefined)[] =>
  load(conditionIn("match", condition, "event")).diagnostics.map(({ code, suggestion }) => `${code} ${suggestion}`);

it("the plural of a kind is that of English", () => {
  const [first] = load("resource: user\nrequire: { policies: x }\n").diagnostics;
  expect(first?.message).toContain("a list of policies");
});

it.each([
  ["event.detail.eventName: CreateUser", "event.eventName"],
  ["event.detail.requestParameters.userName: bob", "event.requestParameters.userName"],
  ["event.detail.foo: bob", undefined],
  ["event.detail: bob", undefined],
  ["event.user: bob", "event.userIdentity.userName"],
  ["event.username: bob", "event.userIdentity.userName"],
  ["event.request.userName: bob", "event.requestParameters.userName"],
  ["event.region: us-east-1", "event.awsRegion"],
  ["event.account: '111122223333'", "event.recipientAccountId"],
  ["event.id: x", "event.eventID"],
  ["event.Details: x", undefined],
  ["event.tlsDetail.tlsVersion: x", "event.tlsDetails.tlsVersion"],
])("a member that no record has leads to the one that was meant, or to none: %s", (condition, meant) => {
  expect(correctionsOf(condition)).toEqual([`RV030 ${meant}`]);
});
