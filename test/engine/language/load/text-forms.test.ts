import { describe, expect, it } from "vitest";
import { normalizeRecords } from "../../../../collectors/index.ts";
import { runRuleTests } from "../../../../engine/author/index.ts";
import { namesOf, sourcesOf } from "../../../../engine/language/lint/aws/events.ts";
import { lintRules, loadEventCatalogue } from "../../../../engine/language/lint/index.ts";
import { checkParams, loadRuleTest, parseParam } from "../../../../engine/language/load/index.ts";
import { conditionIn, load, loaded } from "./harness.ts";

const events = await loadEventCatalogue();

const STATEMENT = (matcher: string): string => `policy.statements: { none: { effect: Allow, actions: ${matcher} } }`;
const NO_EXAMPLE = undefined;

interface Refused {
  head?: string;
  kind?: string;
  condition: string;
  /** The corrected text of the range that is reported. */
  write: string | undefined;
  code?: string;
}

const NEVER: Refused[] = [
  // ARNs.
  { condition: "user.attachedPolicyArns: { contains: PowerUserAccess }", write: 'any: { glob: "*/PowerUserAccess" }' },
  { condition: "user.attachedPolicyArns: { none: PowerUserAccess }", write: '{ glob: "*/PowerUserAccess" }' },
  { condition: "user.attachedPolicyArns: { any: [One, Two] }", write: '{ glob: ["*/One", "*/Two"] }' },
  { condition: "user.attachedPolicyArns: { count: { where: PowerUserAccess, lte: 1 } }", write: '{ glob: "*/PowerUserAccess" }' },
  { condition: "user.permissionsBoundaryArn: batch", write: '{ glob: "*/batch" }' },
  { condition: "user.permissionsBoundaryArn: { is: batch }", write: 'glob: "*/batch"' },
  { condition: "user.permissionsBoundaryArn: { exists: true, isNot: batch }", write: 'notGlob: "*/batch"' },
  { condition: "user.permissionsBoundaryArn: { exists: true, notIn: [batch, web] }", write: 'notGlob: ["*/batch", "*/web"]' },
  { condition: 'user.permissionsBoundaryArn: { glob: "batch*" }', write: '"*/batch*"' },
  { condition: 'user.permissionsBoundaryArn: { exists: true, notGlob: ["batch*", "*/web"] }', write: '"*/batch*"' },
  { condition: 'user.permissionsBoundaryArn: { matches: "^batch" }', write: "/batch" },
  { condition: 'user.permissionsBoundaryArn: { matches: "^(batch|web)$" }', write: '"/(batch|web)$"' },
  { condition: 'user.groupArns: { any: "arn:aws:iam::111122223333:role/deploy" }', write: NO_EXAMPLE },
  { condition: '"===": [{ var: user.permissionsBoundaryArn }, batch]', write: NO_EXAMPLE },
  { condition: "in: [PowerUserAccess, { var: user.attachedPolicyArns }]", write: NO_EXAMPLE },
  { condition: 'some: [{ var: user.attachedPolicyArns }, { "===": [{ var: "" }, PowerUserAccess] }]', write: NO_EXAMPLE },
  { condition: "user.permissionsBoundaryArn: { is: { var: user.name } }", write: NO_EXAMPLE },
  { condition: "user.name: { in: { var: user.groupArns } }", write: NO_EXAMPLE },
  { kind: "trail", condition: "trail.snsTopicArn: deliveries", write: '{ glob: "*:deliveries" }' },
  { condition: 'user.attachedPolicyArns: { none: "ARN:AWS:iam::aws:policy/PowerUserAccess" }', write: '"arn:aws:iam::aws:policy/PowerUserAccess"' },
  { condition: 'user.attachedPolicyArns: { none: "arn:aws-gov:iam::aws:policy/PowerUserAccess" }', write: '"arn:aws-us-gov:iam::aws:policy/PowerUserAccess"' },
  { condition: 'user.attachedPolicyArns: { none: { glob: "arn:aws-gov:iam::*:policy/*" } }', write: '"arn:aws-us-gov:iam::*:policy/*"' },
  { condition: 'user.attachedPolicyArns: { none: "arn:aws:iam::1111222233:policy/One" }', write: NO_EXAMPLE },
  {
    condition: 'user.attachedPolicyArns: { none: { glob: "arn:aws:iam::1111-2222-3333:policy/*" } }',
    write: '"arn:aws:iam::111122223333:policy/*"',
  },
  { condition: 'user.attachedPolicyArns: { none: { glob: "arn:aws:iam::*:role/*" } }', write: NO_EXAMPLE },
  { kind: "trail", condition: 'trail.arn: { glob: "arn:aws:cloudtrail:eu-west1:*" }', write: '"arn:aws:cloudtrail:eu-west-1:*"' },
  // What policies hold.
  { kind: "policy", condition: "policy.statements: { none: { actions: { any: PassRole } } }", write: NO_EXAMPLE },
  { kind: "policy", condition: "policy.statements: { none: { conditions: { any: { key: ExternalId } } } }", write: NO_EXAMPLE },
  // Texts that are built.
  { condition: 'user.arn: { is: { text: "{{user.name}}" } }', write: NO_EXAMPLE },
  { condition: 'user.arn: { is: { text: "arn:aws:iam::{{account.arn}}:user/x" } }', write: NO_EXAMPLE },
  { condition: 'user.name: { in: ["x", { text: "{{account.id}}:{{user.path}}" }] }', write: NO_EXAMPLE },
  { condition: 'account.id: { is: { text: "{{user.mfaActive}}" } }', write: NO_EXAMPLE },
  { condition: 'user.attachedPolicyArns: { none: { glob: { text: "policy/{{user.name}}" } } }', write: NO_EXAMPLE },
  {
    condition: 'user.arn: { glob: { text: "arn:aws:iam::{{account.id}}:{{params.type}}/*" } }',
    head: "params: { type: { type: string, default: group, description: d } }\n",
    write: NO_EXAMPLE,
  },
  {
    condition: 'user.arn: { is: { text: "{{params.type}}" } }',
    head: "params: { type: { type: string, default: ana, description: d } }\n",
    write: NO_EXAMPLE,
  },
  // Types of resource in ARNs.
  { kind: "samlProvider", condition: 'samlProvider.arn: { glob: "arn:aws:iam::*:saml/*" }', write: NO_EXAMPLE },
  { kind: "oidcProvider", condition: 'oidcProvider.arn: { glob: "arn:aws:iam::*:oidc/*" }', write: NO_EXAMPLE },
  {
    kind: "serverCertificate",
    condition: 'serverCertificate.arn: { glob: "arn:aws:iam::*:server-certificates/*" }',
    write: '"arn:aws:iam::*:server-certificate/*"',
  },
  { condition: 'user.arn: { glob: "arn:aws:iam::*:users/*" }', write: '"arn:aws:iam::*:user/*"' },
  { condition: 'user.arn: "arn:aws:iam::111122223333:user/a b"', write: NO_EXAMPLE },
  { condition: 'user.arn: { is: "arn:aws:iam::111122223333:user/*" }', write: 'glob: "arn:aws:iam::111122223333:user/*"' },
  { condition: 'user.attachedPolicyArns: { none: "arn:aws:iam::aws:policy/AdministratorAccess/" }', write: NO_EXAMPLE },
  { condition: 'user.attachedPolicyArns: { none: { matches: "AdministratorAccess\\\\s$" } }', write: NO_EXAMPLE },
  { condition: 'user.attachedPolicyArns: { none: { is: "arn:aws:iam::aws:policy/*" } }', write: 'glob: "arn:aws:iam::aws:policy/*"' },
  { kind: "trail", condition: 'trail.arn: { glob: "arn:aws:cloudtrail:*:*:trails/*" }', write: '"arn:aws:cloudtrail:*:*:trail/*"' },
  { kind: "analyzer", condition: 'analyzer.arn: { glob: "arn:aws:access-analyzer:*:*:analyzers/*" }', write: NO_EXAMPLE },
  // Enumerations.
  { kind: "role", condition: "role.trustPolicy.statements: { none: { principals: { any: { type: service } } } }", write: "Service" },
  { kind: "role", condition: "role.trustPolicy.statements: { none: { principals: { any: { type: Servce } } } }", write: "Service" },
  { condition: "account.partition: AWS", write: "aws" },
  { condition: "account.partition: aws-gov", write: "aws-us-gov" },
  { condition: "account.partition: aws-china", write: "aws-cn" },
  { condition: "user.arn: arn:aws-china:iam::123456789012:user/x", write: '"arn:aws-cn:iam::123456789012:user/x"' },
  { condition: 'user.arn: { glob: "arn:china:iam::*:user/x" }', write: '"arn:aws-cn:iam::*:user/x"' },
  { condition: 'user.arn: { matches: "^arn:aws-govcloud:iam::.*:user/x" }', write: '"^arn:aws-us-gov:iam::.*:user/x"' },
  { condition: 'account.partition: { glob: "aws-gov*" }', write: '"aws-us-gov*"' },
  { kind: "analyzer", condition: "analyzer.status: Active", write: "ACTIVE" },
  { kind: "policy", condition: "policy.grants: { none: iam:PassRoles }", write: "iam:passrole", code: "RV043" },
  { kind: "policy", condition: "policy.statements: { none: { conditions: { any: { operator: StringEqual } } } }", write: "StringEquals" },
  {
    kind: "policy",
    condition: 'policy.statements: { none: { conditions: { any: { operator: "ForAllValue:StringLike" } } } }',
    write: '"ForAllValues:StringLike"',
  },
  { kind: "role", condition: 'role.trustPolicy.statements: { none: { principals: { any: { value: "1111-2222-3333" } } } }', write: '"111122223333"' },
  { kind: "role", condition: "role.trustPolicy.statements: { none: { principals: { any: { value: lambda } } } }", write: NO_EXAMPLE },
  // Other forms.
  { kind: "accessKey", condition: 'accessKey.id: { matches: "^akia" }', write: '"^AKIA"' },
  { kind: "accessKey", condition: 'accessKey.id: { glob: "asia*" }', write: NO_EXAMPLE },
  { kind: "accessKey", condition: "accessKey.id: { contains: akia }", write: "AKIA" },
  { kind: "accessKey", condition: 'accessKey.id: { matches: "[a-z]" }', write: NO_EXAMPLE },
  { condition: "user.id: { contains: aida }", write: "AIDA" },
  { condition: 'user.id: { glob: "aida*" }', write: '"AIDA*"' },
  { condition: 'user.id: { matches: "^akia" }', write: NO_EXAMPLE },
  { condition: 'user.accessKeyIds: { any: { contains: "akia" } }', write: "AKIA" },
  { kind: "role", condition: "role.id: { contains: aroa }", write: "AROA" },
  { condition: 'user.arn: { contains: ":User/" }', write: '":user/"' },
  { condition: 'user.arn: { contains: "ARN:aws:" }', write: '"arn:aws:"' },
  { condition: 'user.arn: { matches: "^arn:aws:iam::[a-z]+:" }', write: NO_EXAMPLE },
  { kind: "trail", condition: "trail.homeRegion: eu-centrall-1", write: "eu-central-1" },
  { kind: "trail", condition: "trail.homeRegion: EU-CENTRAL-1", write: "eu-central-1" },
  { kind: "trail", condition: 'trail.homeRegion: { glob: "EU-*" }', write: '"eu-*"' },
  { kind: "account", condition: 'account.id: "1111 2222 3333"', write: '"111122223333"' },
  { condition: "user.path: team", write: "/team/" },
  { condition: 'user.path: { glob: "/team-*/x" }', write: NO_EXAMPLE },
  { condition: 'user.name: "arn:aws:iam::111122223333:user/ben"', write: "ben" },
  { kind: "policy", condition: 'policy.defaultVersionId: "2"', write: "v2" },
  { kind: "oidcProvider", condition: 'oidcProvider.name: "https://id.example.com/"', write: "id.example.com" },
];

const reported = (condition: string, kind = "user", head = "") => load(head + conditionIn("require", condition, kind)).diagnostics;

describe("a text that its field never holds", () => {
  it.each(NEVER)("is refused with the corrected text: $condition", ({ kind, condition, write, head, code = "RV046" }) => {
    const found = reported(condition, kind, head).filter((diagnostic) => diagnostic.severity === "error");
    expect(found).toMatchObject([{ code }]);
    expect(found[0]?.suggestion).toBe(write);
  });

  it("is refused in rules on events too", () => {
    for (const condition of [
      'event.userIdentity.sessionContext.sessionIssuer.arn: { glob: "*:assumed-role/*" }',
      'change.policyName: "arn:aws:iam::aws:policy/X"',
      "event.sourceIPAddress: 10.0.0.0/8",
      "event.sourceIPAddress: { in: [10.0.0.0/8] }",
      "event.sourceIPAddress: 300.1.2.3",
      "event.sourceIPAddress: cloudformation",
      "actor.ip: 300.1.2.3",
      "actor.type: User",
      "actor.ip: 10.0.0.0/8",
      'change.kind: { glob: "Detach*" }',
      "actor.roleArn: deploy",
    ])
      expect(load(conditionIn("match", condition)).diagnostics, condition).toMatchObject([{ code: "RV046", severity: "error" }]);
  });

  it.each([
    ["root", "another case"],
    ["AssumedRol", "one edit"],
    ["User", "a word left out"],
    ["Federated", "a word left out"],
    ['{ glob: "User*" }', "a word left out"],
    ["[Root, IAM]", "a word left out"],
    ["Alien", null],
    ["AssumdRol", null],
    ['{ glob: "Alien*" }', null],
  ])("is judged alike as a type of caller through the actor and the record: %s", (value, slip) => {
    const errors = (field: string) => load(conditionIn("match", `${field}: ${value}`)).diagnostics.filter(({ severity }) => severity === "error");
    const [ofActor, ofRecord] = [errors("actor.type"), errors("event.userIdentity.type")];
    expect([ofActor.length, ofRecord.length]).toEqual(slip === null ? [0, 0] : [1, 1]);
    expect(ofRecord[0]?.suggestion).toBe(ofActor[0]?.suggestion);
  });

  it.each([
    ["event.eventType: ApiCall", "`AwsApiCall`"],
    ["event.insightDetails.insightType: CallRateInsight", "`ApiCallRateInsight`"],
    ["event.addendum.reason: OUTAGE", "`SERVICE_OUTAGE`"],
  ])("is refused where a word of a documented value is left out: %s", (condition, meant) => {
    expect(load(conditionIn("match", condition)).diagnostics).toMatchObject([{ code: "RV043", message: expect.stringContaining(`AWS writes ${meant}`) }]);
  });

  it.each([
    ["event.userIdentity.type", "User", "write IAMUser or FederatedUser"],
    ["event.userIdentity.type", "root", "write Root"],
    ["event.eventType", "AwsApiCal", "write AwsApiCall"],
    ["event.errorCode", "Success", "a call that succeeded has none"],
    ["event.awsRegion", "us-east1", "write us-east-1"],
    ["event.eventSource", "iam", "write iam.amazonaws.com"],
    ["event.eventSource", "IAM.amazonaws.com", "write iam.amazonaws.com"],
    ["event.eventSource", "iam.amazon.com", "write iam.amazonaws.com"],
    ["event.insightDetails.eventSource", "sts", "write sts.amazonaws.com"],
    ["event.eventName", "deleteuser", "write DeleteUser"],
    ["event.eventName", '"iam:DeleteUser"', "write DeleteUser"],
    ["event.eventName", '"iam.amazonaws.com:deleteUser"', "write DeleteUser"],
    ["event.eventName", "sts.AssumeRole", "write AssumeRole"],
    ["event.insightDetails.eventName", "CREATEUSER", "write CreateUser"],
  ])("is refused as the default of a parameter that %s is compared with: %s", (field, value, says) => {
    const params = `params: { given: { type: array, items: { type: string }, default: [${value}], description: d } }\n`;
    const match = `match: { outcome: success, ${field}: { in: { var: params.given } } }\n`;
    const { diagnostics } = load(`${params}resource: event\n${match}`);
    expect(diagnostics).toMatchObject([{ code: "RV071", message: expect.stringContaining(says) }]);
  });

  it.each([
    ["event.additionalEventData.MFAUsed", "false", '"No"'],
    ["event.sessionCredentialFromConsole", "true", '"true"'],
    ["event.eventCategory", "5", '"5"'],
    ["event.additionalEventData.MFAUsed", "5", undefined],
  ])("is written as the text that was meant: %s: %s", (field, value, write) => {
    const { diagnostics } = load(conditionIn("match", `${field}: ${value}`));
    expect(diagnostics.find(({ code }) => code === "RV042")?.suggestion).toBe(write);
  });

  it.each([
    ["policy", "PowerUserAccess"],
    ["trail", "main"],
    ["accessKey", "AKIA"],
    ["user", "a/b"],
    ["user", '{ text: "arn:aws:iam::{{account.id}}:role/x" }'],
  ])("is refused as the key of a lookup: a %s by %s", (kind, key) => {
    const { diagnostics } = load(`resource: user\nlet: { found: { lookup: [${kind}, ${key}] } }\nrequire: { found: { exists: true } }\n`);
    expect(diagnostics).toMatchObject([{ code: "RV046", severity: "error" }]);
  });

  it("is corrected to a rule that loads, wherever a text is offered", () => {
    for (const { kind, condition, write } of NEVER) {
      if (write === undefined) continue;
      const text = conditionIn("require", condition, kind);
      const [fault] = load(text).diagnostics.filter(({ severity }) => severity === "error");
      const lines = `${"\n".repeat(5)}${text}`.split("\n");
      const line = lines[(fault?.line ?? 0) - 1] ?? "";
      lines[(fault?.line ?? 0) - 1] = line.slice(0, (fault?.column ?? 0) - 1) + write + line.slice((fault?.endColumn ?? 0) - 1);
      const { diagnostics } = load(lines.slice(5).join("\n"));
      expect(
        diagnostics.filter(({ severity, code }) => severity === "error" && code !== "RV050"),
        condition,
      ).toEqual([]);
    }
  });
});

describe("a text that no record holds", () => {
  it.each([
    ["event.errorCode: AccesDenied", "RV043", "AccessDenied"],
    ["event.errorCode: [accessdenied, AccessDenied]", "RV043", "AccessDenied"],
    ["event.errorCode: { isNot: Client.UnauthorisedOperation }", "RV043", "Client.UnauthorizedOperation"],
    ["actor.viaService: cloudformation", "RV046", "cloudformation.amazonaws.com"],
    ["event.userIdentity.invokedBy: Config", "RV046", "config.amazonaws.com"],
    ["event.userIdentity.invokedBy: Cloudformation.amazonaws.com", "RV046", "cloudformation.amazonaws.com"],
    ['actor.viaService: { glob: "CloudFormation.*" }', "RV046", '"cloudformation.*"'],
    ['actor.permissionSet: { glob: "AWSReservedSSO_*" }', "RV046", undefined],
    ["actor.permissionSet: AWSReservedSSO_Admin_0123456789abcdef", "RV046", "Admin"],
    ['event.userIdentity.arn: { glob: "arn:aws:iam::*:assumed-role/*" }', "RV046", '"arn:aws:sts::*:assumed-role/*"'],
    ['event.userIdentity.arn: { glob: "arn:*:iam::*:assumed-role/*" }', "RV046", '"arn:*:sts::*:assumed-role/*"'],
    ['event.userIdentity.arn: { matches: "^arn:aws:iam::[0-9]+:federated-user/" }', "RV046", '"^arn:aws:sts::[0-9]+:federated-user/"'],
    ['actor.arn: "arn:aws:iam::111122223333:assumed-role/Deploy/run"', "RV046", '"arn:aws:sts::111122223333:assumed-role/Deploy/run"'],
    ...["user/ann", "group/a", "role/a", "policy/a", "instance-profile/a", "mfa/ann", "saml-provider/a", "oidc-provider/a", "server-certificate/a", "root"].map(
      (resource): [string, string, string] => [
        `event.userIdentity.onBehalfOf.identityStoreArn: "arn:aws:sts::111122223333:${resource}"`,
        "RV046",
        `"arn:aws:iam::111122223333:${resource}"`,
      ],
    ),
    ['event.userIdentity.arn: "arn:aws:iam:us-east-1:111122223333:user/ann"', "RV046", '"arn:aws:iam::111122223333:user/ann"'],
    ['event.userIdentity.arn: { glob: "arn:aws:iam:us-east-1:*:user/*" }', "RV046", '"arn:aws:iam::*:user/*"'],
    ['event.userIdentity.arn: { glob: "arn:aws:iam::*:Role/*" }', "RV046", '"arn:aws:iam::*:role/*"'],
    ['event.userIdentity.arn: { contains: ":iam::111122223333:assumed-role/" }', "RV046", '":sts::111122223333:assumed-role/"'],
    ['event.userIdentity.arn: { contains: "iam::111122223333:assumed-role/" }', "RV046", undefined],
    ['event.userIdentity.arn: { matches: ":iam::.*:assumed-role/" }', "RV046", '":sts::.*:assumed-role/"'],
    ['event.userIdentity.arn: { matches: "iam::[0-9]{12}:assumed-role/" }', "RV046", undefined],
    ['event.userIdentity.arn: { is: { text: "arn:aws:iam::{{account.id}}:assumed-role/x/y" } }', "RV046", undefined],
    ['event.userIdentity.arn: { glob: { text: "arn:aws:iam::{{account.id}}:assumed-role/*" } }', "RV046", undefined],
    ['event.userIdentity.arn: { glob: { text: "arn:aws:iam:{{event.awsRegion}}:{{account.id}}:user/*" } }', "RV046", undefined],
    ['actor.arn: { glob: "arn:aws:iam::*:group/*" }', "RV046", undefined],
    ['event.userIdentity.arn: "arn:aws:iam::111122223333:policy/Admin"', "RV046", undefined],
    ['event.userIdentity.arn: { glob: "arn:aws:s3:::*" }', "RV046", undefined],
    ['actor.arn: { glob: "arn:aws:sts::*:assumed-role/path/ci/*" }', "RV046", undefined],
    ['actor.arn: { matches: "^arn:aws:sts::[0-9]+:assumed-role/path/ci/" }', "RV046", undefined],
    ['target.arn: { glob: "arn:aws:s3:::*" }', "RV046", undefined],
    ['target.arn: "arn:aws:sts::111122223333:assumed-role/Deploy/run"', "RV046", undefined],
    ['target.name: "arn:aws:iam::111122223333:user/ann"', "RV046", "ann"],
    ['actor.name: "arn:aws:iam::111122223333:user/ann"', "RV046", "ann"],
    ['event.userIdentity.sessionContext.sessionIssuer.userName: { glob: "arn:aws:iam::*" }', "RV046", undefined],
    ['actor.sessionName: "a b/c"', "RV046", undefined],
    ['actor.sourceIdentity: { glob: "user/*" }', "RV046", undefined],
    ['actor.principalId: { glob: "user/*" }', "RV046", undefined],
    ["event.userIdentity.principalId: user/ann", "RV046", undefined],
    ['actor.longTermKeyId: { glob: "ASIA*" }', "RV046", undefined],
    ["actor.longTermKeyId: ASIAIOSFODNN7EXAMPLE", "RV046", undefined],
    ['event.eventVersion: "1.8"', "RV046", '"1.08"'],
    ["event.resources: { any: { type: s3 } }", "RV046", undefined],
    ['actor.accessKeyId: { glob: "akia*" }', "RV046", '"AKIA*"'],
    ['event.userIdentity.accessKeyId: { matches: "^asia" }', "RV046", '"^ASIA"'],
    ['event.userIdentity.type: { glob: "assumed*" }', "RV046", '"Assumed*"'],
    ["event.userIdentity.type: { contains: role }", "RV046", "Role"],
    ['event.userIdentity.type: { matches: "^(user|root)$" }', "RV046", '"(?i)^(user|root)$"'],
    ['event.userIdentity.type: { glob: ["Assumed*", "*USER"] }', "RV046", '"*User"'],
    ['event.eventType: { glob: "aws*" }', "RV046", '"Aws*"'],
    ['event.eventCategory: { notGlob: "manage*" }', "RV046", '"Manage*"'],
    ['event.eventCategory: { matches: "^manage" }', "RV046", '"(?i)^manage"'],
    ['event.userIdentity.sessionContext.sessionIssuer.type: { glob: "role*" }', "RV046", '"Role*"'],
    ['event.tlsDetails.tlsVersion: { glob: "tls*" }', "RV046", '"TLS*"'],
    ['event.addendum.reason: { glob: "delivery*" }', "RV046", '"DELIVERY*"'],
    ["event.insightDetails.insightType: { contains: callrate }", "RV046", "CallRate"],
  ])("is refused: %s", (condition, code, write) => {
    const { diagnostics } = load(conditionIn("match", condition));
    expect(diagnostics).toMatchObject([{ code, severity: "error" }]);
    expect(diagnostics[0]?.suggestion).toBe(write);
  });

  it.each([
    "event.errorCode: SomeServiceFault",
    'event.errorCode: { glob: "*Denied*" }',
    'event.errorCode: { matches: "^(some|new)Fault$" }',
    'event.userIdentity.type: { matches: "(?i)^(user|root)$" }',
    'event.userIdentity.type: { glob: ["Assumed*", "*User"] }',
    "event.eventType: { contains: Console }",
    'event.sourceIPAddress: [192.0.2.10, "2001:db8::1", "::ffff:192.0.2.1", "AWS Internal", config.amazonaws.com]',
    "event.sourceIPAddress: { cidr: [10.0.0.0/8] }",
    'event.userIdentity.arn: { glob: ["arn:aws:sts::*:assumed-role/*", "arn:*:iam::*:user/*", "*:assumed-role/*", "arn:*:root"] }',
    'event.userIdentity.onBehalfOf.identityStoreArn: { glob: ["arn:aws:iam::*:delegation-request/*", "arn:aws:s3:::*", "arn:aws:sts::*:self"] }',
    'actor.arn: { glob: ["*/admin*", "arn:aws:sts::*:assumed-role/*", "arn:aws:sts::*:assumed-role/Admin/*", "*:root", "arn:aws:iam::*", "*"] }',
    'actor.arn: [ "arn:aws:sts::111122223333:federated-user/bob", "arn:aws:iam::111122223333:user/team/ann" ]',
    'target.arn: { glob: ["*:user/*", "arn:aws:cloudtrail:*:trail/*", "arn:aws:iam::aws:policy/*"] }',
    'actor.principalId: { glob: ["AROA*:i-*", "AIDA*", "*:ann", "arn:aws:iam::*:oidc-provider/*"] }',
    'actor.principalId: ["111122223333", "111122223333:bob", "AROACKCEVSQ6C2EXAMPLE:build-17"]',
    "actor.sessionName: [x, ann@example.com, i-0123456789abcdef0]",
    'actor.longTermKeyId: { glob: "AKIA*" }',
    'event.userIdentity.arn: { contains: ":iam:" }',
    'event.userIdentity.arn: { matches: "iam::|:sts::" }',
    'event.userIdentity.arn: { matches: ":(iam|sts)::[0-9]+:(user|assumed-role)/" }',
    'event.userIdentity.arn: { glob: ["arn:aws:iam:*:user/x", "*:iam::*:user/?*", "arn:aws:iam::*"] }',
    'event.userIdentity.arn: { glob: { text: "arn:{{account.partition}}:sts::{{event.recipientAccountId}}:assumed-role/{{actor.name}}/*" } }',
    "actor.permissionSet: [AdministratorAccess, aws-audit, AWSReadOnlyAccess]",
    'event.sourceIPAddress: { glob: ["10.*", "*.amazonaws.com"] }',
    'event.sourceIPAddress: { matches: "^10[.]" }',
    'actor.viaService: ["AWS Internal", ecs-tasks.amazonaws.com]',
    'event.eventVersion: ["1.0", "1.11", "2.00"]',
    'event.userIdentity.accessKeyId: ""',
  ])("is not refused where a record may hold it: %s", (condition) => {
    const { rules, diagnostics } = load(conditionIn("match", condition));
    expect(diagnostics).toEqual([]);
    expect(lintRules(rules).filter(({ code }) => code === "RV098")).toEqual([]);
  });

  it.each([
    'actor.arn: "arn:aws:iam::111122223333:role/ci"',
    'event.userIdentity.arn: { glob: "arn:aws:iam::*:role/ci-*" }',
    'actor.arn: { matches: "^arn:aws:iam::[0-9]+:role/" }',
  ])("is doubted, and the field is named that holds it: %s", (condition) => {
    const { rules, diagnostics } = load(conditionIn("match", condition));
    expect(diagnostics).toEqual([]);
    const message = expect.stringContaining("The ARN of a role that calls is in actor.roleArn");
    expect(lintRules(rules).filter(({ code }) => code === "RV098")).toMatchObject([{ severity: "warning", message }]);
  });

  it("is refused as a pattern in a parameter", () => {
    const text = 'params: { types: { type: array, items: { type: string }, default: ["root*"], description: d } }\n';
    const { diagnostics } = load(`${text}resource: event\nmatch: { event.userIdentity.type: { glob: { var: params.types } } }\n`);
    expect(diagnostics).toMatchObject([{ code: "RV071", message: expect.stringContaining("write Root*") }]);
  });

  it("is refused as a value of a parameter", () => {
    const text = "params: { codes: { type: array, items: { type: string }, default: [AccesDenied], description: d } }\n";
    const { diagnostics } = load(`${text}resource: event\nmatch: { event.eventName: DeleteUser, event.errorCode: { in: { var: params.codes } } }\n`);
    expect(diagnostics).toMatchObject([{ code: "RV071", message: expect.stringContaining("write AccessDenied") }]);
  });
});

it.each([
  ['user.path: "/a\u2044b/"', "U+2044 (it looks like `/`)"],
  ['user.path: ["/a/", "/b\u2215c/"]', "U+2215"],
  ['user.permissionsBoundaryArn: "\u0430rn:aws:iam::aws:policy/One"', "U+0430"],
])("a text of another form that holds a look-alike names its code point: %s", (condition, says) => {
  const { diagnostics } = load(conditionIn("require", condition));
  expect(diagnostics.find(({ code }) => code === "RV046")?.message).toContain(says);
});

it.each([
  ["user.mfaActive: true,", "true"],
  ["user.mfaActive: yes,", "true"],
  ["user.accessKeyIds: { count: { gte: 1 } }\nuser.passwordEnabled: false,", "false"],
])("a value with the comma of JSON behind it is corrected: %s", (condition, write) => {
  const { diagnostics } = load(conditionIn("require", condition));
  expect(diagnostics.find(({ code }) => code === "RV042")?.message).toContain(`Write ${write}.`);
});

describe("a resource of a policy's statement, which is an ARN or *", () => {
  const within = (test: string) => `user.inlinePolicies: { none: { statements: { any: { resources: { any: ${test} } } } } }`;

  it.each([
    ["role/admin", '{ glob: "*:role/admin" }'],
    ['"bucket/*"', '{ glob: "*:bucket/*" }'],
    ['"s3://bucket/*"', '"arn:aws:s3:::bucket/*"'],
    ['"arn:aws:s3:bucket"', '"arn:aws:s3:::bucket"'],
    ['{ glob: "role/*" }', '"*:role/*"'],
    ['{ matches: "^role/" }', '":role/"'],
    ['{ matches: "^s3:" }', undefined],
    ['"arn:aws:s3:bucket/*"', '"arn:aws:s3:::bucket/*"'],
  ])("is none of: %s", (test, write) => {
    const { diagnostics } = load(conditionIn("require", within(test)));
    expect(diagnostics).toMatchObject([{ code: "RV046", severity: "error" }]);
    expect(diagnostics[0]?.suggestion).toBe(write);
  });

  it.each([
    '"*"',
    '"arn:aws:s3:::bucket/*"',
    '"arn:aws:codepipeline:*"',
    '"arn:*"',
    '"*/x"',
    '{ glob: "*:role/*" }',
    '{ glob: "arn:aws:iam::*" }',
    '{ matches: ":role/" }',
    "{ contains: role/ }",
    '"arn:aws:iam::${aws:PrincipalAccount}:role/x"',
  ])("may be: %s", (test) => {
    expect(load(conditionIn("require", within(test))).diagnostics).toEqual([]);
  });
});

describe("a member of a request whose name says what it holds", () => {
  it.each([
    ["event.requestParameters.policyArn: AdministratorAccess", '{ glob: "*/AdministratorAccess" }'],
    ['event.requestParameters.policyArn: { in: ["arn:aws:iam::aws:role/x"] }', undefined],
    ['event.requestParameters.policyArn: { glob: "role/x" }', undefined],
    ['event.requestParameters.roleArn: { glob: "role/break-glass/*" }', '"*:role/break-glass/*"'],
    ["event.requestParameters.permissionsBoundary: workload", '{ glob: "*/workload" }'],
    ["event.requestParameters.sAMLProviderArn: directory", '{ glob: "*/directory" }'],
    ['event.requestParameters.accountId: "1111-2222-3333"', '"111122223333"'],
  ])("is refused a text of another form: %s", (condition, write) => {
    const { diagnostics } = load(conditionIn("match", condition));
    expect(diagnostics).toMatchObject([{ code: "RV046", severity: "error" }]);
    expect(diagnostics[0]?.suggestion).toBe(write);
  });

  it.each([
    'event.requestParameters.policyArn: { glob: "arn:*:eks::aws:cluster-access-policy/*" }',
    'event.requestParameters.policyArn: { glob: "arn%3Aaws%3Aeks*" }',
    'event.requestParameters.policyArn: { glob: "*Administrator*" }',
    "event.requestParameters.permissionsBoundary: { exists: true }",
    'event.requestParameters.permissionsBoundary.managedPolicyArn: "arn:aws:iam::aws:policy/One"',
    "event.requestParameters.policyArns: { any: { arn: anything } }",
    "event.requestParameters.attributes.roleArn.of: anything",
    "event.requestParameters.policyARN: anything",
  ])("takes what it may hold, and an object of that name: %s", (condition) => {
    expect(load(conditionIn("match", condition)).diagnostics).toEqual([]);
  });

  it("gives its form to the parameters that it is compared with", () => {
    const match =
      "{ or: [{ event.requestParameters.roleArn: { glob: { var: params.who } } }, { actor.arn: { glob: { var: params.who } } }], event.eventName: AssumeRole }";
    const rule = loaded(`params: { who: { type: array, items: { type: string }, default: [], description: d } }\nresource: event\nmatch: ${match}\n`);
    expect(checkParams(rule, { who: ["role/break-glass/*"] })).toEqual([expect.stringContaining("write *:role/break-glass/*")]);
    expect(checkParams(rule, { who: ["arn:aws:iam::*:role/break-glass/*"] })).toEqual([]);
  });
});

describe("a correction to a glob on ARNs", () => {
  it.each([
    ['{ glob: "user/*" }', '"*:user/*"', "arn:aws:iam::111122223333:user/ann"],
    ['{ glob: "assumed-role/Admin/*" }', '"*:assumed-role/Admin/*"', "arn:aws:sts::111122223333:assumed-role/Admin/ann"],
    ['{ matches: "^federated-user/" }', '":federated-user/"', "arn:aws:sts::111122223333:federated-user/bob"],
    ['{ matches: "^(user|role)/" }', '":(user|role)/"', "arn:aws:iam::111122223333:role/deploy"],
    ['{ glob: "team/ann" }', '"*/team/ann"', "arn:aws:iam::111122223333:user/team/ann"],
  ])("puts the mark that ARNs have before what is written: %s", (matcher, write, arn) => {
    const condition = `actor.arn: ${matcher}`;
    expect(load(conditionIn("match", condition)).diagnostics[0]?.suggestion).toBe(write);
    const pattern: string = JSON.parse(write);
    const isMet = matcher.includes("matches") ? new RegExp(pattern).test(arn) : new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(arn);
    expect(isMet).toBe(true);
  });
});

describe("a text that its field may hold", () => {
  it.each([
    'user.permissionsBoundaryArn: { exists: true, notGlob: ["*", "arn:*:policy/batch*"] }',
    'user.permissionsBoundaryArn: { matches: "batch$" }',
    "user.permissionsBoundaryArn: { default: none, isNot: none }",
    'user.permissionsBoundaryArn: { contains: "policy/batch" }',
    'user.name: { glob: "svc-*" }',
    "user.name: { contains: svc }",
    'account.partition: { glob: "aws*" }',
    "user.tags: { any: { key: Owner } }",
    'user.arn: { is: { text: "arn:{{account.partition}}:iam::{{account.id}}:user{{user.path}}{{user.name}}" } }',
    'user.attachedPolicyArns: { none: { glob: { text: "*/{{user.name}}" } } }',
    'user.arn: { glob: { text: "arn:aws:iam::{{account.id}}:user/*" } }',
    'user.permissionsBoundaryArn: { in: [{ text: "arn:{{account.partition}}:iam::aws:policy/One" }, "arn:aws:iam::aws:policy/Two"], exists: true }',
  ])("stands: %s", (condition) => {
    expect(reported(condition).filter(({ code }) => code !== "RV051")).toEqual([]);
  });

  it.each([
    ["trail", "trail.homeRegion: us-east-9"],
    ["role", "role.trustPolicy.statements: { none: { principals: { any: { type: Everybody } } } }"],
    ["policy", 'policy.languageVersion: "2031-01-01"'],
  ])("draws a warning where AWS may add it: a %s with %s", (kind, condition) => {
    const text = conditionIn("require", condition, kind);
    const { rules, diagnostics } = load(text);
    expect(diagnostics).toEqual([]);
    expect(lintRules(rules).filter(({ code }) => code === "RV098")).toMatchObject([{ severity: "warning" }]);
  });
});

const verdict = (require: string, test: string, more = "") => {
  const rule = loaded(`${more}resource: policy\nrequire: { ${require} }\n`);
  const file = loadRuleTest({ file: "a-rule.test.yaml", text: `cases:\n  - { name: a, ${test} }\n` });
  return runRuleTests(rule, file.test!, { normalizeRecords }).cases[0];
};
const GIVEN = 'given: { policies: [{ name: deploy, statements: [{ effect: Allow, actions: ["Iam:PassRole", "s3:Get*"] }] }] }';

describe("a field kept in lower case", () => {
  it.each([
    ["contains", STATEMENT('{ contains: "iam:PassRole" }').replace("contains", "any")],
    ["any", STATEMENT('{ any: "IAM:passrole" }')],
    ["a list", STATEMENT('{ any: ["iam:CreateUser", "iam:PassRole"] }')],
    ["glob", STATEMENT('{ any: { glob: "iam:Pass*" } }')],
    ["matches", STATEMENT('{ any: { matches: "^iam:P\\\\D+Role$" } }').replaceAll("\\\\", "\\\\")],
    ["default", STATEMENT('{ any: { default: "iam:PassRole", is: "iam:PassRole" } }')],
    ["JsonLogic", 'policy.statements: { none: { some: [{ var: actions }, { "===": [{ var: "" }, "iam:PassRole"] }] } }'],
  ])("is matched without regard to case, in the rule and in the case: %s", (_, require) => {
    expect(verdict(require, `${GIVEN}, expect: { fail: [deploy] }`)).toMatchObject({ passed: true });
  });

  it.each(["is", "glob", "matches"])("is matched so with parameters, by %s", (matcher) => {
    const params = 'params: { acts: { type: string, default: "iam:PassRole", description: d } }\n';
    const require = STATEMENT(`{ any: { ${matcher}: { var: params.acts } } }`);
    expect(verdict(require, `${GIVEN}, expect: { fail: [deploy] }`, params)).toMatchObject({ problems: [{ path: "given" }].slice(1), failures: [] });
    expect(verdict(require, `${GIVEN}, params: { acts: "iam:PASSROLE" }, expect: { fail: [deploy] }`, params)).toMatchObject({ passed: true });
    expect(verdict(require, `${GIVEN}, params: { acts: "iam:CreateUser" }, expect: { pass: [deploy] }`, params)).toMatchObject({ passed: true });
  });
});

describe("a parameter", () => {
  const rule = loaded(
    "params: { bounds: { type: array, items: { type: string }, default: [], description: d }, acts: { type: array, items: { type: string }, description: d } }\nresource: user\nrequire: { user.permissionsBoundaryArn: { glob: { var: params.bounds } }, user.permissionsBoundary.grants: { any: { in: { var: params.acts } } } }\n",
  );
  const [bounds, acts] = rule.params;

  it("takes values of the form of the fields that it is compared with", () => {
    expect(checkParams(rule, { bounds: ["*/batch", "arn:*:policy/*"], acts: ["iam:PassRole", "iam:passrole"] })).toEqual([]);
    expect(parseParam(acts!, "iam:PassRole,IAM:createaccesskey")).toMatchObject({ ok: true });
  });

  it("is refused any other, from the configuration and the command line, with the corrected text", () => {
    expect(checkParams(rule, { bounds: ["batch"] })).toEqual([expect.stringContaining("write */batch")]);
    expect(parseParam(bounds!, "batch*")).toMatchObject({ ok: false, message: expect.stringContaining("write */batch*") });
    expect(parseParam(acts!, "iam:PassRoles")).toMatchObject({ ok: false });
  });

  it("is refused a default of another form, where it stands", () => {
    const text = "params: { bounds: { type: array, items: { type: string }, default: [batch], description: d } }\n";
    const { diagnostics } = load(`${text}resource: user\nrequire: { user.permissionsBoundaryArn: { in: { var: params.bounds } } }\n`);
    expect(diagnostics).toMatchObject([{ code: "RV071", line: 6, column: text.indexOf("batch") + 1 }]);
  });

  it("may hold what one of several fields holds", () => {
    const text = "params: { who: { type: string, default: ben, description: d } }\n";
    const { diagnostics } = load(
      `${text}resource: user\nrequire: { or: [{ user.name: { is: { var: params.who } } }, { user.arn: { is: { var: params.who } } }] }\n`,
    );
    expect(diagnostics).toEqual([]);
  });
});

describe("a parameter of event sources and names", () => {
  const params = ["sources", "names"].map((name) => `${name}: { type: array, items: { type: string }, default: [], description: d }`).join(", ");
  const match = "{ event.eventSource: { in: { var: params.sources } }, event.eventName: { glob: { var: params.names } } }";
  const rule = loaded(`params: { ${params} }\nresource: event\nmatch: ${match}\n`);

  it.each([
    [{ sources: ["iam"] }, "write iam.amazonaws.com"],
    [{ names: ["iam:DeleteUser"] }, "write DeleteUser"],
    [{ names: ["iam:*"] }, "matches none"],
    [{ names: ["deleteuser"] }, "write DeleteUser"],
  ])("is refused %j", (values, says) => {
    expect(checkParams(rule, values)).toEqual([expect.stringContaining(says)]);
  });

  it("takes every source and name that AWS is known to record", () => {
    const sources = sourcesOf(events);
    const names = sources.flatMap((source) => [...namesOf(events, source)]).filter((name) => name !== "*");
    expect(names.length).toBeGreaterThan(10_000);
    expect(checkParams(rule, { sources, names: [...names, "Delete*", "CreateFunction20150331", "SomeNewEvent"] })).toEqual([]);
  });
});

describe("the key of a lookup", () => {
  it("is refused in whole sentences, with the right article", () => {
    const { diagnostics } = load("resource: user\nlet: { key: { lookup: [accessKey, x] } }\nrequire: { key.active: { exists: true, is: true } }\n");
    expect(diagnostics[0]?.message).toBe("An accessKey is looked up by id: an id of a user's access key such as AKIA…, but `x` is not one.");
  });
});

describe("what a case gives", () => {
  it.each([
    ["given: { policies: [{ arn: AdministratorAccess }] }", "given.policies[0].arn"],
    ["given: { account: { partition: aws-gov }, policies: [{ name: deploy }] }", "given.account.partition"],
    ['given: { account: { id: "1111-2222-3333" }, policies: [{ name: deploy }] }', "given.account.id"],
    ["given: { policies: [{ name: deploy, path: team }] }", "given.policies[0].path"],
    ["given: { account: { aliases: [ACME] }, policies: [{ name: deploy }] }", "given.account.aliases[0]"],
    ['given: { trails: [{ name: main, s3BucketName: "s3://x" }], policies: [{ name: deploy }] }', "given.trails[0].s3BucketName"],
    ["given: { policies: [{ name: deploy, versionCount: -1 }] }", "given.policies[0].versionCount"],
    ["given: { policies: [{ name: deploy, statements: [{ effect: allow }] }] }", "given.policies[0].statements[0].effect"],
  ])("is refused where no collector gives it: %s", (given, path) => {
    expect(verdict("policy.admin: false", `${given}, expect: { pass: [deploy] }`)?.problems.map((problem) => problem.path)).toContain(path);
  });
});

describe("principals of statements", () => {
  it.each([
    "user.inlinePolicies: { none: { statements: { any: { principals: { count: { gte: 1 } } } } } }",
    'user.inlinePolicies: { none: { statements: { any: { principals: { any: { value: "*" } } } } } }',
    "user.inlinePolicies: { none: { statements: { any: { notPrincipals: { count: { gte: 1 } } } } } }",
    "user.permissionsBoundaryArn: { exists: true }\nuser.permissionsBoundary.statements: { none: { principals: { count: { gte: 1 } } } }",
  ])("are never there in policies of identities: %s", (condition) => {
    expect(load(conditionIn("require", condition)).diagnostics).toMatchObject([{ code: "RV051", severity: "error" }]);
  });

  it("may be there in what a call sends", () => {
    const condition = 'event.eventName: UpdateAssumeRolePolicy\nchange.after.statements: { exists: true, any: { principals: { any: { value: "*" } } } }';
    expect(load(conditionIn("match", condition)).diagnostics).toEqual([]);
  });
});
