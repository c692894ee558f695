import { describe, expect, it } from "vitest";
import { decisiveFirst, evidenceText, printedEvidence } from "../../reporters/evidence.ts";
import type { Result } from "../../schemas/index.ts";
import { evidence } from "./fixture.ts";

const lines = (...given: [path: string, value: unknown][]): string[] =>
  printedEvidence(given.map(([path, value]) => evidence(path, value))).map((each) => evidenceText(each));

describe("evidence in print", () => {
  it("prints elements that name themselves once, with how many their list has", () => {
    const regions = ["eu-central-1", "eu-west-1", "us-east-1"];
    expect(
      lines(["account.regions[eu-central-1]", "eu-central-1"], ["account.x", 1], ["account.regions[us-east-1]", "us-east-1"], ["account.regions", regions]),
    ).toEqual(["account.regions includes eu-central-1, us-east-1 (2 of 3)", "account.x = 1"]);
  });

  it("prints the whole list where all its elements decide", () => {
    expect(lines(["user.groupArns", ["a"]], ["user.groupArns[a]", "a"])).toEqual(["user.groupArns = a"]);
  });

  it("does not count a list that is not shown or that may hold more", () => {
    expect(lines(["user.groupArns[a]", "a"])).toEqual(["user.groupArns includes a"]);
    expect(lines(["user.groupArns[a]", "a"], ["user.groupArns", ["a", { $unknown: "g1" }]])).toEqual(["user.groupArns includes a"]);
  });

  it("leaves elements with values of their own apart", () => {
    expect(lines(["user.accessKeys[A].active", true], ["user.accessKeys[B].active", true])).toEqual([
      "user.accessKeys[A].active = true",
      "user.accessKeys[B].active = true",
    ]);
  });
});

describe("the order of the evidence of a finding", () => {
  const given = [
    evidence("count of policies", 2),
    evidence("policies[a].arn", "arn:a"),
    evidence("policies[a].attachmentCount", 3),
    evidence("groups[b].arn", "arn:b"),
    evidence("groups[c].arn", "arn:c"),
    evidence("groups[c].attachedPolicyArns", []),
  ];
  const turned = (verdict: string, element: string): Pick<Result, "compared"> =>
    ({ compared: { with: "before", verdict, facts: [{ verdict, clause: "require:0", element, name: element, operator: "is", bound: null }] } }) as never;

  it.each([
    ["what is worse first, and what was counted last", turned("worse", "arn:c"), [4, 5, 0, 3, 1, 2]],
    ["what may be worse first", turned("open", "arn:b > arn:x"), [3, 0, 4, 5, 1, 2]],
    ["what is better in its place", turned("better", "arn:c"), [0, 3, 4, 5, 1, 2]],
    ["of a new finding what was counted last", {}, [0, 3, 4, 5, 1, 2]],
  ])("has %s", (_, compared, order) => {
    expect(decisiveFirst({ evidence: given, ...compared })).toEqual(order.map((at) => given[at]));
  });
});
