import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { checkOf, type Diagnostic, loadEventCatalogue, withSoundCorrections } from "../../../../engine/index.ts";
import { fixFile } from "../../../../engine/language/fix/fix.ts";
import { replace } from "../../../../engine/language/fix/replace.ts";
import { BROKEN_CONDITIONS } from "../load/broken-conditions.ts";
import { BROKEN_FILES } from "../load/broken-files.ts";
import { conditionIn, ruleText } from "../load/harness.ts";

const FILE = "a-rule.yaml";
const check = checkOf({ events: await loadEventCatalogue() })(FILE);
const found = (text: string): readonly Diagnostic[] => check({ file: FILE, text });
const shown = (text: string): Diagnostic[] =>
  withSoundCorrections(
    found(text),
    () => text,
    () => check,
  );
const suggestions = (text: string): string[] => shown(text).flatMap(({ suggestion }) => suggestion ?? []);
const keyOf = ({ code, message }: Diagnostic): string => `${code} ${message}`;
const errors = (diagnostics: readonly Diagnostic[]): string[] => diagnostics.filter(({ severity }) => severity === "error").map(keyOf);
const user = (rest: string): string => ruleText(`resource: user\n${rest}\n`);
const event = (match: string): string => ruleText(`resource: event\nmatch:\n  outcome: denied\n  ${match}\n`);

describe("no correction is shown, nor made, that", () => {
  it.each([
    ["leaves another fault in its place", user('require: { "*": [{ var: user.name }, 2] }').replace('"*"', "*")],
    ["crosses from many records to one", event("events: { count: { where: { outcome: denied }, gte: 10 } }")],
    ["crosses from a list to its member", ruleText("resource: event\nmatch: { actors: { exists: true } }\n")],
    ["crosses from an account's id to the account", event('accountId: "111122223333"')],
    ["turns require round", ruleText("resource: user\nmatch: { user.mfaActive: true }\n")],
    ["turns match round", ruleText("resource: event\nrequire: { outcome: success }\n")],
    ["turns a misspelt match round", ruleText("resource: user\nmatchs: { user.mfaActive: true }\n")],
    ["takes active for inactive", ruleText("resource: accessKey\nrequire: { accessKey.inactive: false }\n")],
    ["takes enabled for disabled", user("require: { user.passwordDisabled: true }")],
    ["leaves clauses that contradict each other", user("require: { user.mfaActive: true, or: [{ user.mfaActve: false }, { user.mfaActive: false }] }")],
  ])("%s", (_why, text) => {
    expect(errors(found(text))).not.toEqual([]);
    expect(suggestions(text)).toEqual([]);
    expect(fixFile({ file: FILE, text }, check)).toEqual({ text, fixed: [] });
  });
});

it("a negated name is corrected to a negated one only", () => {
  const matcher = (name: string): string[] => suggestions(user(`require: { user.name: { ${name}: [x, y] } }`));
  expect(["ntoGlob", "noGlob", "not_in", "nin", "nglob"].map(matcher)).toEqual([["notGlob"], ["notGlob"], ["notIn"], ["notIn"], []]);
});

const corpus = [
  ...BROKEN_CONDITIONS.map((one) => ({ why: one.why, text: ruleText(conditionIn(one.part ?? "require", one.condition, one.kind)) })),
  ...BROKEN_FILES.filter(({ name }) => name === undefined).map(({ why, text }) => ({ why, text })),
].map(({ why, text }) => ({ why, text: text.replace("▸", "") }));

it("every correction that is shown takes its fault away and brings no other, over the corpus", () => {
  let tried = 0;
  for (const { why, text } of corpus) {
    for (const one of shown(text)) {
      if (one.suggestion === undefined) continue;
      tried += 1;
      const after = found(replace(text, [{ at: one, text: one.suggestion }]).text);
      expect(after.map(keyOf), why).not.toContain(keyOf(one));
      expect(
        errors(after).filter((each) => !errors(found(text)).includes(each)),
        why,
      ).toEqual([]);
    }
  }
  expect(tried).toBeGreaterThan(100);
});

it("corrections that show another fault stay out, over the corpus", () => {
  for (const one of BROKEN_CONDITIONS.filter(({ leaves }) => leaves))
    expect(suggestions(ruleText(conditionIn(one.part ?? "require", one.condition, one.kind)).replace("▸", "")), one.why).toEqual(
      one.instead === undefined ? [] : [one.instead],
    );
});

it("a file that does not parse is corrected though a fault shows elsewhere then", () => {
  const text = user("require: { user.mfaActive: true }").replace("title: A rule", "title: A rule: one").replace("severity: medium", "severity: hgh");
  expect(suggestions(text)).toEqual(['"A rule: one"']);
});

const given = "../shared/cases/language/r26-event-threshold.yaml";
it.skipIf(!existsSync(given))("the rule with a threshold is not corrected to one that means nothing", () => {
  const text = readFileSync(given, "utf8");
  const source = { file: "r26-event-threshold.yaml", text };
  expect(fixFile(source, checkOf()(source.file)).text).toBe(text);
});

describe("a number where a text of some form belongs", () => {
  const ofUser = ["arn", "id", "name", "path", "permissionsBoundaryArn"].map((name) => ({
    name: `user.${name}`,
    text: user(`require: { user.${name}: 1234 }`),
  }));
  const ofRecord = ["recipientAccountId", "awsRegion", "eventSource", "userIdentity.accountId", "userIdentity.userName", "requestParameters.accountId"].map(
    (name) => ({ name: `event.${name}`, text: event(`event.${name}: 1234`) }),
  );
  it.each([...ofUser, ...ofRecord])("is not advised to be a text that is refused in turn: $name", ({ text }) => {
    const [fault] = shown(text);
    expect(fault?.code).toBe("RV042");
    expect(fault?.message.includes(" Write ")).toBe(fault?.suggestion !== undefined);
  });
});

it.each([
  ["text", user("require: { user.tags: { any: { key: owner, value: 1e3 } } }"), 'YAML reads `1e3` as the number 1000. Quote it: "1e3".', '"1e3"'],
  ["a number", ruleText("resource: policy\nrequire: { policy.versionCount: { lt: 5.0 } }\n"), "YAML reads `5.0` as the number 5. Write 5.", "5"],
  ["either", event("event.requestParameters.foo: 9e1"), 'YAML reads `9e1` as the number 90. Quote it: "9e1", or write 90 if a number is meant.', '"9e1"'],
  [
    "another text",
    event("event.tlsDetails.tlsVersion: 1.0"),
    "YAML reads `1.0` as the number 1. Text in quotes belongs here. `event.tlsDetails.tlsVersion` is never `1.0`: AWS writes `TLSv1`.",
    "TLSv1",
  ],
  [
    "text of a form",
    event("event.awsRegion: 1.10"),
    "YAML reads `1.10` as the number 1.1. Text in quotes belongs here. `event.awsRegion` is a Region code such as eu-central-1, but `1.10` is not one.",
    undefined,
  ],
])("of a number that loses digits only what its place takes is proposed: %s", (_takes, text, message, suggestion) => {
  const [one] = shown(text).filter(({ code }) => code === "RV007");
  expect([one?.message, one?.suggestion]).toEqual([message, suggestion]);
});

it("the sentence that advises a text goes with the text, where that is refused in turn", () => {
  const at = { file: FILE, line: 1, column: 1, endLine: 1, endColumn: 2 };
  const faults: Record<string, Diagnostic[]> = {
    a: [{ ...at, code: "RV042", severity: "error", message: "It is no letter. Write b.", suggestion: "b" }],
    b: [{ ...at, code: "RV043", severity: "error", message: "It is a letter too." }],
  };
  const [one] = withSoundCorrections(
    faults.a ?? [],
    () => "a",
    () =>
      ({ text }) =>
        faults[text] ?? [],
  );
  expect(one).toEqual({ ...at, code: "RV042", severity: "error", message: "It is no letter." });
});
