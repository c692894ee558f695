import { describe, expect, it } from "vitest";
import { loadConfig, loadPack, loadRuleTest } from "../../../../engine/language/load/index.ts";
import { marked } from "./harness.ts";

const PACK = "id: iam\ntitle: IAM\ndescription: Identity.\n";
const CASE = "cases:\n  - name: passes\n    given: { users: [] }\n    expect: { not-applicable: ['*'] }\n";

const LOADERS = {
  pack: (text: string) => loadPack({ file: "rules/iam/pack.yaml", text }).diagnostics,
  config: (text: string) => loadConfig({ file: "reeve.yaml", text }).diagnostics,
  test: (text: string) => loadRuleTest({ file: "rules/iam/x.test.yaml", text }).diagnostics,
};

describe("a good file loads", () => {
  it("as a pack", () => {
    const { pack, diagnostics } = loadPack({ file: "rules/iam/pack.yaml", text: `${PACK}params: { days: 90d }\nseverity: { a-rule: low }\n` });
    expect(diagnostics).toEqual([]);
    expect(pack).toEqual({ id: "iam", title: "IAM", description: "Identity.", params: { days: "90d" }, severity: { "a-rule": "low" } });
  });

  it("as a configuration", () => {
    const text =
      'rules: [./ours]\npacks: [iam]\nparams: { a-rule: { days: 30d } }\noff: [{ rule: b-rule, reason: Not here }]\nacceptedGaps: [{ source: "iam:ListAccountAliases", reason: SCP, expires: "2027-01-31" }]\nfailOn: high\n';
    const { config, diagnostics } = loadConfig({ file: "reeve.yaml", text });
    expect(diagnostics).toEqual([]);
    expect(config).toMatchObject({ failOn: "high", acceptedGaps: [{ expires: "2027-01-31" }] });
  });

  it.each([
    ["rules: [./ours]\noff: [a-rule]\n", { rules: ["./ours"] }, "{ rule: a-rule, reason: … }"],
    ["packs: [iam]\nrules: [./ours]\noff: { a-rule: true }\n", { rules: ["./ours"], packs: ["iam"] }, "off: [{ rule: a-rule, reason: … }]"],
    ["packs: [iam]\nrules: 7\noff: yes\n", { packs: ["iam"] }, "off: [{ rule: yes, reason: … }]"],
  ])("as a configuration of which a part is wrong, for the folders and packs that it names: %s", (text, named, write) => {
    const loaded = loadConfig({ file: "reeve.yaml", text });
    expect(loaded).toMatchObject({ config: null, named });
    expect(loaded.diagnostics.at(-1)?.message).toContain(`Write the rule and the reason: ${write}.`);
  });

  it("as an empty configuration", () => {
    expect(loadConfig({ file: "reeve.yaml", text: "# nothing\n" })).toEqual({ config: {}, named: {}, diagnostics: [] });
  });

  it("as a test of a rule", () => {
    expect(loadRuleTest({ file: "a.test.yaml", text: CASE }).test?.cases).toHaveLength(1);
  });

  it("with a record that holds __proto__ as a member like any other", () => {
    const text = "cases:\n  - name: n\n    given: { events: [{ __proto__: { polluted: true }, constructor: x }] }\n    expect: { finding: [e] }\n";
    const { test } = loadRuleTest({ file: "a.test.yaml", text });
    const given = test?.cases[0].given as { events: object[] };
    expect(Object.keys(given.events[0] ?? {})).toEqual(["__proto__", "constructor"]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("a file is refused once, at its place, when", () => {
  it.each([
    ["pack", "a field is misspelt", `${PACK}▸parms: { a: 1 }\n`, "RV011", "params"],
    ["pack", "the id is not the folder's name", PACK.replace("iam", "▸other"), "RV013", "iam"],
    ["pack", "a rule is named twice", `${PACK}rules: [a, ▸a]\n`, "RV003", undefined],
    ["pack", "a severity does not exist", `${PACK}severity: { a-rule: ▸hi }\n`, "RV012", undefined],
    ["pack", "it is empty", "▸", "RV012", undefined],
    ["config", "a field is misspelt", "▸failon: low\n", "RV011", "failOn"],
    ["config", "a field is written twice", "failOn: low\n▸failOn: high\n", "RV003", undefined],
    ["config", "a reason is missing", "off: [▸{ rule: a }]\n", "RV010", undefined],
    ["config", "a pack is named twice", "packs: [a, ▸a]\n", "RV003", undefined],
    ["config", "a gap expires on no day", 'acceptedGaps: [{ source: a, reason: b, expires: ▸"2026-02-30" }]\n', "RV012", undefined],
    ["config", "a gap's expiry is no day", "acceptedGaps: [{ source: a, reason: b, expires: ▸soon }]\n", "RV012", undefined],
    ["config", "a nested field is misspelt", "acceptedGaps: [{ source: a, reason: b, expires: 2026-02-28, ▸scop: c }]\n", "RV011", "scope"],
    ["config", "it is text", "▸hello\n", "RV012", undefined],
    ["test", "a status is misspelt", CASE.replace("not-applicable", "▸not-aplicable"), "RV011", "not-applicable"],
    ["test", "an account id is a number", CASE.replace("users: []", "account: { id: ▸123456789012 }"), "RV007", '"123456789012"'],
    ["test", "a resource is expected twice", CASE.replace("['*']", "[a], pass: [▸a]"), "RV003", undefined],
    ["test", "nothing is expected", CASE.replace("expect:", "▸expect:").replace("['*']", "[]"), "RV020", undefined],
    ["test", "there are no cases", "cases: ▸[]\n", "RV020", undefined],
  ] as const)("%s: %s", (kind, _why, source, code, suggestion) => {
    const { text, line, column } = marked(source);
    const told = LOADERS[kind](text).map((one) => ({ code: one.code, line: one.line, column: one.column, suggestion: one.suggestion }));
    expect(told).toMatchObject([{ code, line, column, ...(suggestion === undefined ? {} : { suggestion }) }]);
    expect(told).toHaveLength(1);
  });
});
