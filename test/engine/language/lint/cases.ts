import type { Code } from "../../../../engine/language/load/index.ts";

/** What follows the head of a rule, with ▸ before the place where the lint is drawn; without a code it draws none. */
export interface LintCase {
  why: string;
  code?: Code;
  severity?: "error" | "warning";
  rule: string;
  suggestion?: string;
}

const event = (match: string, rest = ""): string => `resource: event\nmatch:\n${match.replaceAll(/^/gm, "  ")}\n${rest}`;
const user = (require: string, rest = ""): string => `resource: user\nrequire:\n${require.replaceAll(/^/gm, "  ")}\n${rest}`;
const texts = (values: string): string => `params: { given: { type: array, items: { type: string }, default: [${values}], description: d } }\n`;
const step = (call: string, members: string): string =>
  user("user.mfaActive: true", `remediation:\n  steps:\n    - call: ${call}\n      with: { ${members} }\n`);

export const DRAWN: LintCase[] = [
  // RV087 and RV088 where the source is left by a pattern, a part or a parameter.
  ...['{ glob: "ec2*" }', '{ matches: "^ec2\\\\.amazon.*|^zzz$" }', "{ contains: ec2. }", "{ is: { var: params.given } }", "{ in: { var: params.given } }"].map(
    (source) => {
      const type = source.includes("in:") ? "array, items: { type: string }, default: [ec2.amazonaws.com]" : "string, default: ec2.amazonaws.com";
      const params = source.includes("params") ? `params: { given: { type: ${type}, description: d } }\n` : "";
      return {
        why: `a name is of another source, which is left by ${source}`,
        code: "RV088" as const,
        rule: event(`event.eventSource: ${source}\nevent.eventName: ▸DeleteUser`, params),
      };
    },
  ),
  {
    why: "no event of the sources that a glob leaves is like the pattern",
    code: "RV087",
    rule: event('event.eventSource: { glob: "iam*" }\nevent.eventName: { glob: "▸RunInst*" }'),
  },
  // RV081: fields that follow from each other, or from the call.
  ...[
    "actor.isRoot: true\n▸actor.type: IAMUser",
    "event.userIdentity.type: Root\n▸actor.isRoot: false",
    "event.userIdentity.type: [Root, AWSService]\n▸actor.type: [IAMUser, AssumedRole]",
    "outcome: success\n▸event.errorCode: { exists: true }",
    "outcome: success\n▸event.errorCode: AccessDenied",
    "event.errorCode: { exists: false }\nor: [{ outcome: denied }, { and: [{ actor.isRoot: true }, { ▸actor.type: AssumedRole }] }]",
    "event.eventName: DetachUserPolicy\n▸change.kind: inline-delete",
    "event.eventName: StopLogging\n▸change.kind: detach",
    "event.eventName: DeleteUser\n▸target.kind: role",
    "event.eventName: [DeleteUser, CreateUser]\n▸target.kind: { in: [role, policy] }",
    'event.eventName: CreateUser\n▸target.arn: { glob: "arn:aws:iam::*:role/*" }',
    'event.eventName: StopLogging\n▸target.arn: { glob: "arn:aws:iam::*" }',
    "event.eventName: DescribeInstances\n▸target.kind: user",
  ].map((match) => ({ why: `no record makes both true: ${match}`, code: "RV081" as const, severity: "error" as const, rule: event(match) })),
  {
    why: "no policy of AWS has the ARN of a customer's",
    code: "RV081",
    severity: "error",
    rule: user('user.attachedPolicies: { none: { awsManaged: true, ▸arn: "arn:aws:iam::111122223333:policy/x" } }'),
  },
  {
    why: "no name meets a glob and a regular expression",
    code: "RV081",
    severity: "error",
    rule: user('user.name: { glob: "ci-*", ▸matches: "^bot" }'),
  },
  // RV046: globs of actions that no action begins so.
  ...["attachrolepolicy*", "attachrole?olicy"].map((glob) => ({
    why: `a glob of actions begins with the name of one: ${glob}`,
    code: "RV046" as const,
    severity: "error" as const,
    rule: user(`user.inlinePolicies: { none: { statements: { any: { actions: { any: { glob: "▸${glob}" } } } } } }`),
  })),
  {
    why: "a glob of actions in a parameter begins with what is no service",
    code: "RV098",
    rule: user("user.inlinePolicies: { none: { statements: { any: { actions: { any: { glob: { var: params.given } } } } } } }", texts('"▸passrole*"')),
  },
  // RV080: clauses without effect.
  { why: "a clause is written twice", code: "RV080", rule: user("and:\n  - user.mfaActive: true\n  - ▸user.mfaActive: true") },
  { why: "what is ruled out could not be", code: "RV080", rule: event("change.kind: detach\n▸not: { change.kind: boundary }") },
  {
    why: "a glob lies within another",
    code: "RV080",
    rule: event('▸event.eventName: { glob: "Delete*" }\nactor.isRoot: true\nor: [{ event.eventName: { glob: "DeleteUser*" } }]'),
  },
  { why: "one name is in both lists", code: "RV080", rule: event("or:\n  - ▸event.eventName: DeleteUser\n  - event.eventName: [DeleteUser, DeleteRole]") },
  {
    why: "a branch asks for more than another",
    code: "RV080",
    rule: event("or:\n  - event.eventName: DeleteUser\n  - ▸event.eventName: DeleteUser\n    outcome: success"),
  },
  {
    why: "require repeats what applies says",
    code: "RV080",
    rule: `resource: user\napplies: { user.passwordEnabled: true }\nrequire:\n  ▸user.passwordEnabled: true\n  user.mfaActive: true\n`,
  },
  {
    why: "raise repeats what match says",
    code: "RV080",
    rule: event("event.eventName: DeleteUser\noutcome: success", "raise:\n  - { when: { ▸outcome: success, actor.isRoot: true }, to: high }\n"),
  },
  {
    why: "an element is asked for less than before",
    code: "RV080",
    rule: user("user.accessKeys: { any: { active: true, lastUsedAt: { exists: false } } }\nand:\n  - ▸user.accessKeys: { any: { active: true } }"),
  },
  {
    why: "a matcher of one path implies its neighbour",
    code: "RV080",
    rule: "resource: account\nrequire:\n  account.passwordPolicy.minimumPasswordLength: { gte: 14, ▸gt: 8 }\n",
  },
  {
    why: "a clause within a branch is decided outside",
    code: "RV080",
    rule: event('event.eventName: DeleteUser\nor:\n  - ▸event.eventName: { glob: "Delete*" }\n    outcome: success\n  - actor.isRoot: true'),
  },
  // RV081: constants.
  { why: "a path must be two things", code: "RV081", severity: "error", rule: user("and:\n  - user.mfaActive: true\n  - ▸user.mfaActive: false") },
  {
    why: "a number lies between bounds that cross",
    code: "RV081",
    severity: "error",
    rule: "resource: account\nrequire:\n  account.passwordPolicy.minimumPasswordLength: { gte: 14, ▸lt: 8 }\n",
  },
  {
    why: "whole numbers leave no room between the bounds",
    code: "RV081",
    severity: "error",
    rule: "resource: account\nrequire:\n  account.passwordPolicy.minimumPasswordLength: { gt: 8, ▸lt: 9 }\n",
  },
  {
    why: "a name is none that the glob takes",
    code: "RV081",
    severity: "error",
    rule: event('event.eventName: { glob: "Delete*" }\nand: [{ ▸event.eventName: CreateUser }]'),
  },
  {
    why: "a branch is ruled out by the rest",
    code: "RV081",
    severity: "error",
    rule: event("event.eventName: DeleteUser\noutcome: success\nor:\n  - actor.isRoot: true\n  - ▸outcome: denied"),
  },
  { why: "one of two branches always holds", code: "RV081", severity: "error", rule: user("or:\n  - user.mfaActive: true\n  - ▸user.mfaActive: false") },
  {
    why: "an age is both",
    code: "RV081",
    severity: "error",
    rule: "resource: accessKey\nrequire:\n  accessKey.createdAt: { olderThan: 90d, ▸newerThan: 30d }\n",
  },
  // RV082: parts of the rule.
  {
    why: "unless asks for what match excludes",
    code: "RV082",
    severity: "error",
    rule: event("event.eventName: DeleteUser\noutcome: success", "unless:\n  ▸outcome: denied\n"),
  },
  {
    why: "unless excuses all that matches",
    code: "RV082",
    severity: "error",
    rule: event("event.eventName: DeleteUser\nactor.type: Root", "unless:\n  ▸actor.type: [Root, IAMUser]\n"),
  },
  {
    why: "all that the rule applies to pass",
    code: "RV082",
    severity: "error",
    rule: "resource: accessKey\napplies: { accessKey.createdAt: { olderThan: 90d } }\nrequire:\n  ▸accessKey.createdAt: { olderThan: 30d }\n".replace(
      "▸accessKey",
      "▸accessKey",
    ),
  },
  {
    why: "none that the rule applies to passes",
    code: "RV082",
    rule: "resource: user\napplies: { user.passwordEnabled: true }\nrequire:\n  ▸user.passwordEnabled: false\n",
  },
  // RV085: unused names.
  { why: "nothing reads a parameter", code: "RV085", rule: user("user.mfaActive: true", "params:\n  ▸spare: { type: string, default: a, description: d }\n") },
  { why: "nothing reads a let", code: "RV085", rule: event("event.eventName: DeleteUser", "let:\n  ▸spare: { lookup: [user, ana] }\n") },
  // RV086 to RV088: events of AWS.
  {
    why: "a source lacks its ending",
    code: "RV086",
    severity: "error",
    rule: event("event.eventSource: ▸iam\nevent.eventName: DeleteUser"),
    suggestion: "iam.amazonaws.com",
  },
  {
    why: "a source has a capital",
    code: "RV086",
    severity: "error",
    rule: event("event.eventSource: ▸IAM.amazonaws.com\nevent.eventName: DeleteUser"),
    suggestion: "iam.amazonaws.com",
  },
  {
    why: "a source has another domain",
    code: "RV086",
    severity: "error",
    rule: event("event.eventSource: ▸iam.amazon.com\nevent.eventName: DeleteUser"),
    suggestion: "iam.amazonaws.com",
  },
  {
    why: "a source is misspelt",
    code: "RV086",
    rule: event("event.eventSource: ▸cloudtrial.amazonaws.com\nevent.eventName: StopLogging"),
    suggestion: "cloudtrail.amazonaws.com",
  },
  {
    why: "an event is misspelt",
    code: "RV087",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: [CreateUser, ▸DetachGrupPolicy]"),
    suggestion: "DetachGroupPolicy",
  },
  { why: "an event without a source is misspelt", code: "RV087", rule: event("event.eventName: ▸StopLoging"), suggestion: "StopLogging" },
  { why: "an event begins with a small letter", code: "RV087", severity: "error", rule: event("event.eventName: ▸stopLogging"), suggestion: "StopLogging" },
  ...["iam:DeleteUser", "iam.amazonaws.com:DeleteUser", "iam.DeleteUser"].map((name) => ({
    why: `an event has the prefix of its service: ${name}`,
    code: "RV087" as const,
    severity: "error" as const,
    rule: event(`event.eventSource: iam.amazonaws.com\nevent.eventName: "▸${name}"`),
    suggestion: "DeleteUser",
  })),
  { why: "an action of a policy is an event", code: "RV087", severity: "error", rule: event('event.eventName: "▸sts:AssumeRole"'), suggestion: "AssumeRole" },
  { why: "an event has a prefix and a slip", code: "RV087", severity: "error", rule: event('event.eventName: "▸iam:DeletUser"'), suggestion: "DeleteUser" },
  { why: "an event is an operation of server access logs, near to no event", code: "RV087", rule: event("event.eventName: ▸REST.GET.OBJECT") },
  {
    why: "an event is built of a word in small letters",
    code: "RV087",
    severity: "error",
    rule: event('▸event.eventName: { is: { text: "Attach{{target.kind}}Policy" } }'),
  },
  {
    why: "a text of a request is compared with a boolean of the record",
    code: "RV100",
    severity: "error",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: DeleteUser\n▸event.requestParameters.userName: { isNot: { var: event.readOnly } }"),
  },
  { why: "an event has a blank", code: "RV087", severity: "error", rule: event('event.eventName: "▸Stop Logging"'), suggestion: "StopLogging" },
  {
    why: "a source is a URL",
    code: "RV086",
    severity: "error",
    rule: event('event.eventSource: "▸https://iam.amazonaws.com"'),
    suggestion: "iam.amazonaws.com",
  },
  { why: "a glob of events has a prefix", code: "RV087", severity: "error", rule: event('event.eventName: { glob: "▸cloudtrail:*" }') },
  {
    why: "a glob of sources has another ending",
    code: "RV086",
    severity: "error",
    rule: event('event.eventSource: { glob: "▸*.amazonaws.co" }\nactor.isRoot: true'),
  },
  { why: "a glob of events takes none", code: "RV087", rule: event('event.eventSource: sts.amazonaws.com\nevent.eventName: { glob: "▸Delete*" }') },
  {
    why: "an excuse names an event that is none",
    code: "RV087",
    rule: event("event.eventName: StopLogging", "unless:\n  or: [{ event.eventName: ▸StopLoging }, { actor.isRoot: true }]\n"),
    suggestion: "StopLogging",
  },
  {
    why: "the default of a parameter is a source that is misspelt",
    code: "RV086",
    rule: `${texts("▸cloudtrial.amazonaws.com")}${event("event.eventSource: { in: { var: params.given } }")}`,
    suggestion: "cloudtrail.amazonaws.com",
  },
  {
    why: "the default of a parameter is an event that is misspelt",
    code: "RV087",
    rule: `${texts("CreateUser, ▸DetachGrupPolicy")}${event("event.eventSource: iam.amazonaws.com\nevent.eventName: { in: { var: params.given } }")}`,
    suggestion: "DetachGroupPolicy",
  },
  {
    why: "the default of a parameter is an event of another source",
    code: "RV088",
    rule: `${texts("▸StopLogging")}${event("event.eventSource: iam.amazonaws.com\nevent.eventName: { in: { var: params.given } }")}`,
  },
  {
    why: "the default of a parameter is a glob of no event",
    code: "RV087",
    rule: `${texts('"▸Remove*Thingamajig"')}${event("event.eventName: { glob: { var: params.given } }")}`,
  },
  {
    why: "the default of a parameter is none of the types that AWS documents",
    code: "RV098",
    rule: `${texts("▸RobotUser")}${event("event.userIdentity.type: { in: { var: params.given } }")}`,
  },
  { why: "an expression takes no event", code: "RV087", rule: event('event.eventName: { matches: "▸^delete" }') },
  { why: "no event has a part", code: "RV087", rule: event("event.eventName: { contains: ▸user }\nevent.eventSource: iam.amazonaws.com") },
  { why: "an expression can take no source", code: "RV086", severity: "error", rule: event('event.eventSource: { matches: "▸^IAM" }\nactor.isRoot: true') },
  {
    why: "a pattern takes none of the values that AWS documents",
    code: "RV098",
    rule: event('event.tlsDetails.tlsVersion: { glob: "▸SSL*" }\nactor.isRoot: true'),
  },
  { why: "the source of an event is another", code: "RV088", rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: ▸StopLogging") },
  // RV089: fields of events.
  {
    why: "a parameter is misspelt",
    code: "RV089",
    rule: event("event.eventName: StopLogging\n▸event.requestParameters.nam: main"),
    suggestion: "event.requestParameters.name",
  },
  {
    why: "a parameter has the capital of the API",
    code: "RV089",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: CreateUser\n▸event.requestParameters.UserName: ana"),
    suggestion: "event.requestParameters.userName",
  },
  ...[
    'event.eventName: { glob: "Create*Key" }',
    "event.eventName: { contains: AccessKey }",
    'event.eventName: { matches: "^(Create|Delete)AccessKey$" }',
    'event.eventName: { glob: ["Create*", "Delete*"], notGlob: "*Role*" }',
    "or: [{ event.eventName: CreateUser }, { event.eventName: { glob: Delete* } }]",
    "event.eventName: { in: [CreateUser, CreateRole], isNot: CreateRole }",
    "event.eventName: { isNot: CreateRole }",
    "outcome: success",
  ].map((narrowing) => ({
    why: `no call of those that are left has a parameter: ${narrowing}`,
    code: "RV089" as const,
    rule: event(`event.eventSource: iam.amazonaws.com\n${narrowing}\n▸event.requestParameters.userNam: ana`),
    suggestion: "event.requestParameters.userName",
  })),
  {
    why: "no call of sources that a glob takes has a parameter",
    code: "RV089",
    rule: event('event.eventSource: { glob: "iam.*" }\nevent.eventName: { glob: "Create*" }\n▸event.requestParameters.usernam: ana'),
    suggestion: "event.requestParameters.userName",
  },
  {
    why: "no call of any source that a glob of names takes has a parameter",
    code: "RV089",
    rule: event('event.eventName: { glob: "DetachGroup*" }\n▸event.requestParameters.grouName: admins'),
    suggestion: "event.requestParameters.groupName",
  },
  {
    why: "a call that is ruled out has the parameter",
    code: "RV089",
    rule: event(
      'event.eventSource: iam.amazonaws.com\nevent.eventName: { glob: "Create*u*", notIn: [CreateGroup, CreateOpenIDConnectProvider] }\n▸event.requestParameters.groupName: admins',
    ),
  },
  {
    why: "a bucket is named as in the API",
    code: "RV089",
    rule: event("event.eventSource: s3.amazonaws.com\nevent.eventName: PutBucketPolicy\n▸event.requestParameters.bucket: logs"),
    suggestion: "event.requestParameters.bucketName",
  },
  {
    why: "a parameter of EC2 is in other letters",
    code: "RV089",
    rule: event("event.eventSource: ec2.amazonaws.com\nevent.eventName: RunInstances\n▸event.requestParameters.instancetype: t3.nano"),
    suggestion: "event.requestParameters.instanceType",
  },
  {
    why: "a branch asks for another event's parameter",
    code: "RV089",
    rule: event(
      "event.eventSource: iam.amazonaws.com\nor:\n  - event.eventName: CreateUser\n    ▸event.requestParameters.groupName: admins\n  - event.eventName: CreateGroup\n    event.requestParameters.groupName: admins",
    ),
  },
  {
    why: "evidence names a response that there is not",
    code: "RV089",
    rule: event("event.eventName: DeleteUser\nevent.eventSource: iam.amazonaws.com", "evidence: [actor.arn, ▸event.responseElements.user]\n"),
  },
  {
    why: "a lookup goes by a parameter that there is not",
    code: "RV089",
    rule: event(
      "event.eventSource: iam.amazonaws.com\nevent.eventName: DeleteUser\nu.passwordEnabled: { exists: true, is: true }",
      "let:\n  u: { lookup: [user, { var: ▸event.requestParameters.username }] }\n",
    ),
    suggestion: "event.requestParameters.userName",
  },
  {
    why: "a parameter of a service that few rules are about is misspelt",
    code: "RV089",
    rule: event("event.eventSource: guardduty.amazonaws.com\nevent.eventName: UpdateDetector\n▸event.requestParameters.enabel: false"),
    suggestion: "event.requestParameters.enable",
  },
  {
    why: "a parameter of a bucket's call is misspelt",
    code: "RV089",
    rule: event("event.eventSource: s3.amazonaws.com\nevent.eventName: DeleteBucket\n▸event.requestParameters.bucketNam: logs"),
    suggestion: "event.requestParameters.bucketName",
  },
  {
    why: "a parameter is misspelt below the top",
    code: "RV089",
    rule: event(
      "event.eventSource: lambda.amazonaws.com\nevent.eventName: UpdateFunctionConfiguration20150331v2\n▸event.requestParameters.vpcConfig.subnetId: x",
    ),
    suggestion: "event.requestParameters.vpcConfig.subnetIds",
  },
  {
    why: "a parameter of an element is misspelt",
    code: "RV089",
    rule: event(
      "event.eventSource: cloudtrail.amazonaws.com\nevent.eventName: PutEventSelectors\nevent.requestParameters.eventSelectors: { any: { ▸includeManagementEvent: false } }",
    ),
    suggestion: "includeManagementEvents",
  },
  {
    why: "an element lacks what another service's has",
    code: "RV089",
    rule: event(
      "event.eventSource: cloudtrail.amazonaws.com\nevent.eventName: PutEventSelectors\nevent.requestParameters.eventSelectors: { any: { dataResources: { any: { ▸bucket: x } } } }",
    ),
  },
  {
    why: "a member of a list is asked without any",
    code: "RV089",
    suggestion: "event.requestParameters.eventSelectors: { any: { readWriteType: All } }",
    rule: event("event.eventSource: cloudtrail.amazonaws.com\nevent.eventName: PutEventSelectors\n▸event.requestParameters.eventSelectors.readWriteType: All"),
  },
  {
    why: "a member of a nested list is asked without any",
    code: "RV089",
    suggestion: "dataResources: { any: { type: AWS::S3::Object } }",
    rule: event(
      "event.eventSource: cloudtrail.amazonaws.com\nevent.eventName: PutEventSelectors\nevent.requestParameters.eventSelectors: { any: { ▸dataResources.type: AWS::S3::Object } }",
    ),
  },
  {
    why: "a member of a list is asked within none",
    code: "RV089",
    suggestion: "dataResources: { any: { type: AWS::S3::Object } }",
    rule: event(
      "event.eventSource: cloudtrail.amazonaws.com\nevent.eventName: PutEventSelectors\nevent.requestParameters.eventSelectors: { none: { ▸dataResources.type: AWS::S3::Object } }",
    ),
  },
  {
    why: "a list is compared with a text",
    code: "RV089",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: CreateUser\n▸event.requestParameters.tags: x"),
  },
  {
    why: "a list of texts is compared with one",
    code: "RV089",
    suggestion: "event.requestParameters.transitiveTagKeys: { any: team }",
    rule: event("event.eventSource: sts.amazonaws.com\nevent.eventName: AssumeRole\n▸event.requestParameters.transitiveTagKeys: team"),
  },
  {
    why: "an object is compared with a text",
    code: "RV089",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: CreateAccessKey\n▸event.responseElements.accessKey: x"),
  },
  {
    why: "a text has a member",
    code: "RV089",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: CreateUser\n▸event.requestParameters.userName.first: x"),
  },
  {
    why: "a text has elements",
    code: "RV089",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: CreateUser\n▸event.requestParameters.path: { any: { is: x } }"),
  },
  {
    why: "an object has elements",
    code: "RV089",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: CreateAccessKey\n▸event.responseElements.accessKey: { any: { status: Active } }"),
  },
  {
    why: "a list of another service is asked without any",
    code: "RV089",
    suggestion: "event.requestParameters.features: { any: { name: EKS } }",
    rule: event("event.eventSource: guardduty.amazonaws.com\nevent.eventName: UpdateDetector\n▸event.requestParameters.features.name: EKS"),
  },
  {
    why: "a member of an answer is misspelt",
    code: "RV089",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: CreateAccessKey\n▸event.responseElements.accessKey.accesKeyId: x"),
    suggestion: "event.responseElements.accessKey.accessKeyId",
  },
  {
    why: "evidence has a member of a list",
    code: "RV089",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: CreateUser", "evidence: [actor.arn, ▸event.requestParameters.tags.key]\n"),
  },
  ...(
    [
      ["tags.key: owner", "event.requestParameters.tags: { any: { key: owner } }"],
      ['tags.owner: { glob: "a*" }', 'event.requestParameters.tags: { any: { key: owner, value: { glob: "a*" } } }'],
      ["tags.key: { isNot: owner }", undefined],
      ["tags.key: { exists: false }", undefined],
      ["tags.key:\n  is: owner", undefined],
    ] as const
  ).map(([test, suggestion]) => ({
    why: `elements of a list are asked for by its path: ${test}`,
    code: "RV089" as const,
    ...(suggestion === undefined ? {} : { suggestion }),
    rule: event(`event.eventSource: iam.amazonaws.com\nevent.eventName: CreateUser\n▸event.requestParameters.${test}`),
  })),
  // RV100 and RV098: values of members of requests and answers.
  ...[
    ["cloudtrail", "UpdateTrail", 'isMultiRegionTrail: ▸"false"', "error", "false"],
    ["cloudtrail", "UpdateTrail", 'isMultiRegionTrail: { isNot: ▸"false" }', "error", "false"],
    ["cloudtrail", "UpdateTrail", "name: ▸7", "error", '"7"'],
    ["cloudtrail", "PutEventSelectors", "eventSelectors: { any: { includeManagementEvents: ▸0 } }", "error", "false"],
    ["sts", "AssumeRole", "durationSeconds: ▸'3600'", "error", "3600"],
    ["iam", "UpdateRole", "maxSessionDuration: ▸3600.5", "error"],
    ["iam", "UpdateRole", "maxSessionDuration: { isNot: ▸3600.5 }", "error"],
    ["sts", "AssumeRole", 'durationSeconds: { glob: "▸36*" }', "error"],
    ["sts", "AssumeRole", "durationSeconds: [900, ▸true]", "error"],
    ["sts", "AssumeRole", "transitiveTagKeys: { contains: ▸7 }", "error", '"7"'],
    ["sts", "AssumeRole", "transitiveTagKeys: { any: { is: ▸7 } }", "error", '"7"'],
    ["iam", "UpdateAccountPasswordPolicy", "minimumPasswordLength: { contains: ▸8 }", "error"],
    ["iam", "CreateRole", "tags: { contains: owner }", "error"],
    ["iam", "CreateRole", "maxSessionDuration: { olderThan: 1h }", "error"],
    ["iam", "CreateRole", 'maxSessionDuration: { is: { text: "{{account.id}}" } }', "error"],
    ["iam", "UpdateAccessKey", "status: ▸true", "error"],
    ["guardduty", "UpdateDetector", 'enable: ▸"false"', "warning", "false"],
    ["rds", "ModifyDBInstance", 'publiclyAccessible: ▸"true"', "warning", "true"],
  ].map(([service, call, test, severity, suggestion]) => ({
    why: `a value is of another type: ${service} ${test}`,
    ...(suggestion === undefined ? {} : { suggestion }),
    code: "RV100" as const,
    severity: severity as "error" | "warning",
    rule: event(`event.eventSource: ${service}.amazonaws.com\nevent.eventName: ${call}\n${test?.includes("▸") ? "" : "▸"}event.requestParameters.${test}`),
  })),
  ...['{ is: { text: "in{{account.id}}" } }', '{ in: [{ text: "in{{account.id}}" }, Active] }'].map((test) => ({
    why: `a built text can be none of the listed values: ${test}`,
    code: "RV098" as const,
    rule: event(`event.eventName: UpdateAccessKey\n▸event.requestParameters.status: ${test}`),
  })),
  {
    why: "a value of calls that a glob takes is of another type",
    code: "RV100",
    severity: "error",
    rule: event('event.eventSource: cloudtrail.amazonaws.com\nevent.eventName: { glob: "*Trail" }\nevent.requestParameters.isMultiRegionTrail: ▸"false"'),
    suggestion: "false",
  },
  {
    why: "the default of a parameter is of another type",
    code: "RV100",
    severity: "error",
    rule: `${texts('"▸3600"')}${event("event.eventSource: sts.amazonaws.com\nevent.eventName: AssumeRole\nevent.requestParameters.durationSeconds: { in: { var: params.given } }")}`,
  },
  {
    why: "a listed value is in other letters",
    code: "RV100",
    severity: "error",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: UpdateAccessKey\nevent.requestParameters.status: ▸inactive"),
    suggestion: "Inactive",
  },
  {
    why: "an expression takes no listed value, and no glob for it is proposed",
    code: "RV100",
    severity: "error",
    rule: event('event.eventSource: iam.amazonaws.com\nevent.eventName: UpdateAccessKey\nevent.requestParameters.status: { matches: "▸^inactive$" }'),
    suggestion: "(?i)^inactive$",
  },
  {
    why: "a listed value of an answer is in other letters",
    code: "RV100",
    severity: "error",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: CreateAccessKey\nevent.responseElements.accessKey.status: ▸active"),
    suggestion: "Active",
  },
  {
    why: "a listed value of a service that few rules are about is in other letters",
    code: "RV100",
    rule: event("event.eventSource: eks.amazonaws.com\nevent.eventName: CreateCluster\nevent.requestParameters.accessConfig.authenticationMode: ▸api"),
    suggestion: "API",
  },
  {
    why: "a value is not listed",
    code: "RV098",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: UpdateAccessKey\nevent.requestParameters.status: ▸Enabled"),
  },
  {
    why: "a pattern takes no listed value",
    code: "RV098",
    rule: event('event.eventSource: iam.amazonaws.com\nevent.eventName: UpdateAccessKey\nevent.requestParameters.status: { glob: "▸Enab*" }'),
  },
  {
    why: "the default of a parameter is not listed",
    code: "RV098",
    rule: `${texts("Active, ▸Enabled")}${event("event.eventSource: iam.amazonaws.com\nevent.eventName: UpdateAccessKey\nevent.requestParameters.status: { in: { var: params.given } }")}`,
  },
  // RV091: anchors.
  { why: "a match names a region alone", code: "RV091", rule: event("▸event.awsRegion: eu-central-1\noutcome: success") },
  { why: "a match takes any source", code: "RV091", rule: event('▸event.eventSource: { glob: "*" }\noutcome: success') },
  { why: "a match takes any source of AWS", code: "RV091", rule: event('▸event.eventSource: { glob: "*.amazonaws.com" }\noutcome: success') },
  { why: "a branch of match names no event", code: "RV091", rule: event("or:\n  - event.eventName: StopLogging\n  - ▸event.awsRegion: eu-central-1") },
  { why: "a match takes any name", code: "RV091", rule: event('▸event.eventName: { glob: "?*" }\noutcome: success') },
  { why: "a match asks for a flag alone", code: "RV091", rule: event("▸event.requestParameters.isMultiRegionTrail: false") },
  // RV099: calls of steps.
  {
    why: "a slip of a call",
    code: "RV099",
    severity: "error",
    rule: step("▸logs:PutRetentionPoliccy", "logGroupName: a"),
    suggestion: "logs:PutRetentionPolicy",
  },
  { why: "a call that no list has", code: "RV099", rule: step("▸logs:PutEverything", "logGroupName: a") },
  {
    why: "a slip of a service",
    code: "RV099",
    severity: "error",
    rule: step("▸lambad:DeleteFunction", "FunctionName: a"),
    suggestion: "lambda:DeleteFunction",
  },
  { why: "a service that no list has", code: "RV099", rule: step("▸nosuch:DoIt", "a: b") },
  { why: "a slip of a member", code: "RV099", severity: "error", rule: step("kms:EnableKeyRotation", "▸KeyID: a"), suggestion: "KeyId" },
  {
    why: "a slip of a member below",
    code: "RV099",
    severity: "error",
    rule: step("s3:PutBucketVersioning", "Bucket: a, VersioningConfiguration: { ▸Statuss: Enabled }"),
    suggestion: "Status",
  },
  {
    why: "a slip of a member of a service that few rules are about",
    code: "RV099",
    severity: "error",
    rule: step("sns:Publish", "TopicArn: a, ▸Mesage: b"),
    suggestion: "Message",
  },
  // RV098: values of the record that AWS does not document.
  { why: "an event's kind is not documented", code: "RV098", rule: event("event.eventName: DeleteUser\nevent.eventType: ▸AwsRobotAction") },
  {
    why: "a caller's kind is not documented",
    code: "RV098",
    rule: event("event.eventName: DeleteUser", "unless:\n  event.userIdentity.type: { exists: true, in: [Root, ▸RobotUser] }\n"),
  },
  // RV096: patterns.
  { why: "an expression is a prefix", code: "RV096", rule: user('user.name: { ▸matches: "^svc-.*" }'), suggestion: 'glob: "svc-*"' },
  { why: "an expression is searched", code: "RV096", rule: user('user.name: { ▸matches: "admin" }'), suggestion: 'glob: "*admin*"' },
  { why: "an expression is a whole text", code: "RV096", rule: user('user.name: { ▸matches: "^ana$" }'), suggestion: 'is: "ana"' },
  {
    why: "an expression escapes its dots",
    code: "RV096",
    rule: user("user.arn: { ▸matches: '^arn:aws:iam::.*:user/a\\.b$' }"),
    suggestion: 'glob: "arn:aws:iam::*:user/a.b"',
  },
  { why: "a glob has no wildcard", code: "RV096", rule: user("user.name: { ▸glob: ana }"), suggestion: 'is: "ana"' },
  { why: "a refused glob has no wildcard", code: "RV096", rule: user("user.name: { ▸notGlob: ana }"), suggestion: 'isNot: "ana"' },
];

export const SILENT: LintCase[] = [
  ...[
    "actor.isRoot: false\nactor.type: [IAMUser, Root]",
    'actor.isRoot: false\nevent.userIdentity.type: { glob: "*User" }',
    'outcome: denied\nevent.errorCode: { glob: "*Denied*" }',
    "outcome: error\nevent.errorCode: { exists: false }",
    "event.eventName: [DeleteUser, DeleteRole]\ntarget.kind: role",
    "event.eventName: ChangePassword\ntarget.kind: account",
    "event.eventName: DeleteAccessKey\ntarget.kind: user",
    'event.eventName: CreateUser\ntarget.arn: { glob: "*:user/admin*" }',
    "event.eventName: GetUser\ntarget.kind: user",
    "event.eventName: UpdateAccessKey\nchange.kind: none",
  ].map((match) => ({ why: `a record may make both true: ${match}`, rule: event(match) })),
  {
    why: "a policy of AWS has an ARN of AWS",
    rule: user('user.attachedPolicies: { none: { awsManaged: true, arn: ["arn:aws:iam::aws:policy/x", "arn:aws:iam::111122223333:policy/x"] } }'),
  },
  { why: "a name may meet a glob and a regular expression", rule: user('user.name: { glob: "*-ci", matches: "^bot[0-9]" }') },
  ...["iam:*", "s3*", "*:passrole", "*passrole*", "iam*", "sagemaker?*"].map((glob) => ({
    why: `actions may be like the glob ${glob}`,
    rule: user(`user.inlinePolicies: { none: { statements: { any: { actions: { any: { glob: "${glob}" } } } } } }`),
  })),
  { why: "a pattern of two letters names a service", code: "RV091", rule: event('event.eventSource: { glob: "s3*" }\noutcome: success') },
  { why: "a pattern of one letter names services", code: "RV091", rule: event('event.eventSource: { glob: ["k*.amazonaws.com", "s?s.amazonaws.com"] }') },
  {
    why: "a boundary in an answer has another type in records than in the model",
    code: "RV098",
    rule: event(
      "event.eventSource: iam.amazonaws.com\nevent.eventName: CreateRole\nevent.responseElements.role.permissionsBoundary.permissionsBoundaryType: Policy",
    ),
  },
  {
    why: "the request of a sign-in by SAML has what the assertion says",
    rule: event(
      'event.eventSource: sts.amazonaws.com\nevent.eventName: AssumeRoleWithSAML\nor:\n  - event.requestParameters.sAMLAssertionID: { exists: true }\n  - event.requestParameters.roleSessionName: { glob: "*@example.com" }\n  - event.requestParameters.principalTags.Team: x\n  - event.requestParameters.transitiveTagKeys: { contains: Team }',
    ),
  },
  {
    why: "parameters below the top and in elements",
    rule: event(
      "event.eventSource: cloudtrail.amazonaws.com\nevent.eventName: PutEventSelectors\nevent.requestParameters.eventSelectors: { any: { includeManagementEvents: false, dataResources: { any: { type: AWS::S3::Object } } } }",
    ),
  },
  {
    why: "parameters that records hold and no model has",
    rule: event(
      "or:\n  - { event.eventSource: ec2.amazonaws.com, event.eventName: DescribeInstances, event.requestParameters.filterSet.items: { any: { name: x } } }\n  - { event.eventSource: rds.amazonaws.com, event.eventName: ModifyDBInstance, event.requestParameters.dBInstanceIdentifier: main }\n  - { event.eventSource: s3.amazonaws.com, event.eventName: PutBucketVersioning, event.requestParameters.VersioningConfiguration.Status: Suspended }",
    ),
  },
  { why: "a match that names a source", rule: event("event.eventSource: iam.amazonaws.com\noutcome: success") },
  { why: "a branch that names a source", rule: event("or:\n  - event.eventName: StopLogging\n  - event.eventSource: iam.amazonaws.com") },
  {
    why: "values of a record that AWS documents",
    rule: event("event.eventName: DeleteUser\nevent.userIdentity.type: [IAMUser, Root]\nevent.eventCategory: Management"),
  },
  {
    why: "guards against absence that the language asks for",
    rule: event("event.eventName: DeleteUser", 'unless:\n  actor.roleArn: { exists: true, notGlob: "arn:*:role/emergency/*" }\n  actor.isRoot: false\n'),
  },
  { why: "bounds that leave room", rule: "resource: account\nrequire:\n  account.passwordPolicy.minimumPasswordLength: { gte: 8, lt: 128 }\n" },
  { why: "globs that overlap in part", rule: event('event.eventName: { glob: "Delete*" }\nand: [{ event.eventName: { glob: "*User" } }]') },
  {
    why: "lists, maps, answers and texts as the API has them",
    rule: event(
      "or:\n  - { event.eventSource: iam.amazonaws.com, event.eventName: CreateUser, event.requestParameters.tags: { any: { key: team } } }\n  - { event.eventSource: sts.amazonaws.com, event.eventName: AssumeRole, event.requestParameters.transitiveTagKeys: { contains: team } }\n  - { event.eventSource: kms.amazonaws.com, event.eventName: Decrypt, event.requestParameters.encryptionContext.team: x }\n  - { event.eventSource: iam.amazonaws.com, event.eventName: CreateAccessKey, event.responseElements.accessKey.status: Active }\n  - { event.eventSource: iam.amazonaws.com, event.eventName: CreateUser, event.requestParameters.tags: { count: { gte: 1 } } }\n  - { event.eventSource: iam.amazonaws.com, event.eventName: CreateUser, event.requestParameters.tags: null }",
    ),
  },
  {
    why: "elements that need not be the same",
    rule: user("user.accessKeys: { any: { active: true } }\nand: [{ user.accessKeys: { any: { lastUsedAt: { exists: false } } } }]"),
  },
  { why: "ages with room between them", rule: "resource: accessKey\nrequire:\n  accessKey.createdAt: { olderThan: 1d, newerThan: 90d }\n" },
  { why: "numbers that may be fractions", rule: event("event.eventName: StopLogging\nevent.additionalEventData.bytesTransferredIn: { gt: 8, lt: 9 }") },
  {
    why: "two branches that share a clause",
    rule: event("or:\n  - event.eventName: DeleteUser\n    outcome: success\n  - event.eventName: DeleteRole\n    outcome: success"),
  },
  { why: "unless within match", rule: event("event.eventName: [DeleteUser, DeleteRole]", "unless: { event.eventName: DeleteRole }\n") },
  {
    why: "names in message, steps and other lets",
    rule: event(
      "event.eventName: DeleteUser",
      'params:\n  team: { type: string, default: a, description: d }\nlet:\n  who: { var: event.requestParameters.userName }\n  u: { lookup: [user, { var: who }] }\nevidence: [u.arn]\nremediation:\n  console: ["Ask {{params.team}}"]\n',
    ),
  },
  { why: "a versioned name", rule: event("event.eventSource: lambda.amazonaws.com\nevent.eventName: [CreateFunction20150331, UpdateFunctionCode20150331v2]") },
  {
    why: "names that are no operation",
    rule: event(
      "or:\n  - event.eventSource: signin.amazonaws.com\n    event.eventName: [ConsoleLogin, SwitchRole]\n  - event.eventSource: s3.amazonaws.com\n    event.eventName: PutBucketPublicAccessBlock\n  - event.eventSource: kms.amazonaws.com\n    event.eventName: RotateKey",
    ),
  },
  { why: "a service whose signing name is its source", rule: event("event.eventSource: ses.amazonaws.com\nevent.eventName: VerifyEmailIdentity") },
  {
    why: "fields of services that follow no model",
    rule: event("event.eventSource: s3.amazonaws.com\nevent.eventName: DeleteBucket\nevent.requestParameters.bucketName: logs"),
  },
  {
    why: "a parameter that one of two events has",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: [CreateUser, CreateGroup]\nevent.requestParameters.groupName: admins"),
  },
  {
    why: "values of members of requests as the API has them",
    rule: event(
      "or:\n  - { event.eventSource: cloudtrail.amazonaws.com, event.eventName: UpdateTrail, event.requestParameters.isMultiRegionTrail: { isNot: true } }\n  - { event.eventSource: sts.amazonaws.com, event.eventName: AssumeRole, event.requestParameters.durationSeconds: { gt: 3600 } }\n  - { event.eventSource: sts.amazonaws.com, event.eventName: AssumeRole, event.requestParameters.transitiveTagKeys: { contains: team } }\n  - { event.eventSource: iam.amazonaws.com, event.eventName: UpdateAccessKey, event.requestParameters.status: [Active, Inactive] }\n  - { event.eventSource: iam.amazonaws.com, event.eventName: UpdateAccessKey, event.requestParameters.status: null }",
    ),
  },
  {
    why: "values that records are known to write in another type than the API",
    rule: event(
      'or:\n  - { event.eventSource: ec2.amazonaws.com, event.eventName: CreateVolume, event.requestParameters.size: "80" }\n  - { event.eventSource: appsync.amazonaws.com, event.eventName: GetIntrospectionSchema, event.requestParameters.format: json }\n  - { event.eventSource: servicecatalog-appregistry.amazonaws.com, event.eventName: ListApplications, event.requestParameters.maxResults: "100" }\n  - { event.eventSource: s3.amazonaws.com, event.eventName: PutBucketPublicAccessBlock, event.requestParameters.PublicAccessBlockConfiguration.BlockPublicAcls: "false" }',
    ),
  },
  {
    why: "a parameter that one of the events of a glob has",
    rule: event('event.eventSource: iam.amazonaws.com\nevent.eventName: { glob: "Create*" }\nevent.requestParameters.groupName: admins'),
  },
  {
    why: "a parameter of a service some of whose events are unknown",
    rule: event('event.eventSource: cloudwatch.amazonaws.com\nevent.eventName: { glob: "Put*" }\nevent.requestParameters.alarmNam: a'),
  },
  {
    why: "what stands for parameters that were too large",
    rule: event("event.eventSource: iam.amazonaws.com\nevent.eventName: PutUserPolicy\nevent.requestParameters.omitted: true"),
  },
  {
    why: "names that begin with several capitals, in either spelling",
    rule: event(
      'event.eventSource: iam.amazonaws.com\nevent.eventName: DeleteSAMLProvider\nor: [{ event.requestParameters.sAMLProviderArn: "arn:aws:iam::111122223333:saml-provider/a" }, { event.requestParameters.samlProviderArn: a }]',
    ),
  },
  { why: "a call of a service whose records have another name", rule: step("cloudwatch:PutMetricAlarm", "AlarmName: a") },
  { why: "a call with members at several depths", rule: step("s3:PutBucketVersioning", "Bucket: a, VersioningConfiguration: { Status: Enabled }") },
  { why: "a call of a service without a model of members", rule: step("ec2:RevokeSecurityGroupIngress", "GroupId: a") },
  { why: "an anchor on who acted", rule: event("actor.isRoot: true\nevent.readOnly: { isNot: true }") },
  { why: "an anchor on the kind of change", rule: event("change.kind: { isNot: none }\noutcome: success") },
  { why: "an anchor on the error", rule: event('event.errorCode: { glob: "*UnauthorizedOperation" }') },
  { why: "an anchor on a decoy", rule: event("event.requestParameters.bucketName: passwords-backup") },
  { why: "an anchored glob of names", rule: event('event.eventSource: iam.amazonaws.com\nevent.eventName: { glob: "Delete*" }') },
  { why: "an expression that is no glob", rule: user('user.name: { matches: "^(a|b)[0-9]+$" }') },
  { why: "a glob among plain texts", rule: user('user.name: { glob: [ana, "svc-*"] }') },
];
