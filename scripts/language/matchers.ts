import type { ResourceKind } from "../../schemas/index.ts";

/** A condition, and resources to ask it of, each as the flow map that stands on the page. */
export interface Example {
  kind: ResourceKind;
  condition: string;
  given: string[];
}

/** What the engine's table of operators does not tell of a matcher. */
export interface MatcherEntry {
  /** Where the operator table has no entry: what it stands on, takes, means, and says on null. */
  subject?: string;
  operand?: string;
  meaning?: string;
  onNull?: string;
  remark?: string;
  examples: Example[];
  /** A test on a path that may be null, in a rule on users, and its like in a rule on events: the checker is asked where it wants absence said. */
  onNullable: { user: string; event: string };
}

const UNKNOWN = "{ $unknown: AccessDenied }";

const onText = (matcher: string) => ({ user: `user.permissionsBoundaryArn: ${matcher}`, event: `actor.sourceIdentity: ${matcher}` });
const onNumber = (matcher: string) => ({
  user: `account.passwordPolicy.maxPasswordAge: ${matcher}`,
  event: `change.passwordPolicyAfter.maxPasswordAge: ${matcher}`,
});
const onTime = (matcher: string) => ({ user: `user.passwordLastUsedAt: ${matcher}`, event: `change.user.passwordLastUsedAt: ${matcher}` });
const onList = (matcher: string) => ({ user: `user.permissionsBoundary.grants: ${matcher}`, event: `change.after.grants: ${matcher}` });

const order = (name: string, meaning?: string): MatcherEntry => ({
  ...(meaning === undefined ? {} : { remark: meaning }),
  examples: [
    {
      kind: "account",
      condition: `account.passwordPolicy.maxPasswordAge: { ${name}: 90 }`,
      given: [60, 90, 120, null]
        .map((value) => `{ passwordPolicy: { maxPasswordAge: ${value} } }`)
        .concat("{ passwordPolicy: null }", `{ passwordPolicy: ${UNKNOWN} }`),
    },
  ],
  onNullable: onNumber(`{ ${name}: 90 }`),
});

const age = (name: string): MatcherEntry => ({
  examples: [
    {
      kind: "user",
      condition: `user.passwordLastUsedAt: { ${name}: 90d }`,
      given: ["91d ago", "90d ago", "1d ago", "in 1d", null, UNKNOWN].map((value) => `{ passwordLastUsedAt: ${value} }`),
    },
  ],
  onNullable: onTime(`{ ${name}: 90d }`),
});

const quantifier = (name: string): Pick<MatcherEntry, "examples" | "onNullable"> => ({
  examples: [
    {
      kind: "user",
      condition: `user.accessKeys: { ${name}: { active: true } }`,
      given: ["[]", "[on]", "[off]", "[on, off]", "[unsure]", "[on, unsure]", "[off, unsure]", "[on, more]", "[off, more]", UNKNOWN],
    },
  ],
  onNullable: onList(`{ ${name}: "iam:passrole" }`),
});

/** Every matcher, in the order of the language's table. */
export const MATCHER_ENTRIES: Record<string, MatcherEntry> = {
  is: {
    remark: "A bare value says the same: `user.mfaActive: true`. Nothing is converted: text is never equal to a number.",
    examples: [
      { kind: "user", condition: "user.mfaActive: { is: true }", given: ["{ mfaActive: true }", "{ mfaActive: false }", `{ mfaActive: ${UNKNOWN} }`] },
    ],
    onNullable: onText("x"),
  },
  isNot: {
    examples: [
      {
        kind: "user",
        condition: 'user.permissionsBoundaryArn: { isNot: "arn:aws:iam::111122223333:policy/limit" }',
        given: ['"arn:aws:iam::111122223333:policy/limit"', '"arn:aws:iam::111122223333:policy/other"', null, UNKNOWN].map(
          (value) => `{ permissionsBoundaryArn: ${value} }`,
        ),
      },
    ],
    onNullable: onText("{ isNot: x }"),
  },
  in: {
    remark: "A bare list says the same: `user.path: [/svc/, /ci/]`.",
    examples: [
      {
        kind: "accessKey",
        condition: "accessKey.lastUsedService: { in: [null, sts] }",
        given: ["sts", "iam", null, UNKNOWN].map((value) => `{ lastUsedService: ${value} }`),
      },
      {
        kind: "user",
        condition: "user.permissionsBoundaryArn: { in: { var: user.attachedPolicyArns } }",
        given: [
          "{ permissionsBoundaryArn: a, attachedPolicyArns: [a, b] }",
          "{ permissionsBoundaryArn: c, attachedPolicyArns: [a, b] }",
          "{ permissionsBoundaryArn: a, attachedPolicyArns: [a, { $unknown: Throttled }] }",
          "{ permissionsBoundaryArn: c, attachedPolicyArns: [a, { $unknown: Throttled }] }",
        ],
      },
    ],
    onNullable: onText("[x, y]"),
  },
  notIn: {
    examples: [
      {
        kind: "accessKey",
        condition: "accessKey.lastUsedService: { notIn: [iam, sts] }",
        given: ["iam", "s3", null, UNKNOWN].map((value) => `{ lastUsedService: ${value} }`),
      },
    ],
    onNullable: onText("{ notIn: [x, y] }"),
  },
  lt: order("lt"),
  lte: order("lte"),
  gt: order("gt"),
  gte: order("gte", "Times are compared as instants, whatever their offset: `user.createdAt: { gte: 2020-01-01T00:00:00Z }`."),
  contains: {
    remark: "On the actions of a statement it draws the warning RV052: `iam:*` grants `iam:PassRole` and does not contain it.",
    examples: [
      {
        kind: "user",
        condition: "user.groupArns: { contains: a }",
        given: ["[a, b]", "[b]", "[]", "[a, { $unknown: Throttled }]", "[b, { $unknown: Throttled }]", UNKNOWN].map((value) => `{ groupArns: ${value} }`),
      },
      {
        kind: "accessKey",
        condition: "accessKey.lastUsedService: { contains: code }",
        given: ["codecommit", "sts", null].map((value) => `{ lastUsedService: ${value} }`),
      },
    ],
    onNullable: onText("{ contains: x }"),
  },
  glob: {
    examples: [
      { kind: "user", condition: "user.path: { glob: [/svc/*, /c?/] }", given: ["/svc/a/b/", "/ci/", "/CI/", "/"].map((value) => `{ path: ${value} }`) },
    ],
    onNullable: onText('{ glob: "x*" }'),
  },
  notGlob: {
    examples: [
      {
        kind: "accessKey",
        condition: 'accessKey.lastUsedService: { notGlob: "code*" }',
        given: ["codecommit", "s3", null, UNKNOWN].map((value) => `{ lastUsedService: ${value} }`),
      },
    ],
    onNullable: onText('{ notGlob: "x*" }'),
  },
  matches: {
    remark: "It searches: write `^` and `$` to match the whole. RE2 has no look-around and no back-references, and its time is linear.",
    examples: [{ kind: "user", condition: 'user.path: { matches: "^/(svc|ci)/" }', given: ["/svc/a/", "/x/svc/", "/"].map((value) => `{ path: ${value} }`) }],
    onNullable: onText('{ matches: "x+" }'),
  },
  cidr: {
    remark: "IPv4 and IPv6. CloudTrail writes a service's name where a service called: that lies in no block.",
    examples: [
      {
        kind: "event",
        condition: "actor.ip: { cidr: [10.0.0.0/8, 2001:db8::/32] }",
        given: ["10.1.2.3", "192.0.2.1", '"2001:db8::1"', "cloudtrail.amazonaws.com", null].map((value) => `{ sourceIPAddress: ${value} }`),
      },
    ],
    onNullable: onText("{ cidr: 10.0.0.0/8 }"),
  },
  olderThan: age("olderThan"),
  newerThan: age("newerThan"),
  exists: {
    subject: "any value, object, list or reference",
    operand: "true or false",
    meaning: "`true`: known to be there; `false`: known not to be there",
    onNull: "`exists: true` false, `exists: false` true",
    remark:
      "An open list exists, and so does a resource whose id is known and whose contents are not; a comparison with null (`is: null`, JsonLogic `===`) is unknown there.",
    examples: [
      {
        kind: "account",
        condition: "account.passwordPolicy: { exists: true }",
        given: ["{ passwordPolicy: { requireSymbols: true } }", "{ passwordPolicy: null }", `{ passwordPolicy: ${UNKNOWN} }`],
      },
      {
        kind: "account",
        condition: "account.passwordPolicy: { exists: false }",
        given: ["{ passwordPolicy: { requireSymbols: true } }", "{ passwordPolicy: null }", `{ passwordPolicy: ${UNKNOWN} }`],
      },
    ],
    onNullable: onText("{ exists: true }"),
  },
  default: {
    subject: "a value or list that may be null",
    operand: "a plain value or list, and beside it the matcher that tests it",
    meaning: "null becomes this value before the other matchers of the map are asked",
    onNull: "what they say of the value",
    remark: "It never stands in for an unknown.",
    examples: [
      {
        kind: "account",
        condition: "account.passwordPolicy.maxPasswordAge: { default: 365, lte: 90 }",
        given: [60, 120, null].map((value) => `{ passwordPolicy: { maxPasswordAge: ${value} } }`).concat(`{ passwordPolicy: ${UNKNOWN} }`),
      },
    ],
    onNullable: onNumber("{ default: 365, lte: 90 }"),
  },
  any: {
    subject: "list",
    operand: "a condition on an element; on plain elements a value, a list or a matcher",
    meaning: "holds of one element at the least",
    onNull: "false",
    ...quantifier("any"),
  },
  every: {
    subject: "list",
    operand: "as any",
    meaning: "holds of each element; of an empty list as well",
    onNull: "true",
    ...quantifier("every"),
  },
  none: {
    subject: "list",
    operand: "as any",
    meaning: "holds of no element; of an empty list as well",
    onNull: "true",
    ...quantifier("none"),
  },
  count: {
    subject: "list",
    operand: "a number; a map of `is isNot in notIn lt lte gt gte`; with `where`, a condition on what is counted",
    meaning: "the number of elements, or of those for which `where` holds, passes the test",
    onNull: "counts 0",
    remark: "Of an open list only a least number is known: it is decided if every number from there on gives the same answer.",
    examples: [
      {
        kind: "user",
        condition: "user.accessKeys: { count: { where: { active: true }, lte: 1 } }",
        given: ["[]", "[on]", "[on, on]", "[on, unsure]", "[off, unsure]", "[on, more]", "[on, on, more]", UNKNOWN],
      },
    ],
    onNullable: onList("{ count: { gte: 1 } }"),
  },
};

/** Shorthand of the tables of `any`, `every`, `none` and `count`: what each name stands for among a user's access keys. */
export const ELEMENTS: Record<string, unknown> = {
  on: { active: true },
  off: { active: false },
  unsure: { active: { $unknown: "AccessDenied" } },
  more: { $unknown: "Throttled" },
};

/** A condition written in JsonLogic, and the same in field form; both must lower to one logic. */
export const JSON_LOGIC_ENTRIES: [operator: string, kind: ResourceKind, logic: string, field: string][] = [
  ["var", "user", "{ var: user.mfaActive }", "{ user.mfaActive: true }"],
  ["and", "user", "{ and: [{ var: user.mfaActive }, { var: user.passwordEnabled }] }", "{ user.mfaActive: true, user.passwordEnabled: true }"],
  ["or", "user", "{ or: [{ var: user.mfaActive }, { var: user.passwordEnabled }] }", "{ or: [{ user.mfaActive: true }, { user.passwordEnabled: true }] }"],
  ["!", "user", '{ "!": [{ var: user.mfaActive }] }', "{ not: { user.mfaActive: true } }"],
  ["===", "user", '{ "===": [{ var: user.path }, /svc/] }', "{ user.path: /svc/ }"],
  ["!==", "user", '{ "!==": [{ var: user.path }, /svc/] }', "{ user.path: { isNot: /svc/ } }"],
  ["<", "policy", '{ "<": [{ var: policy.versionCount }, 5] }', "{ policy.versionCount: { lt: 5 } }"],
  ["<=", "policy", '{ "<=": [1, { var: policy.versionCount }, 4] }', "{ and: [{ policy.versionCount: { gte: 1 } }, { policy.versionCount: { lte: 4 } }] }"],
  [">", "policy", '{ ">": [{ var: policy.versionCount }, 1] }', "{ policy.versionCount: { gt: 1 } }"],
  [">=", "policy", '{ ">=": [{ var: policy.versionCount }, 1] }', "{ policy.versionCount: { gte: 1 } }"],
  ["in", "user", "{ in: [{ var: user.path }, [/svc/, /ci/]] }", "{ user.path: [/svc/, /ci/] }"],
  ["some", "user", "{ some: [{ var: user.accessKeys }, { var: active }] }", "{ user.accessKeys: { any: { active: true } } }"],
  ["none", "user", "{ none: [{ var: user.accessKeys }, { var: active }] }", "{ user.accessKeys: { none: { active: true } } }"],
  [
    "all",
    "user",
    "{ all: [{ var: user.accessKeys }, { var: active }] }",
    "{ and: [{ user.accessKeys: { count: { gt: 0 } } }, { user.accessKeys: { every: { active: true } } }] }",
  ],
];
