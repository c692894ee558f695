import { describe, expect, it } from "vitest";
import { loadRules, loadRuleTest } from "../../../../engine/language/load/index.ts";
import { marked, ruleText } from "./harness.ts";

const user = (rest: string): string => ruleText(`resource: user\n${rest}\n`);
const event = (rest: string): string => ruleText(`resource: event\n${rest}\n`);
const ID = "arn:aws:iam::{{account.id}}:*";

describe("{{…}} is an error that says what to write", () => {
  it.each([
    ["as a value", user('require:\n  user.name: ▸"{{account.name}}"'), "{ is: { var: account.name } }"],
    ["within a value", user(`require:\n  user.arn: ▸"${ID}"`), `{ is: { text: "${ID}" } }`],
    ["within a plain value", user(`require:\n  user.arn: ▸${ID}`), `{ is: { text: "${ID}" } }`],
    ["in a list", user(`require:\n  user.arn: { in: [▸"${ID}", a] }`), `{ text: "${ID}" }`],
    ["in a pattern", user(`require:\n  user.arn: { glob: ▸"${ID}" }`), `{ text: "${ID}" }`],
    ["in an expression", user(`require:\n  user.arn: { matches: ▸"${ID}" }`), undefined],
    ["where true or false is compared", user('require:\n  user.mfaActive: ▸"{{user.passwordEnabled}}"'), "{ is: { var: user.passwordEnabled } }"],
    ["with a dollar sign", user('require:\n  user.arn: ▸"arn:aws:iam::${account.id}:user/x"'), '{ is: { text: "arn:aws:iam::{{account.id}}:user/x" } }'],
    ["as a key", user('require:\n  ▸"{{user.mfaActive}}": true'), "user.mfaActive"],
    ["in a member of a list", user(`require:\n  user.groupArns: { contains: ▸"${ID}" }`), `{ text: "${ID}" }`],
    [
      "in a parameter's default",
      user('params: { p: { type: string, default: ▸"{{account.id}}", description: x } }\nrequire: { user.name: { isNot: { var: params.p } } }'),
      undefined,
    ],
    ["in a let", user('let:\n  x: ▸"{{user.name}}"\nrequire: { user.mfaActive: true }'), "{ var: user.name }"],
    [
      "as the key of a lookup",
      event('let:\n  g: { lookup: [group, ▸"{{event.requestParameters.groupName}}"] }\nmatch: { event.eventName: x }'),
      "{ var: event.requestParameters.groupName }",
    ],
    ["in a title", user("require: { user.mfaActive: true }").replace("A rule", '▸"Of {{user.name}}"'), undefined],
    ["in evidence", user('require: { user.mfaActive: true }\nevidence: [▸"{{user.name}}"]'), "user.name"],
  ])("%s", (_where, source, write) => {
    const { text, line, column } = marked(source);
    const { rules, diagnostics } = loadRules([{ file: "a-rule.yaml", text }]);
    expect(rules).toEqual([]);
    expect(diagnostics[0]).toMatchObject({ code: "RV063", line, column });
    expect(diagnostics[0]?.suggestion).toBe(write);
  });

  it("in a case of a test", () => {
    const text = 'cases:\n  - name: "of {{user.name}}"\n    given: { users: [{ name: "{{user.name}}" }] }\n    expect: { pass: [a] }\n';
    expect(loadRuleTest({ file: "a.test.yaml", text }).diagnostics).toMatchObject([{ code: "RV063", line: 3, column: 30 }]);
  });

  it("but not where records hold such words as data", () => {
    const text = event('match:\n  event.eventName: CreateDocument\n  event.requestParameters.content: { contains: "{{ InstanceId }}" }');
    expect(loadRules([{ file: "a-rule.yaml", text }]).diagnostics).toEqual([]);
  });
});

it("a path in single braces is refused in a message, and the variable of a policy is not", () => {
  const codes = (message: string): string[] =>
    loadRules([{ file: "a-rule.yaml", text: user("require: { user.mfaActive: true }").replace("found", message) }]).diagnostics.map(({ code }) => code);
  expect(['"{user.name} has none"', '"${user.name} has none"', '"${aws:username} {x.y}"'].map(codes)).toEqual([["RV060"], ["RV060"], []]);
});

describe("a text that is built is refused where", () => {
  it.each([
    ["it has no path", user('require:\n  user.arn: { is: { text: ▸"arn" } }'), "RV060"],
    ["a part is a list", user('require:\n  user.arn: { is: { text: ▸"{{user.groupArns}}" } }'), "RV061"],
    ["a part is misspelt", user('require:\n  user.arn: { is: { text: "{{▸user.nam}}" } }'), "RV030"],
    ["it is not closed", user('require:\n  user.arn: { is: { text: "▸{{user.name" } }'), "RV060"],
    ["it has no matcher", user('require:\n  user.path: ▸{ text: "/{{user.name}}/" }'), "RV040"],
    ["times are compared", user('require:\n  user.createdAt: { lt: { text: ▸"{{user.name}}" } }'), "RV042"],
    ["expressions are fixed", user('require:\n  user.arn: { matches: ▸{ text: "^{{user.name}}" } }'), "RV042"],
    ["let names it", user('let:\n  x: ▸{ text: "{{user.name}}" }\nrequire: { user.mfaActive: true }'), "RV074"],
    ["absence is not decided", user('require:\n  user.path: ▸{ isNot: { text: "/{{user.permissionsBoundaryArn}}/" } }'), "RV050"],
  ])("%s", (_why, source, code) => {
    const { text, line, column } = marked(source);
    expect(loadRules([{ file: "a-rule.yaml", text }]).diagnostics[0]).toMatchObject({ code, line, column });
  });
});
