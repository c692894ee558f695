import type { CodePage } from "./page.ts";

/** Faults of the text itself: what YAML does not read, or reads otherwise than it was meant. */
export const YAML_PAGES = {
  RV001: {
    wrong: `resource: user
require:
  user.name: { isNot: "admin }
`,
    right: `resource: user
require:
  user.name: { isNot: "admin" }
`,
    fix: "Go to the place and close what is open: a quote, a bracket, a brace. Indent with blanks, never tabs, and quote text that holds a colon or begins with a sign.",
  },
  RV002: {
    wrong: `resource: user
let:
  a: &a [x, x, x, x, x, x, x, x, x, x]
  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
  c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
  d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
  e: [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
require:
  user.mfaActive: true
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Split the rule, or move long lists into a parameter that packs and reeve.yaml set. Aliases count as often as they repeat.",
  },
  RV003: {
    wrong: `resource: user
require:
  user.path: { notGlob: /temporary/* }
  user.path: { notGlob: /legacy/* }
`,
    right: `resource: user
require:
  user.path: { notGlob: [/temporary/*, /legacy/*] }
`,
    fix: "Write the key once: put several matchers of one path into one map, or use and: with a list of conditions.",
  },
  RV004: {
    wrong: `resource: user
require: { !: [{ user.passwordEnabled: true }] }
`,
    right: `resource: user
require:
  not: { user.passwordEnabled: true }
`,
    fix: 'Quote keys and text that begin with !, as in "!" and "!==", or use the field form: not, isNot.',
  },
  RV005: {
    wrong: `resource: user
require:
  user.name: { notGlob: *admin* }
`,
    right: `resource: user
require:
  user.name: { notGlob: "*admin*" }
`,
    fix: "Quote patterns and text that begin with * or &.",
  },
  RV006: {
    wrong: `resource: user
require:
  user.mfaActive: true
evidence: [{{user.name}}]
`,
    right: `resource: user
require:
  user.mfaActive: true
evidence: [user.name]
`,
    fix: 'Quote the whole text that a {{path}} stands in: message: "{{user.name}} has no MFA". Where a path is wanted, write the path alone.',
  },
  RV007: {
    wrong: `resource: account
require:
  account.id: 012345678901
`,
    right: `resource: account
require:
  account.id: "012345678901"
`,
    fix: "Quote account ids, control numbers and versions.",
  },
  RV009: {
    wrong: `resource: user
require:
  user.mf\u0430Active: true
`,
    right: `resource: user
require:
  user.mfaActive: true
`,
    fix: "Type the word again. Such characters come from web pages, word processors and chats: paste as plain text, and have the editor show them.",
  },
  RV008: {
    wrong: `resource: user
require:
  1: admin
`,
    right: `resource: user
require:
  user.name: admin
`,
    fix: "Write the name that was meant, or quote the key.",
  },
} as const satisfies Record<string, CodePage>;
