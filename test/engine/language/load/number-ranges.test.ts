import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/index.ts";
import { runRuleTests } from "../../../../engine/author/index.ts";
import { mutantsOf } from "../../../../engine/author/mutation/index.ts";
import { checkParams, loadRuleTest, parseParam } from "../../../../engine/language/load/index.ts";
import { TABLE, type ValueType } from "../../../../schemas/index.ts";
import { conditionIn, load, loaded } from "./harness.ts";

const LENGTH = "account.passwordPolicy.minimumPasswordLength";
const AGE = "account.passwordPolicy.maxPasswordAge";

const NEVER: [kind: string, condition: string, says: string][] = [
  ["policy", "policy.versionCount: { gt: 5 }", "`policy.versionCount` is 1 to 5: `gt: 5` is never true."],
  ["policy", "policy.versionCount: { lt: 1 }", "`lt: 1` is never true."],
  ["policy", "policy.versionCount: { gte: 1 }", "`gte: 1` is never false."],
  ["policy", "policy.versionCount: { lte: 5 }", "`lte: 5` is never false."],
  ["policy", "policy.versionCount: 9", "never 9."],
  ["policy", "policy.versionCount: { is: 0 }", "never 0."],
  ["policy", "policy.versionCount: { isNot: 6 }", "never 6."],
  ["policy", "policy.versionCount: [3, 9]", "never 9."],
  ["policy", "policy.versionCount: { notIn: [7] }", "never 7."],
  ["policy", "policy.versionCount: [1, 2, 3, 4, 5]", "is never false."],
  ["policy", '">": [{ var: policy.versionCount }, 5]', "never true"],
  ["policy", '"<": [5, { var: policy.versionCount }]', "never true"],
  ["policy", "in: [{ var: policy.versionCount }, [6, 7]]", "never 6."],
  ["policy", "not: { policy.versionCount: { gt: 5 } }", "never true"],
  ["policy", "policy.attachmentCount: { gte: 0 }", "is 0 or more"],
  ["policy", "policy.attachmentCount: { lt: 0 }", "never true"],
  ["policy", "policy.versionCount: { gt: { var: account.passwordPolicy.minimumPasswordLength } }", "never true"],
  ["account", `${LENGTH}: { gte: 200 }`, "`account.passwordPolicy.minimumPasswordLength` is 6 to 128"],
  ["account", `${LENGTH}: { default: 0, gte: 129 }`, "never true"],
  ["account", `${LENGTH}: { default: 200, gte: 6 }`, "never false"],
  ["account", `${AGE}: { lt: 0 }`, "is 1 to 1095: `lt: 0` is never true."],
  ["account", `${AGE}: { exists: true, isNot: 0 }`, "never 0."],
  ["account", `${AGE}: { default: 0, is: 2000 }`, "never 2000."],
  ["account", "account.passwordPolicy.passwordReusePrevention: { gte: 25 }", "is 1 to 24"],
  ["account", "account.aliases: { count: { gt: 1 } }", "A number of elements here is 0 to 1"],
  ["account", "account.summary.userCount: { lt: 0 }", "is 0 or more"],
  ["account", "policies: { any: { versionCount: { gt: 5 } } }", "is 1 to 5"],
  ["user", "user.accessKeys: { count: { gt: 2 } }", "A number of elements here is 0 to 2"],
  ["user", "user.accessKeys: { count: 3 }", "never 3."],
  ["user", "user.accessKeys: { count: { where: { active: true }, gte: 3 } }", "never true"],
  ["user", "user.groups: { count: { gt: 10 } }", "is 0 to 10"],
  ["user", "user.mfaDevices: { count: { gte: 9 } }", "is 0 to 8"],
  ["user", "user.attachedPolicies: { count: { gte: 0 } }", "is 0 or more"],
  ["root", "root.accessKeys: { count: { gt: 2 } }", "is 0 to 2"],
  ["root", "root.accessKeys: { any: { slot: 3 } }", "never 3."],
];

const MAY_BE: [kind: string, condition: string][] = [
  ["policy", "policy.versionCount: { gte: 5 }"],
  ["policy", "policy.versionCount: [4, 5]"],
  ["policy", "policy.versionCount: { isNot: 1 }"],
  ["policy", "policy.attachmentCount: { gt: 100000 }"],
  ["policy", "policy.attachmentCount: 0"],
  // What is not there stays another answer.
  ["account", `${AGE}: { gte: 1 }`],
  ["account", `${AGE}: { lte: 1095 }`],
  ["account", `${AGE}: { exists: false }`],
  ["account", `${AGE}: [null, 1095]`],
  ["account", `${LENGTH}: { gte: 6 }`],
  // What stands in for it need not be in the range.
  ["account", `${AGE}: { default: 0, is: 0 }`],
  ["account", `${AGE}: { default: 9999, lte: 1095 }`],
  ["account", `"===": [{ var: [${AGE}, 0] }, 0]`],
  ["user", "user.accessKeys: { count: 2 }"],
  ["user", "user.inlinePolicies: { count: { gt: 40 } }"],
];

describe("a number that AWS documents bounds for", () => {
  it.each(NEVER)("of %s is refused where these decide: %s", (kind, condition, says) => {
    const { diagnostics } = load(conditionIn("require", condition, kind));
    expect(diagnostics.map(({ code, severity }) => ({ code, severity }))).toEqual([{ code: "RV051", severity: "error" }]);
    expect(diagnostics[0]?.message).toContain(says);
  });

  it.each(MAY_BE)("of %s is accepted where the answer varies: %s", (kind, condition) => {
    expect(load(conditionIn("require", condition, kind)).diagnostics.filter(({ code }) => code === "RV051")).toEqual([]);
  });

  it("has every bound of the table within the other", () => {
    const ranges = Object.values(TABLE.kinds).flatMap(({ fields }) => Object.values(fields).flatMap(({ value }) => rangesIn(value)));
    expect(ranges.length).toBeGreaterThan(15);
    for (const { minimum, maximum } of ranges) expect(minimum).toBeLessThan(maximum ?? Infinity);
  });
});

function rangesIn(type: ValueType): (ValueType & { type: "integer" })[] {
  if (type.type === "integer") return [type];
  if (type.type === "list") return rangesIn(type.element);
  return type.type === "object" ? Object.values(type.fields).flatMap(({ value }) => rangesIn(value)) : [];
}

const withParam = (param: string, condition = "policy.versionCount: { lte: { var: params.most } }", kind = "policy"): string =>
  `params: { most: { type: integer, description: d, ${param} } }\n${conditionIn("require", condition, kind)}`;

describe("a parameter that is compared with such a number", () => {
  it.each([
    ["a default beyond it", "default: 9", "RV071"],
    ["a default below it", "default: 0", "RV071"],
    ["bounds that lie beyond it", "minimum: 6, maximum: 9", "RV070"],
    ["a value of its enum beyond it", "enum: [3, 9]", "RV070"],
  ])("is refused with %s", (_, param, code) => {
    expect(load(withParam(param)).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  it.each(["default: 3", "default: 5", "minimum: 0, maximum: 9", "enum: [1, 3, 5]"])("is accepted with %s", (param) => {
    expect(load(withParam(param)).diagnostics).toEqual([]);
  });

  it("takes no value from a pack, the configuration or the command line that decides the comparison", () => {
    const rule = loaded(withParam("default: 3"));
    const says = "`most` of rule a-rule must not be 9: `policy.versionCount` is 1 to 5, so `policy.versionCount: { lte: 9 }` is never false";
    expect(checkParams(rule, { most: 9 })).toEqual([`Parameter ${says}.`]);
    expect(checkParams(rule, { most: 4 })).toEqual([]);
    const [spec] = rule.params;
    if (!spec) throw new Error("the rule has a parameter");
    expect(parseParam(spec, "9").ok).toBe(false);
    expect(parseParam(spec, "5")).toEqual({ ok: true, value: 5 });
  });

  it("says its own bounds first", () => {
    expect(checkParams(loaded(withParam("default: 3, maximum: 4")), { most: 9 })).toEqual(["Parameter `most` of rule a-rule must be at most 4."]);
  });

  it("is checked member by member where it is a list", () => {
    const rule = loaded(
      `params: { some: { type: array, items: { type: integer }, default: [1], description: d } }\n${conditionIn("require", "policy.versionCount: { in: { var: params.some } }", "policy")}`,
    );
    expect(checkParams(rule, { some: [2, 7] })).toEqual([expect.stringContaining("has a member (2) that must not be 7")]);
  });

  it("may ask for more where what is not there stays another answer", () => {
    const rule = loaded(withParam("default: 90", `${AGE}: { lte: { var: params.most } }`, "account"));
    expect(checkParams(rule, { most: 5000 })).toEqual([]);
    expect(checkParams(rule, { most: 0 })).toHaveLength(1);
  });

  it("may have any value where another use of it wants that", () => {
    const twice = "policy.versionCount: { lte: { var: params.most } }\npolicy.attachmentCount: { lte: { var: params.most } }";
    expect(checkParams(loaded(withParam("default: 3", twice)), { most: 9 })).toEqual([]);
  });

  it("may have what stands in for null", () => {
    const rule = loaded(withParam("default: 90", `${AGE}: { default: 0, gte: { var: params.most } }`, "account"));
    expect(checkParams(rule, { most: 0 })).toEqual([]);
    expect(checkParams(rule, { most: 1096 })).toHaveLength(1);
  });
});

describe("what a case gives beside such a number", () => {
  const problems = (kind: string, condition: string, given: string): string[] => {
    const rule = loaded(conditionIn("require", condition, kind));
    const { test } = loadRuleTest({ file: "a-rule.test.yaml", text: `cases:\n  - { name: a case, given: ${given}, expect: { pass: [one] } }\n` });
    if (!test) throw new Error("the test is sound");
    return (runRuleTests(rule, test, { normalizeRecords }).cases[0]?.problems ?? []).map(({ path, message }) => `${path}: ${message}`);
  };

  it.each([
    [
      "policy",
      "policy.versionCount: 2",
      "{ policies: [{ name: deploy, versionCount: 9 }] }",
      "9 is given, but given.policies[0].versionCount is an integer, 1 to 5",
    ],
    ["policy", "policy.versionCount: 2", "{ policies: [{ name: deploy, versionCount: 0 }] }", "0 is given"],
    ["account", `${LENGTH}: 8`, "{ account: { passwordPolicy: { minimumPasswordLength: 500 } } }", "an integer, 6 to 128"],
    ["account", `${AGE}: 8`, "{ account: { passwordPolicy: { maxPasswordAge: 0 } } }", "an integer, 1 to 1095, or null"],
    ["account", "account.aliases: { count: 1 }", "{ account: { aliases: [one, two] } }", "2 elements are given, but given.account.aliases has at most 1"],
    ["user", "user.accessKeys: { count: 1 }", "{ users: [{ name: ann, accessKeyIds: [AKIA1, AKIA2, AKIA3] }] }", "has at most 2"],
    [
      "user",
      "user.accessKeys: { count: 1 }",
      "{ users: [{ name: ann }], accessKeys: [{ id: AKIA1, user: ann }, { id: AKIA2, user: ann }, { id: AKIA3, user: ann }] }",
      "has at most 2",
    ],
  ])("is refused where AWS has none, for a rule on %s: %s in %s", (kind, condition, given, says) => {
    expect(problems(kind, condition, given)).toContainEqual(expect.stringContaining(says));
  });

  it("may be null where AWS has none, and a full list may be open", () => {
    expect(problems("account", `${AGE}: 8`, "{ account: { passwordPolicy: { maxPasswordAge: null } } }").join()).not.toContain("is given");
    expect(problems("account", "account.aliases: { count: 1 }", "{ account: { aliases: [one, { $unknown: Throttled }] } }").join()).not.toContain("at most");
  });
});

describe("mutants of such a number", () => {
  it.each([
    ["policy", "policy.versionCount: 5", "6"],
    ["policy", "policy.versionCount: { lte: 4 }", "lte: 6"],
    ["user", "user.accessKeys: { count: 2 }", "3"],
    ["user", "user.accessKeys: { count: 0 }", "-1"],
  ])("of %s have no number that the checker refuses: %s", (kind, condition, never) => {
    const after = mutantsOf(loaded(conditionIn("require", condition, kind))).filter(({ family }) => family === "boundary");
    expect(after.length).toBeGreaterThan(0);
    expect(after.map((mutant) => mutant.after).filter((text) => text.includes(never))).toEqual([]);
  });
});
