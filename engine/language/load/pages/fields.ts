import type { CodePage } from "./page.ts";

/** Faults of a rule's fields and parts, of its parameters and names. */
export const FIELD_PAGES = {
  RV010: {
    wrong: `resource: user
applies:
  user.passwordEnabled: true
`,
    right: `resource: user
applies:
  user.passwordEnabled: true
require:
  user.mfaActive: true
`,
    fix: "Add the field. A rule needs id, title, severity, resource, rationale, message and one question: require, match or manual.",
  },
  RV011: {
    wrong: `resource: user
require:
  user.mfaActive: true
refrences:
  - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
`,
    right: `resource: user
require:
  user.mfaActive: true
references:
  - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
`,
    fix: "Take the name that the message offers. In { … } a comma ends a value: quote text that holds one.",
  },
  RV012: {
    wrong: `resource: user
require:
  user.mfaActive: true
references: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
`,
    right: `resource: user
require:
  user.mfaActive: true
references:
  - https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa.html
`,
    fix: "Write the type, or one of the values, that the message names.",
  },
  RV013: {
    whole: true,
    wrong: `id: exmaple-rule
title: An example
severity: medium
resource: user
rationale: It shows one thing.
require:
  user.mfaActive: true
message: found
`,
    right: `id: example-rule
title: An example
severity: medium
resource: user
rationale: It shows one thing.
require:
  user.mfaActive: true
message: found
`,
    fix: "Rename the file or the id. After a rename of a rule that is in use, name the old id under formerly.",
  },
  RV014: {
    whole: true,
    wrong: `id: example-rule
formerly: [example-rule]
title: An example
severity: medium
resource: user
rationale: It shows one thing.
require:
  user.mfaActive: true
message: found
`,
    right: `id: example-rule
formerly: [sample-rule]
title: An example
severity: medium
resource: user
rationale: It shows one thing.
require:
  user.mfaActive: true
message: found
`,
    fix: "Choose another id for one of the two rules, or remove the former id that the other has.",
  },
  RV015: {
    wrong: `resource: user
match:
  user.mfaActive: false
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Rules on state say what must hold: applies and require. Rules on events say what is found: match and unless. Turn the condition when you move it.",
  },
  RV016: {
    wrong: `resource: user
require:
  user.mfaActive: true
raise:
  - when: { user.passwordEnabled: true }
    to: info
`,
    right: `resource: user
require:
  user.mfaActive: true
raise:
  - when: { user.passwordEnabled: true }
    to: high
`,
    fix: "Give the rule the lowest severity that it can have, and raise it under the condition that makes it worse.",
  },
  RV070: {
    wrong: `resource: user
params:
  exemptPaths:
    type: array
    description: IAM paths of exempt users
require:
  user.mfaActive: true
`,
    right: `resource: user
params:
  exemptPaths:
    type: array
    items: { type: string }
    description: IAM paths of exempt users
require:
  user.mfaActive: true
`,
    fix: "An array says of what (items); minimum and maximum belong to numbers; an enum holds values of the parameter's own type.",
  },
  RV071: {
    wrong: `resource: accessKey
params:
  maxAge:
    type: duration
    default: 90
    description: Age at which a key is too old
require:
  accessKey.createdAt: { newerThan: { var: params.maxAge } }
`,
    right: `resource: accessKey
params:
  maxAge:
    type: duration
    default: 90d
    description: Age at which a key is too old
require:
  accessKey.createdAt: { newerThan: { var: params.maxAge } }
`,
    fix: "Give a value of the type, in the bounds and among the values that the definition names.",
  },
  RV073: {
    wrong: `resource: user
let:
  account: { var: user.name }
require:
  user.mfaActive: true
`,
    right: `resource: user
let:
  userName: { var: user.name }
require:
  userName: { isNot: root }
`,
    fix: "Choose another name: roots, operators, matchers and item are taken.",
  },
  RV074: {
    wrong: `resource: user
let:
  owner: user.name
require:
  owner: { isNot: root }
`,
    right: `resource: user
let:
  owner: { var: user.name }
require:
  owner: { isNot: root }
`,
    fix: "Write { var: path }, { lookup: [kind, key] } or a condition.",
  },
} as const satisfies Record<string, CodePage>;
