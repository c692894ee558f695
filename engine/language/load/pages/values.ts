import type { CodePage } from "./page.ts";

/** Faults of matchers and values, of absence, and of what is printed. */
export const VALUE_PAGES = {
  RV040: {
    wrong: `resource: user
require:
  user.name: { regex: "^[a-z.]+$" }
`,
    right: `resource: user
require:
  user.name: { matches: "^[a-z.]+$" }
`,
    fix: "Take the matcher that the message offers. A path on the right needs one too: { is: { var: user.path } }.",
  },
  RV041: {
    wrong: `resource: user
require:
  user.groups: { isNot: admins }
`,
    right: `resource: user
require:
  user.groups:
    none: { name: admins }
`,
    fix: "Lists take any, every, none, count and, of plain values, contains; objects are tested by their fields; order is of numbers and times.",
  },
  RV042: {
    wrong: `resource: user
require:
  user.mfaActive: "true"
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Write the value in the field's own type: true without quotes, numbers without quotes, text that looks like a number with quotes.",
  },
  RV043: {
    wrong: `resource: event
match:
  outcome: failed
`,
    right: `resource: event
match:
  outcome: [denied, error]
`,
    fix: "Take one of the values that the message lists.",
  },
  RV044: {
    wrong: `resource: accessKey
require:
  accessKey.createdAt: { newerThan: 90 }
`,
    right: `resource: accessKey
require:
  accessKey.createdAt: { newerThan: 90d }
`,
    fix: "Write the unit: m, h or d. A point in time is written 2026-01-31T00:00:00Z.",
  },
  RV045: {
    wrong: `resource: user
require:
  user.name: { matches: "^(?!temp)" }
`,
    right: `resource: user
require:
  user.name: { notGlob: temp* }
`,
    fix: "RE2 has no look-around and no back-references: turn the test with notGlob or not, or write a glob. A block of addresses is written 10.0.0.0/8.",
  },
  RV046: {
    wrong: `resource: user
require:
  user.attachedPolicies:
    none: { arn: AdministratorAccess }
`,
    right: `resource: user
require:
  user.attachedPolicies:
    none: { arn: { glob: "*/AdministratorAccess" } }
`,
    fix: "Write the text in the form of the field, or test the field that holds names.",
  },
  RV050: {
    wrong: `resource: account
require:
  account.passwordPolicy.maxPasswordAge: { isNot: 90 }
`,
    right: `resource: account
require:
  account.passwordPolicy.maxPasswordAge: { exists: true, isNot: 90 }
`,
    fix: "Say in the same map what absence means: exists: true, exists: false, a default, or null among the accepted values. For every, say whether none is fine.",
  },
  RV051: {
    wrong: `resource: user
require:
  user.mfaActive: { exists: true }
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Remove the test, or ask what was meant: whether a list has members is count: { gte: 1 }.",
  },
  RV052: {
    wrong: `resource: policy
require:
  policy.statements:
    none: { actions: { contains: "iam:PassRole" } }
`,
    right: `resource: policy
require:
  policy.admin: false
`,
    fix: "Ask the derived properties of the policy, which see wildcards: policy.admin, policy.grants.",
  },
  RV060: {
    wrong: `resource: user
require:
  user.mfaActive: true
remediation:
  console:
    - "Open IAM, Users, {{user.name"
`,
    right: `resource: user
require:
  user.mfaActive: true
remediation:
  console:
    - "Open IAM, Users, {{user.name}}"
`,
    fix: "Close {{ with }}, and name a path between them.",
  },
  RV061: {
    wrong: `resource: user
require:
  user.mfaActive: true
remediation:
  console:
    - "Open IAM, Users, {{user}}"
`,
    right: `resource: user
require:
  user.mfaActive: true
remediation:
  console:
    - "Open IAM, Users, {{user.name}}"
`,
    fix: "Name a field: its name, its ARN.",
  },
  RV062: {
    wrong: `resource: user
require:
  user.mfaActive: true
evidence: [user]
`,
    right: `resource: user
require:
  user.mfaActive: true
evidence: [user.arn, user.mfaActive]
`,
    fix: "Name the values that decided. Parameters are printed with the rule.",
  },
  RV064: {
    wrong: `resource: user
require:
  user.mfaActive: true
remediation:
  steps:
    - { call: iam:UpdateLoginProfile, with: { User: "{{user.name}}", PasswordResetRequired: true } }
`,
    right: `resource: user
require:
  user.mfaActive: true
remediation:
  steps:
    - { call: iam:UpdateLoginProfile, with: { UserName: "{{user.name}}", PasswordResetRequired: true } }
`,
    fix: "Write the call and its members as the API reference of the service does: iam:UpdateLoginProfile, UserName.",
  },
  RV063: {
    wrong: `resource: role
applies:
  role.serviceLinked: false
require:
  role.permissionsBoundaryArn: { exists: true, glob: "arn:aws:iam::{{account.id}}:policy/*" }
`,
    right: `resource: role
applies:
  role.serviceLinked: false
require:
  role.permissionsBoundaryArn: { exists: true, glob: { text: "arn:aws:iam::{{account.id}}:policy/*" } }
`,
    fix: 'Compare with another path through { var: account.id }, and with text that holds one through { text: "…{{account.id}}…" }.',
  },
} as const satisfies Record<string, CodePage>;
