import { describe, expect, it } from "vitest";
import type { Condition, Operand } from "../../../../engine/language/condition/ast.ts";
import { foldTest, type TestFold } from "../../../../engine/language/condition/fold.ts";
import { builtText } from "../../../../engine/language/condition/operands.ts";
import { conditionIn, loaded } from "./harness.ts";

/** The condition in a few words: operators and their operands, without places and types. */
function brief(condition: Condition): unknown {
  switch (condition.kind) {
    case "and":
    case "or":
      return { [condition.kind]: condition.conditions.map(brief) };
    case "not":
      return { not: brief(condition.condition) };
    case "let":
      return { let: condition.name };
    case "test":
      return [operand(condition.subject), test(condition.test)];
  }
}

type TestCondition = Extract<Condition, { kind: "test" }>;

const test = (one: TestCondition["test"]): unknown => foldTest(BRIEF, one, null);

const BRIEF: TestFold<null, unknown> = {
  all: ({ tests }) => ({ all: tests.map(test) }),
  quantifier: ({ op, where }) => ({ [op]: brief(where) }),
  count: (one) => ({ count: one.where && brief(one.where), test: test(one.test) }),
  default: (one) => ({ default: one.value, test: test(one.test) }),
  exists: ({ value }) => ({ exists: value }),
  comparison: (one) => ({ [one.op]: operand(one.operand) }),
};

function operand(one: Operand): unknown {
  if (one.kind === "text" || one.kind === "list") return builtText(one);
  if (one.kind === "literal") return one.value;
  if (one.kind === "param") return `params.${one.name}`;
  const root = "list" in one.root ? one.root.list : "name" in one.root ? `let ${one.root.name}` : one.root.kind;
  return [root, ...one.steps.map((step) => (step.kind === "before" ? "<before>" : step.kind === "reference" ? `${step.name}→${step.target}` : step.name))].join(
    " ",
  );
}

const PARAMS =
  "params:\n  list: { type: array, items: { type: string }, default: [], description: d }\n  age: { type: duration, default: 1d, description: d }\n";
const LETS = "let:\n  g: { lookup: [group, admins] }\n  isAdmin: { user.attachedPolicies: { any: { admin: true } } }\n";

function required(condition: string, kind = "user"): unknown {
  const { body } = loaded(PARAMS + (kind === "user" ? LETS : "") + conditionIn("require", condition, kind));
  return body.kind === "state" ? brief(body.require) : body.kind;
}

function matched(condition: string): unknown {
  const { body } = loaded(PARAMS + conditionIn("match", condition));
  return body.kind === "event" ? brief(body.match) : body.kind;
}

describe("field form becomes", () => {
  it.each<[string, unknown]>([
    ["user.mfaActive: true", ["resource mfaActive", { is: true }]],
    ["user.name: [a, b]", ["resource name", { in: ["a", "b"] }]],
    [
      "user.name: a\nuser.path: /b/",
      {
        and: [
          ["resource name", { is: "a" }],
          ["resource path", { is: "/b/" }],
        ],
      },
    ],
    ['user.name: { glob: "a*", isNot: ab }', ["resource name", { all: [{ glob: "a*" }, { isNot: "ab" }] }]],
    ["user.permissionsBoundary.admin: { default: true, is: false }", ["resource permissionsBoundary→policy admin", { default: true, test: { is: false } }]],
    ["user.groups: { none: { name: x } }", ["resource groups→group", { none: ["item name", { is: "x" }] }]],
    [
      'user.mfaDeviceIds: { any: { glob: "x*", not: { glob: "xy*" } } }',
      ["resource mfaDeviceIds", { any: { and: [{ not: ["item", { glob: "xy*" }] }, ["item", { glob: "x*" }]] } }],
    ],
    ["user.accessKeys: { count: 0 }", ["resource accessKeys→accessKey", { count: null, test: { is: 0 } }]],
    [
      "user.accessKeys: { count: { where: { active: true }, lte: 1 } }",
      ["resource accessKeys→accessKey", { count: ["item active", { is: true }], test: { lte: 1 } }],
    ],
    ["user.path: { notIn: { var: params.list } }", ["resource path", { notIn: "params.list" }]],
    ["user.createdAt: { newerThan: { var: params.age } }", ["resource createdAt", { newerThan: "params.age" }]],
    ["g.name: x\nisAdmin: false", { and: [["let g name", { is: "x" }], { not: { let: "isAdmin" } }] }],
    ["isAdmin: true", { let: "isAdmin" }],
    ["params.list: { count: { gte: 1 } }", ["params.list", { count: null, test: { gte: 1 } }]],
  ])("%s", (condition, expected) => {
    expect(required(condition)).toEqual(expected);
  });

  it("roots of its own for lists, account and root", () => {
    expect(required("users: { none: { item.name: root } }\naccount.partition: aws\nroot.mfaActive: true", "account")).toEqual({
      and: [
        ["users", { none: ["item name", { is: "root" }] }],
        ["resource partition", { is: "aws" }],
        ["root mfaActive", { is: true }],
      ],
    });
  });
});

describe("JsonLogic becomes", () => {
  it.each<[string, unknown]>([
    ['"===": [{ var: user.name }, x]', ["resource name", { is: "x" }]],
    ['"!==": [x, { var: user.name }]', ["resource name", { isNot: "x" }]],
    ["var: user.mfaActive", ["resource mfaActive", { is: true }]],
    ["var: isAdmin", { let: "isAdmin" }],
    ['"!": [{ var: user.mfaActive }]', { not: ["resource mfaActive", { is: true }] }],
    ["in: [{ var: user.name }, [a, b]]", ["resource name", { in: ["a", "b"] }]],
    ["in: [a, { var: user.mfaDeviceIds }]", ["resource mfaDeviceIds", { contains: "a" }]],
    ["in: [{ var: user.name }, { var: user.mfaDeviceIds }]", ["resource name", { in: "resource mfaDeviceIds" }]],
    ["in: [a, { var: params.list }]", ["a", { in: "params.list" }]],
    ['some: [{ var: user.groups }, { "===": [{ var: name }, x] }]', ["resource groups→group", { any: ["item name", { is: "x" }] }]],
    ['none: [{ var: user.mfaDeviceIds }, { "===": [{ var: "" }, x] }]', ["resource mfaDeviceIds", { none: ["item", { is: "x" }] }]],
    [
      'all: [{ var: user.groups }, { "===": [{ var: name }, x] }]',
      {
        and: [
          ["resource groups→group", { count: null, test: { gt: 0 } }],
          ["resource groups→group", { every: ["item name", { is: "x" }] }],
        ],
      },
    ],
  ])("%s", (condition, expected) => {
    expect(required(condition)).toEqual(expected);
  });

  it.each<[string, unknown]>([
    ['"<": [{ var: policy.versionCount }, 5]', ["resource versionCount", { lt: 5 }]],
    ['"<": [4, { var: policy.versionCount }]', ["resource versionCount", { gt: 4 }]],
    ['">=": [4, { var: policy.versionCount }]', ["resource versionCount", { lte: 4 }]],
    [
      '"<=": [2, { var: policy.versionCount }, 4]',
      {
        and: [
          ["resource versionCount", { gte: 2 }],
          ["resource versionCount", { lte: 4 }],
        ],
      },
    ],
  ])("%s", (condition, expected) => {
    expect(required(condition, "policy")).toEqual(expected);
  });
});

describe("events become", () => {
  it.each<[string, unknown]>([
    ["event.requestParameters.userName: x", ["event requestParameters userName", { is: "x" }]],
    ["event.resources: { any: { type: AWS::S3::Bucket } }", ["event resources", { any: ["item type", { is: "AWS::S3::Bucket" }] }]],
    ["change.before.denies: { default: false, is: true }", ["change <before> denies", { default: false, test: { is: true } }]],
    ["change.user.mfaActive: { exists: true, is: false }", ["change user→user mfaActive", { all: [{ exists: true }, { is: false }] }]],
    ["outcome: [denied, error]", ["outcome", { in: ["denied", "error"] }]],
    ['"===": [{ var: [actor.mfa, false] }, false]', ["actor mfa", { default: false, test: { is: false } }]],
    ["in: [x, { var: event.requestParameters.ids }]", ["x", { in: "event requestParameters ids" }]],
  ])("%s", (condition, expected) => {
    expect(matched(condition)).toEqual(expected);
  });
});

describe("types follow the path:", () => {
  it("a step through what may be null makes the whole nullable", () => {
    const { body } = loaded(conditionIn("require", "account.passwordPolicy.minimumPasswordLength: { gte: 14 }", "account"));
    expect(body).toMatchObject({ require: { subject: { type: { type: "integer", nullable: true, unknown: true } } } });
  });

  it("a place runs from the key to the end of the value", () => {
    const { body } = loaded(conditionIn("require", "user.name: { glob: x }"));
    expect(body).toMatchObject({ require: { at: { line: 8, column: 3, endLine: 8, endColumn: 25 } } });
  });
});
