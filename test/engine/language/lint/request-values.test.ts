import { describe, expect, it } from "vitest";
import { lintRules, loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { conditionIn, load } from "../load/harness.ts";

const events = await loadEventCatalogue();

/** Codes, severities and corrections of what is wrong with a condition on one call. */
function said(call: string, condition: string): string[] {
  const [source = "", name = ""] = call.split(" ");
  const text = conditionIn("match", `event.eventSource: ${source}.amazonaws.com\nevent.eventName: ${name}\n${condition}`);
  const { rules, diagnostics } = load(text);
  expect(diagnostics).toEqual([]);
  const found = lintRules(rules, { sources: new Map(), tested: new Set(rules.map(({ file }) => file)), events });
  return found.filter(({ code }) => /^RV(089|100)$/.test(code)).map(({ code, severity, suggestion = "-" }) => `${code} ${severity} ${suggestion}`);
}

describe("a member of a request beside another member of the record", () => {
  it.each([
    "event.requestParameters.userName: { is: { var: event.readOnly } }",
    "event.readOnly: { is: { var: event.requestParameters.userName } }",
    "event.readOnly: { isNot: { var: event.requestParameters.userName } }",
    'and: [{ "===": [{ var: event.readOnly }, { var: event.requestParameters.userName }] }]',
    'and: [{ "===": [{ var: event.requestParameters.userName }, { var: event.readOnly }] }]',
  ])("is refused in either order where no value is of both types: %s", (condition) => expect(said("iam CreateUser", condition)).toEqual(["RV100 error -"]));

  it.each([
    ["iam CreateUser", "event.eventTime: { is: { var: event.requestParameters.userName } }"],
    ["iam UpdateAccountPasswordPolicy", "event.readOnly: { is: { var: event.requestParameters.requireSymbols } }"],
    ["iam CreateUser", "event.userIdentity.userName: { is: { var: event.requestParameters.userName } }"],
    ["iam CreateUser", "event.recipientAccountId: { is: { var: event.requestParameters.tags } }"],
  ])("may be of the same type: %s %s", (call, condition) => expect(said(call, condition)).toEqual([]));
});

describe("a member with the capital of the API", () => {
  it.each([
    ["not:\n  event.requestParameters.UserName: x"],
    ["event.requestParameters.UserName:\n  is:\n    x"],
    ["event.requestParameters.UserName: { isNot: x }"],
    ["event.requestParameters.UserName: { exists: false }"],
    ['event.requestParameters.UserName: { notGlob: ["a*",\n    "b*"] }'],
    ['and:\n  - "===":\n      - var:\n          event.requestParameters.UserName\n      - x'],
    ['? "event.requestParameters.UserName"\n: x'],
  ])("is reported wherever it stands: %s", (condition) =>
    expect(said("iam CreateUser", condition)).toEqual(["RV089 warning event.requestParameters.userName"]),
  );
});

describe("a member with a capital in a request of a service whose records begin with small letters", () => {
  it.each([
    ["autoscaling DeleteAutoScalingGroup", "AutoScalingGroupName", "autoScalingGroupName"],
    ["cloudformation DeleteStack", "StackName", "stackName"],
    ["config DeleteDeliveryChannel", "DeliveryChannelName", "deliveryChannelName"],
    ["elasticloadbalancing DeleteLoadBalancer", "LoadBalancerName", "loadBalancerName"],
    ["organizations DetachPolicy", "PolicyId", "policyId"],
    ["sns DeleteTopic", "TopicArn", "topicArn"],
  ])("%s has no %s", (call, written, meant) => {
    expect(said(call, `event.requestParameters.${written}: x`)).toEqual([`RV089 warning event.requestParameters.${meant}`]);
    expect(said(call, `event.requestParameters.${meant}: x`)).toEqual([]);
  });

  it.each([
    ["ce GetCostAndUsage", "Granularity"],
    ["sqs DeleteQueue", "QueueUrl"],
  ])("%s, of whose records that is not known, may have %s", (call, written) => expect(said(call, `event.requestParameters.${written}: x`)).toEqual([]));
});
