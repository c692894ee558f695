import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { absentFolders, configNameIndex } from "../../cli/lsp/config-name-index.ts";
import { choose } from "../../cli/selection/choose.ts";
import { ALL_RULES, type RuleSelection } from "../../cli/selection/sources.ts";
import { validate } from "../../cli/validate.ts";
import { diagnose } from "../../editor/diagnose.ts";
import type { Diagnostic } from "../../engine/index.ts";

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "reeve-config-")));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const ruleNamed = (id: string, more = ""): string => `id: ${id}
title: Keys are young
severity: low
resource: user
rationale: Old keys leak.
${more}params:
  maxAge: { type: duration, default: 90d, description: Age of a key }
require:
  user.accessKeys: { none: { createdAt: { olderThan: { var: params.maxAge } } } }
message: "{{user.name}}"
`;
const PACK = "id: team\ntitle: Team\ndescription: Rules of a team.\n";

let folder = "";
const config = (): string => join(folder, "reeve.yaml");
function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
beforeEach(() => {
  folder = mkdtempSync(join(scratch, "case-"));
  write("own/key-age.yaml", ruleNamed("key-age"));
  write("own/team/pack.yaml", PACK);
  write("own/team/team-keys.yaml", ruleNamed("team-keys", "formerly: [old-team-keys]\n"));
  write("elsewhere/other.yaml", ruleNamed("other"));
});

/** Errors in reeve.yaml. */
const errorsOf = (diagnostics: readonly Diagnostic[]): string[] =>
  diagnostics
    .filter(({ severity, file }) => severity === "error" && file === config())
    .map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
const validated = async (...paths: string[]): Promise<string[]> =>
  errorsOf((await validate({ paths: paths.map((path) => join(folder, path)), config: config() })).diagnostics);
function checked({ rules, ...flags }: Partial<RuleSelection> = {}): string[] {
  return errorsOf(choose({ ...ALL_RULES, ...flags, rules: rules?.map((path) => join(folder, path)) ?? null, config: config() }).diagnostics);
}
function shown(text: string): string[] {
  const context = { inRules: () => false, rules: () => [], read: () => null, events: () => null, configNames: configNameIndex().of, absentFolders };
  return errorsOf(diagnose(config(), text, context));
}

const FAULTS: [what: string, text: string, errors: (string | RegExp)[]][] = [
  [
    "the scope of an accepted gap that is the ARN of nothing",
    'acceptedGaps: [{ source: "iam:*", scope: "arn:aws:iam:us-east-1:111122223333:saml-provider/x", reason: None, expires: 2099-01-01 }]',
    [
      "2:42 RV012 `arn:aws:iam:us-east-1:111122223333:saml-provider/x` is the ARN of nothing: it would accept nothing. Write `arn:aws:iam::111122223333:saml-provider/x`.",
    ],
  ],
  ["a rule that is off", "off: [{ rule: key-aeg, reason: known }]", ["2:15 RV012 No rule is called `key-aeg`. Did you mean `key-age`?"]],
  ["a severity", "severity: { team-key: low }", ["2:13 RV012 No rule is called `team-key`. Did you mean `team-keys`?"]],
  ["a parameter", "params: { key-age: { maxAeg: 30d } }", ["2:22 RV071 `key-age` has no parameter `maxAeg`. Did you mean `maxAge`?"]],
  ["a value", "params: { key-age: { maxAge: soon } }", [/^2:30 RV071 .*maxAge/]],
  ["a value of a pack", "params: { team: { maxAge: 30 } }", [/^2:27 RV071 .*team-keys/]],
  ["a pack", "packs: [taem]", ["2:9 RV012 No pack is called `taem`. Did you mean `team`?"]],
  ["a shipped pack", "packs: [iam-baselin]", ["2:9 RV012 No pack is called `iam-baselin`. Did you mean `iam-baseline`?"]],
  ["a binding", "bindings: [{ pack: taem, enforcement: soft }]", ["2:20 RV012 No pack is called `taem`. Did you mean `team`?"]],
  ["several", "off: [{ rule: x-y-z, reason: r }]\nseverity: { key-aeg: low }", [/^2:15 RV012 /, /^3:13 RV012 /]],
];
const SOUND: [what: string, text: string][] = [
  [
    "its own rules and packs",
    "off: [{ rule: key-age, reason: r }]\nseverity: { team-keys: low }\nparams: { team: { maxAge: 30d }, '-': { maxAge: 30d } }\npacks: [team]",
  ],
  ["an earlier id", "severity: { old-team-keys: low }"],
  ["rules and packs that are shipped", "severity: { user-console-mfa: low }\nbindings: [{ pack: iam-baseline, enforcement: soft }]"],
];

describe.each(FAULTS)("a reeve.yaml that misnames %s", (_, text, errors) => {
  const expected = errors.map((error) => (typeof error === "string" ? error : expect.stringMatching(error)));
  beforeEach(() => write("reeve.yaml", `rules: [own]\n${text}\n`));

  it("is refused by rules validate, with and without paths", async () => {
    expect(await validated()).toEqual(expected);
    expect(await validated("elsewhere")).toEqual(expected);
    expect(await validated("own/key-age.yaml")).toEqual(expected);
  });

  it("is refused by check, whatever the flags choose", () => {
    for (const flags of [{}, { pack: ["team"] }, { rules: ["elsewhere"] }, { rules: ["own"], pack: ["iam-baseline"] }, { rule: ["key-age"] }])
      expect(checked(flags), JSON.stringify(flags)).toEqual(expected);
  });

  it("is marked in an editor", () => {
    expect(shown(`rules: [own]\n${text}\n`)).toEqual(expected);
  });
});

it("a folder of rules that is not there is refused by rules validate and check, and marked in an editor", async () => {
  const text = "rules: [own, gone]\n";
  write("reeve.yaml", text);
  const expected = ["1:14 RV012 There is no file or folder `gone`. A path under `rules` begins at the folder of this file."];
  expect(await validated()).toEqual(expected);
  expect(checked()).toEqual(expected);
  expect(shown(text)).toEqual(expected);
});

describe.each(SOUND)("a reeve.yaml that names %s", (_, text) => {
  beforeEach(() => write("reeve.yaml", `rules: [own]\n${text}\n`));

  it("is accepted everywhere", async () => {
    expect(await validated()).toEqual([]);
    expect(await validated("elsewhere")).toEqual([]);
    for (const flags of [{}, { pack: ["team"] }, { rules: ["elsewhere"] }, { pack: ["iam-baseline"] }])
      expect(checked(flags), JSON.stringify(flags)).toEqual([]);
    expect(shown(`rules: [own]\n${text}\n`)).toEqual([]);
  });
});

it("a rule that is not valid is known by its names, and other names are compared", async () => {
  write("own/team/team-keys.yaml", ruleNamed("team-keys", "formerly: [old-team-keys]\n").replace("accessKeys", "accesKeys"));
  const text = "rules: [own]\nseverity: { team-keys: low, old-team-keys: low, key-aeg: low }\nparams: { team-keys: { any: 1 } }\n";
  write("reeve.yaml", text);
  const expected = ["2:49 RV012 No rule is called `key-aeg`. Did you mean `key-age`?"];
  expect(await validated()).toEqual(expected);
  expect(checked()).toEqual(expected);
  expect(shown(text)).toEqual(expected);
});

it("no names are compared while the file has another fault", async () => {
  const text = "rules: [own]\nfailOn: hihg\noff: [{ rule: key-age, reason: known }]\n";
  write("reeve.yaml", text);
  const printed = await validated();
  expect(printed).toEqual([expect.stringMatching(/^2:9 RV012/)]);
  expect(checked()).toEqual(printed);
  expect(shown(text)).toEqual(printed);
});

it("flags that name other folders do not need those of reeve.yaml", () => {
  write("reeve.yaml", "rules: [gone]\noff: [{ rule: its-rule, reason: known }]\n");
  expect(checked({ rules: ["elsewhere"] })).toEqual([]);
});

it("what was found before is not printed again once a rule has the name", async () => {
  write("reeve.yaml", "rules: [own]\noff: [{ rule: new-keys, reason: known }]\n");
  const before = await validate({ paths: [join(folder, "elsewhere")], config: config() });
  write("own/new-keys.yaml", ruleNamed("new-keys"));
  const after = await validate({ paths: [join(folder, "elsewhere")], config: config() });
  expect(before.roots).toContain(join(folder, "own"));
  expect(after.content).not.toBe(before.content);
  expect(errorsOf(after.diagnostics)).toEqual([]);
});

it.each([
  ["key-age: 60d", "Write the parameter's name: key-age: { name: 60d }."],
  ["key-age.maxAge: 60d", "Write key-age: { maxAge: 60d }."],
])("rules validate says how a value is set where `params` holds %s", async (given, says) => {
  write("reeve.yaml", `rules: [own]\nparams:\n  ${given}\n`);
  const errors = await validated();
  expect(errors[0]).toMatch(/must be a map, not text\./);
  expect(errors[0]).toContain(says);
  expect(errors[0]).not.toContain("Declare");
});

it.each(["[]", "60d", "[{ key-age: { maxAge: 60d } }]"])("rules validate says how parameters are set where `params` is %s", async (given) => {
  write("reeve.yaml", `rules: [own]\nparams: ${given}\n`);
  const errors = await validated();
  expect(errors[0]).toMatch(/`params` must be a map, not (a list|text)\. Write the rule, and below it its parameter: \{ rule-id: \{ name: … \} \}\./);
});

describe("a reeve.yaml that names a rule by its former id", () => {
  const chosenBy = (text: string) => {
    write("reeve.yaml", `rules: [own]\n${text}`);
    return choose({ ...ALL_RULES, config: config() });
  };

  it("switches that rule off", () => {
    expect(chosenBy("off: [{ rule: old-team-keys, reason: known }]").off).toEqual({ "team-keys": "known" });
  });

  it("sets its severity, and the present id counts where both are named", () => {
    expect(chosenBy("severity: { old-team-keys: info }").severity).toEqual({ "team-keys": "info" });
    expect(chosenBy("severity: { team-keys: low, old-team-keys: info }").severity).toEqual({ "team-keys": "low" });
  });

  it("sets its parameters, and refuses those that it does not have", () => {
    expect(chosenBy("params: { old-team-keys: { maxAge: 30d } }").params).toEqual({ "team-keys": { maxAge: "30d" } });
    write("reeve.yaml", "rules: [own]\nparams: { old-team-keys: { maxAeg: 30d } }\n");
    expect(checked()).toEqual(["2:28 RV071 `old-team-keys` has no parameter `maxAeg`. Did you mean `maxAge`?"]);
  });

  it("is of its pack.yaml too, and of --param", () => {
    write("own/team/pack.yaml", `${PACK}rules: [old-team-keys]\nseverity: { old-team-keys: info }\n`);
    const { rules, severity } = chosenBy("");
    expect([rules.map(({ id }) => id), severity]).toEqual([["key-age", "team-keys"], { "team-keys": "info" }]);
    const { params } = choose({ ...ALL_RULES, config: config(), param: ["old-team-keys.maxAge=40d"] });
    expect(params).toEqual({ "team-keys": { maxAge: "40d" } });
  });
});

describe("a reeve.yaml that names a folder of rules that is not there", () => {
  beforeEach(() => write("reeve.yaml", "packs: [team]\nrules: [own, onw]\n"));
  const expected = ["2:14 RV012 There is no file or folder `onw`. A path under `rules` begins at the folder of this file."];

  it("is refused at its place by rules validate and by check", async () => {
    expect(await validated()).toEqual(expected);
    expect(await validated("elsewhere")).toEqual(expected);
    expect(checked()).toEqual(expected);
  });

  it("is not asked for it where flags name other rules", () => {
    expect(checked({ rules: ["own"] })).toEqual([]);
  });
});

describe("what a check refuses of a reeve.yaml, and validate as well", () => {
  it.each([
    ["waivers: { folder: nowhere }\n", "1:20 RV012 There is no file or folder `nowhere`. A path under `waivers: folder` begins at the folder of this file."],
    ["attestations: nothere.yaml\n", "1:15 RV012 There is no file or folder `nothere.yaml`. A path under `attestations` begins at the folder of this file."],
  ])("%s", async (text, expected) => {
    write("reeve.yaml", `${text}rules: [own]\n`);
    const found = await validated();
    expect(found).toEqual([expected]);
    expect(await validated("own")).toEqual([expected]);
    expect([checked(), checked({ rules: ["elsewhere"] }), shown(`${text}rules: [own]\n`)]).toEqual([[expected], [expected], [expected]]);
  });

  it.each([
    ["nonsense", "`nonsense` names neither a call such as iam:GetCredentialReport nor a file: it would accept nothing."],
    [
      "iam:ListVirtualMfaDevices",
      "No collection makes a call that `iam:ListVirtualMfaDevices` names: it would accept nothing. Did you mean `iam:ListVirtualMFADevices`?",
    ],
    ["iam:Lst*", "No collection makes a call that `iam:Lst*` names: it would accept nothing."],
    ["s3:GetObject", "No collection makes a call that `s3:GetObject` names: it would accept nothing."],
  ])("a gap's source that accepts nothing: %s", async (source, expected) => {
    write("reeve.yaml", `rules: [own]\nacceptedGaps: [{ source: "${source}", reason: None, expires: 2099-01-01 }]\n`);
    const found = [`2:26 RV012 ${expected}`];
    expect([await validated(), await validated("own"), checked(), checked({ rules: ["elsewhere"] })]).toEqual([found, found, found, found]);
  });

  it.each(["iam:*", "*", "iam:GetCredentialReport", "logs/*.json", "plan.json", "./a", "CloudTrail record"])("not a gap's source %s", async (source) => {
    write("reeve.yaml", `rules: [own]\nacceptedGaps: [{ source: "${source}", reason: None, expires: 2099-01-01 }]\n`);
    expect([await validated(), checked()]).toEqual([[], []]);
  });
});

describe("--rules with --pack", () => {
  const chosen = (part: Partial<RuleSelection>): string[] =>
    choose({ ...ALL_RULES, ...part, rules: (part.rules ?? []).map((path) => join(folder, path)), config: null }).rules.map(({ id }) => id);

  it("judges the folder beside a pack that it does not hold", () => {
    const both = chosen({ rules: ["elsewhere"], pack: ["iam-baseline"] });
    expect(both).toContain("other");
    expect(both).toContain("user-console-mfa");
    expect(chosen({ rules: ["elsewhere"], pack: ["iam-baseline"], rule: ["other"] })).toEqual(["other"]);
  });

  it("reports what is broken in the folder", () => {
    write("elsewhere/broken.yaml", "id: [\n");
    const { diagnostics } = choose({ ...ALL_RULES, rules: [join(folder, "elsewhere")], pack: ["iam-baseline"] });
    expect(diagnostics).toContainEqual(expect.objectContaining({ severity: "error", file: join(folder, "elsewhere/broken.yaml") }));
  });

  it("narrows a folder to the pack that it holds", () => {
    expect(chosen({ rules: ["own"], pack: ["team"] })).toEqual(["team-keys"]);
  });
});
