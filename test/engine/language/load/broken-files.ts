import type { Code } from "../../../../engine/language/load/index.ts";
import { ruleText } from "./harness.ts";

/** One fault in a whole file: its text with ▸ before the place, the code and the corrected text. */
export interface BrokenFile {
  why: string;
  text: string;
  code: Code;
  suggestion?: string;
  name?: string;
  /** The corrected text corrects this fault and shows another: it is not shown. */
  leaves?: true;
}

const REQUIRE = "resource: user\nrequire: { user.mfaActive: true }\n";
const AGE = `resource: accessKey\nparams: { maxAge: { type: duration, default: 90d, description: Age. } }\nrequire: { accessKey.createdAt: { newerThan: { var: params.maxAge } } }\n`;
const MATCH = "resource: event\nmatch: { outcome: success }\n";
const rest = (text: string): string => ruleText(text);

export const BROKEN_FILES: BrokenFile[] = [
  { why: "it is empty", text: "▸", code: "RV012" },
  { why: "it is a list", text: "▸- a", code: "RV012" },
  { why: "it is no YAML", text: "id: ▸[", code: "RV001" },
  { why: "it holds two documents", text: `${rest(REQUIRE)}▸---\nid: b\n`, code: "RV001" },
  { why: "a tab indents", text: rest("resource: user\nrequire:\n▸\tuser.mfaActive: true\n"), code: "RV001", suggestion: "  user.mfaActive: true" },
  { why: "a colon stands in unquoted text", text: rest(`${REQUIRE}references: ▸a: b: c\n`), code: "RV001", suggestion: '"a: b: c"', leaves: true },
  { why: "a field is missing", text: `▸${rest(REQUIRE).replace("title: A rule\n", "")}`, code: "RV010" },
  { why: "a field is misspelt", text: rest(`${REQUIRE}▸refrences: ["https://x.example"]\n`), code: "RV011", suggestion: "references" },
  { why: "a reference holds a path", text: rest(`${REQUIRE}references: [▸"https://x.example/{{user.name}}"]\n`), code: "RV063" },
  { why: "the id of a control holds a path", text: rest(`${REQUIRE}controls: { cis-aws-5.0: [▸"{{account.id}}"] }\n`), code: "RV063" },
  { why: "what a parameter is holds a path", text: rest(AGE).replace("description: Age.", 'description: ▸"Age of {{accessKey.id}}"'), code: "RV063" },
  { why: "records are matched beside match", text: rest(`${MATCH}▸events: { event.eventName: DeleteTrail }\n`), code: "RV011" },
  { why: "a field of remediation is misspelt", text: rest(`${REQUIRE}remediation: { ▸consle: [a] }\n`), code: "RV011", suggestion: "console" },
  {
    why: "a field of a step is misspelt",
    text: rest(`${REQUIRE}remediation: { steps: [{ call: iam:DeleteUser, ▸wth: { UserName: b } }] }\n`),
    code: "RV011",
    suggestion: "with",
  },
  { why: "a title has no value", text: rest(REQUIRE).replace("title: A rule", "▸title:"), code: "RV020" },
  { why: "a severity does not exist", text: rest(REQUIRE).replace("medium", "▸hgh"), code: "RV012", suggestion: "high" },
  { why: "a kind does not exist", text: rest("resource: ▸users\nrequire: { user.mfaActive: true }\n"), code: "RV012", suggestion: "user" },
  { why: "the id is not kebab-case", text: rest(REQUIRE).replace("a-rule", "▸ARule"), code: "RV012", name: "arule.yaml", suggestion: "arule" },
  { why: "the id is not the file's name", text: rest(REQUIRE).replace("a-rule", "▸a-rule"), code: "RV013", name: "rules/x/b-rule.yaml", suggestion: "b-rule" },
  { why: "a control is a number", text: rest(`${REQUIRE}controls: { cis-aws-5.0: [▸1.9] }\n`), code: "RV007", suggestion: '"1.9"' },
  { why: "a control loses a digit", text: rest(`${REQUIRE}controls: { cis-aws-5.0: [▸2.10] }\n`), code: "RV007", suggestion: '"2.10"' },
  { why: "controls are not a list", text: rest(`${REQUIRE}controls: { cis-aws-5.0: ▸"1.9" }\n`), code: "RV012", suggestion: '["1.9"]' },
  {
    why: "a step is for each of what is no list",
    text: rest(`${REQUIRE}remediation: { steps: [{ call: "iam:UntagUser", forEach: ▸user.name, with: { UserName: u, TagKeys: [a] } }] }\n`),
    code: "RV064",
  },
  {
    why: "a step is for each of a list that does not exist",
    text: rest(`${REQUIRE}remediation: { steps: [{ call: "iam:UntagUser", forEach: ▸user.groupArn, with: { UserName: u, TagKeys: [a] } }] }\n`),
    code: "RV030",
    suggestion: "user.groupArns",
  },
  {
    why: "a step names the elements of a list that does not exist",
    text: rest(
      `${REQUIRE}remediation: { steps: [{ call: "iam:UpdateAccessKey", forEach: ▸user.accesKeys, with: { UserName: "{{item.userName}}", AccessKeyId: "{{id}}", Status: Inactive }, human: "Switch {{item.id}} off" }] }\n`,
    ),
    code: "RV030",
    suggestion: "user.accessKeys",
  },
  {
    why: "a console step names the elements, which are texts, of a list that does not exist",
    text: rest(
      `${REQUIRE}remediation: { console: [{ forEach: { list: ▸user.groupArn, where: { is: "arn:aws:iam::111122223333:group/x" } }, text: "Leave {{item}}" }] }\n`,
    ),
    code: "RV030",
    suggestion: "user.groupArns",
  },
  {
    why: "a console step names the elements of what is no list",
    text: rest(`${REQUIRE}remediation: { console: [{ forEach: ▸user.name, text: "Leave {{item}}" }] }\n`),
    code: "RV064",
  },
  {
    why: "a console step names the elements of a list that is not given",
    text: rest(`${REQUIRE}remediation: { console: [{ ▸forEach: { where: { active: true } }, text: "Switch {{item.id}} off" }] }\n`),
    code: "RV010",
  },
  {
    why: "a step reads a field that its elements do not have",
    text: rest(
      `${REQUIRE}remediation: { steps: [{ call: "iam:UntagUser", forEach: user.inlinePolicies, with: { UserName: "{{user.name}}", TagKeys: ["{{▸item.nam}}"] } }] }\n`,
    ),
    code: "RV030",
    suggestion: "item.name",
  },
  {
    why: "a step is for elements of which a condition cannot hold",
    text: rest(
      `${REQUIRE}remediation: { steps: [{ call: "iam:UntagUser", forEach: { list: user.accessKeys, where: { active: { ▸gt: 3 } } }, with: { UserName: u, TagKeys: [a] } }] }\n`,
    ),
    code: "RV041",
  },
  {
    why: "a step is for findings of which a condition cannot hold",
    text: rest(`${REQUIRE}remediation: { steps: [{ call: "iam:DeleteLoginProfile", when: { user.mfaActive: { ▸gt: 3 } }, with: { UserName: u } }] }\n`),
    code: "RV041",
  },
  {
    why: "a console step is for a field that does not exist",
    text: rest(`${REQUIRE}remediation: { console: [{ text: Do it, when: { ▸user.mfaActiv: true } }] }\n`),
    code: "RV030",
    suggestion: "user.mfaActive",
  },
  { why: "a console step has no text", text: rest(`${REQUIRE}remediation: { console: [▸{ when: { user.mfaActive: true } }] }\n`), code: "RV010" },
  {
    why: "what a placeholder stands for names a field that does not exist",
    text: rest(`${REQUIRE}remediation: { console: [Do it], supply: { owner: "{{▸user.nam}}" } }\n`),
    code: "RV030",
    suggestion: "user.name",
  },
  {
    why: "a document is for findings of which a condition cannot hold",
    text: rest(
      `${REQUIRE}remediation: { console: [Do it], documents: [{ title: T, source: "https://example.com", when: { user.mfaActive: { ▸gt: 3 } }, document: {} }] }\n`,
    ),
    code: "RV041",
  },
  {
    why: "for each has no list",
    text: rest(`${REQUIRE}remediation: { steps: [{ call: "iam:UntagUser", ▸forEach: { where: { active: true } }, with: { UserName: u, TagKeys: [a] } }] }\n`),
    code: "RV010",
  },
  { why: "an answer is another word", text: rest(`${REQUIRE}controls: { cis-aws-5.0: { "1.9": ▸all } }\n`), code: "RV012" },
  {
    why: "a control demands something of a parameter that does not exist",
    text: rest(`${AGE}controls: { acme: { "1": { answers: full, when: { ▸maxAges: "<= 90d" } } } }\n`),
    code: "RV011",
    suggestion: "maxAge",
  },
  {
    why: "a demand is a bound without an operator",
    text: rest(`${AGE}controls: { acme: { "1": { answers: full, when: { maxAge: ▸90d } } } }\n`),
    code: "RV071",
  },
  {
    why: "a demand is of another type",
    text: rest(`${AGE}controls: { acme: { "1": { answers: full, when: { maxAge: ▸[90d] } } } }\n`),
    code: "RV071",
  },
  {
    why: "the default is weaker than a control demands",
    text: rest(`${AGE}controls: { acme: { "1": { answers: full, when: { maxAge: ▸"<= 30d" } } } }\n`),
    code: "RV070",
  },
  { why: "a reference is not https", text: rest(`${REQUIRE}references: [▸"http://x.example"]\n`), code: "RV012", suggestion: "https://x.example" },
  {
    why: "a call has no service",
    text: rest(`${REQUIRE}remediation: { steps: [{ call: ▸DeleteUser }] }\n`),
    code: "RV012",
    suggestion: "iam:DeleteUser",
    leaves: true,
  },
  { why: "a comma splits unquoted text", text: rest(`${REQUIRE}params: { a: { type: string, description: one, ▸two } }\n`), code: "RV011" },
  { why: "a reference is a word", text: rest(`${REQUIRE}references: [▸docs]\n`), code: "RV012" },
  {
    why: "a step's value is an unquoted template",
    text: rest(`${REQUIRE}remediation: { steps: [{ call: iam:DeleteUser, with: { UserName: ▸{{user.name}} } }] }\n`),
    code: "RV006",
    suggestion: '"{{user.name}}"',
  },
  {
    why: "a step's value is an unquoted template in block style",
    text: rest(`${REQUIRE}remediation:\n  steps:\n    - call: iam:DeleteUser\n      with:\n        UserName: ▸{{user.name}}\n`),
    code: "RV006",
    suggestion: '"{{user.name}}"',
  },
  {
    why: "an unquoted template has a comment behind it",
    text: rest(REQUIRE).replace("message: found", "message: ▸{{user.name}} has no MFA # why"),
    code: "RV006",
    suggestion: '"{{user.name}} has no MFA"',
  },
  { why: "a rationale holds a colon", text: rest(REQUIRE).replace("Because.", "▸It is so: because"), code: "RV001", suggestion: '"It is so: because"' },
  {
    why: "it begins with a byte order mark",
    text: `\ufeff${rest("resource: user\nrequire: { ▸user.mfaActve: true }\n")}`,
    code: "RV030",
    suggestion: "user.mfaActive",
  },
  {
    why: "its lines end as on Windows",
    text: rest("resource: user\nrequire: { ▸user.mfaActve: true }\n").replaceAll("\n", "\r\n"),
    code: "RV030",
    suggestion: "user.mfaActive",
  },
  { why: "its lines end in CR only", text: `id: a-rule▸\r${rest(REQUIRE).replace("id: a-rule\n", "").replaceAll("\n", "\r")}`, code: "RV001" },
  { why: "a CR ends a comment, and not the line", text: `${rest(REQUIRE)}# why▸\rapplies: { user.name: { is: ana } }\n`, code: "RV001" },
  {
    why: "it asks for YAML 1.1, whose yes is true",
    text: `%YAML 1.1\n---\n${rest("resource: user\nrequire: { user.mfaActive: ▸yes }\n")}`,
    code: "RV042",
    suggestion: "true",
  },
  { why: "a field is named __proto__", text: rest(`${REQUIRE}▸__proto__: { x: 1 }\n`), code: "RV011" },
  { why: "a title is a boolean", text: rest(REQUIRE).replace("A rule", "▸true"), code: "RV012", suggestion: '"true"' },
  { why: "a former id is this one", text: rest(`formerly: [▸a-rule]\n${REQUIRE}`), code: "RV014" },
  { why: "an id is taken twice among the former", text: rest(`formerly: [b, ▸b]\n${REQUIRE}`), code: "RV014" },
  // Parts.
  { why: "nothing is asked", text: `▸${rest("resource: user\n")}`, code: "RV010" },
  { why: "an event rule asks nothing", text: `▸${rest("resource: event\nunless: { outcome: success }\n")}`, code: "RV010" },
  { why: "a state rule has match", text: rest("resource: user\n▸match: { user.mfaActive: true }\n"), code: "RV015" },
  { why: "a state rule has unless", text: rest(`${REQUIRE}▸unless: { user.mfaActive: true }\n`), code: "RV015" },
  { why: "an event rule has require", text: rest("resource: event\n▸require: { outcome: success }\n"), code: "RV015" },
  { why: "an event rule has applies", text: rest(`${MATCH}▸applies: { outcome: success }\n`), code: "RV015" },
  { why: "an event rule is manual", text: rest("resource: event\n▸manual: Is it?\n"), code: "RV015" },
  { why: "require and manual", text: rest(`${REQUIRE}▸manual: Is it?\n`), code: "RV015" },
  { why: "require has no value", text: rest("resource: user\n▸require:\n"), code: "RV020" },
  { why: "require is an empty map", text: rest("resource: user\nrequire: ▸{}\n"), code: "RV020" },
  { why: "require is bare true", text: rest("resource: user\nrequire: ▸true\n"), code: "RV021" },
  { why: "raise lowers", text: rest(`${REQUIRE}raise: [{ when: { user.passwordEnabled: true }, to: ▸low }]\n`), code: "RV016" },
  {
    why: "raise leaves absence open",
    text: rest(`${MATCH}raise: [{ when: { change.policy.denies: ▸true }, to: high }]\n`),
    code: "RV050",
    suggestion: "{ exists: true, is: true }",
  },
  {
    why: "raise uses a selector on what may be absent",
    text: rest(`${MATCH}raise: [{ when: { actor.sourceIdentity: ▸{ glob: x } }, to: high }]\n`),
    code: "RV050",
    suggestion: "{ exists: true, glob: x }",
  },
  { why: "raise has no when", text: rest(`${REQUIRE}raise: [▸{ to: high }]\n`), code: "RV010" },
  { why: "a state rule has undo", text: rest(`${REQUIRE}remediation: { ▸undo: { console: [a] } }\n`), code: "RV015" },
  // Lets.
  { why: "a let hides a root", text: rest(`let: { ▸account: { var: user.name } }\n${REQUIRE}`), code: "RV073" },
  { why: "a let hides an operator", text: rest(`let: { ▸not: { var: user.name } }\n${REQUIRE}`), code: "RV073" },
  { why: "a let looks up what cannot be", text: rest(`let: { g: { lookup: [▸grop, x] } }\n${REQUIRE}`), code: "RV074", suggestion: "group" },
  { why: "a lookup lacks its key", text: rest(`let: { g: { lookup: ▸[group] } }\n${REQUIRE}`), code: "RV074" },
  { why: "a lookup's key is a boolean", text: rest(`let: { g: { lookup: [group, { var: ▸user.mfaActive }] } }\n${REQUIRE}`), code: "RV042" },
  {
    why: "a lookup's path is misspelt, told once",
    text: rest(`let: { g: { lookup: [group, { var: ▸user.nam }] } }\nresource: user\nrequire: { g.name: { exists: true } }\n`),
    code: "RV030",
    suggestion: "user.name",
  },
  { why: "a let is a bare path", text: rest(`let: { g: ▸user.name }\n${REQUIRE}`), code: "RV074", suggestion: "{ var: user.name }" },
  { why: "a let uses a later one", text: rest(`let: { a: { var: ▸b.name }, b: { lookup: [group, x] } }\n${REQUIRE}`), code: "RV030" },
  { why: "a let's condition is compared", text: rest("let: { a: { user.mfaActive: true } }\nresource: user\nrequire: { a: ▸x }\n"), code: "RV034" },
  {
    why: "a let's condition is a value",
    text: rest("let: { a: { user.mfaActive: true } }\nresource: user\nrequire: { user.mfaActive: { is: { var: ▸a } } }\n"),
    code: "RV034",
  },
  {
    why: "a let's condition is quiet where it is used",
    text: rest("let: { a: { user.passwordLastUsedAt: ▸{ olderThan: 90d } } }\nresource: user\nrequire: { a: false }\n"),
    code: "RV050",
    suggestion: "{ exists: true, olderThan: 90d }",
  },
  {
    why: "a let's list is scanned for every user",
    text: rest("let: { everyRole: { var: roles } }\nresource: user\nrequire: { ▸everyRole: { none: { item.name: { is: { var: user.name } } } } }\n"),
    code: "RV033",
  },
  {
    why: "a lookup that misses passes",
    text: rest("let: { g: { lookup: [group, x] } }\nresource: user\nrequire: { g.memberArns: ▸{ none: { glob: '*x' } } }\n"),
    code: "RV050",
    suggestion: "{ exists: true, none: { glob: '*x' } }",
  },
  // Params.
  { why: "a param's type does not exist", text: rest(`params: { a: { type: ▸strng, description: d } }\n${REQUIRE}`), code: "RV012", suggestion: "string" },
  { why: "a list does not say of what", text: rest(`params: { a: { type: ▸array, description: d } }\n${REQUIRE}`), code: "RV070" },
  { why: "a default has another type", text: rest(`params: { a: { type: integer, default: ▸x, description: d } }\n${REQUIRE}`), code: "RV071" },
  { why: "a default is too small", text: rest(`params: { a: { type: integer, default: ▸1, minimum: 2, description: d } }\n${REQUIRE}`), code: "RV071" },
  { why: "a default is not in the enum", text: rest(`params: { a: { type: string, default: ▸z, enum: [x, y], description: d } }\n${REQUIRE}`), code: "RV071" },
  {
    why: "a default is no duration",
    text: rest(`params: { a: { type: duration, default: ▸90, description: d } }\n${REQUIRE}`),
    code: "RV071",
    suggestion: "90d",
  },
  {
    why: "a member of a default has another type",
    text: rest(`params: { a: { type: array, items: { type: string }, default: [▸1], description: d } }\n${REQUIRE}`),
    code: "RV071",
    suggestion: '"1"',
  },
  { why: "bounds cross", text: rest(`params: { a: { type: integer, minimum: ▸3, maximum: 2, description: d } }\n${REQUIRE}`), code: "RV070" },
  { why: "text has bounds", text: rest(`params: { a: { type: string, ▸minimum: 3, description: d } }\n${REQUIRE}`), code: "RV070" },
  { why: "an enum holds another type", text: rest(`params: { a: { type: string, enum: [▸1], description: d } }\n${REQUIRE}`), code: "RV070" },
  { why: "a param is named in capitals", text: rest(`params: { ▸Max: { type: integer, description: d } }\n${REQUIRE}`), code: "RV012" },
  { why: "a param's description is missing", text: rest(`params: { ▸a: { type: integer } }\n${REQUIRE}`), code: "RV010" },
  {
    why: "a param of another type is compared",
    text: rest("params: { a: { type: integer, description: d } }\nresource: user\nrequire: { user.name: { is: { var: ▸params.a } } }\n"),
    code: "RV042",
  },
  {
    why: "a duration is compared as text",
    text: rest("params: { a: { type: duration, description: d } }\nresource: user\nrequire: { user.name: { is: { var: ▸params.a } } }\n"),
    code: "RV042",
  },
  {
    why: "text is an age",
    text: rest("params: { a: { type: string, description: d } }\nresource: user\nrequire: { user.createdAt: { newerThan: { var: ▸params.a } } }\n"),
    code: "RV042",
  },
  {
    why: "a default is no expression",
    text: rest('params: { a: { type: string, default: "(", description: d } }\nresource: user\nrequire: { user.name: { matches: { var: ▸params.a } } }\n'),
    code: "RV045",
  },
  {
    why: "a refused param is used, told once",
    text: rest(
      "params: { a: { type: integer, default: ▸x, description: d } }\nresource: policy\nrequire: { policy.versionCount: { lt: { var: params.a } } }\n",
    ),
    code: "RV071",
  },
  // Templates and evidence.
  {
    why: "a message's path is misspelt",
    text: rest(REQUIRE).replace("message: found", 'message: "It is {{▸user.nam}}"'),
    code: "RV030",
    suggestion: "user.name",
  },
  { why: "a message's template is not closed", text: rest(REQUIRE).replace("message: found", 'message: "It is ▸{{user.name}"'), code: "RV060" },
  { why: "a message's template is empty", text: rest(REQUIRE).replace("message: found", 'message: "It is ▸{{ }}"'), code: "RV060" },
  { why: "a message prints an object", text: rest(REQUIRE).replace("message: found", 'message: "{{user.name}} ▸{{account.passwordPolicy}}"'), code: "RV061" },
  { why: "a message prints resources", text: rest(REQUIRE).replace("message: found", 'message: "▸{{user.groups}}"'), code: "RV061" },
  {
    why: "a message is an unquoted template",
    text: rest(REQUIRE).replace("message: found", "message: ▸{{user.name}}"),
    code: "RV006",
    suggestion: '"{{user.name}}"',
  },
  {
    why: "a message begins with an unquoted template",
    text: rest(REQUIRE).replace("message: found", "message: ▸{{user.name}} has no MFA"),
    code: "RV006",
    suggestion: '"{{user.name}} has no MFA"',
  },
  {
    why: "a step's template in a second line is misspelt",
    text: rest(`${REQUIRE}remediation:\n  console:\n    - |\n      Open {{user.name}}\n      and {{▸user.nam}}\n`),
    code: "RV030",
    suggestion: "user.name",
  },
  {
    why: "a step's value prints a resource",
    text: rest(`${REQUIRE}remediation: { steps: [{ call: iam:DeleteUser, with: { UserName: "▸{{user}}" } }] }\n`),
    code: "RV061",
  },
  { why: "a step's value is missing", text: rest(`${REQUIRE}remediation: { steps: [{ call: iam:DeleteUser, with: { UserName: ▸} }] }\n`), code: "RV020" },
  { why: "evidence is misspelt", text: rest(`${REQUIRE}evidence: [▸user.nam]\n`), code: "RV030", suggestion: "user.name" },
  { why: "evidence is a whole resource", text: rest(`${REQUIRE}evidence: [▸user]\n`), code: "RV062" },
  {
    why: "a step's call is not of its service",
    text: rest(`${REQUIRE}remediation:\n  steps:\n    - call: ▸iam:DeactivateMFA\n      with: { UserName: a, SerialNumber: b }\n`),
    code: "RV064",
    suggestion: "iam:DeactivateMFADevice",
  },
  {
    why: "a step's call is of a misspelt service",
    text: rest(`${REQUIRE}remediation:\n  steps:\n    - call: ▸clodtrail:StopLogging\n      with: { Name: a }\n`),
    code: "RV064",
    suggestion: "cloudtrail:StopLogging",
  },
  {
    why: "a step has a member that its call does not take",
    text: rest(`${REQUIRE}remediation:\n  steps:\n    - call: iam:DeleteUser\n      with: { ▸User: "{{user.name}}" }\n`),
    code: "RV064",
    suggestion: "UserName",
  },
  {
    why: "a step writes a member as records do",
    text: rest(`${REQUIRE}remediation:\n  steps:\n    - call: iam:DeleteUser\n      with: { ▸userName: "{{user.name}}" }\n`),
    code: "RV064",
    suggestion: "UserName",
  },
  {
    why: "a step lacks a member that its call requires",
    text: rest(`${REQUIRE}remediation:\n  steps:\n    - call: ▸iam:DetachUserPolicy\n      with: { UserName: "{{user.name}}" }\n`),
    code: "RV064",
  },
  { why: "evidence is the whole record", text: rest(`${MATCH}evidence: [▸event]\n`), code: "RV062" },
];
