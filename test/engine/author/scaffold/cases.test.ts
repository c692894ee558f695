import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/index.ts";
import {
  type CheckedRule,
  draftRuleText,
  draftTestText,
  loadRules,
  loadRuleTest,
  type RuleDraft,
  runRuleTests,
  scaffoldCases,
} from "../../../../engine/index.ts";

const DRAFT: RuleDraft = {
  id: "new-rule",
  title: "A rule: of mine, #1",
  severity: "high",
  resource: "user",
  rationale: 'It is "needed": yes',
  narrows: null,
  asks: "user.mfaActive: true",
  message: null,
  schemas: "../schemas",
};

function ruleOf(draft: Partial<RuleDraft>): CheckedRule {
  const { rules, diagnostics } = loadRules([{ file: "new-rule.yaml", text: draftRuleText({ ...DRAFT, ...draft }) }]);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors).toEqual([]);
  return rules[0]!;
}

/** Conditions as people write them, one of each kind of matcher and of each shape. */
const STATE: [string, Partial<RuleDraft>][] = [
  ["a boolean", {}],
  ["a narrowed boolean", { narrows: "user.passwordEnabled: true" }],
  ["none of a reference", { narrows: 'user.path: { glob: "/contractors/*" }', asks: "user.accessKeys: { none: { active: true } }" }],
  ["any of a reference by name", { narrows: "user.groups: { any: { name: contractors } }", asks: "user.mfaActive: true" }],
  ["a number in a nested object", { resource: "account", asks: "account.passwordPolicy.minimumPasswordLength: { gte: 14 }" }],
  ["a count", { asks: "user.accessKeys: { count: { where: { active: true }, lte: 1 } }" }],
  ["either of two ages", { resource: "role", asks: "or:\n  - role.lastUsedAt: { newerThan: 90d }\n  - role.createdAt: { newerThan: 30d }" }],
  ["not of both", { asks: "not:\n  and:\n    - user.passwordEnabled: true\n    - user.mfaActive: false" }],
  ["a list of words", { resource: "analyzer", asks: "analyzer.type: [ACCOUNT, ORGANIZATION]" }],
  ["a list that has no such member", { asks: 'user.attachedPolicyArns: { none: "arn:aws:iam::aws:policy/AdministratorAccess" }' }],
  ["tags", { asks: "user.tags: { any: { key: owner } }" }],
  ["a top-level list", { resource: "account", asks: "trails: { any: { isMultiRegion: true, isLogging: true } }" }],
  ["root", { resource: "root", asks: "root.accessKeysPresent: false" }],
  ["a key and its owner", { resource: "accessKey", narrows: "accessKey.active: true", asks: "accessKey.user.mfaActive: true" }],
  ["flow style", { asks: "{ user.passwordEnabled: false, user.mfaActive: false }" }],
  ["JsonLogic", { asks: "===:\n  - { var: user.mfaActive }\n  - true" }],
];

const EVENTS: [string, Partial<RuleDraft>][] = [
  ["a name and an outcome", { asks: "event.eventName: DeleteTrail\noutcome: success" }],
  ["several names", { asks: "event.eventName: [DetachUserPolicy, DetachRolePolicy]\noutcome: success" }],
  ["what is known good", { asks: "event.eventName: CreateUser", narrows: 'actor.roleArn: { glob: "arn:aws:iam::*:role/platform/*", exists: true }' }],
  ["a request parameter", { asks: "event.eventName: AttachUserPolicy\nevent.requestParameters.policyArn: arn:aws:iam::aws:policy/AdministratorAccess" }],
  ["the caller", { asks: "event.eventSource: iam.amazonaws.com\nactor.isRoot: true" }],
];

describe("cases of a new rule", () => {
  it.each([...STATE, ...EVENTS.map(([name, draft]): [string, Partial<RuleDraft>] => [`event: ${name}`, { ...draft, resource: "event" }])])(
    "show each status and let no mutant live: %s",
    (_name, draft) => {
      const rule = ruleOf(draft);
      const { cases, missing, survivors } = scaffoldCases(rule, normalizeRecords);
      expect({ missing, survivors }).toEqual({ missing: [], survivors: 0 });
      expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
      const { test, diagnostics } = loadRuleTest({ file: "new-rule.test.yaml", text: draftTestText(cases, null) });
      expect(diagnostics).toEqual([]);
      expect(test?.cases).toEqual(cases);
      expect(runRuleTests(rule, test!, { normalizeRecords }).cases.filter(({ passed }) => !passed)).toEqual([]);
    },
  );

  it("are the same each time", () => {
    const rule = ruleOf({ asks: "user.tags: { any: { key: owner } }" });
    expect(scaffoldCases(rule, normalizeRecords)).toEqual(scaffoldCases(rule, normalizeRecords));
  });

  it("say which statuses were not found, where a condition is beyond the search", () => {
    const rule = ruleOf({ asks: 'user.name: { matches: "^(?:a{3}b){2}[x-z]{4}$" }' });
    expect(scaffoldCases(rule, normalizeRecords).missing).toEqual(["pass"]);
  });
});

describe("the text of a new rule", () => {
  it("holds what was said, quoted where YAML would read it otherwise", () => {
    expect(draftRuleText({ ...DRAFT, narrows: "  user.passwordEnabled: true\n  user.path: /a/\n" })).toBe(
      [
        "# yaml-language-server: $schema=../schemas/editor/rule.schema.json",
        "id: new-rule",
        'title: "A rule: of mine, #1"',
        "severity: high",
        "resource: user",
        'rationale: "It is \\"needed\\": yes"',
        "applies:",
        "  user.passwordEnabled: true",
        "  user.path: /a/",
        "require:",
        "  user.mfaActive: true",
        'message: "{{user.name}} fails: A rule: of mine, #1"',
        "",
      ].join("\n"),
    );
  });

  it.each(["account", "root", "accessKey", "mfaDevice", "role", "event"] as const)("has a message that names what is judged: %s", (resource) => {
    const asks = resource === "event" ? "event.eventName: DeleteTrail" : "account.partition: { in: [aws, aws-cn] }";
    expect(ruleOf({ resource, asks }).message.length).toBeGreaterThan(0);
  });
});
