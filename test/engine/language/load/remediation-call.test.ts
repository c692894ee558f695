import { describe, expect, it } from "vitest";
import { loadRules } from "../../../../engine/index.ts";

/** Steps of a rule on users, as they are written, and what is said of them. */
const rule = (steps: string): string =>
  `id: a\ntitle: Users have MFA\nseverity: low\nresource: user\nrationale: A password can be phished.\nrequire:\n  user.mfaActive: true\nmessage: "{{user.name}}"\nremediation:\n  steps:\n${steps}`;

function said(steps: string) {
  const { diagnostics } = loadRules([{ file: "a.yaml", text: rule(steps) }]);
  return diagnostics.map(({ code, message, suggestion }) => ({ code, message, suggestion }));
}

const step = (call: string, members: string): string => `    - call: ${call}\n      with: { ${members} }\n`;

describe("the calls of remediation steps", () => {
  it.each([
    [
      "a call with a word left out",
      step("iam:DeactivateMFA", "UserName: a, SerialNumber: b"),
      "Did you mean `DeactivateMFADevice`?",
      "iam:DeactivateMFADevice",
    ],
    ["a letter left out", step("iam:DeletUser", "UserName: a"), "Did you mean `DeleteUser`", "iam:DeleteUser"],
    ["a call of another service", step("iam:StopLogging", "Name: a"), "iam has no call `StopLogging`.", undefined],
    ["a misspelt service", step("clodtrail:StopLogging", "Name: a"), "is of cloudtrail, not of `clodtrail`", "cloudtrail:StopLogging"],
    ["a shortened member", step("iam:DeleteUser", "User: a"), "Did you mean `UserName`?", "UserName"],
    ["a member as records write it", step("iam:DeleteUser", "userName: a"), "Did you mean `UserName`?", "UserName"],
    [
      "a member with a capital where the service has none",
      step("access-analyzer:DeleteAnalyzer", "AnalyzerName: a"),
      "Did you mean `analyzerName`?",
      "analyzerName",
    ],
    ["a member of another call", step("iam:DeleteAccessKey", "AccessKeyId: a, Status: Inactive"), "has no member `Status`", undefined],
  ])("refuses %s", (_what, steps, text, correction) => {
    const [first, ...more] = said(steps);
    expect(more).toEqual([]);
    expect(first?.code).toBe("RV064");
    expect(first?.message).toContain(text);
    expect(first?.suggestion).toBe(correction);
  });

  it.each([
    [
      "a text for a boolean",
      step("cloudtrail:UpdateTrail", 'Name: a, IsMultiRegionTrail: "true"'),
      "`IsMultiRegionTrail` of cloudtrail:UpdateTrail is true or false, and this is the text",
    ],
    ["a text for a number", step("iam:UpdateAccountPasswordPolicy", 'MaxPasswordAge: "90"'), "is a number, and this is the text"],
    ["a number for a text", step("iam:DeleteUser", "UserName: 5"), "is text, and this is the number 5."],
    ["a boolean for a text", step("iam:DeleteUser", "UserName: true"), "is text, and this is the value true."],
    ["a text for a list", step("iam:TagUser", "UserName: a, Tags: team"), "`Tags` of iam:TagUser is a list, and this is the text team."],
    ["an object for a list", step("iam:TagUser", "UserName: a, Tags: { Key: team, Value: x }"), "is a list, and this is an object."],
    ["a list for a text", step("iam:DeleteUser", "UserName: [a]"), "is text, and this is a list."],
    ["a misspelt member of an element", step("iam:TagUser", "UserName: a, Tags: [{ Kex: team, Value: x }]"), "has no member `Kex`. Did you mean `Key`?"],
    ["a missing member of an element", step("iam:TagUser", "UserName: a, Tags: [{ Key: team }]"), "`Tags[]` of iam:TagUser requires `Value`."],
    ["a text for an element", step("iam:TagUser", "UserName: a, Tags: [team]"), "`Tags[]` of iam:TagUser is an object, and this is the text team."],
    ["a slip of a value that AWS lists", step("iam:UpdateAccessKey", "AccessKeyId: a, Status: inactive"), "is never `inactive`: AWS writes `Inactive`."],
    [
      "one in an element",
      step("cloudtrail:PutEventSelectors", "TrailName: a, EventSelectors: [{ ReadWriteType: WriteOny }]"),
      "`EventSelectors[].ReadWriteType` of cloudtrail:PutEventSelectors is never `WriteOny`",
    ],
    ["a part of a number", step("iam:UpdateAccountPasswordPolicy", "MinimumPasswordLength: 14.5"), "is a whole number, and 14.5 is not."],
    ["a template of a text for a boolean", step("iam:UpdateAccountPasswordPolicy", 'RequireSymbols: "{{user.name}}"'), "is true or false, and this is text."],
    ["a template of a time for a number", step("iam:UpdateAccountPasswordPolicy", 'MaxPasswordAge: "{{user.createdAt}}"'), "is a number, and this is a time."],
    ["a template of several parts for a list", step("iam:UntagUser", 'UserName: a, TagKeys: "a {{user.name}}"'), "is a list, and this is a text."],
    [
      "a Region that is none",
      `${step("iam:DeleteUser", "UserName: a")}      region: us_east_1\n`,
      "`region` is a Region code such as eu-central-1, but `us_east_1` is not one.",
    ],
    ["a slip of a Region", `${step("iam:DeleteUser", "UserName: a")}      region: us-east1\n`, "Did you mean `us-east-1`?"],
    ["a number among texts", step("iam:UntagUser", "UserName: a, TagKeys: [team, 1]"), "`TagKeys[]` of iam:UntagUser is text, and this is the number 1."],
    [
      "a member in another case, three levels down",
      step("cloudtrail:PutEventSelectors", "TrailName: a, EventSelectors: [{ DataResources: [{ type: x, Values: [y] }] }]"),
      "`EventSelectors[].DataResources[]` of cloudtrail:PutEventSelectors has no member `type`. Did you mean `Type`?",
    ],
  ])("refuses %s", (_what, steps, text) => {
    const [first, ...more] = said(steps);
    expect(more).toEqual([]);
    expect([first?.code, first?.message]).toEqual(["RV064", expect.stringContaining(text)]);
  });

  it.each([
    step("iam:UpdateAccountPasswordPolicy", 'MinimumPasswordLength: 14, RequireSymbols: true, MaxPasswordAge: "{{account.passwordPolicy.maxPasswordAge}}"'),
    step("iam:TagUser", "UserName: a, Tags: [{ Key: team, Value: x }]"),
    step("iam:TagUser", "UserName: a, Tags: <the tags>"),
    step("iam:CreatePolicy", 'PolicyName: a, PolicyDocument: { Version: "2012-10-17" }'),
  ])("takes values of the members' types, templates and what a person supplies: %s", (steps) => {
    expect(said(steps)).toEqual([]);
  });

  it("doubts a value that AWS does not list and may have added", () => {
    const { diagnostics } = loadRules([{ file: "a.yaml", text: rule(step("iam:UpdateAccessKey", "AccessKeyId: a, Status: Suspended")) }]);
    expect(diagnostics).toMatchObject([{ code: "RV064", severity: "warning" }]);
  });

  it("names what a call requires and the step lacks, once", () => {
    expect(said(step("iam:AttachUserPolicy", "UserName: a")).map(({ message }) => message)).toEqual([
      "iam:AttachUserPolicy requires `PolicyArn`: add it under `with`.",
    ]);
    expect(said("    - call: iam:AttachUserPolicy\n").map(({ message }) => message)).toEqual([
      "iam:AttachUserPolicy requires `UserName` and `PolicyArn`: add them under `with`.",
    ]);
  });

  it.each([
    ["all members", step("iam:UpdateAccessKey", 'UserName: "{{user.name}}", AccessKeyId: b, Status: Inactive')],
    [
      "members in lists and objects",
      step("cloudtrail:PutEventSelectors", "TrailName: a, EventSelectors: [{ ReadWriteType: All, IncludeManagementEvents: true }]"),
    ],
    ["small letters where the API has them", step("access-analyzer:CreateAnalyzer", "analyzerName: a, type: ACCOUNT")],
    ["a call that takes nothing", "    - call: iam:DeleteAccountPasswordPolicy\n"],
    ["a service without a model", step("s3:PutBucketPolicy", "Bucket: a, Policy: b")],
    ["an event rule's kind of call", step("organizations:AcceptHandshake", "HandshakeId: a")],
  ])("accepts %s", (_what, steps) => expect(said(steps)).toEqual([]));
});

describe("the name of a call in another form", () => {
  it.each([
    ["iam:attachUserPolicy", "iam:AttachUserPolicy"],
    ["IAM:AttachUserPolicy", "iam:AttachUserPolicy"],
    ["iam.AttachUserPolicy", "iam:AttachUserPolicy"],
    ["AttachUserPolicy", "iam:AttachUserPolicy"],
    ["iam:attachUserPolcy", "iam:AttachUserPolicy"],
  ])("%s is corrected", (call, meant) => {
    const [fault, ...more] = said(step(call, "UserName: a, PolicyArn: arn:aws:iam::aws:policy/ReadOnlyAccess"));
    expect(more).toEqual([]);
    expect(fault).toMatchObject({ code: "RV012", suggestion: meant });
    expect(fault?.message).toContain(`Did you mean \`${meant}\``);
    expect(said(step(meant, "UserName: a, PolicyArn: arn:aws:iam::aws:policy/ReadOnlyAccess"))).toEqual([]);
  });

  it.each(["SendEverything", "a b", ""])("%j, which is none, is not", (call) => {
    const [fault] = said(step(JSON.stringify(call), "UserName: a"));
    expect(fault?.code).toMatch(/RV012|RV020/);
    expect(fault?.suggestion).toBeUndefined();
  });
});

describe("the form of what a step's call takes", () => {
  const ARN = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  it.each([
    ["iam:AttachUserPolicy", "UserName: a, PolicyArn: ReadOnlyAccess", "is an ARN of a policy, but `ReadOnlyAccess` is not one"],
    ["iam:PutUserPermissionsBoundary", "UserName: a, PermissionsBoundary: boundary", "is an ARN of a managed policy, but `boundary` is not one"],
    ["iam:UpdateAccountPasswordPolicy", "MinimumPasswordLength: 500", "is 6 to 128, and 500 is not"],
    ["iam:UpdateAccountPasswordPolicy", "PasswordReusePrevention: 0", "is 1 to 24, and 0 is not"],
    ["iam:DeleteUser", 'UserName: "{{user.arn}}"', "is a name of a user, group or role, and `user.arn` is an ARN of a user"],
    ["iam:DeleteUser", 'UserName: "{{user.mfaActive}}"', "and `user.mfaActive` is true or false"],
    ["iam:DeleteUser", 'UserName: "{{user.attachedPolicyArns}}"', "and `user.attachedPolicyArns` is a list of text"],
    ["iam:DeleteUser", "UserName: a/b", "is a name of a user, group or role, but `a/b` is not one"],
    ["iam:DeleteUser", "UserName: arn:aws:iam::111122223333:user/ana", "Did you mean `ana`?"],
    ["iam:PutUserPolicy", 'UserName: a, PolicyName: b, PolicyDocument: "{"', "is a policy: an object, or its JSON"],
    ["iam:UpdateAssumeRolePolicy", "RoleName: a, PolicyDocument: allow", "is a policy: an object, or its JSON"],
  ])("refuses %s with %s", (call, members, text) => {
    const [fault, ...more] = said(step(call, members));
    expect(more).toEqual([]);
    expect(fault?.code).toBe("RV064");
    expect(fault?.message).toContain(text);
  });

  it.each([
    ["iam:AttachUserPolicy", `UserName: "{{user.name}}", PolicyArn: ${ARN}`],
    ["iam:AttachUserPolicy", `UserName: "<name of the user>", PolicyArn: "<ARN of a policy>"`],
    ["iam:AttachUserPolicy", `UserName: "x-{{user.name}}", PolicyArn: "arn:aws:iam::{{account.id}}:policy/x"`],
    ["iam:UpdateAccountPasswordPolicy", "MinimumPasswordLength: 14, PasswordReusePrevention: 24, MaxPasswordAge: 90"],
    ["iam:PutUserPolicy", `UserName: a, PolicyName: b, PolicyDocument: { Version: "2012-10-17", Statement: [] }`],
    ["iam:PutUserPolicy", `UserName: a, PolicyName: b, PolicyDocument: '{"Version":"2012-10-17","Statement":[]}'`],
  ])("accepts %s with %s", (call, members) => {
    expect(said(step(call, members))).toEqual([]);
  });
});
