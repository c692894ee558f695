import { describe, expect, it } from "vitest";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { marked, ruleText } from "./harness.ts";

/** What an author wrote, with ▸ where the fault is said to be, and what the message says. */
interface AuthorFault {
  why: string;
  text: string;
  code: string;
  says: RegExp;
  /** Corrected text. */
  write?: string;
}

const user = (rest: string): string => ruleText(`resource: user\n${rest}\n`);
const event = (rest: string): string => ruleText(`resource: event\n${rest}\n`);
const policy = (rest: string): string => ruleText(`resource: policy\n${rest}\n`);

const account = (rest: string): string => ruleText(`resource: account\n${rest}\n`);
const accessKey = (rest: string): string => ruleText(`resource: accessKey\n${rest}\n`);
const role = (rest: string): string => ruleText(`resource: role\n${rest}\n`);

const trail = (rest: string): string => ruleText(`resource: trail\n${rest}\n`);

const FAULTS: AuthorFault[] = [
  // Forms of texts.
  {
    why: "a label of a caller is compared with nothing",
    text: event('match:\n  event.eventName: DeleteUser\n  actor.label: ▸""'),
    code: "RV046",
    says: /never empty/,
  },
  {
    why: "the console is said to have made a call for another",
    text: event("match:\n  event.eventName: DeleteUser\n  actor.viaService: ▸signin.amazonaws.com"),
    code: "RV046",
    says: /never that of the console/,
  },
  {
    why: "a flag of the record is compared with a text",
    text: event(
      "params:\n  p: { type: string, default: a, description: d }\nmatch:\n  event.eventName: DeleteUser\n  event.readOnly: { is: { var: ▸params.p } }",
    ),
    code: "RV042",
    says: /`event\.readOnly` is true or false, `params\.p` is text/,
  },
  {
    why: "an alias of a key is never kept",
    text: trail("require:\n  trail.kmsKeyId: ▸alias/trail"),
    code: "RV046",
    says: /AWS keeps the ARN of the key itself\.$/,
  },
  {
    why: "an id of a key is in small letters",
    text: user("require:\n  user.accessKeyIds: { none: { is: ▸akiaiosfodnn7example } }"),
    code: "RV046",
    says: /Write `AKIAIOSFODNN7EXAMPLE`\.$/,
    write: "AKIAIOSFODNN7EXAMPLE",
  },
  {
    why: "an id of a key has small letters behind its prefix",
    text: user("require:\n  user.accessKeyIds: { none: { is: ▸AKIAiosfodnn7example } }"),
    code: "RV046",
    says: /Write `AKIAIOSFODNN7EXAMPLE`\.$/,
    write: "AKIAIOSFODNN7EXAMPLE",
  },
  {
    why: "a path of ids holds no name",
    text: account("require:\n  account.ouPath: { contains: ▸Production }"),
    code: "RV046",
    says: /none contains `Production`\. Such|none contains `Production`\.$/,
  },
  {
    why: "an id in a path is in capitals",
    text: account("require:\n  account.ouPath: { contains: ▸OU-AB12-11111111 }"),
    code: "RV046",
    says: /Write `ou-ab12-11111111`\.$/,
    write: "ou-ab12-11111111",
  },
  {
    why: "a member of an element of a record is named as a root is",
    text: event("match:\n  event.eventName: CreateTrustAnchor\n  event.requestParameters.notificationSettings: { any: { event: ▸CA_CERTIFICATE_EXPIRY } }"),
    code: "RV041",
    says: /For the member of the element write `item\.event`\.$/,
  },
  {
    why: "a list of references contains a name",
    text: user("require:\n  user.groups: { ▸contains: admins }"),
    code: "RV041",
    says: /Ask about its elements with any, every, none or count\.$/,
  },
  // Lists, and what has members of them.
  {
    why: "the list of all stands for the one that is judged",
    text: user("require:\n  ▸users.mfaActive: true"),
    code: "RV032",
    says: /Did you mean `user\.mfaActive`\?$/,
    write: "user.mfaActive: true",
  },
  {
    why: "the list of all, with an index, stands for the one that is judged",
    text: user("require:\n  ▸users[0].mfaActive: true"),
    code: "RV032",
    says: /an index of a list says .* Ask about its elements: `users: \{ any: \{ mfaActive: … \} \}`\.$/,
    write: "users: { any: { mfaActive: true } }",
  },
  {
    why: "a member of the list of all is misspelt",
    text: user("require:\n  ▸users.mfaActiv: true"),
    code: "RV032",
    says: /Did you mean `user\.mfaActive`\?$/,
    write: "user.mfaActive: true",
  },
  {
    why: "the list of all stands for the one that is referred to",
    text: accessKey("require:\n  ▸users.mfaActive: true"),
    code: "RV032",
    says: /Did you mean `accessKey\.user\.mfaActive`\?$/,
    write: "accessKey.user.mfaActive: true",
  },
  {
    why: "the list of all stands for the ones that are referred to",
    text: user("require:\n  ▸groups.name: admins"),
    code: "RV032",
    says: /Did you mean `user\.groups: \{ any: \{ name: … \} \}`\?$/,
    write: "user.groups: { any: { name: admins } }",
  },
  {
    why: "a map stands for the one that is judged",
    text: user("require:\n  users: { ▸mfaActive: true }"),
    code: "RV040",
    says: /Did you mean `user\.mfaActive`\?$/,
  },
  {
    why: "the list of all is named where nothing leads to one of them",
    text: role("require:\n  ▸users.mfaActive: true"),
    code: "RV032",
    says: /`users: \{ any: \{ mfaActive: … \} \}`\. For one user name it in let: \{ lookup: \[user, …\] \}\.$/,
  },
  {
    why: "a list is asked in a rule on the account",
    text: account("require:\n  ▸users.mfaActive: true"),
    code: "RV032",
    says: /`users: \{ any: \{ mfaActive: … \} \}`\.$/,
  },
  {
    why: "the root of another kind is a reference",
    text: user("require:\n  ▸group.name: admins"),
    code: "RV030",
    says: /write `user\.groups: \{ any: \{ name: … \} \}`\.$/,
  },
  {
    why: "the root of another kind cannot be looked up",
    text: user("require:\n  ▸analyzer.status: ACTIVE"),
    code: "RV030",
    says: /Ask about all of them: `analyzers: \{ any: … \}`\.$/,
  },
  {
    why: "a path goes through two lists",
    text: user("require:\n  ▸user.groups.members.name: ana"),
    code: "RV032",
    says: /`user\.groups: \{ any: \{ members: \{ any: \{ name: … \} \} \} \}`\.$/,
    write: "user.groups: { any: { members: { any: { name: ana } } } }",
  },
  {
    why: "an element has another name for it",
    text: user("require:\n  ▸user.groups.groupName: x"),
    code: "RV032",
    says: /Did you mean `user\.groups: \{ any: \{ name: … \} \}`\?$/,
  },
  { why: "no element has such a name", text: user("require:\n  ▸user.groups.foo: x"), code: "RV032", says: /`user\.groups: \{ any: … \}`\. Each has `arn`,/ },
  {
    why: "an element is a text",
    text: user("require:\n  ▸user.attachedPolicyArns.arn: x"),
    code: "RV032",
    says: /`user\.attachedPolicyArns: \{ any: … \}`\.$/,
  },
  {
    why: "a member of elements stands in a message",
    text: user("require:\n  user.mfaActive: true\nevidence: [▸user.groups.name]"),
    code: "RV032",
    says: /in a condition: `user\.groups: \{ any: \{ name: … \} \}`\.$/,
  },
  {
    why: "a field of elements is a matcher",
    text: user("require:\n  user.groups: { ▸name: admins }"),
    code: "RV040",
    says: /write `user\.groups: \{ any: \{ name: … \} \}`\.$/,
  },
  {
    why: "a resource's field that there is not is a matcher",
    text: accessKey("require:\n  accessKey.user: { ▸colour: red }"),
    code: "RV040",
    says: /`accessKey\.user` has .*`mfaActive`/,
  },
  {
    why: "a wildcard stands for the members of a request",
    text: event("match:\n  ▸event.requestParameters.*: x"),
    code: "RV032",
    says: /is an object, and a path names one of its members\.$/,
  },
  {
    why: "an index stands for a member of a request",
    text: event("match:\n  ▸event.requestParameters.0: x"),
    code: "RV032",
    says: /is an object, and a path names one of its members\.$/,
  },
  {
    why: "an index stands behind a text of the record",
    text: event("match:\n  ▸event.eventName.0: x"),
    code: "RV032",
    says: /is text and has no field `0`\.$/,
  },
  // Tags.
  {
    why: "a tag is a field",
    text: user("require:\n  ▸user.tags.owner: platform"),
    code: "RV032",
    says: /`user\.tags: \{ any: \{ key: owner \} \}`/,
    write: "user.tags: { any: { key: owner, value: platform } }",
  },
  {
    why: "a tag is a field that exists",
    text: user("require:\n  ▸user.tags.cost-center: { exists: true }"),
    code: "RV032",
    says: /any: \{ key: cost-center \}/,
    write: "user.tags: { any: { key: cost-center } }",
  },
  {
    why: "a tag is a field, with the matcher as a word",
    text: user("require:\n  ▸user.tags.CostCenter: exists"),
    code: "RV032",
    says: /any: \{ key: CostCenter \}/,
    write: "user.tags: { any: { key: CostCenter } }",
  },
  {
    why: "a tag must not be there",
    text: user("require:\n  ▸user.tags.owner: { exists: false }"),
    code: "RV032",
    says: /key: owner/,
    write: "user.tags: { none: { key: owner } }",
  },
  { why: "a tag is not this", text: user("require:\n  ▸user.tags.owner: { isNot: x }"), code: "RV032", says: /key: owner/ },
  { why: "a tag is a matcher", text: user("require:\n  user.tags: { ▸owner: x }"), code: "RV040", says: /\{ any: \{ key: owner \} \}/ },
  {
    why: "a tag is a member of an element",
    text: user("require:\n  user.tags: { any: { ▸owner: x } }"),
    code: "RV030",
    says: /`key`, `value`.*key: owner, value:/,
  },
  {
    why: "a tag has the names of the API",
    text: user("require:\n  user.tags: { any: { ▸Key: owner } }"),
    code: "RV030",
    says: /Did you mean `key`\?$/,
    write: "key",
  },
  ...["user.tags[owner]", "user.tags['owner']"].map((path) => ({
    why: `a tag stands in brackets, ${path}`,
    text: user(`require:\n  ▸${path}: platform`),
    code: "RV032",
    says: /`user\.tags: \{ any: \{ key: owner \} \}`/,
    write: "user.tags: { any: { key: owner, value: platform } }",
  })),
  { why: "a tag is contained", text: user("require:\n  user.tags: { ▸contains: owner }"), code: "RV041", says: /any: \{ key: owner \}/ },
  // Parameters.
  ...[
    ["90d", "{ type: duration, default: 90d, description: … }"],
    ["owner", "{ type: string, default: owner, description: … }"],
    ["3", "{ type: integer, default: 3, description: … }"],
    ["true", "{ type: boolean, default: true, description: … }"],
    ["[a, b]", "{ type: array, items: { type: string }, default: [a, b], description: … }"],
  ].map(([value = "", declared = ""]) => ({
    why: `a parameter is only its value, ${value}`,
    text: user(`params:\n  limit: ▸${value}\nrequire: { user.mfaActive: true }`),
    code: "RV012",
    says: new RegExp(`must be a map.*Declare it: ${declared.replaceAll(/[{}[\]]/g, "\\$&")}\\.$`),
  })),
  {
    why: "a parameter has a type of another language",
    text: user("params:\n  limit: { type: ▸list, items: { type: string }, default: [], description: Names }\nrequire: { user.mfaActive: true }"),
    code: "RV012",
    says: /Did you mean `array`\?$/,
    write: "array",
  },
  {
    why: "a parameter of an age stands in braces",
    text: user(
      "params:\n  limit: { type: duration, default: 90d, description: Oldest }\nrequire:\n  user.passwordLastUsedAt: { exists: true, newerThan: ▸'{{params.limit}}' }",
    ),
    code: "RV063",
    says: /write \{ var: params\.limit \}/,
    write: "{ var: params.limit }",
  },
  {
    why: "a parameter of an age is text",
    text: user(
      "params:\n  limit: { type: string, default: 90d, description: Oldest }\nrequire:\n  user.passwordLastUsedAt: { exists: true, newerThan: { var: ▸params.limit } }",
    ),
    code: "RV042",
    says: /`params\.limit` has type string: declare it with type: duration\.$/,
  },
  // Names within elements.
  {
    why: "an element lacks a name",
    text: policy("require:\n  policy.statements: { none: { ▸efect: Allow } }"),
    code: "RV030",
    says: /^`efect` is not a field of the element\. Its fields are `sid`, `effect`, .*Did you mean `effect`\?$/,
    write: "effect",
  },
  { why: "an element is text", text: user("require:\n  user.groupArns: { any: { ▸name: x } }"), code: "RV030", says: /element is text.*glob/ },
  // The two sorts of rules.
  { why: "match in a state rule", text: user("▸match: { user.mfaActive: false }"), code: "RV015", says: /meaning turns round.*require: \{ not:/ },
  {
    why: "unless in a state rule",
    text: user("require: { user.mfaActive: true }\n▸unless: { user.path: /x/ }"),
    code: "RV015",
    says: /meaning turns round.*applies/,
  },
  { why: "require in an event rule", text: event("▸require: { outcome: success }"), code: "RV015", says: /meaning turns round.*match: \{ not:/ },
  {
    why: "events in an event rule",
    text: event("match:\n  outcome: denied\n  ▸events: { count: { gte: 10 } }"),
    code: "RV030",
    says: /sees one record.*cannot count.*count the rule's findings/,
  },
  { why: "records in a state rule", text: user("require:\n  ▸events: { count: 0 }"), code: "RV030", says: /reads no records.*resource: event/ },
  { why: "an actor in a state rule", text: user("require:\n  ▸actor.arn: x"), code: "RV030", says: /root of event rules.*resource: event/ },
  { why: "an account's id in one word", text: user('require:\n  ▸accountId: "1"'), code: "RV030", says: /Did you mean `account\.id`/, write: "account.id" },
  { why: "an account's id in a record", text: event('match:\n  ▸accountId: "1"'), code: "RV030", says: /event\.recipientAccountId/ },
  // Times.
  { why: "a month is 13", text: user("require:\n  user.createdAt: { lt: ▸2025-13-01 }"), code: "RV044", says: /There is no month 13\./ },
  { why: "a month is 0", text: user("require:\n  user.createdAt: { lt: ▸2025-00-01T00:00:00Z }"), code: "RV044", says: /There is no month 0\./ },
  { why: "a day is 32", text: user("require:\n  user.createdAt: { lt: ▸2025-01-32 }"), code: "RV044", says: /There is no day 32\./ },
  { why: "a day is not in February", text: user("require:\n  user.createdAt: { lt: ▸2025-02-29 }"), code: "RV044", says: /There is no day 29 in 2025-02\./ },
  { why: "an hour is 25", text: user('require:\n  user.createdAt: { lt: ▸"2025-01-31T25:00:00Z" }'), code: "RV044", says: /There is no hour 25\./ },
  { why: "a minute is 61", text: user('require:\n  user.createdAt: { lt: ▸"2025-01-31T01:61:00Z" }'), code: "RV044", says: /There is no minute 61\./ },
  {
    why: "a time has a space",
    text: user('require:\n  user.createdAt: { lt: ▸"2025-01-31 10:00" }'),
    code: "RV044",
    says: /RFC 3339/,
    write: "2025-01-31T10:00:00Z",
  },
  ...(
    [
      ["90 days", "90d"],
      ["2 weeks", "14d"],
      ["12 hours", "12h"],
      ["3600s", "60m"],
      ["P90D", "90d"],
      ["PT30M", "30m"],
      ["90D", "90d"],
      ['"90"', "90d"],
    ] as const
  ).map(([given, write]) => ({
    why: `a duration is ${given}`,
    text: accessKey(`require:\n  accessKey.createdAt: { newerThan: ▸${given} }`),
    code: "RV044",
    says: /takes a duration/,
    write,
  })),
  ...["3 months", "P1M", "90s", "soon"].map((given) => ({
    why: `no length is certain of ${given}`,
    text: accessKey(`require:\n  accessKey.createdAt: { newerThan: ▸${given} }`),
    code: "RV044",
    says: /takes a duration/,
  })),
  {
    why: "the default of a duration is in words",
    text: accessKey(
      "params: { age: { type: duration, default: ▸90 days, description: d } }\nrequire:\n  accessKey.createdAt: { newerThan: { var: params.age } }",
    ),
    code: "RV071",
    says: /must be a duration/,
    write: "90d",
  },
  {
    why: "the default of a flag stands in quotes",
    text: user('params: { on: { type: boolean, default: ▸"True", description: d } }\nrequire:\n  user.mfaActive: { is: { var: params.on } }'),
    code: "RV071",
    says: /must be true or false/,
    write: "true",
  },
  {
    why: "the default of a source is in capitals",
    text: event("params: { of: { type: string, default: ▸IAM.amazonaws.com, description: d } }\nmatch:\n  event.eventSource: { is: { var: params.of } }"),
    code: "RV071",
    says: /must be an event source/,
    write: "iam.amazonaws.com",
  },
  // Texts that are paths.
  ...(
    [
      ["{ isNot: ▸actor.name }", "{ var: actor.name }"],
      ["▸actor.name", "{ is: { var: actor.name } }"],
      ['▸"{actor.name}"', "{ is: { var: actor.name } }"],
      ['▸"{{ actor.name"', "{ is: { var: actor.name } }"],
      ['▸"role-{actor.name}-x"', '{ is: { text: "role-{{actor.name}}-x" } }'],
      ['{ glob: ▸"*{{actor.name}*" }', '{ text: "*{{actor.name}}*" }'],
      ["{ in: [deploy, ▸actor.name] }", '{ text: "{{actor.name}}" }'],
      ["{ contains: ▸account.id }", "{ var: account.id }"],
    ] as const
  ).map(([test, write]) => ({
    why: `a path is compared as a text: ${test}`,
    text: event(`match:\n  event.eventName: DeleteRole\n  event.requestParameters.roleName: ${test}`),
    code: "RV063",
    says: /This compares with the text/,
    write,
  })),
  {
    why: "a parameter is compared as a text",
    text: user("params: { names: { type: string, default: ann, description: d } }\nrequire:\n  user.name: ▸params.names"),
    code: "RV063",
    says: /write \{ is: \{ var: params\.names \} \}/,
    write: "{ is: { var: params.names } }",
  },
  {
    why: "a number in quotes is compared by size in a record",
    text: event('match:\n  event.eventName: UpdateRole\n  event.requestParameters.maxSessionDuration: { gt: ▸"3600" }'),
    code: "RV042",
    says: /compares numbers and times, and "3600" is text\. Write 3600, without quotes\./,
    write: "3600",
  },
  {
    why: "a built text is none of an enumeration",
    text: ruleText('resource: mfaDevice\nrequire:\n  mfaDevice.type: { is: ▸{ text: "virtual-{{account.id}}" } }\n'),
    code: "RV046",
    says: /is one of .*virtual/,
  },
  {
    why: "a built ARN is of no partition",
    text: user('require:\n  user.arn: { is: ▸{ text: "arn:aws-china:iam::{{account.id}}:user/x" } }'),
    code: "RV046",
    says: /is not one/,
  },
  // Words of other tools.
  {
    why: "all stands for every, in a map of one line",
    text: user("require:\n  user.groups: { ▸all: { name: x } }"),
    code: "RV040",
    says: /Write `every`, which is true of an empty list/,
    write: "count: { gte: 1 }, every",
  },
  {
    why: "all stands for every, below its path",
    text: user("require:\n  user.groups:\n    ▸all: { name: x }"),
    code: "RV040",
    says: /Write `every`/,
    write: "count: { gte: 1 }\n    every",
  },
  ...(
    [
      ["all", "RV025", "and"],
      ["every", "RV040", "and"],
      ["any", "RV040", "or"],
      ["some", "RV025", "or"],
    ] as const
  ).map(([word, code, write]) => ({
    why: `${word} joins conditions`,
    text: user(`require:\n  ▸${word}: [{ user.mfaActive: true }, { user.passwordEnabled: true }]`),
    code,
    says: /asks about the elements of a list/,
    write,
  })),
  { why: "a day has slashes", text: user("require:\n  user.createdAt: { lt: ▸2025/1/31 }"), code: "RV044", says: /RFC 3339/, write: "2025-01-31T00:00:00Z" },
  // Spaces.
  {
    why: "no space stands after a colon, and a key follows",
    text: user("require:\n  ▸user.mfaActive:true\n  user.path: /x/"),
    code: "RV001",
    says: /space is missing after the colon in column 17/,
    write: "user.mfaActive: true",
  },
  {
    why: "no space stands after the first colon",
    text: ruleText("resource: user\nrequire: { user.mfaActive: true }\n").replace("id: ", "▸id:"),
    code: "RV001",
    says: /after the colon in column 3/,
    write: "id: a-rule",
  },
  {
    why: "no space stands after a quoted value's colon",
    text: user('require:\n  ▸user.name:"x"\n  user.path: y'),
    code: "RV001",
    says: /after the colon/,
    write: 'user.name: "x"',
  },
  {
    why: "no space stands after a matcher",
    text: user("require:\n  user.name: { ▸glob:adm* }"),
    code: "RV040",
    says: /space is missing after the colon/,
    write: "glob: adm*",
  },
  {
    why: "no space stands after a dash",
    text: user("require:\n  or:\n    ▸-user.mfaActive: true\n    - user.path: /x/"),
    code: "RV001",
    says: /after the dash in column 5/,
    write: "- user.mfaActive: true",
  },
  {
    why: "a sign of equality stands for a colon",
    text: user("require:\n  ▸user.mfaActive == true"),
    code: "RV021",
    says: /Write user\.mfaActive: true/,
    write: "user.mfaActive: true",
  },
  {
    why: "a sign of inequality stands for a matcher",
    text: user("require:\n  ▸user.name != ana"),
    code: "RV021",
    says: /isNot/,
    write: "user.name: { isNot: ana }",
  },
  { why: "a prefix is asked for", text: user("require:\n  user.name: { ▸startsWith: adm }"), code: "RV040", says: /glob: "adm\*"/, write: 'glob: "adm*"' },
  // Characters.
  {
    why: "a no-break space stands after a colon",
    text: user("require:\n  ▸user.mfaActive:\u00a0true"),
    code: "RV009",
    says: /Column 18 holds U\+00A0/,
    write: "user.mfaActive: true",
  },
  {
    why: "a no-break space stands after a colon, and a key follows",
    text: user("require:\n  ▸user.mfaActive:\u00a0true\n  user.path: x"),
    code: "RV009",
    says: /Column 18 holds U\+00A0/,
    write: "user.mfaActive: true",
  },
  {
    why: "no-break spaces indent",
    text: user("require:\n▸\u00a0\u00a0user.mfaActive: true"),
    code: "RV009",
    says: /Column 1 holds U\+00A0/,
    write: "  user.mfaActive: true",
  },
  {
    why: "a letter is Cyrillic",
    text: user("require:\n  ▸user.mf\u0430Active: true"),
    code: "RV009",
    says: /Column 10 holds U\+0430 \(a Cyrillic letter that looks like `a`\)/,
    write: "user.mfaActive",
  },
  {
    why: "a letter of a matcher is Greek",
    text: user("require:\n  user.name: { ▸gl\u03bfb: x* }"),
    code: "RV009",
    says: /U\+03BF \(a Greek letter/,
    write: "glob",
  },
  {
    why: "a letter of a field is Cyrillic",
    text: user("require: { user.mfaActive: true }\n▸r\u0435ferences: [https://x.example]"),
    code: "RV009",
    says: /U\+0435/,
    write: "references",
  },
  {
    why: "a character has no width",
    text: user("require:\n  ▸user.mfa\u200bActive: true"),
    code: "RV009",
    says: /Column 11 holds U\+200B.*Delete it/,
    write: "user.mfaActive",
  },
  { why: "a value ends in a character without width", text: user("require:\n  user.mfaActive: ▸true\u200b"), code: "RV009", says: /U\+200B/, write: "true" },
  {
    why: "a colon is wide",
    text: user("require:\n  ▸user.mfaActive\uff1a true"),
    code: "RV009",
    says: /Column 17 holds U\+FF1A/,
    write: "user.mfaActive: true",
  },
  {
    why: "a comma is wide",
    text: user("▸require: { user.mfaActive: true\uff0c user.path: x }"),
    code: "RV009",
    says: /U\+FF0C/,
    write: "require: { user.mfaActive: true, user.path: x }",
  },
  { why: "quotes are curly", text: user("require:\n  user.mfaActive: ▸\u201ctrue\u201d"), code: "RV009", says: /U\+201C/, write: '"true"' },
  {
    why: "a dash is long",
    text: user("require:\n  or:\n    ▸\u2013 user.mfaActive: true\n    - user.path: x"),
    code: "RV009",
    says: /U\+2013/,
    write: "- user.mfaActive: true",
  },
  { why: "the file is UTF-16", text: "▸i\0d\0:\0 \0a\0", code: "RV001", says: /UTF-16.*Save it as UTF-8/ },
  { why: "the file is UTF-16 behind a mark", text: "▸\ufffd\ufffdi\0d\0", code: "RV001", says: /UTF-16.*Save it as UTF-8/ },
  // Lines.
  {
    why: "a condition stands in the line of its part",
    text: user("require: ▸user.mfaActive: true"),
    code: "RV001",
    says: /line of `require:`.*indent it/,
    write: "{ user.mfaActive: true }",
  },
  {
    why: "a condition is not indented",
    text: user("require:\n▸user.mfaActive: true"),
    code: "RV020",
    says: /`require:` is empty.*Indent this line/,
    write: "  user.mfaActive: true",
  },
  {
    why: "a condition of two keys is not indented",
    text: user("require:\n▸user.mfaActive: true\nuser.path:\n  glob: /x/*"),
    code: "RV020",
    says: /Indent these 2 keys/,
    write: "  user.mfaActive: true\n  user.path:\n    glob: /x/*",
  },
  {
    why: "a key is indented further",
    text: user("require:\n  user.mfaActive: true\n▸    user.path: x"),
    code: "RV001",
    says: /indented by 4 and the line above by 2/,
    write: "  user.path: x",
  },
  {
    why: "a dash is indented further",
    text: user("require:\n  or:\n  - user.mfaActive: true\n▸   - user.path: x"),
    code: "RV001",
    says: /indented by 3 and the line above by 2/,
    write: "  - user.path: x",
  },
  { why: "a tab indents", text: user("require:\n▸\tuser.mfaActive: true"), code: "RV001", says: /A tab indents.*two spaces/, write: "  user.mfaActive: true" },
  { why: "a colon is missing", text: user("require:\n  user.path: x\n  ▸user.name x"), code: "RV001", says: /colon is missing/, write: "user.name: x" },
  // Quotes and brackets.
  {
    why: "a quote is never closed",
    text: user('require: { user.mfaActive: true }\nreferences: [▸"https://x.example]'),
    code: "RV001",
    says: /opens in line \d+, column 14, and never closes/,
  },
  {
    why: "a quote closes at the next one",
    text: ruleText("resource: user\nrequire: { user.mfaActive: true }\n")
      .replace("title: A rule", 'title: ▸"A rule')
      .replace("message: found", 'message: "found"'),
    code: "RV001",
    says: /opens in line 2, column 8, and closes only in line 5/,
  },
  {
    why: "an apostrophe ends a text",
    text: ruleText("resource: user\nrequire: { user.mfaActive: true }\n").replace("A rule", "▸'Don't do it'"),
    code: "RV001",
    says: /Write '' for an apostrophe/,
    write: '"Don\'t do it"',
  },
  {
    why: "a quote stands within a text",
    text: ruleText("resource: user\nrequire: { user.mfaActive: true }\n").replace("A rule", '▸"Say "no""'),
    code: "RV001",
    says: /Write \\" for a quote/,
    write: '"Say \\"no\\""',
  },
  { why: "a brace is not closed", text: user("require: ▸{ user.mfaActive: true"), code: "RV001", says: /\{ that opens in line 7, column 10 is not closed/ },
  { why: "a bracket is closed by a brace", text: user("require:\n  user.name: { in: ▸[a, b }"), code: "RV001", says: /\[ that opens in line 8, column 20/ },
  { why: "a brace closes nothing", text: user("require: { user.mfaActive: true }▸}"), code: "RV001", says: /closes nothing/ },
];

describe("an author who", () => {
  it.each(FAULTS)("$why is shown what was done", ({ text: source, code, says, write }) => {
    const { text, line, column } = marked(source);
    const { rules, diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
    const [first] = diagnostics.filter((one) => one.code !== "RV010");
    expect(rules).toEqual([]);
    expect(first).toMatchObject({ code, line, column, severity: "error" });
    expect(first?.message).toMatch(says);
    expect(first?.suggestion).toBe(write);
  });
});

it("a literal that holds a look-alike or a character without width draws a warning, and one in another language does not", () => {
  const warned = (value: string): string[] =>
    loadRules([{ file: "a-rule.yaml", text: user(`require: { account.name: { exists: true, isNot: ${value} } }`) }]).diagnostics.map(({ code }) => code);
  expect(["\u0430dmin", "ad\u200bmin", "\u201cadmin\u201d"].map(warned)).toEqual([["RV009"], ["RV009"], ["RV009"]]);
  expect(["\u0430\u0434\u043c\u0438\u043d", "admin", "M\u00fcller", "O\u2019Reilly"].map(warned)).toEqual([[], [], [], []]);
});

it("a number that cannot be read as it is written is reported once, and not as another fault of the default", () => {
  const text = user("params:\n  p: { type: array, items: { type: integer }, default: [111122223333], description: d }\nrequire:\n  user.mfaActive: true");
  expect(loadRules([{ file: "a-rule.yaml", text }]).diagnostics.map(({ code }) => code)).toEqual(["RV007"]);
});
