import { describe, expect, it } from "vitest";
import { accountFault, typeRespelt } from "../../../../document/arn.ts";
import { completeDocument } from "../../../../engine/author/testing/complete.ts";
import { lintRules, loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { conditionIn, load } from "../load/harness.ts";

const events = await loadEventCatalogue();

/** Codes, severities and corrections of what is wrong with a condition of an event rule. */
function said(condition: string): string[] {
  const { rules, diagnostics } = load(conditionIn("match", condition));
  const found = [...diagnostics, ...lintRules(rules, { sources: new Map(), tested: new Set(rules.map(({ file }) => file)), events })];
  return found.filter(({ code }) => /^RV(046|098|100)$/.test(code)).map(({ code, severity, suggestion = "-" }) => `${code} ${severity} ${suggestion}`);
}

const ACCOUNT = "111122223333";

describe("an ARN with a slip in its type of resource", () => {
  it.each([
    [`arn:aws:iam::${ACCOUNT}:polici/x`, `arn:aws:iam::${ACCOUNT}:policy/x`],
    [`arn:aws:iam::${ACCOUNT}:user:ana`, `arn:aws:iam::${ACCOUNT}:user/ana`],
    [`arn:aws:iam::${ACCOUNT}:usr/ana`, `arn:aws:iam::${ACCOUNT}:user/ana`],
    [`arn:aws:iam::${ACCOUNT}:grup/x`, `arn:aws:iam::${ACCOUNT}:group/x`],
    [`arn:aws:iam::${ACCOUNT}:Role/x`, `arn:aws:iam::${ACCOUNT}:role/x`],
    [`arn:aws:iam::${ACCOUNT}:roles/x`, `arn:aws:iam::${ACCOUNT}:role/x`],
    [`arn:aws:iam::${ACCOUNT}:rot`, `arn:aws:iam::${ACCOUNT}:root`],
    [`arn:aws:iam::${ACCOUNT}:saml-providers/x`, `arn:aws:iam::${ACCOUNT}:saml-provider/x`],
    [`arn:aws:sts::${ACCOUNT}:asumed-role/x/y`, `arn:aws:sts::${ACCOUNT}:assumed-role/x/y`],
    [`arn:aws:sts::${ACCOUNT}:assume-role/x/y`, `arn:aws:sts::${ACCOUNT}:assumed-role/x/y`],
    [`arn:aws:kms:eu-west-1:${ACCOUNT}:keys/x`, `arn:aws:kms:eu-west-1:${ACCOUNT}:key/x`],
    [`arn:aws:kms:eu-west-1:${ACCOUNT}:alias:x`, `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/x`],
    [`arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trails/x`, `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/x`],
    [`arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:event-data-store/x`, `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:eventdatastore/x`],
  ])("%s is respelt", (text, meant) => expect(typeRespelt(text)).toBe(meant));

  it.each([
    `arn:aws:iam::${ACCOUNT}:role/x`,
    `arn:aws:iam::${ACCOUNT}:root`,
    `arn:aws:iam::${ACCOUNT}:access-report/x`,
    `arn:aws:iam::${ACCOUNT}:r*`,
    `arn:aws:iam::${ACCOUNT}:use?/x`,
    `arn:aws:iam::${ACCOUNT}:us`,
    `arn:aws:kms:eu-west-1:${ACCOUNT}:key/x`,
    `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:dashboard/x`,
    `arn:aws:quicksight:eu-west-1:${ACCOUNT}:users/x`,
    `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:x`,
  ])("%s stays as it is", (text) => expect(typeRespelt(text)).toBeNull());
});

describe("a condition on ARNs that a type of resource keeps from ever being met", () => {
  it.each([
    [`actor.arn: "arn:aws:iam::${ACCOUNT}:grup/x"`, `RV046 error "arn:aws:iam::${ACCOUNT}:group/x"`],
    [`actor.arn: { in: ["arn:aws:iam::${ACCOUNT}:user:ana"] }`, `RV046 error "arn:aws:iam::${ACCOUNT}:user/ana"`],
    ['actor.arn: { glob: "arn:aws:sts::*:asumed-role/*" }', 'RV046 error "arn:aws:sts::*:assumed-role/*"'],
    ['actor.arn: { matches: "^arn:aws:iam::[0-9]{12}:usr/.*$" }', 'RV046 error "^arn:aws:iam::[0-9]{12}:user/.*$"'],
    ['actor.arn: { matches: "^arn:aws:sts::[^:]+:federated-users/" }', 'RV046 error "^arn:aws:sts::[^:]+:federated-user/"'],
    ['actor.arn: { matches: "^arn:aws:iam::\\\\d+:user:" }', 'RV046 error "^arn:aws:iam::\\\\d+:user/"'],
    ['actor.arn: { matches: "arn:aws-gov:iam::.*" }', 'RV046 error "arn:aws-us-gov:iam::.*"'],
    ['actor.arn: { matches: "^arn:aws:iam:us-east-1:" }', "RV046 error -"],
    ["event.userIdentity.arn: { contains: ':user:ana' }", 'RV046 error ":user/ana"'],
    ["actor.arn: { contains: ':asumed-role/' }", 'RV046 error ":assumed-role/"'],
    ["target.arn: { contains: ':roles/' }", 'RV046 error ":role/"'],
    ["target.arn: { contains: '::111122223333:polici/' }", 'RV046 error "::111122223333:policy/"'],
    ["actor.arn: { contains: ':roles/' }", "RV046 error -"],
    ["event.userIdentity.arn: { contains: '::111122223333:polici/' }", "RV046 error -"],
    ["actor.onBehalfOf.identityStoreArn: { contains: ':roles/' }", "RV098 warning :role/"],
    ["event.userIdentity.onBehalfOf.identityStoreArn: { contains: ':user:ana' }", "RV098 warning :user/ana"],
    ["event.userIdentity.onBehalfOf.identityStoreArn: { contains: '::111122223333:polici/' }", "RV098 warning ::111122223333:policy/"],
    [`event.eventName: AttachUserPolicy\nevent.requestParameters.policyArn: "arn:aws:iam::aws:polici/x"`, 'RV046 error "arn:aws:iam::aws:policy/x"'],
    [
      `event.eventName: StopLogging\nevent.requestParameters.name: "arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trails/x"`,
      `RV100 error arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/x`,
    ],
    [
      'event.eventName: StopLogging\nevent.requestParameters.name: { matches: "^arn:aws:cloudtrail:[^:]*:[^:]*:tral/x" }',
      "RV100 error ^arn:aws:cloudtrail:[^:]*:[^:]*:trail/x",
    ],
    [
      `event.eventName: ScheduleKeyDeletion\nevent.requestParameters.keyId: "arn:aws:kms:us-east-1:${ACCOUNT}:keys/x"`,
      `RV100 warning arn:aws:kms:us-east-1:${ACCOUNT}:key/x`,
    ],
  ])("%s", (condition, wanted) => expect(said(condition)).toEqual([wanted]));

  it.each([
    'actor.arn: { matches: "^arn:aws:(iam|sts)::[^:]+:" }',
    'actor.arn: { matches: "^arn:[a-z-]+:iam::[0-9]+:user/" }',
    'actor.arn: { matches: "^arn:aws:iam::[0-9]+:(user|role)/" }',
    'actor.arn: { matches: "^arn:aws:iam::[0-9]+:use" }',
    'actor.arn: { contains: ":assumed-role/" }',
    'actor.arn: { contains: ":root" }',
    'actor.arn: { contains: "/roles/" }',
    `event.eventName: StopLogging\nevent.requestParameters.name: "arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/x"`,
    `event.eventName: ScheduleKeyDeletion\nevent.requestParameters.keyId: { glob: "arn:aws:kms:*:${ACCOUNT}:key/*" }`,
    'event.eventName: TagRole\nevent.requestParameters.tags: { any: { value: "arn:aws:iam::1:foo" } }',
  ])("and none that may be met: %s", (condition) => expect(said(condition)).toEqual([]));
});

describe("the account id of an ARN", () => {
  it("is named where it has other than twelve digits", () => {
    expect(accountFault("arn:aws:iam::11112222333:user/ana")).toBe("its account id has 11 digits, and account ids have 12");
    expect(accountFault("arn:aws:iam::1111222233334:user/ana")).toBe("its account id has 13 digits, and account ids have 12");
    for (const text of [`arn:aws:iam::${ACCOUNT}:user/ana`, "arn:aws:iam::aws:policy/x", "arn:aws:s3:::x", "ana"]) expect(accountFault(text)).toBeNull();
  });

  it("is what a rule and a test case say of such an ARN", () => {
    const text = "arn:aws:iam::11112222333:user/ana";
    expect(load(conditionIn("match", `actor.arn: "${text}"`)).diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining("but `arn:aws:iam::11112222333:user/ana` is not one: its account id has 11 digits, and account ids have 12."),
    ]);
    const users = [{ name: "ana", arn: text }];
    expect(completeDocument({ users }, () => ({ events: [], gaps: {} })).problems).toContainEqual({
      path: "given.users[0].arn",
      message: expect.stringContaining("; its account id has 11 digits, and account ids have 12"),
    });
  });
});
