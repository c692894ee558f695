import { describe, expect, it } from "vitest";
import { evidenceText, printedEvidence } from "../../reporters/evidence.ts";
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
