import { describe, expect, it } from "vitest";
import { lintRules } from "../../../../engine/language/lint/index.ts";
import { conditionIn, load } from "./harness.ts";

const checked = (condition: string) => {
  const kind = /^(event|actor)\b/.test(condition) ? "event" : (/^[a-z]+/.exec(condition)?.[0] ?? "user");
  const { rules, diagnostics } = load(conditionIn(kind === "event" ? "match" : "require", condition, kind));
  return { diagnostics, warnings: lintRules(rules).filter(({ code }) => code === "RV098") };
};

const PRINCIPAL = (value: string): string => `role.trustPolicy.statements: { none: { principals: { any: { value: ${value} } } } }`;
const NONE = undefined;

describe("a condition that nothing can match", () => {
  it.each<[condition: string, code: string, write: string | undefined]>([
    // Anchors of regular expressions within the text.
    ['user.name: { matches: "svc$-x" }', "RV045", NONE],
    ['user.name: { matches: "svc-^x" }', "RV045", NONE],
    ['user.name: { matches: "^svc-.*$\\\\." }', "RV045", NONE],
    ['user.name: { matches: "(svc|ci)+^x" }', "RV045", NONE],
    ['user.name: { matches: "(a$|b$)c" }', "RV045", NONE],
    ['user.attachedPolicyArns: { any: { matches: "policy/Admin$istrator" } }', "RV045", NONE],
    // ARNs of services that have Regions.
    ['trail.arn: "arn:aws:cloudtrail::111122223333:trail/x"', "RV046", NONE],
    ['trail.arn: { glob: "arn:aws:cloudtrail::*:trail/*" }', "RV046", '"arn:aws:cloudtrail:*:*:trail/*"'],
    ['trail.kmsKeyId: { glob: "arn:aws:kms::*:key/*" }', "RV046", '"arn:aws:kms:*:*:key/*"'],
    ['trail.snsTopicArn: { glob: "arn:aws:sns::*:x" }', "RV046", '"arn:aws:sns:*:*:x"'],
    ['trail.cloudWatchLogsLogGroupArn: { glob: "arn:aws:logs::*:log-group:*" }', "RV046", '"arn:aws:logs:*:*:log-group:*"'],
    ['analyzer.arn: { glob: "arn:aws:access-analyzer::*:analyzer/*" }', "RV046", '"arn:aws:access-analyzer:*:*:analyzer/*"'],
    // MFA devices.
    ['user.mfaDeviceIds: { any: { glob: "arn:aws:iam::*:MFA/*" } }', "RV046", '"arn:aws:iam::*:mfa/*"'],
    ['user.mfaDeviceIds: { any: { glob: "arn:aws:sts::*:mfa/*" } }', "RV046", '"arn:aws:iam::*:mfa/*"'],
    ['user.mfaDeviceIds: { any: { glob: "arn:aws:iam::*:role/*" } }', "RV046", NONE],
    ['user.mfaDeviceIds: { any: "arn:aws:iam::1234:mfa/ann" }', "RV046", NONE],
    ['user.mfaDevices: { any: { id: "arn:aws:iam::111122223333:role/x" } }', "RV046", NONE],
    // Names of inline policies, and what policies are attached to.
    ['user.inlinePolicies: { any: { name: "arn:aws:iam::aws:policy/x" } }', "RV046", "x"],
    ['role.inlinePolicies: { any: { name: { glob: "arn:*" } } }', "RV046", NONE],
    ['group.inlinePolicies: { any: { name: { glob: "inline/*" } } }', "RV046", NONE],
    ['policy.attachedTo: { none: { arn: "arn:aws:iam::aws:policy/x" } }', "RV046", NONE],
    ['policy.attachedTo: { none: { arn: { glob: "arn:aws:iam::*:policy/*" } } }', "RV046", NONE],
    // Principals.
    [PRINCIPAL('"arn:aws:iam::123:root"'), "RV046", NONE],
    [PRINCIPAL('"arn:aws:iam::*:root"'), "RV046", '{ glob: "arn:aws:iam::*:root" }'],
    [PRINCIPAL('"arn:aws:iam::111122223333:role/x*"'), "RV046", '{ glob: "arn:aws:iam::111122223333:role/x*" }'],
    [PRINCIPAL('"arn:aws:iam::111122223333:group/x"'), "RV046", NONE],
    [PRINCIPAL('{ glob: "arn:aws:iam::*:group/*" }'), "RV046", NONE],
    // Members of records.
    ['event.eventTime: { glob: "* 22:*" }', "RV046", '"*T22:*"'],
    ['event.eventTime: { glob: "*T25:*" }', "RV046", NONE],
    ['event.eventTime: { contains: "Monday" }', "RV046", NONE],
    ['event.eventTime: { matches: "t0[0-5]:" }', "RV046", '"T0[0-5]:"'],
    ['event.userIdentity.sessionContext.attributes.creationDate: { glob: "*T25:*" }', "RV046", NONE],
    ["event.vpcEndpointId: vpc-1a2b3c4d", "RV046", NONE],
    ['event.vpcEndpointId: { glob: "vpc-*" }', "RV046", NONE],
    ["event.userIdentity.userName: HIDDEN_DUE_TO_SECURITY_REASON", "RV043", "HIDDEN_DUE_TO_SECURITY_REASONS"],
    ['actor.arn: { glob: "arn:aws:sts::*:assumedrole/*" }', "RV046", '"arn:aws:sts::*:assumed-role/*"'],
    ['actor.arn: { glob: "arn:aws:iam::*:MFA/*" }', "RV046", '"arn:aws:iam::*:mfa/*"'],
    // Built texts.
    ['user.arn: { isNot: { text: "arn:aws:iam::{{account.id}}:user/{{user.path}}{{user.name}}" } }', "RV046", NONE],
    ['user.arn: { is: { text: "arn:aws:iam::{{account.id}}:user{{user.path}}/{{user.name}}" } }', "RV046", NONE],
  ])("is refused: %s", (condition, code, write) => {
    const [first] = checked(condition).diagnostics.filter(({ severity, code: one }) => severity === "error" && one !== "RV050");
    expect(first).toMatchObject({ code });
    expect(first?.suggestion).toBe(write);
  });

  it.each([
    'user.name: { matches: "^(a|b$)c?$" }',
    'user.name: { matches: "(^|-)svc($|-)" }',
    'user.name: { matches: "^svc|^ci$|x$" }',
    'user.name: { matches: "(^(a)$)" }',
    'user.name: { matches: "x*^svc" }',
    'user.path: { matches: "[$^]|\\\\$" }',
    'trail.arn: { glob: ["arn:aws:cloudtrail:*:trail/*", "*:trail/*"] }',
    'user.mfaDeviceIds: { any: { glob: ["arn:*:mfa/*", "GAHT*", "*:u2f/*", "arn:aws:iam::*:sms-mfa/*"] } }',
    'user.mfaDeviceIds: { any: [GAHT12345678, "arn:aws:iam::111122223333:mfa/root-account-mfa-device", "arn:aws:iam::111122223333:u2f/user/ann/default-R1"] }',
    'user.inlinePolicies: { any: { name: { glob: ["*inline*", "a.b@*"] } } }',
    'policy.attachedTo: { none: { arn: { glob: "*:group/*" } } }',
    PRINCIPAL('{ glob: ["arn:aws:iam::*:root", "arn:aws:iam::*:user/*", "*:saml-provider/*", "arn:aws:sts::*:assumed-role/*"] }'),
    PRINCIPAL('["*", lambda.amazonaws.com, "111122223333", "arn:aws:iam::111122223333:oidc-provider/id.example.com", AROACKCEVSQ6C2EXAMPLE]'),
    PRINCIPAL('["arn:aws:sts::111122223333:federated-user/ann", "arn:aws:iam::111122223333:role/team/x", cognito-identity.amazonaws.com]'),
    'event.eventTime: { glob: ["2026-*", "*T22:*", "*:00Z"] }',
    'event.eventTime: { contains: "T22:" }',
    "event.eventTime: { gte: 2026-01-01T00:00:00Z }",
    "event.eventTime: 2026-01-01T00:00:00+01:00",
    'event.vpcEndpointId: { glob: "vpce-*" }',
    "event.eventID: abc",
    "event.userIdentity.userName: [ann, HIDDEN_DUE_TO_SECURITY_REASONS]",
    "event.errorCode: [NoSuchEntity, NoSuchEntityException]",
    "event.errorCode: [UnauthorizedOperation, Client.UnauthorizedOperation]",
    "event.errorCode: { contains: UnauthorizedOperation }",
    'event.errorCode: { glob: "*Denied*" }',
    'actor.arn: { glob: ["arn:aws:sts::*:assumed-role/*", "arn:aws:iam::*:user/*"] }',
    'actor.onBehalfOf.identityStoreArn: { glob: ["arn:aws:sts::*:assumed-role/*", "arn:aws:iam::*:mfa/*"] }',
    'user.arn: { isNot: { text: "arn:aws:iam::{{account.id}}:user{{user.path}}{{user.name}}" } }',
  ])("is none where something may match: %s", (condition) => {
    const { diagnostics, warnings } = checked(condition);
    expect(diagnostics.filter(({ severity, code }) => severity === "error" && code !== "RV050")).toEqual([]);
    expect(warnings).toEqual([]);
  });

  const PAIR = (type: string, value: string): string => `role.trustPolicy.statements: { none: { principals: { any: { type: ${type}, value: ${value} } } } }`;
  const pairFaults = (condition: string) => lintRules(load(conditionIn("require", condition, "role")).rules).filter(({ code }) => code === "RV046");

  it.each([
    PAIR("AWS", "lambda.amazonaws.com"),
    PAIR("Service", '"arn:aws:iam::111122223333:role/x"'),
    PAIR("AWS", '"arn:aws:iam::111122223333:saml-provider/x"'),
    PAIR("[Service, Federated]", '"111122223333"'),
  ])("is refused where type and value of one principal contradict: %s", (condition) => {
    expect(pairFaults(condition)).toMatchObject([{ severity: "error" }]);
  });

  it.each([
    PAIR("Service", "lambda.amazonaws.com"),
    PAIR("AWS", '["arn:aws:iam::111122223333:role/x", lambda.amazonaws.com]'),
    PAIR("Federated", "[cognito-identity.amazonaws.com, accounts.google.com]"),
    PAIR("AWS", '["111122223333", "*", AROACKCEVSQ6C2EXAMPLE]'),
    PAIR("{ isNot: AWS }", "lambda.amazonaws.com"),
    PAIR("[AWS, Service]", "lambda.amazonaws.com"),
  ])("is none where type and value may be of one principal: %s", (condition) => {
    expect(pairFaults(condition)).toEqual([]);
  });

  it.each([
    ["event.errorCode: NoSuchEntity", /NoSuchEntityException/],
    ["event.errorCode: UnauthorizedOperation", /Client\.UnauthorizedOperation/],
    ["event.errorCode: [AccessDenied, UnauthorizedOperation]", /Client\.UnauthorizedOperation/],
    ['event.errorCode: { glob: "*denied*" }', /`\*Denied\*`/],
  ])("draws a warning where AWS may have it: %s", (condition, says) => {
    expect(checked(condition).warnings).toMatchObject([{ message: expect.stringMatching(says) }]);
  });
});
