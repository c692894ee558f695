import { allow, deny, type Statements, type WrittenStatement } from "../account.ts";
import type { AccessCase, CaseQuestion } from "../case.ts";
import { PAGES } from "./pages.ts";

type Row = readonly [name: string, source: string, statements: readonly WrittenStatement[], asks: CaseQuestion, expect: string];

const object = (resource: string): CaseQuestion => ({ resource });
const IMAGE = "arn:aws:s3:::bucket/images/cat.png";
const LOG = { action: "logs:GetLogEvents", resource: "arn:aws:logs:eu-west-1:111122223333:log-group:app:log-stream:one" };
const QUEUE = { action: "sqs:SendMessage", resource: "arn:aws:sqs:eu-west-1:111122223333:queue1" };
const BUCKETS = { action: "s3:ListAllMyBuckets", resource: "*" };
const BOB = { action: "iam:GetUser", resource: "arn:aws:iam::111122223333:user/Bob" };
const not = (element: "NotAction" | "NotResource", value: string | string[], effect: WrittenStatement["Effect"] = "Allow"): WrittenStatement => ({
  Effect: effect,
  ...(element === "NotAction" ? { NotAction: value, Resource: "*" } : { Action: "*", NotResource: value }),
});

const ROWS: readonly Row[] = [
  ["an action by its name", PAGES.action, [allow("s3:GetObject")], {}, "allowed"],
  ["an action by another name", PAGES.action, [allow("s3:PutObject")], {}, "denied"],
  ["an action in other case", PAGES.action, [allow("S3:gEToBJECT")], {}, "allowed"],
  ["one of several actions", PAGES.action, [allow(["s3:PutObject", "s3:GetObject"])], {}, "allowed"],
  ["all actions of the service", PAGES.action, [allow("s3:*")], {}, "allowed"],
  ["all actions of another service", PAGES.action, [allow("sqs:*")], {}, "denied"],
  ["a star inside the name of an action", PAGES.action, [allow("s3:*Object")], {}, "allowed"],
  ["a star that does not reach the end", PAGES.action, [allow("s3:*Obj")], {}, "denied"],
  ["a question mark in the name of an action", PAGES.action, [allow("s3:?etObject")], {}, "allowed"],
  ["a question mark is one character", PAGES.action, [allow("s3:?GetObject")], {}, "denied"],
  ["every action", PAGES.action, [allow("*")], {}, "allowed"],
  ["NotAction leaves the action out", PAGES.notAction, [not("NotAction", "s3:GetObject")], {}, "denied"],
  ["NotAction takes in what it does not name", PAGES.notAction, [not("NotAction", "iam:*")], {}, "allowed"],
  ["NotAction leaves several out", PAGES.notAction, [not("NotAction", ["iam:*", "s3:Get*"])], {}, "denied"],
  ["a Deny with NotAction denies all else", PAGES.notAction, [allow("*"), not("NotAction", "iam:*", "Deny")], {}, "denied"],
  ["a Deny with NotAction leaves the action alone", PAGES.notAction, [allow("*"), not("NotAction", "s3:*", "Deny")], {}, "allowed"],
  ["NotAction of everything matches nothing", PAGES.notAction, [not("NotAction", "*")], {}, "denied"],
  ["a resource by its ARN", PAGES.resource, [allow("*", "arn:aws:s3:::bucket/key")], {}, "allowed"],
  ["one of several resources", PAGES.resource, [allow("*", ["arn:aws:s3:::a/*", "arn:aws:s3:::bucket/*"])], {}, "allowed"],
  ["resources have case", PAGES.resource, [allow("*", "arn:aws:s3:::bucket/Key")], {}, "denied"],
  ["the name of a user has case", PAGES.resource, [allow("*", "arn:aws:iam::111122223333:user/bob")], BOB, "denied"],
  ["the name of a user as it is", PAGES.resource, [allow("*", "arn:aws:iam::111122223333:user/Bob")], BOB, "allowed"],
  ["a bucket is not its objects", PAGES.resource, [allow("*", "arn:aws:s3:::bucket")], {}, "denied"],
  ["a star takes in slashes", PAGES.resource, [allow("*", "arn:aws:s3:::bucket/*.png")], object(IMAGE), "allowed"],
  ["a star in the middle of a part", PAGES.resource, [allow("*", "arn:aws:s3:::bucket/*/cat.*")], object(IMAGE), "allowed"],
  ["a question mark takes in a slash", PAGES.resource, [allow("*", "arn:aws:s3:::bucket/images?cat.png")], object(IMAGE), "allowed"],
  ["a question mark is one character of a resource", PAGES.resource, [allow("*", "arn:aws:s3:::bucket/images/ca??.png")], object(IMAGE), "denied"],
  ["a star in the part of the region", PAGES.resource, [allow("*", "arn:aws:sqs:*:111122223333:queue1")], QUEUE, "allowed"],
  ["a part that is empty is no other", PAGES.resource, [allow("*", "arn:aws:sqs:::queue1")], QUEUE, "denied"],
  ["a star that ends its segment reaches across colons", PAGES.resource, [allow("*", "arn:aws:sqs:*:queue1")], QUEUE, "allowed"],
  ["a star at the end reaches across colons", PAGES.resource, [allow("*", "arn:aws:sqs:eu-west-1*")], QUEUE, "allowed"],
  ["a star inside a segment that must match a colon is not documented", PAGES.resource, [allow("*", "arn:aws:sqs:e*3:queue1")], QUEUE, "unknown"],
  ["a question mark that must match a colon is not documented", PAGES.resource, [allow("*", "arn:aws:sqs:eu-west-1:111122223333?queue1")], QUEUE, "unknown"],
  ["what is not documented does not matter beside a clear Allow", PAGES.resource, [allow("*"), allow("*", "arn:aws:sqs:e*3:queue1")], QUEUE, "allowed"],
  ["a Deny by such a pattern is unknown too", PAGES.resource, [allow("*"), deny("*", "arn:aws:logs:*:log-group:a*one")], LOG, "unknown"],
  ["log streams of a group by a star at the end", PAGES.resource, [allow("*", "arn:aws:logs:eu-west-1:111122223333:log-group:app:*")], LOG, "allowed"],
  ["NotResource leaves the resource out", PAGES.notResource, [not("NotResource", "arn:aws:s3:::bucket/*")], {}, "denied"],
  ["NotResource takes in all others", PAGES.notResource, [not("NotResource", "arn:aws:s3:::other/*")], {}, "allowed"],
  [
    "a Deny with NotResource denies all others",
    PAGES.notResource,
    [allow("*"), not("NotResource", ["arn:aws:s3:::other", "arn:aws:s3:::other/*"], "Deny")],
    {},
    "denied",
  ],
  ["a Deny with NotResource leaves the resource alone", PAGES.notResource, [allow("*"), not("NotResource", ["arn:aws:s3:::bucket/*"], "Deny")], {}, "allowed"],
  ["a call on nothing has the resource *", PAGES.actionsOf, [allow("s3:ListAllMyBuckets", "*")], BUCKETS, "allowed"],
  ["a call on nothing, and one bucket", PAGES.actionsOf, [allow("s3:ListAllMyBuckets", "arn:aws:s3:::bucket")], BUCKETS, "denied"],
  ["a call on nothing, and all buckets", PAGES.actionsOf, [allow("s3:ListAllMyBuckets", "arn:aws:s3:::*")], BUCKETS, "allowed"],
  ["a call on nothing, and everything of another service", PAGES.actionsOf, [allow("s3:ListAllMyBuckets", "arn:aws:sqs:*:*:*")], BUCKETS, "denied"],
  [
    "a call on nothing, and all of one account",
    PAGES.actionsOf,
    [allow("ec2:DescribeInstances", "arn:aws:ec2:*:111122223333:*")],
    { action: "ec2:DescribeInstances", resource: "*" },
    "unknown",
  ],
];

export const ELEMENTS: readonly AccessCase[] = ROWS.map(([name, source, statements, asks, expect]) => ({
  name,
  source,
  account: { user: statements as Statements },
  asks,
  expect,
}));
