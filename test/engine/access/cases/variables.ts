import { type AccountOf, ANA, APP, allow, deny, MARK, SESSION } from "../account.ts";
import type { AccessCase, CaseQuestion } from "../case.ts";
import { PAGES } from "./pages.ts";

const HOME = allow("s3:GetObject", "arn:aws:s3:::bucket/$" + "{aws:username}/*");
const on = (key: string): CaseQuestion => ({ resource: `arn:aws:s3:::bucket/${key}` });
const agent = (value: string, family = "StringLike") => allow("*", "*", { [family]: { "aws:UserAgent": value } });
const v = (name: string): string => `$\{${name}}`;
const as = (principal: string, asks: CaseQuestion): CaseQuestion => ({ ...asks, principal });

type Row = readonly [name: string, account: AccountOf, asks: CaseQuestion, expect: string, source?: string];

const ROWS: readonly Row[] = [
  ["a user's name in a resource", { user: [HOME] }, on("ana/x"), "allowed"],
  ["a user's name in a resource is another user's", { user: [HOME] }, on("bob/x"), "denied"],
  ["a user's name keeps its case", { user: [HOME] }, on("Ana/x"), "denied"],
  ["a variable without a value matches nothing", { role: [HOME] }, as(APP, on("ana/x")), "denied"],
  ["a variable without a value is not its own text", { role: [HOME] }, as(APP, on(`${v("aws:username")}/x`)), "denied"],
  [
    "a default value takes the place of an absent one",
    { role: [allow("s3:GetObject", `arn:aws:s3:::bucket/${v("aws:username, 'nobody'")}/*`)] },
    as(APP, on("nobody/x")),
    "allowed",
  ],
  [
    "a default value does not replace one that is there",
    { user: [allow("s3:GetObject", `arn:aws:s3:::bucket/${v("aws:username, 'nobody'")}/*`)] },
    on("nobody/x"),
    "denied",
  ],
  ["variables are text under 2008-10-17", { user: [HOME], version: "2008-10-17" }, on("ana/x"), "denied", PAGES.version],
  ["under 2008-10-17 the text itself matches", { user: [HOME], version: "2008-10-17" }, on(`${v("aws:username")}/x`), "allowed", PAGES.version],
  ["no Version is 2008-10-17", { user: [HOME], version: null }, on("ana/x"), "denied", PAGES.version],
  ["an unknown Version leaves a variable open", { user: [HOME], version: MARK }, on("ana/x"), "unknown", PAGES.version],
  ["an unknown Version does not matter without variables", { user: [allow("*")], version: MARK }, on("ana/x"), "allowed", PAGES.version],
  ["an unknown Version does not matter where neither reading matches", { user: [HOME], version: MARK }, on("bob/x"), "denied", PAGES.version],
  [`${v("*")} is a star itself`, { user: [agent(`a${v("*")}b`)] }, { context: { "aws:UserAgent": "a*b" } }, "allowed"],
  [`${v("*")} is no wildcard`, { user: [agent(`a${v("*")}b`)] }, { context: { "aws:UserAgent": "axb" } }, "denied"],
  [`${v("?")} is a question mark itself`, { user: [agent(`a${v("?")}b`)] }, { context: { "aws:UserAgent": "a?b" } }, "allowed"],
  [`${v("?")} is no wildcard`, { user: [agent(`a${v("?")}b`)] }, { context: { "aws:UserAgent": "axb" } }, "denied"],
  [`${v("$")} is a dollar`, { user: [agent(`a${v("$")}b`)] }, { context: { "aws:UserAgent": "a$b" } }, "allowed"],
  ["a variable in a String value", { user: [agent(`tool/${v("aws:username")}`, "StringEquals")] }, { context: { "aws:UserAgent": "tool/ana" } }, "allowed"],
  ["a variable in a negated String value", { user: [agent(v("aws:username"), "StringNotEquals")] }, { context: { "aws:UserAgent": "ana" } }, "denied"],
  [
    "without a value a negated test is true",
    { role: [agent(v("aws:username"), "StringNotEquals")] },
    as(APP, { context: { "aws:UserAgent": "ana" } }),
    "allowed",
  ],
  [
    "without a value a positive test is false",
    { role: [agent(v("aws:username"), "StringEquals")] },
    as(APP, { context: { "aws:UserAgent": "ana" } }),
    "denied",
  ],
  [
    "a variable stands in no Numeric value",
    { user: [allow("*", "*", { NumericEquals: { "aws:EpochTime": v("aws:EpochTime") } })] },
    { context: { "aws:EpochTime": "1" } },
    "denied",
  ],
  [
    "a variable stands in no Bool value",
    { user: [allow("*", "*", { Bool: { "aws:SecureTransport": v("aws:SecureTransport") } })] },
    { context: { "aws:SecureTransport": "true" } },
    "denied",
  ],
  ["what a variable inserts is no wildcard", { user: [agent(v("aws:Referer"))] }, { context: { "aws:Referer": "*", "aws:UserAgent": "x" } }, "denied"],
  ["what a variable inserts is itself", { user: [agent(v("aws:Referer"))] }, { context: { "aws:Referer": "*", "aws:UserAgent": "*" } }, "allowed"],
  ["names of variables have no case", { user: [allow("s3:GetObject", `arn:aws:s3:::bucket/${v("AWS:UserName")}/*`)] }, on("ana/x"), "allowed"],
  ["a tag of the principal in a resource", { user: [allow("s3:GetObject", `arn:aws:s3:::bucket/${v("aws:PrincipalTag/Team")}/*`)] }, on("blue/x"), "allowed"],
  ["a tag of the principal that is not set", { user: [allow("s3:GetObject", `arn:aws:s3:::bucket/${v("aws:PrincipalTag/Cost")}/*`)] }, on("/x"), "denied"],
  ["the id of a user in a resource", { user: [allow("s3:GetObject", `arn:aws:s3:::bucket/${v("aws:userid")}/*`)] }, on("AIDAANA/x"), "allowed"],
  [
    "the id of a session holds its name",
    { role: [allow("s3:GetObject", `arn:aws:s3:::bucket/${v("aws:userid")}/*`)] },
    as(SESSION, on("AROAAPP:build/x")),
    "allowed",
  ],
  [
    "a Deny with a variable that has no value denies nothing",
    { role: [allow("*"), deny("*", `arn:aws:s3:::bucket/${v("aws:username")}/*`)] },
    as(APP, on("ana/x")),
    "allowed",
  ],
  [
    "a Deny of everything but one's own",
    { user: [allow("*"), { Effect: "Deny", Action: "*", NotResource: `arn:aws:s3:::bucket/${v("aws:username")}/*` }] },
    on("bob/x"),
    "denied",
  ],
  [
    "a Deny of everything but one's own leaves one's own",
    { user: [allow("*"), { Effect: "Deny", Action: "*", NotResource: `arn:aws:s3:::bucket/${v("aws:username")}/*` }] },
    on("ana/x"),
    "allowed",
  ],
  [
    "the same tag of principal and resource",
    { user: [allow("*", "*", { StringEquals: { "aws:ResourceTag/Team": v("aws:PrincipalTag/Team") } })] },
    { action: "iam:GetRole", resource: APP },
    "denied",
    PAGES.keys,
  ],
  [
    "the same tag of principal and its own resource",
    { user: [allow("*", "*", { StringEquals: { "aws:ResourceTag/Team": v("aws:PrincipalTag/Team") } })] },
    { action: "iam:GetUser", resource: ANA },
    "allowed",
    PAGES.keys,
  ],
  ["a free key compared with a free key", { user: [allow("*", "*", { StringEquals: { "aws:UserAgent": v("aws:Referer") } })] }, {}, "conditional"],
  [
    "the account of the principal in an ARN value",
    { user: [allow("*", "*", { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${v("aws:PrincipalAccount")}:user/*` } })] },
    {},
    "allowed",
  ],
];

export const VARIABLES: readonly AccessCase[] = ROWS.map(([name, account, asks, expect, source = PAGES.variables]) => ({
  name,
  source,
  account,
  asks,
  expect,
}));
