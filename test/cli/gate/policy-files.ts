import { ACCOUNT, GUARD } from "./world.ts";

const rule = (id: string, title: string, severity: string, body: string): string => `id: ${id}
title: ${title}
severity: ${severity}
rationale: It is what this scenario is about.
${body}`;

export const USER_MFA = rule(
  "user-mfa",
  "Console users sign in with MFA",
  "high",
  `resource: user
applies:
  user.passwordEnabled: true
require:
  user.mfaActive: true
message: "{{user.name}} signs in without MFA"
`,
);

export const USER_DIRECT = rule(
  "user-direct",
  "Users hold no policy directly",
  "low",
  `resource: user
require:
  user.attachedPolicyArns: { count: 0 }
message: "{{user.name}} holds policies directly"
`,
);

const USER_GUARDED = rule(
  "user-guarded",
  "Members of groups are under the guardrail",
  "medium",
  `resource: user
applies:
  user.groupArns: { count: { gt: 0 } }
require:
  user.groups: { any: { attachedPolicyArns: { contains: "${GUARD}" } } }
message: "{{user.name}} is under no guardrail"
`,
);

export const POLICY_ADMIN = rule(
  "policy-admin",
  "No policy allows everything",
  "critical",
  `resource: policy
require:
  policy.admin: false
message: "{{policy.name}} allows everything"
`,
);

const ACCOUNT_REVIEWED = rule(
  "account-reviewed",
  "Access is reviewed each quarter",
  "medium",
  `resource: account
manual: Was the access of all users reviewed in the last quarter?
message: "access is reviewed"
`,
);

const GROUP_DETACHED = rule(
  "group-detached",
  "Policies are detached from groups by nobody",
  "high",
  `resource: event
let:
  group: { lookup: [group, { var: event.requestParameters.groupName }] }
match:
  event.eventSource: iam.amazonaws.com
  event.eventName: DetachGroupPolicy
unless:
  group.path: { is: "/sandbox/" }
message: "{{actor.arn}} detached a policy"
`,
);

const pack = (id: string, title: string): string => `id: ${id}\ntitle: ${title}\ndescription: Rules of this scenario.\n`;

/** Rules of one's own, in three packs; each scenario has its own copy. */
export const RULES: Readonly<Record<string, string>> = {
  "rules/people/pack.yaml": pack("people", "People"),
  "rules/people/user-mfa.yaml": USER_MFA,
  "rules/people/user-direct.yaml": USER_DIRECT,
  "rules/people/user-guarded.yaml": USER_GUARDED,
  "rules/policies/pack.yaml": pack("policies", "Policies"),
  "rules/policies/policy-admin.yaml": POLICY_ADMIN,
  "rules/records/pack.yaml": pack("records", "Records"),
  "rules/records/group-detached.yaml": GROUP_DETACHED,
  "rules/paper/pack.yaml": pack("paper", "Paper"),
  "rules/paper/account-reviewed.yaml": ACCOUNT_REVIEWED,
};

export const CONFIG = "rules: [rules/people, rules/policies, rules/records, rules/paper]\n";

/** One waiver of a user's missing MFA. */
export const waiver = (name: string, parts: Record<string, unknown> = {}): string =>
  JSON.stringify({
    waivers: [
      {
        rule: "user-mfa",
        resource: `arn:aws:iam::${ACCOUNT}:user/${name}`,
        kind: "in-progress",
        reason: "Gets a key on Friday",
        owner: "security@example.com",
        expires: "2026-03-20",
        ...parts,
      },
    ],
  });

/** A record of a policy taken off a group. */
export const detachRecord = (at: string, groupName = "developers"): unknown => ({
  Records: [
    {
      eventVersion: "1.08",
      userIdentity: { type: "IAMUser", principalId: "AIDAEVE", arn: `arn:aws:iam::${ACCOUNT}:user/eve`, accountId: ACCOUNT, userName: "eve" },
      eventTime: at,
      eventSource: "iam.amazonaws.com",
      eventName: "DetachGroupPolicy",
      awsRegion: "us-east-1",
      sourceIPAddress: "198.51.100.7",
      userAgent: "aws-cli",
      requestParameters: { groupName, policyArn: GUARD },
      responseElements: null,
      eventID: "0f000000-0000-4000-8000-000000000001",
      eventType: "AwsApiCall",
      managementEvent: true,
      readOnly: false,
      recipientAccountId: ACCOUNT,
      eventCategory: "Management",
    },
  ],
});
