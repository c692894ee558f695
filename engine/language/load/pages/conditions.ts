import type { CodePage } from "./page.ts";

/** Faults of a condition's form, and of the paths in it. */
export const CONDITION_PAGES = {
  RV020: {
    wrong: `resource: user
require:
  user.mfaActive:
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Write the value. For absence write null, or { exists: false }.",
  },
  RV021: {
    wrong: `resource: user
require:
  or:
    - user.mfaActive
    - user.passwordEnabled: false
`,
    right: `resource: user
require:
  or:
    - user.mfaActive: true
    - user.passwordEnabled: false
`,
    fix: "Say what the value must be: { path: value }. Before a list of conditions stands and: or or:.",
  },
  RV022: {
    wrong: `resource: user
require:
  OR:
    - user.mfaActive: true
    - user.passwordEnabled: false
`,
    right: `resource: user
require:
  or:
    - user.mfaActive: true
    - user.passwordEnabled: false
`,
    fix: "Use and, or, not beside paths, or the JsonLogic that rules have: var and or ! === !== < <= > >= in some all none.",
  },
  RV023: {
    wrong: `resource: user
require:
  "===": [{ var: user.path }, /]
  user.mfaActive: true
`,
    right: `resource: user
require:
  user.path: /
  user.mfaActive: true
`,
    fix: "Give the operator an item of its own under and: or or:, with its own dash, or write it in field form.",
  },
  RV024: {
    wrong: `resource: user
require:
  "==": [{ var: user.path }, /]
`,
    right: `resource: user
require:
  "===": [{ var: user.path }, /]
`,
    fix: "Write === or !==, or the field form: path: value, path: { isNot: value }.",
  },
  RV025: {
    wrong: `resource: user
require:
  or: { user.mfaActive: true, user.passwordEnabled: false }
`,
    right: `resource: user
require:
  or:
    - user.mfaActive: true
    - user.passwordEnabled: false
`,
    fix: "and and or take a list, a dash before each condition; not takes one condition; comparisons take two arguments.",
  },
  RV030: {
    wrong: `resource: user
require:
  user.mfaActve: true
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Take the name that the message offers, or look it up in the document's reference. A path begins at a root: the rule's resource, account, root, params or a let.",
  },
  RV031: {
    wrong: `resource: account
require:
  users:
    none: { groups: { count: 0 } }
`,
    right: `resource: account
require:
  users:
    none: { item.groups: { count: 0 } }
`,
    fix: "Write item. before the name for the element's own field. For the root, name the question in a let.",
  },
  RV032: {
    wrong: `resource: user
require:
  user.groups.name: { isNot: admins }
`,
    right: `resource: user
require:
  user.groups:
    none: { name: admins }
`,
    fix: "Ask about the elements of a list with any, every, none or count; text and numbers have no fields at all.",
  },
  RV033: {
    wrong: `resource: user
require:
  groups:
    none: { name: { is: { var: user.name } } }
`,
    right: `resource: user
require:
  user.groups:
    none: { name: { is: { var: user.name } } }
`,
    fix: "Follow a reference of the resource (user.groups), or look one resource up in a let: { lookup: [group, key] }.",
  },
  RV034: {
    wrong: `resource: user
let:
  signsIn: { user.passwordEnabled: true }
require:
  signsIn: { isNot: "yes" }
`,
    right: `resource: user
let:
  signsIn: { user.passwordEnabled: true }
require:
  signsIn: false
`,
    fix: "A named condition is used as name: true or name: false; templates, evidence and right sides take paths.",
  },
} as const satisfies Record<string, CodePage>;
