import { describe, expect, it } from "vitest";
import { checkParams, parseParam } from "../../../../engine/language/load/index.ts";
import type { ParamSpec } from "../../../../engine/language/rule.ts";
import { conditionIn, loaded } from "./harness.ts";

const RULE = loaded(
  `params:
  days: { type: duration, default: 90d, description: d }
  count: { type: integer, default: 3, minimum: 1, maximum: 10, description: d }
  ratio: { type: number, default: 0.5, description: d }
  level: { type: string, enum: [low, high], default: low, description: d }
  strict: { type: boolean, default: false, description: d }
  names: { type: array, items: { type: string }, default: [], description: d }
  numbers: { type: array, items: { type: integer }, minimum: 2, default: [], description: d }
${conditionIn("require", "user.mfaActive: true")}`,
);

const spec = (name: string): ParamSpec => {
  const found = RULE.params.find((param) => param.name === name);
  if (!found) throw new Error(name);
  return found;
};

describe("checkParams", () => {
  it("accepts values that fit", () => {
    const values = { days: "12h", count: 10, ratio: 0.25, level: "high", strict: true, names: ["a"], numbers: [2, 3] };
    expect(checkParams(RULE, values)).toEqual([]);
  });

  it.each([
    [{ days: 90 }, "Parameter `days` of rule a-rule must be a duration such as 90d, 12h or 30m."],
    [{ days: "90" }, "Parameter `days` of rule a-rule must be a duration such as 90d, 12h or 30m."],
    [{ count: 0 }, "Parameter `count` of rule a-rule must be at least 1."],
    [{ count: 11 }, "Parameter `count` of rule a-rule must be at most 10."],
    [{ count: 1.5 }, "Parameter `count` of rule a-rule must be a whole number."],
    [{ count: null }, "Parameter `count` of rule a-rule must be a whole number."],
    [{ ratio: Number.NaN }, "Parameter `ratio` of rule a-rule must be a number."],
    [{ level: "medium" }, "Parameter `level` of rule a-rule must be one of low, high."],
    [{ strict: "true" }, "Parameter `strict` of rule a-rule must be true or false: write true, without quotes."],
    [{ strict: "no" }, "Parameter `strict` of rule a-rule must be true or false: write false (YAML 1.2: no is text)."],
    [{ strict: 1 }, "Parameter `strict` of rule a-rule must be true or false: write true."],
    [{ strict: "strict" }, "Parameter `strict` of rule a-rule must be true or false."],
    [{ names: "a" }, "Parameter `names` of rule a-rule must be a list of text."],
    [{ names: ["a", 1] }, "Parameter `names` of rule a-rule has a member (2) that must be text."],
    [{ names: [["a"]] }, "Parameter `names` of rule a-rule has a member (1) that must be text."],
    [
      { names: ["{{account.id}}"] },
      'Parameter `names` of rule a-rule has a member (1) that must be a constant: {{…}} is not filled in, and "{{account.id}}" is compared letter by letter.',
    ],
    [{ numbers: [1] }, "Parameter `numbers` of rule a-rule has a member (1) that must be at least 2."],
    [{ nmes: [] }, "Rule a-rule has no parameter `nmes`. Did you mean `names`?"],
    [{ constructor: 1 }, "Rule a-rule has no parameter `constructor`. It may be `days`, `count`, `ratio`, `level`, `strict`, `names` or `numbers`."],
  ])("refuses %j", (values, sentence) => {
    expect(checkParams(RULE, values)).toEqual([sentence]);
  });

  it("names every form that a value may have where the rule compares it with several", () => {
    const rule = loaded(
      `params:
  targets: { type: array, items: { type: string }, default: [], description: d }
${conditionIn("require", "users: { none: { arn: { glob: { var: params.targets } }, mfaActive: false } }\ngroups: { none: { arn: { glob: { var: params.targets } }, memberArns: { count: { gt: 3 } } } }", "account")}`,
    );
    expect(checkParams(rule, { targets: ["arn:aws:iam::111122223333:policy/x"] })).toEqual([
      'Parameter `targets` of rule a-rule has a member (1) that must match an ARN of a user or an ARN of a group, because it is compared with arn; "arn:aws:iam::111122223333:policy/x" matches none.',
    ]);
  });

  it("lists a few of many values, those first that are most like what was set", () => {
    const rule = loaded(
      `params:
  actions: { type: array, items: { type: string }, default: [], description: d }
${conditionIn("require", "policy.grants: { none: { in: { var: params.actions } } }", "policy")}`,
    );
    const said = (action: string): string[] => checkParams(rule, { actions: [action] });
    expect(said("passrole")).toEqual([
      expect.stringMatching(/must be one of iam:passrole, (?:[a-z0-9]+:[a-z0-9]+, ){4}[a-z0-9]+:[a-z0-9]+ and \d+ more \(write iam:passrole\)/),
    ]);
    expect(said("decrypt")).toEqual([expect.stringMatching(/must be one of kms:decrypt, /)]);
    expect(said("nothing-like-it")).toEqual([expect.stringMatching(/must be one of (?:[a-z0-9]+:[a-z0-9]+, ){5}[a-z0-9]+:[a-z0-9]+ and \d+ more, because/)]);
  });

  it("refuses patterns that the rule's matchers cannot read, from wherever they come", () => {
    const rule = loaded(
      `params:
  blocks: { type: array, items: { type: string }, default: [10.0.0.0/8], description: d }
  names: { type: string, default: "^a", description: d }
  both: { type: string, default: "1*", description: d }
${conditionIn("match", "event.sourceIPAddress: { cidr: { var: params.blocks } }\nevent.userAgent: { matches: { var: params.names } }\nevent.recipientAccountId: { glob: { var: params.both } }", "event")}`,
    );
    expect(checkParams(rule, { blocks: ["10.0.0.0/9", "2001:db8::/32"], names: "^b.*$", both: "2*" })).toEqual([]);
    expect(checkParams(rule, { blocks: ["10.0.0.0/8", "10.0.0.0/33"], names: "(?=a)" })).toEqual([
      'Parameter `blocks` of rule a-rule has a member (2) that is no pattern of `cidr`. Not accepted: "10.0.0.0/33" has a prefix longer than 32 bits.',
      expect.stringMatching(/^Parameter `names` of rule a-rule is no pattern of `matches`. RE2 does not accept this expression .*\.$/),
    ]);
    expect(checkParams(rule, { blocks: ["corp"] })).toHaveLength(1);
  });

  it("refuses values with which no text that is built can be what it is compared with", () => {
    const rule = loaded(
      `params:
  name: { type: string, description: d }
  both: { type: string, description: d }
  open: { type: string, description: d }
${conditionIn("match", 'event.eventName: DeleteRole\nactor.arn: { is: { text: "arn:aws:iam::{{account.id}}:role/{{params.name}}" } }\nactor.name: { in: [{ text: "{{params.both}}-admin" }, { var: params.both }] }\nevent.requestParameters.roleName: { is: { text: "{{params.open}}!" } }', "event").replace("{ var: params.both }", '{ text: "{{params.both}}" }')}`,
    );
    expect(checkParams(rule, { name: "deploy", both: "a", open: "a b" })).toEqual([]);
    expect(checkParams(rule, { name: "a b" })).toEqual([
      expect.stringMatching(
        /^Parameter `name` of rule a-rule must make .* of `arn:aws:iam::\{\{account\.id\}\}:role\/\{\{params\.name\}\}`, because that is compared with actor\.arn; "a b" makes none\.$/,
      ),
    ]);
  });

  it("lets a pack set names that only other rules declare", () => {
    expect(checkParams(RULE, { other: 1 }, { ignoreUnknown: true })).toEqual([]);
  });
});

describe("parseParam", () => {
  it.each([
    ["days", "30m", "30m"],
    ["count", "4", 4],
    ["ratio", "0.75", 0.75],
    ["level", "high", "high"],
    ["strict", "true", true],
    ["names", "a, b", ["a", "b"]],
    ["names", "", []],
    ["names", '["a,b","c"]', ["a,b", "c"]],
    ["numbers", "2,3", [2, 3]],
  ])("reads %s=%s", (name, text, value) => {
    expect(parseParam(spec(name), text)).toEqual({ ok: true, value });
  });

  it.each([
    ["days", "soon"],
    ["count", "four"],
    ["count", "0x4"],
    ["count", ""],
    ["strict", "yes"],
    ["level", "HIGH"],
    ["numbers", "2,x"],
    ["names", "[1"],
    ["names", "{{ user.name }}"],
  ])("refuses %s=%s", (name, text) => {
    expect(parseParam(spec(name), text)).toMatchObject({ ok: false, message: expect.stringContaining(name) });
  });
});
