import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { configNameIndex, packRuleIndex } from "../../cli/lsp/config-name-index.ts";
import { choose } from "../../cli/selection/choose.ts";
import { settingFaults } from "../../cli/selection/config-names.ts";
import { ALL_RULES } from "../../cli/selection/sources.ts";
import { caseFaults, readSuites } from "../../cli/testing/suites.ts";
import { validate } from "../../cli/validate.ts";
import { diagnose } from "../../editor/diagnose.ts";
import { type Diagnostic, type EventCatalogue, loadEventCatalogue, withSoundCorrections } from "../../engine/index.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "reeve-settings-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const rule = (id: string, params: string, match: string, comment = ""): string => `${comment}id: ${id}
title: Keys stay on
severity: low
resource: event
rationale: Keys that are off are forgotten.
params:
${params.replaceAll(/^/gm, "  ")}
match:
${match.replaceAll(/^/gm, "  ")}
message: "{{event.eventName}}"
`;
const param = (name: string, type = "string", more = ""): string => `${name}: { type: ${type}, ${more}description: d }`;
const names = (more = ""): string => param("names", "array", `items: { type: string }, ${more}`);

const KEY_OFF = rule(
  "key-off",
  `${param("status", "string", "default: Inactive, ")}\n${names("default: [UpdateAccessKey], ")}\n${param("days", "integer", "default: 1, ")}`,
  "event.eventName: { in: { var: params.names } }\nevent.requestParameters.status: { is: { var: params.status } }\nevent.requestParameters.userName: { isNot: { var: params.days } }",
);
const NAMES = rule(
  "names",
  `${names()}\n${param("source")}`,
  "event.eventSource: { is: { var: params.source } }\nevent.eventName: { in: { var: params.names } }",
);
const SILENT = rule(
  "silent",
  names(),
  "event.eventSource: ec2.amazonaws.com\nevent.eventName: { in: { var: params.names } }",
  "# reeve-lint: RV087 a preview has it\n",
);

let folder = "";
const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
let events: EventCatalogue;
beforeAll(async () => {
  events = await loadEventCatalogue();
});
beforeEach(() => {
  folder = mkdtempSync(join(scratch, "case-"));
  mkdirSync(join(folder, "own"));
  write("own/key-off.yaml", KEY_OFF);
  write("own/names.yaml", NAMES);
  write("own/silent.yaml", SILENT);
});

const LINTS = ["RV086", "RV087", "RV088", "RV098", "RV100"];
const reported = (file: string, diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics
    .filter((one) => one.file === file && LINTS.includes(one.code))
    .map(({ line, column, code, severity, message, suggestion = "-" }) => `${line}:${column} ${code} ${severity} ${suggestion} | ${message}`);

const selection = (param: string[] = []) => ({ ...ALL_RULES, config: join(folder, "reeve.yaml"), param });
async function checked(file: string, param: string[] = []): Promise<string[]> {
  const { settings, diagnostics } = choose(selection(param));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return reported(file, settings ? (await settingFaults(settings)).diagnostics : []);
}

const CASES: [what: string, params: string, reports: RegExp[]][] = [
  [
    "a value that a member of the call never has",
    "key-off: { status: inactive }",
    [/^3:22 RV100 error Inactive \| Parameter `status` of rule key-off: `event\.requestParameters\.status` of UpdateAccessKey is never `inactive`/],
  ],
  ["a value within quotes", 'key-off: { status: "inactive" }', [/^3:23 RV100 error Inactive \|/]],
  ["a value that is not documented", "key-off: { status: Sleeping }", [/^3:22 RV098 warning - \| .* AWS documents no `Sleeping`/]],
  ["a value of another type than the member", "key-off: { days: 3 }", [/^3:20 RV100 error - \| .* is text, and this is the number 3\. Write `"3"`/]],
  [
    "capitals of an event of a service without a model",
    "names: { names: [DescribeSnapshots, runInstances] }",
    [/^3:39 RV087 error RunInstances \| Parameter `names` of rule names: Event names are case-sensitive/],
  ],
  ["a name that is near to none", "names: { names: [RunInstanzes] }", [/^3:20 RV087 warning RunInstances \|/]],
  ["a source that is not known", "names: { source: ec3.amazonaws.com }", [/^3:20 RV086 warning \S+ \| .*not among the known event sources/]],
  [
    "a name of another source that is set",
    "names: { names: [DeleteUser], source: ec2.amazonaws.com }",
    [/^3:20 RV088 warning - \| .*not of ec2\.amazonaws\.com/],
  ],
  ["values of the rules of no pack", "'-': { status: inactive }", [/^3:18 RV100 error Inactive \|/]],
];

describe("values that reeve.yaml sets are compared with what AWS has, at their place", () => {
  it.each(CASES)("%s", async (_, params, wanted) => {
    const text = `rules: [own]\nparams:\n  ${params}\n`;
    write("reeve.yaml", text);
    const file = join(folder, "reeve.yaml");
    const validated = (await validate({ paths: [], config: file })).diagnostics;
    const context = { inRules: () => false, rules: () => [], read: () => null, events: () => events, configNames: configNameIndex().of };
    for (const found of [reported(file, validated), await checked(file), reported(file, diagnose(file, text, context))]) {
      expect(found).toHaveLength(wanted.length);
      for (const [index, one] of found.entries()) expect(one).toMatch(wanted[index] ?? "");
    }
  });

  it.each([
    ["values that the calls have", "key-off: { status: Active }\n  names: { names: [RunInstances], source: ec2.amazonaws.com }"],
    ["a status where other events are set, whose members are not these", "key-off: { status: inactive, names: [UpdateUser] }"],
    ["what the rule silences", "silent: { names: [RunInstanzes] }"],
  ])("and say nothing of %s", async (_, params) => {
    write("reeve.yaml", `rules: [own]\nparams:\n  ${params}\n`);
    expect(await checked(join(folder, "reeve.yaml"))).toEqual([]);
    expect(reported(join(folder, "reeve.yaml"), (await validate({ paths: [], config: join(folder, "reeve.yaml") })).diagnostics)).toEqual([]);
  });
});

describe("values that --param sets are compared in the same way", () => {
  beforeEach(() => write("reeve.yaml", "rules: [own]\n"));

  it.each<[flag: string, reports: RegExp]>([
    ["key-off.status=inactive", /^1:16 RV100 error Inactive \|/],
    ["names.names=DescribeSnapshots,runInstances", /^1:31 RV087 error RunInstances \|/],
    ['names.names=["runInstances"]', /^1:15 RV087 error RunInstances \|/],
    ["names.source=ec3.amazonaws.com", /^1:14 RV086 warning \S+ \|/],
  ])("%s", async (flag, wanted) => {
    const found = await checked("--param", [flag]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(wanted);
  });

  it("with those of reeve.yaml in force beside them", async () => {
    write("reeve.yaml", "rules: [own]\nparams: { key-off: { names: [UpdateServiceSpecificCredential] } }\n");
    expect(await checked("--param", ["key-off.status=inactive"])).toEqual([expect.stringContaining("of UpdateServiceSpecificCredential is never `inactive`")]);
  });
});

describe("a value of --param that does not fit its parameter", () => {
  beforeEach(() => write("reeve.yaml", "rules: [own]\n"));

  it.each<[flag: string, place: string, write: string | undefined, says: RegExp]>([
    ["key-off.days=soon", "14-18", undefined, /^Parameter `days` of rule key-off must be a whole number\.$/],
    ["key-off.names=[3]", "16-17", '"3"', /has a member \(1\) that must be text/],
    ["names.names=DeleteUser,Delete User", "24-35", undefined, /has a member \(2\) that must be .*"Delete User" is none/],
    ['names.names=["DeleteUser", "Delete User"]', "29-40", undefined, /has a member \(2\)/],
    ["names.source=iam", "14-17", "iam.amazonaws.com", /"iam" is none/],
    ["key-off.days=", "14-14", undefined, /whole number/],
  ])("is shown at its place: %s", (flag, place, write, says) => {
    const { diagnostics } = choose(selection([flag]));
    const [fault, ...others] = diagnostics;
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ file: "--param", line: 1, severity: "error", code: "RV071" });
    expect(`${fault?.column}-${fault?.endColumn}`).toBe(place);
    expect(fault?.suggestion).toBe(write);
    expect(fault?.message).toMatch(says);
  });

  it("keeps the right value that is advised, after it was tried in the flag", () => {
    const chosen = choose(selection(["names.source=iam"]));
    const [shown] = withSoundCorrections(chosen.diagnostics, chosen.sourceOf, chosen.checkOf ?? (() => () => []));
    expect(shown?.suggestion).toBe("iam.amazonaws.com");
  });
});

describe("values that a pack.yaml sets", () => {
  const pack = (params: string): string => `id: own\ntitle: Own\ndescription: Rules of a team.\nparams: { ${params} }\n`;

  it.each<[params: string, code: string, says: RegExp]>([
    ["status: inactive", "RV100", /^4:19 .*AWS writes `Inactive`/],
    ["days: soon", "RV071", /^4:17 .*whole number/],
  ])("are validated at their place: %s", async (params, code, says) => {
    write("own/pack.yaml", pack(params));
    write("reeve.yaml", "rules: [own]\n");
    const found = (await validate({ paths: [], config: join(folder, "reeve.yaml") })).diagnostics.filter(({ file }) => file.endsWith("pack.yaml"));
    expect(found.map(({ code }) => code)).toEqual([code]);
    expect(`${found[0]?.line}:${found[0]?.column} ${found[0]?.message}`).toMatch(says);
    const path = join(folder, "own/pack.yaml");
    const context = { inRules: () => true, rules: () => [], read: () => null, events: () => events, packRules: packRuleIndex().of };
    const shown = diagnose(path, pack(params), context);
    expect(shown).toEqual(found.map(({ suggestion, ...one }) => ({ ...one, file: path, ...(suggestion === undefined ? {} : { suggestion }) })));
  });

  it("are named in an editor where no rule of the pack on disk declares them", () => {
    const context = { inRules: () => true, rules: () => [], read: () => null, events: () => events, packRules: packRuleIndex().of };
    expect(diagnose(join(folder, "own/pack.yaml"), pack("statu: Active"), context)).toEqual([]);
    write("own/pack.yaml", pack("status: Active"));
    context.packRules = packRuleIndex().of;
    const [found, ...others] = diagnose(join(folder, "own/pack.yaml"), pack("statu: Active"), context);
    expect(found).toMatchObject({
      code: "RV071",
      line: 4,
      column: 11,
      message: "No rule of the pack has a parameter `statu`: nothing reads it. Did you mean `status`?",
    });
    expect(others).toEqual([]);
  });
});

describe("values that the cases of a test set", () => {
  const cases = (...params: string[]): string =>
    `# cases\ncases:\n${params.map((one, at) => `  - name: c${at}\n    params: { ${one} }\n    given: { events: [] }\n    expect: { pass: [x] }\n`).join("")}`;

  it.each<[rule: string, params: string[], reports: RegExp[]]>([
    ["key-off", ["status: inactive"], [/^4:23 RV100 error Inactive \| .*AWS writes `Inactive`/]],
    ["key-off", ['status: "inactive"'], [/^4:24 RV100 error Inactive \|/]],
    ["key-off", ["status: Active", "status: Sleeping"], [/^8:23 RV098 warning - \|/]],
    ["names", ["names: [DescribeSnapshots, runInstances]"], [/^4:42 RV087 error RunInstances \|/]],
    ["names", ["source: ec3.amazonaws.com"], [/^4:23 RV086 warning \S+ \|/]],
    ["names", ["names: [DeleteUser]", "source: ec2.amazonaws.com"], []],
    ["names", ["names: [DeleteUser], source: ec2.amazonaws.com"], [/^4:23 RV088 warning - \|/]],
    ["silent", ["names: [RunInstanzes]"], []],
  ])("are compared in the same way, each case by itself: %s %j", async (rule, params, wanted) => {
    write("reeve.yaml", "rules: [own]\n");
    write(`own/${rule}.test.yaml`, cases(...params));
    const file = join(folder, `own/${rule}.test.yaml`);
    const { suites, diagnostics } = readSuites({ paths: [file], selection: selection() });
    expect(diagnostics).toEqual([]);
    const tested = (await caseFaults(suites)).diagnostics;
    const read = (path: string): string => readFileSync(path, "utf8");
    const shown = diagnose(file, cases(...params), { inRules: () => true, rules: () => [], read, events: () => events });
    for (const found of [tested, shown].map((some) => reported(some[0]?.file ?? file, some))) {
      expect(found).toHaveLength(wanted.length);
      for (const [index, one] of found.entries()) expect(one).toMatch(wanted[index] ?? "");
    }
  });
});

describe("records that the cases of a test give", () => {
  const RECORD = (name: string, more: string, source = "iam.amazonaws.com"): string =>
    `cases:\n  - name: c\n    given:\n      events:\n        - eventSource: ${source}\n          eventName: ${name}\n          ${more}\n    expect: { pass: [x] }\n`;

  it.each<[name: string, more: string, reports: RegExp[], source?: string]>([
    [
      "CreateUser",
      "requestParameters: { userName: 5 }",
      [/^7:42 RV100 error "5" \| `requestParameters\.userName` of CreateUser is text, and this is the number 5\. Write `"5"`, with quotes\.$/],
    ],
    ["CreateUser", 'requestParameters: { userName: "5", path: true }', [/^7:53 RV100 error "true" \|/]],
    ["UpdateAccessKey", "requestParameters: { status: inactive }", [/^7:40 RV100 error Inactive \| .* is never `inactive`: AWS writes `Inactive`/]],
    ["CreateUser", "requestParameters: { tags: [{ key: a, value: 1 }] }", [/^7:56 RV100 error "1" \| `requestParameters\.tags\.value`/]],
    [
      "UpdateAccountPasswordPolicy",
      'requestParameters: { requireSymbols: "true" }',
      [/^7:48 RV100 error - \| .* is true or false, and this is the text "true"/],
    ],
    ["CreateUser", "responseElements: { user: { userName: 5 } }", [/^7:49 RV100 error "5" \|/]],
    ["StopLogging", "requestParameters: { name: 5 }", [/^7:38 RV100 error "5" \|/], "cloudtrail.amazonaws.com"],
    ["RunInstances", "requestParameters: { instanceType: 5 }", [/^7:46 RV100 warning "5" \|/], "ec2.amazonaws.com"],
    ["CreateUser", "requestParameters: { userName: ana, tags: [{ key: a, value: b }] }", []],
    ["CreateUser", "requestParameters: null", []],
    ["CreateUser", "requestParameters: { userName: { omitted: true } }", []],
    ["CreateUser", "requestParameters: { quite: 5 }", []],
    ["NoSuchCall", "requestParameters: { userName: 5 }", []],
  ])("are typed as conditions are: %s %s", async (name, more, wanted, source) => {
    write("own/names.test.yaml", RECORD(name, more, source));
    const file = join(folder, "own/names.test.yaml");
    const { suites } = readSuites({ paths: [file], selection: selection() });
    const tested = (await caseFaults(suites)).diagnostics;
    const shown = diagnose(file, RECORD(name, more, source), {
      inRules: () => true,
      rules: () => [],
      read: (path) => readFileSync(path, "utf8"),
      events: () => events,
    });
    for (const found of [tested, shown].map((some) => reported(some[0]?.file ?? file, some))) {
      expect(found).toHaveLength(wanted.length);
      for (const [index, one] of found.entries()) expect(one).toMatch(wanted[index] ?? "");
    }
  });
});
