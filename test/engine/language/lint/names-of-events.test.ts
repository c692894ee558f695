import { describe, expect, it } from "vitest";
import { lintRules, loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { loadRules } from "../../../../engine/language/load/index.ts";
import { conditionIn, load, ruleText } from "../load/harness.ts";

const events = await loadEventCatalogue();

function drawn(match: string) {
  const text = ruleText(conditionIn("match", match));
  const { rules } = loadRules([{ file: "a-rule.yaml", text }]);
  return lintRules(rules, { sources: new Map([["a-rule.yaml", text]]), events });
}

describe("a pattern of names with the API version that Lambda and CloudFront append", () => {
  it.each([
    ["lambda", "{ matches: '^UpdateFunctionCode\\d{8}v2$' }"],
    ["lambda", '{ glob: "CreateFunction2015*" }'],
    ["lambda", '{ glob: "*20150331*" }'],
    ["lambda", '{ contains: "20150331" }'],
    ["cloudfront", '{ glob: "*2020_05_31" }'],
  ])("is known, as the exact names are: %s %s", (service, test) => {
    expect(drawn(`event.eventSource: ${service}.amazonaws.com\nevent.eventName: ${test}`)).toEqual([]);
  });

  it("is still reported where no name begins so", () => {
    expect(drawn('event.eventSource: lambda.amazonaws.com\nevent.eventName: { glob: "MakeFunction2015*" }')).toMatchObject([{ code: "RV087" }]);
  });
});

describe("a name of an event in other capitals", () => {
  it("is refused, and known where AWS's pages and others write it in two ways", () => {
    expect(drawn("event.eventSource: quicksight.amazonaws.com\nevent.eventName: QueryDatabase")).toEqual([]);
    expect(drawn("event.eventSource: quicksight.amazonaws.com\nevent.eventName: Querydatabase")).toEqual([]);
    for (const [source, name, right] of [
      ["iam", "deleteUser", "DeleteUser"],
      ["ec2", "runInstances", "RunInstances"],
    ])
      expect(drawn(`event.eventSource: ${source}.amazonaws.com\nevent.eventName: ${name}`)).toMatchObject([
        { code: "RV087", severity: "error", suggestion: right },
      ]);
  });
});

it("a version of a policy that is a number is written with its letter", () => {
  const match = "event.eventSource: iam.amazonaws.com\nevent.eventName: SetDefaultPolicyVersion\nevent.requestParameters.versionId: 2";
  expect(drawn(match)).toMatchObject([{ code: "RV100", suggestion: '"v2"' }]);
});

describe("what was meant", () => {
  it.each<[kind: string, condition: string, says: RegExp, write: string | undefined]>([
    ["policy", 'policy.grants: { none: "iam:DeleteUser" }', /in: \["iam:deleteuser", "iam:\*", "\*"\]/, undefined],
    ["user", "user.tags: { none: { name: owner } }", /is its `key`/, "key"],
    ["user", "mfaActive: true", /^No path begins with `mfaActive`\. Write `user\.mfaActive`\.$/, "user.mfaActive"],
    [
      "user",
      "user.name: user.path",
      /^This compares with the text `user\.path`\. For its value write \{ is: \{ var: user\.path \} \}\.$/,
      "{ is: { var: user.path } }",
    ],
    ["user", "user.permissionsBoundaryArn: 'a b'", /, but `a b` is not one\. Write one such as `arn:/, undefined],
  ])("is said: %s %s", (kind, condition, says, write) => {
    const [only] = load(conditionIn("require", condition, kind)).diagnostics;
    expect(only?.message).toMatch(says);
    expect(only?.suggestion).toBe(write);
  });
});
