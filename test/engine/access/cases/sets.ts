import { allow, deny } from "../account.ts";
import type { AccessCase } from "../case.ts";
import { PAGES } from "./pages.ts";

type Row = readonly [operator: string, ofPolicy: string | readonly string[], ofRequest: readonly string[] | null, allowed: "allowed" | "denied" | "unknown"];

/** Set operators on aws:TagKeys of iam:TagUser, with the value of the policy and that of the request. */
const ROWS: readonly Row[] = [
  ["ForAllValues:StringEquals", ["a", "b"], ["a"], "allowed"],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], "allowed"],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], "denied"],
  ["ForAllValues:StringEquals", ["a", "b"], null, "allowed"],
  ["ForAllValues:StringEquals", ["a", "b"], [], "allowed"],
  ["ForAllValues:StringNotEquals", ["a"], ["b", "c"], "allowed"],
  ["ForAllValues:StringNotEquals", ["a"], ["b", "a"], "denied"],
  ["ForAllValues:StringNotEquals", ["a"], null, "allowed"],
  ["ForAllValues:StringLike", "team-*", ["team-a", "team-b"], "allowed"],
  ["ForAllValues:StringLike", "team-*", ["team-a", "cost"], "denied"],
  ["ForAllValues:StringNotLike", "team-*", ["cost"], "allowed"],
  ["ForAllValues:StringNotLike", "team-*", ["cost", "team-a"], "denied"],
  ["ForAllValues:StringEqualsIgnoreCase", "A", ["a"], "allowed"],
  ["ForAllValues:StringEqualsIfExists", "a", null, "allowed"],
  ["ForAnyValue:StringEquals", ["a", "b"], ["b", "c"], "allowed"],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], "denied"],
  ["ForAnyValue:StringEquals", ["a"], null, "denied"],
  ["ForAnyValue:StringEquals", ["a"], [], "denied"],
  ["ForAnyValue:StringNotEquals", ["a"], ["a", "b"], "allowed"],
  ["ForAnyValue:StringNotEquals", ["a"], ["a"], "denied"],
  ["ForAnyValue:StringNotEquals", ["a"], null, "denied"],
  ["ForAnyValue:StringLike", "team-*", ["cost", "team-a"], "allowed"],
  ["ForAnyValue:StringLike", "team-*", ["cost"], "denied"],
  ["ForAnyValue:StringNotLike", "team-*", ["team-a", "cost"], "allowed"],
  ["ForAnyValue:StringNotLike", "team-*", ["team-a"], "denied"],
  ["ForAnyValue:StringEqualsIfExists", "a", null, "allowed"],
  ["foranyvalue:stringequals", "a", ["a"], "allowed"],
  ["StringEquals", "a", ["a"], "allowed"],
  ["StringEquals", "a", ["a", "b"], "unknown"],
  ["StringNotEquals", "a", ["b", "c"], "unknown"],
  ["Null", "false", ["a", "b"], "allowed"],
  ["Null", "true", null, "allowed"],
];

const ASKS = { action: "iam:TagUser", resource: "arn:aws:iam::111122223333:user/ana" };

export const SETS: readonly AccessCase[] = [
  ...ROWS.map(([operator, ofPolicy, ofRequest, expect]) => ({
    name: `${operator} ${JSON.stringify(ofPolicy)} on ${JSON.stringify(ofRequest)}`,
    source: PAGES.sets,
    account: { user: [allow("*", "*", { [operator]: { "aws:TagKeys": ofPolicy } })] },
    asks: { ...ASKS, context: { "aws:TagKeys": ofRequest } },
    expect,
  })),
  {
    name: "ForAllValues alone lets a request without tags through",
    source: PAGES.sets,
    account: { user: [allow("iam:*", "*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } })] },
    asks: ASKS,
    expect: "conditional",
    also: { hangsOn: ["aws:tagkeys"] },
  },
  {
    name: "ForAllValues with a Null test demands tags",
    source: PAGES.sets,
    account: { user: [allow("iam:*", "*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] }, Null: { "aws:TagKeys": "false" } })] },
    asks: { ...ASKS, context: { "aws:TagKeys": null } },
    expect: "denied",
  },
  {
    name: "a Deny with ForAnyValue and a negated operator catches every other tag key",
    source: PAGES.sets,
    account: { user: [allow("*"), deny("*", "*", { "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["a"] } })] },
    asks: { ...ASKS, context: { "aws:TagKeys": ["a", "b"] } },
    expect: "denied",
    also: { reason: "explicit-deny" },
  },
  {
    name: "a Deny with ForAllValues holds without tags",
    source: PAGES.sets,
    account: { user: [allow("*"), deny("*", "*", { "ForAllValues:StringEquals": { "aws:TagKeys": ["a"] } })] },
    asks: { ...ASKS, context: { "aws:TagKeys": null } },
    expect: "denied",
    also: { reason: "explicit-deny" },
  },
  {
    name: "tags of a request and their keys stand together: a tag that is there is among the keys",
    source: PAGES.keys,
    account: { user: [allow("*", "*", { StringEquals: { "aws:RequestTag/team": "blue" }, Null: { "aws:TagKeys": "true" } })] },
    asks: ASKS,
    expect: "denied",
  },
  {
    name: "a tag and its key together can be",
    source: PAGES.keys,
    account: { user: [allow("*", "*", { StringEquals: { "aws:RequestTag/team": "blue" }, "ForAllValues:StringEquals": { "aws:TagKeys": ["team"] } })] },
    asks: ASKS,
    expect: "conditional",
  },
];
