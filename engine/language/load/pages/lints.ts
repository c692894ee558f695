import type { CodePage } from "./page.ts";

const EVENT = "resource: event\nmatch:\n";

/** What is sound by itself, and means nothing, or not what its author meant. */
export const LINT_PAGES = {
  RV080: {
    wrong: `resource: accessKey
require:
  accessKey.createdAt: { newerThan: 90d }
  or:
    - accessKey.createdAt: { newerThan: 365d }
    - accessKey.active: false
`,
    right: `resource: accessKey
require:
  accessKey.createdAt: { newerThan: 90d }
`,
    fix: "Take out the clause that adds nothing, or write the one that was meant.",
  },
  RV081: {
    wrong: `resource: user
require:
  user.path: /people/
  and:
    - user.path: /machines/
`,
    right: `resource: user
require:
  user.path: /people/
`,
    fix: "Two values of one path belong into one list (any of them), or under or:.",
  },
  RV082: {
    wrong: `${EVENT}  event.eventName: DeleteUser
unless:
  event.eventName: CreateUser
`,
    right: `${EVENT}  event.eventName: [DeleteUser, CreateUser]
unless:
  event.eventName: CreateUser
  actor.type: AWSService
`,
    fix: "Compare the two parts: what excuses must be a part of what matches, what is required more than what the rule applies to.",
  },
  RV083: {
    beside: `resource: user
require:
  user.mfaActive: true
`,
    wrong: `resource: user
require:
  user.mfaActive: true
`,
    right: `resource: user
require:
  user.groups: { count: { gte: 1 } }
`,
    fix: "Remove one of the two, and name its id under formerly in the other.",
  },
  RV084: {
    beside: `resource: user
require:
  user.mfaActive: true
`,
    wrong: `resource: user
applies:
  user.passwordEnabled: true
require:
  user.mfaActive: true
`,
    right: `resource: user
applies:
  user.passwordEnabled: true
require:
  user.mfaActive: true
  user.groups: { count: { gte: 1 } }
`,
    fix: "Remove the narrower rule, give it a severity of its own, or raise the wider one under its condition.",
  },
  RV085: {
    wrong: `resource: user
params:
  maxAge: { type: duration, default: 90d, description: Age at which a password is too old }
require:
  user.mfaActive: true
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Use the name, or take it out.",
  },
  RV086: {
    wrong: `${EVENT}  event.eventSource: iam.amazonaws.org
  event.eventName: DeleteUser
`,
    right: `${EVENT}  event.eventSource: iam.amazonaws.com
  event.eventName: DeleteUser
`,
    fix: "Write the source as records have it: the service's name in small letters, then .amazonaws.com.",
  },
  RV087: {
    wrong: `${EVENT}  event.eventSource: iam.amazonaws.com
  event.eventName: DetatchUserPolicy
`,
    right: `${EVENT}  event.eventSource: iam.amazonaws.com
  event.eventName: DetachUserPolicy
`,
    fix: "Write the name of the API call, or of the event that the service records without one.",
  },
  RV088: {
    wrong: `${EVENT}  event.eventSource: s3.amazonaws.com
  event.eventName: DetachUserPolicy
`,
    right: `${EVENT}  event.eventSource: iam.amazonaws.com
  event.eventName: DetachUserPolicy
`,
    fix: "Name the source that has the event.",
  },
  RV089: {
    wrong: `${EVENT}  event.eventSource: iam.amazonaws.com
  event.eventName: DetachUserPolicy
  event.requestParameters.groupName: admins
`,
    right: `${EVENT}  event.eventSource: iam.amazonaws.com
  event.eventName: DetachGroupPolicy
  event.requestParameters.groupName: admins
`,
    fix: "Name a member that the call takes or returns.",
  },
  RV090: {
    wrong: `resource: user
applies:
  user.name: nobody-of-this-name
require:
  user.mfaActive: true
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Look whether the rule is meant for this account, and whether applies says what was meant. Only a snapshot that you name is asked.",
  },
  RV091: {
    wrong: `${EVENT}  event.awsRegion: { notIn: [eu-central-1, eu-west-1] }
`,
    right: `${EVENT}  event.awsRegion: { notIn: [eu-central-1, eu-west-1] }
  event.eventName: RunInstances
`,
    fix: "Name the events, the kind of change, the actor or the error that the rule is about.",
  },
  RV092: {
    whole: true,
    wrong: `id: example-rule
title: Users have MFA
severity: medium
resource: user
rationale: Users have MFA.
require:
  user.mfaActive: true
message: found
`,
    right: `id: example-rule
title: Users have MFA
severity: medium
resource: user
rationale: A password alone can be phished or guessed.
require:
  user.mfaActive: true
message: found
`,
    fix: "Say what happens to whoever has the finding and does nothing.",
  },
  RV093: {
    packed: true,
    wrong: `resource: user
require:
  user.mfaActive: true
references:
  - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
`,
    right: `resource: user
require:
  user.mfaActive: true
references:
  - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
remediation:
  console:
    - "Open IAM, Users, {{user.name}}, Security credentials, and assign an MFA device"
`,
    fix: "Write console steps or API calls. Rules outside of packs may do without.",
  },
  RV094: {
    packed: true,
    wrong: `resource: user
require:
  user.mfaActive: true
remediation:
  console:
    - "Open IAM, Users, {{user.name}}, Security credentials, and assign an MFA device"
`,
    right: `resource: user
require:
  user.mfaActive: true
references:
  - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
remediation:
  console:
    - "Open IAM, Users, {{user.name}}, Security credentials, and assign an MFA device"
`,
    fix: "Name the page that the rule rests on. Rules outside of packs may do without.",
  },
  RV095: {
    untested: "wrong",
    wrong: `resource: user
require:
  user.mfaActive: true
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Write cases in example-rule.test.yaml beside the rule: one that passes, one that fails, one that is unknown. Here that file is all that is missing.",
  },
  RV096: {
    wrong: `resource: user
require:
  user.path: { matches: "^/people/" }
`,
    right: `resource: user
require:
  user.path: { glob: "/people/*" }
`,
    fix: "Take the glob or the value that the message offers.",
  },
  RV097: {
    wrong: `resource: user
require:
  # reeve-lint: RV080
  user.mfaActive: true
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Name the lint and the reason in the comment, or take the comment out.",
  },
  RV098: {
    wrong: `${EVENT}  event.eventType: AwsRootActivity
  event.eventName: CreateUser
`,
    right: `${EVENT}  event.eventType: AwsApiCall
  event.eventName: CreateUser
`,
    fix: "Take a value that AWS documents. Where records hold a newer one, silence the lint and name the record.",
  },
  RV099: {
    wrong: `resource: user
require:
  user.mfaActive: true
remediation:
  steps:
    - call: kms:EnableKeyRotation
      with: { KeyID: "{{user.name}}" }
`,
    right: `resource: user
require:
  user.mfaActive: true
remediation:
  steps:
    - call: kms:EnableKeyRotation
      with: { KeyId: "{{user.name}}" }
`,
    fix: "Write service, call and members as the API's reference names them. Where the list is older than the API, silence the lint and name the page.",
  },
  RV100: {
    wrong: `${EVENT}  event.eventSource: cloudtrail.amazonaws.com
  event.eventName: UpdateTrail
  event.requestParameters.isMultiRegionTrail: "false"
`,
    right: `${EVENT}  event.eventSource: cloudtrail.amazonaws.com
  event.eventName: UpdateTrail
  event.requestParameters.isMultiRegionTrail: false
`,
    fix: "Compare the member with a value of its type, written as the API's reference writes it. Where a record holds another, silence the lint and name the record.",
  },
} as const satisfies Record<string, CodePage>;
