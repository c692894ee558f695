import { describe, expect, it } from "vitest";
import { callsWithRows, requestStyle, servicesWithRows } from "../../../document/index.ts";
import type { CheckedRule } from "../../../engine/language/rule.ts";
import type { ReadyStep } from "../../../engine/remediate/plan.ts";
import { splitCall } from "../../../engine/remediate/services.ts";
import { faultsOf } from "./model.ts";
import { plain, samplePlan } from "./samples.ts";
import { shippedRules } from "./shipped.ts";

const RULES = shippedRules();

const stepsOf = (rule: CheckedRule) => samplePlan(rule).parts.flatMap((part) => part.steps.map((step) => ({ part: part.kind, step })));
const readyOf = (rule: CheckedRule): ReadyStep[] => stepsOf(rule).flatMap(({ step }) => (step.status === "ready" ? [step] : []));

describe("the steps of the shipped rules", () => {
  it("are many: a loader that loads nothing proves nothing", () => {
    expect(RULES.length).toBeGreaterThan(40);
    expect(RULES.flatMap(readyOf).length).toBeGreaterThan(100);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("%s: every step is rendered when all is known", (_, rule) => {
    expect(stepsOf(rule).filter(({ step }) => step.status === "withheld")).toEqual([]);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))("%s: every request fits the SDK's model", (_, rule) => {
    const faults = readyOf(rule).flatMap((step) => {
      const call = splitCall(step.call);
      return call ? faultsOf(call.service.package, call.operation, plain(step.with)) : [`${step.call}: no such service`];
    });
    expect(faults).toEqual([]);
  });

  it("say of each call that could replace a whole object whether it does", () => {
    const unclassified = RULES.flatMap((rule) => readyOf(rule).map((step) => step.call))
      .filter((call) => /:(Put|Update|Set)/.test(call) && requestStyle(call) === null)
      .sort();
    expect([...new Set(unclassified)]).toEqual([]);
  });

  it("that carry a whole object carry it in members that the model requires", () => {
    const entire = servicesWithRows()
      .flatMap((service) => callsWithRows(service).map((call) => `${service}:${call}`))
      .filter((call) => requestStyle(call)?.style === "entire");
    expect(entire.length).toBeGreaterThan(5);
    const loose = entire.filter((call) => {
      const split = splitCall(call);
      return split && !faultsOf(split.service.package, split.operation, {}).some((fault) => /Document|Boundary|VersionId/.test(fault));
    });
    expect(loose).toEqual([]);
  });
});

describe("the check against the model", () => {
  const iam = (operation: string, request: unknown): string[] => faultsOf("@aws-sdk/client-iam", operation, request);

  it.each([
    ["an unknown operation", () => iam("EnableMfa", {}), /no operation/],
    ["an unknown member", () => iam("DeleteUser", { UserName: "a", Name: "a" }), /no member Name/],
    ["a missing required member", () => iam("DeleteAccessKey", { UserName: "a" }), /AccessKeyId is required/],
    ["a wrong type", () => iam("UpdateAccountPasswordPolicy", { MinimumPasswordLength: "14" }), /must be a number/],
    ["a wrong type in a list of structures", () => iam("TagUser", { UserName: "a", Tags: [{ Key: "a", Value: 1 }] }), /Tags\[0\]\.Value must be a string/],
    ["a service that is not there", () => faultsOf("@aws-sdk/client-none", "A", {}), /not installed/],
  ])("tells of %s", (_, faults, message) => {
    expect(faults().join()).toMatch(message);
  });

  it("is content with a good request", () => {
    expect(iam("TagUser", { UserName: "a", Tags: [{ Key: "a", Value: "b" }] })).toEqual([]);
  });
});
