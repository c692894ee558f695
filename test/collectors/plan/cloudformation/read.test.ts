import { describe, expect, it } from "vitest";
import { readPlan } from "../../../../collectors/index.ts";
import { ACCOUNT, type ChangeSetChange, changeSet, page, planOf } from "./change-set.ts";

const user = (id: string): ChangeSetChange => ({ id, type: "AWS::IAM::User", after: { UserName: id.toLowerCase() } });
const bare = (text: string): string => text.replaceAll(/,"(Before|After)Context":"(\\"|[^"])*"/g, "");
const codes = (text: string): string[] => planOf(text).problems.map(({ code }) => code);

describe("reading a change set", () => {
  it("knows the account, partition and region of the stack", () => {
    expect(planOf(changeSet([user("Ann")]))).toMatchObject({ tool: "cloudformation", accounts: [ACCOUNT], partition: "aws" });
  });

  const pages = [page([user("Ann")], { NextToken: "t" }), page([user("Bob")])];

  it.each([
    ["an array of pages", JSON.stringify(pages)],
    ["pages joined", pages.map((each) => JSON.stringify(each, null, 2)).join("\n")],
    ["pages joined, one of them twice", [...pages, pages[0]].map((each) => JSON.stringify(each)).join("")],
  ])("joins %s", (_, text) => {
    expect(planOf(text).resources.map(({ address }) => address)).toEqual(["Ann", "Bob"]);
    expect(codes(text)).toEqual([]);
  });

  it("says that a page is missing", () => {
    expect(codes(JSON.stringify(pages[0]))).toEqual(["plan-incomplete"]);
  });

  it.each([
    ["that is being made", { Status: "CREATE_IN_PROGRESS" }, "plan-incomplete", /wait change-set-create-complete/],
    ["that failed", { Status: "FAILED", StatusReason: "Template error" }, "plan-incomplete", /Template error/],
    ["without a stack", { StackId: "x" }, "not-a-plan", /StackId/],
    ["whose changes are no list", { Changes: {} }, "not-a-plan", /Changes are no list/],
  ])("refuses one %s", (_, more, code, message) => {
    const read = readPlan(changeSet([user("Ann")], more), "c.json");
    expect(read).toMatchObject({ ok: false, problem: { code, message: expect.stringMatching(message) } });
  });

  it("names the flag where the values of properties are missing", () => {
    const read = readPlan(bare(changeSet([user("Ann")])), "c.json");
    expect(read).toMatchObject({ ok: false, problem: { code: "no-property-values", message: expect.stringContaining("--include-property-values") } });
  });

  it("does without them for types that do not bear on the document", () => {
    expect(codes(bare(changeSet([{ ...user("Ann"), type: "AWS::S3::Bucket" }])))).toEqual([]);
  });

  it("takes one that found nothing to change for a plan of nothing", () => {
    const more = { Status: "FAILED", StatusReason: "The submitted information didn't contain changes. Submit different information to create a change set." };
    expect(planOf(changeSet([], more))).toMatchObject({ operations: [], problems: [] });
  });

  it("says that one which was executed, or is obsolete, is no plan any more", () => {
    expect(codes(changeSet([], { ExecutionStatus: "OBSOLETE" }))).toEqual(["plan-stale"]);
  });

  it("refuses pages of two change sets", () => {
    const two = JSON.stringify([page([]), page([], { ChangeSetId: "other" })]);
    expect(readPlan(two, "c.json")).toMatchObject({ ok: false, problem: { code: "not-a-plan" } });
  });

  it.each([
    ["a nested stack", "AWS::CloudFormation::Stack", /--include-nested-stacks/],
    ["a custom resource", "Custom::MakesUsers", /runs code/],
    ["a custom resource by its other name", "AWS::CloudFormation::CustomResource", /runs code/],
    ["an IAM type that it does not know", "AWS::IAM::NewThing", /changes IAM/],
    ["Identity Center", "AWS::SSO::Assignment", /Identity Center/],
    ["the organization", "AWS::Organizations::Policy", /organization/],
  ])("never passes over %s", (_, type, message) => {
    const { problems } = planOf(changeSet([{ id: "X", type, after: {} }]));
    expect(problems).toEqual([{ code: "unsupported-type", address: "X", message: expect.stringMatching(message) }]);
  });

  it.each(["AWS::S3::Bucket", "AWS::CloudTrail::EventDataStore", "AWS::Lambda::Function"])("has nothing to say of %s", (type) => {
    expect(planOf(changeSet([{ id: "X", type, after: {} }])).problems).toEqual([]);
  });

  it("does not throw, whatever a text holds", () => {
    for (const text of [
      '{"ChangeSetId":1}',
      '[{"ChangeSetId":"a"},{}]',
      '{"ChangeSetId":"a"}{',
      '{"ChangeSetId":"a","StackId":"b","Changes":[null,{}]}',
      '"',
      "{}{}",
    ]) {
      expect(readPlan(text, "c.json").ok).toBe(false);
    }
    expect(codes(changeSet([], { Changes: [null, { ResourceChange: {} }] }))).toEqual(["unreadable-change", "unreadable-change"]);
  });
});
