import { describe, expect, it } from "vitest";
import { checkConfigNames, checkPackParams, loadRules, namesOfRule } from "../../../../engine/language/load/index.ts";

const RULE = `id: key-age
title: Keys are young
severity: low
resource: user
rationale: Old keys leak.
params:
  maxAge: { type: duration, default: 90d, description: Age of a key }
require:
  user.accessKeys: { none: { createdAt: { olderThan: { var: params.maxAge } } } }
message: "{{user.name}}"
`;
const CALLS = `id: calls
title: No calls
severity: low
resource: event
rationale: Calls.
params:
  names: { type: array, items: { type: string }, description: Names }
match:
  event.eventName: { in: { var: params.names } }
message: "{{event.eventName}}"
`;
const ACTORS = `id: actors
title: No actors
severity: low
resource: event
rationale: Actors.
params:
  expected: { type: array, items: { type: string }, default: [], description: Globs }
match:
  event.eventName: DeleteUser
  actor.roleArn: { default: "", notGlob: { var: params.expected } }
message: "{{event.eventName}}"
`;
const { rules } = loadRules([
  { file: "own/key-age.yaml", text: RULE },
  { file: "own/calls.yaml", text: CALLS },
]);
const NAMES = {
  rules,
  packs: [
    { id: "own", ruleIds: ["key-age"] },
    { id: "-", ruleIds: ["key-age"] },
  ],
  others: { packs: ["iam-baseline"], ruleIds: ["root-mfa"] },
};

describe("the names in a reeve.yaml", () => {
  it("are checked on rules that load", () => {
    expect(rules.map(({ id }) => id)).toEqual(["key-age", "calls"]);
  });

  it("are reported once for all rules of a pack, each member of a list at its place", () => {
    const { rules: alike } = loadRules(["one", "two", "three"].map((id) => ({ file: `own/${id}.yaml`, text: ACTORS.replace("id: actors", `id: ${id}`) })));
    const text = 'params:\n  own: { expected: ["arn:aws:iam::111122223333:role/x", deploy, 3] }\n';
    const found = checkConfigNames(
      { file: "reeve.yaml", text },
      { rules: alike, packs: [{ id: "own", ruleIds: alike.map(({ id }) => id) }], others: NAMES.others },
    );
    expect(found.map(({ line, column, message, suggestion }) => [`${line}:${column}`, message, suggestion])).toEqual([
      [
        "2:57",
        'Parameter `expected` of rules one, two and 1 more has a member (2) that must match an ARN of a role (write */deploy), because it is compared with actor.roleArn; "deploy" matches none.',
        '"*/deploy"',
      ],
      ["2:65", "Parameter `expected` of rules one, two and 1 more has a member (3) that must be text.", '"3"'],
    ]);
  });

  it.each<[what: string, text: string, place: string, says: RegExp]>([
    ["a pack", "packs: [iam-baselin]\n", "1:9", /No pack is called `iam-baselin`\. Did you mean `iam-baseline`\?/],
    ["a pack like no other", "packs: [zzzzzz]\n", "1:9", /No pack is called `zzzzzz`\. It may be `own` or `iam-baseline`\./],
    ["a rule that is off", "off:\n  - { rule: key-aeg, reason: known }\n", "2:13", /No rule is called `key-aeg`\. Did you mean `key-age`\?/],
    ["a rule with a severity", "severity:\n  key-ag: low\n", "2:3", /No rule is called `key-ag`/],
    ["a rule or pack with parameters", "params:\n  key-agee: { maxAge: 30d }\n", "2:3", /No rule or pack is called `key-agee`/],
    ["a parameter", "params:\n  key-age: { maxAgee: 30d }\n", "2:14", /`key-age` has no parameter `maxAgee`\. Did you mean `maxAge`\?/],
    [
      "a parameter of a pack",
      "params:\n  own: { maxAgee: 30d }\n",
      "2:10",
      /No rule of pack `own` has a parameter `maxAgee`: nothing reads it\. Did you mean `maxAge`\?/,
    ],
    [
      "a parameter of the rules of no pack",
      "params:\n  '-': { other: 1 }\n",
      "2:10",
      /No rule outside of packs has a parameter `other`.* It may be `maxAge`\./,
    ],
    ["a value of a rule's parameter", "params:\n  key-age: { maxAge: soon }\n", "2:22", /maxAge/],
    ["a value of a pack's parameter", "params:\n  own: { maxAge: 30 }\n", "2:18", /maxAge/],
    ["a value of the rules of no pack", "params:\n  '-': { maxAge: 30 }\n", "2:18", /maxAge/],
    ["a rule that is shipped and not chosen", "severity:\n  root-mfaa: low\n", "2:3", /No rule is called `root-mfaa`\. Did you mean `root-mfa`\?/],
    ["the pack of a binding", "bindings:\n  - { pack: onw, enforcement: soft }\n", "2:13", /No pack is called `onw`/],
  ])("are refused at their place: %s", (_, text, place, says) => {
    const found = checkConfigNames({ file: "reeve.yaml", text }, NAMES);
    expect(found.map(({ line, column, severity }) => `${line}:${column} ${severity}`)).toEqual([`${place} error`]);
    expect(found[0]?.message).toMatch(says);
  });

  it.each<[text: string, place: string, write: string]>([
    ["params:\n  key-age: { maxAge: 30 days }\n", "2:22", "30d"],
    ["params:\n  own: { maxAge: 30 }\n", "2:18", "30d"],
    ["params:\n  calls: { names: [DeleteUser, deleteuser] }\n", "2:32", "DeleteUser"],
  ])("come with the value that was meant: %j", (text, place, write) => {
    const [found] = checkConfigNames({ file: "reeve.yaml", text }, NAMES);
    expect([`${found?.line}:${found?.column}`, found?.suggestion]).toEqual([place, write]);
  });

  it.each([
    "packs: [own, iam-baseline]\noff: [{ rule: root-mfa, reason: known }]\nseverity: { key-age: high }\n",
    "params: { key-age: { maxAge: 30d }, own: { maxAge: 30d }, iam-baseline: { other: 1 }, root-mfa: { x: 1 } }\nbindings: [{ pack: '*', enforcement: soft }]\n",
    "params: { '-': { maxAge: 30d } }\nbindings: [{ pack: '-', enforcement: soft }]\n",
    "",
  ])("are accepted where a rule or pack has them: %j", (text) => {
    expect(checkConfigNames({ file: "reeve.yaml", text }, NAMES)).toEqual([]);
  });

  it("are not compared where a rule of the pack is not valid and may declare them", () => {
    const source = { file: "reeve.yaml", text: "params: { own: { other: 1 } }\n" };
    expect(checkConfigNames(source, { ...NAMES, packs: [{ id: "own", ruleIds: ["key-age"], unread: true }] })).toEqual([]);
    const pack = { file: "own/pack.yaml", text: "params: { maxAgee: 30d }\n" };
    expect(checkPackParams(pack, rules, 3)).toEqual([]);
    expect(checkPackParams(pack, rules, 2)).toMatchObject([{ code: "RV071", line: 1, column: 11, suggestion: "maxAge" }]);
  });
});

it.each<[text: string, names: string[]]>([
  ["id: key-age\nformerly: [old-keys, older-keys]\nrequire: { user.keys: 1 }\n", ["key-age", "old-keys", "older-keys"]],
  ["id: key-age\ntitle: 'open\n", ["key-age"]],
  ["id: 7\nformerly: old\n", []],
  ["", []],
])("a rule that is not valid is known by its names: %j", (text, names) => {
  expect(namesOfRule({ file: "own/key-age.yaml", text })).toEqual(names);
});
