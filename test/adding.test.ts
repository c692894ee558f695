import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/**
 * What has to be touched to add something, tried in a copy of the tree. Generated files are made by `npm run generate` and do not count; the tests of what
 * is added do not count either.
 */
let copy = "";
const run = (command: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: copy, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} exits ${status}: ${stdout}${stderr}`.slice(0, 4_000));
  return stdout;
};
const node = (...args: string[]): string => run(process.execPath, args);
const GENERATED =
  /^(schemas\/generated|schemas\/editor\/.*\.json$|docs\/reference|document\/calls\/generated|engine\/remediate\/permissions\/managed-policies\.ts$)/;

/** Files that differ from the tree as it was copied, generated ones apart: `M engine/…` is changed, `A engine/…` new. */
function touched(): string[] {
  const lines = run("git", ["status", "--porcelain", "--untracked-files=all"]).trimEnd().split("\n");
  return lines.map((line) => line.trim().replace(/^\?\?/, "A").replace(/ +/, " ")).filter((line) => line !== "" && !GENERATED.test(line.slice(2)));
}

const edit = (file: string, change: (text: string) => string): void => {
  const before = readFileSync(join(copy, file), "utf8");
  const after = change(before);
  if (after === before) throw new Error(`${file}: nothing to change`);
  writeFileSync(join(copy, file), after);
};

/** What a program prints that runs in the copy. */
function probed(program: string) {
  const file = join(copy, "probe.ts");
  writeFileSync(file, program);
  const printed = JSON.parse(node("--import", "tsx", "probe.ts"));
  rmSync(file);
  return printed;
}

const commit = (message: string): void => {
  run("git", ["add", "-A"]);
  run("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "--allow-empty", "-m", message]);
};

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "reeve-adding-"));
  for (const file of execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0")) {
    if (file === "" || file.startsWith("test/fixtures/")) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(file, join(copy, file));
  }
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"), "dir");
  run("git", ["init", "-q"]);
  commit("copy");
}, 300_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

const MATCHER = `import type { ComparisonMatcher } from "./descriptor.ts";
import { onText } from "./words.ts";

const begins = (value: unknown, operand: unknown): boolean => typeof value === "string" && typeof operand === "string" && value.startsWith(operand);

export const startsWith: ComparisonMatcher = {
  kind: "comparison",
  name: "startsWith",
  group: "pattern",
  words: {
    editor: "The text begins with this one. On null: false.",
    subject: "string",
    operand: "text",
    onNull: "false",
    meaning: "the text begins with it",
    explained: "starts with",
    examples: () => [{ kind: "user", condition: "user.path: { startsWith: /svc/ }", given: ["{ path: /svc/a/ }", "{ path: / }", "{ path: /x/ }"] }],
    onNullable: onText("{ startsWith: x }"),
  },
  accepts: ["string", "dynamic"],
  operand: "scalar",
  holds: begins,
  prepare: (operand) => (value) => begins(value, operand),
  openDecides: null,
  openListSide: null,
  onNull: false,
  needsValue: true,
  selects: true,
  misreadFrom: () => ["is"],
  mistakes: { letters: (value) => (typeof value === "string" ? [value.toUpperCase()] : []) },
  samples: (literals) => literals.flatMap((value) => (typeof value === "string" ? [value + "x/", "/x" + value] : [])),
  offer: ({ operand, want }) => ({ wanted: { op: want ? "passes" : "fails", matcher: "startsWith", value: operand }, values: want ? [operand] : [] }),
};
`;

/** Tries the matcher in every part of the engine that has to do with matchers, and prints what came out. */
const PROBE = `import { normalizeRecords } from "./collectors/index.ts";
import { complete } from "./editor/completion.ts";
import { hover } from "./editor/hover.ts";
import { lintRules, loadRules, lower, mutateRule, runRuleTests, scaffoldCases } from "./engine/index.ts";

const HEAD = 'id: probe\\ntitle: Probe\\nseverity: low\\nresource: user\\nrationale: A rule for tests.\\nmessage: "{{user.name}}"\\n';
const text = HEAD + "require: { user.path: { startsWith: /svc/ } }\\n";
const { rules, diagnostics } = loadRules([{ file: "probe.yaml", text }]);
const [rule] = rules;
if (!rule || rule.body.kind !== "state") throw new Error(JSON.stringify(diagnostics));
const refused = loadRules([{ file: "probe.yaml", text: HEAD + "require: { user.mfaActive: { startsWith: x } }\\n" }]).diagnostics.map(({ code }) => code);
const cases = scaffoldCases(rule, normalizeRecords);
const report = runRuleTests(rule, { cases: cases.cases }, { normalizeRecords });
const mutation = mutateRule(rule, { cases: cases.cases }, { normalizeRecords });
const workspace = { sample: () => null, inRules: () => true } as never;
const at = text.indexOf("startsWith");
const line = text.slice(0, at).split("\\n").length - 1;
const character = at - text.lastIndexOf("\\n", at) - 1;
console.log(
  JSON.stringify({
    diagnostics,
    refused,
    lints: lintRules([rule]).map(({ code }) => code),
    logic: lower({ params: {}, lets: [] }, "user", rule.body.require).logic,
    cases: cases.missing,
    passed: report.passed,
    mutants: mutation.mutants,
    survivors: mutation.survivors.map(({ mutant }) => mutant.id),
    hover: hover("probe.yaml", text, { line, character: character + 2 }, workspace),
    completion: complete("probe.yaml", text.replace("startsWith: /svc/", "sta: x"), { line, character: character + 3 }, workspace).map(({ label }) => label),
  }),
);
`;

describe("a matcher", () => {
  it("is one descriptor and its name in the index, and then known everywhere", () => {
    writeFileSync(join(copy, "engine/language/matchers/starts-with.ts"), MATCHER);
    edit("engine/language/matchers/index.ts", (text) =>
      text
        .replace("import { olderThan }", 'import { startsWith } from "./starts-with.ts";\nimport { olderThan }')
        .replace("[contains, glob,", "[contains, startsWith, glob,"),
    );
    node("node_modules/typescript/bin/tsc", "-p", ".");
    node("--import", "tsx", "scripts/generate.ts");
    expect(touched()).toEqual(["M engine/language/matchers/index.ts", "A engine/language/matchers/starts-with.ts"]);

    const shown = probed(PROBE);
    expect(shown).toMatchObject({
      diagnostics: [],
      refused: ["RV041"],
      logic: { startsWith: [{ var: "user.path" }, "/svc/"] },
      cases: [],
      passed: true,
      survivors: [],
    });
    expect(shown.mutants).toBeGreaterThan(2);
    expect(shown.hover.contents.value).toContain("The text begins with this one.");
    expect(shown.completion).toContain("startsWith");
    expect(readFileSync(join(copy, "docs/reference/language.md"), "utf8")).toContain("### startsWith");
    expect(readFileSync(join(copy, "schemas/editor/rule.schema.json"), "utf8")).toContain('"startsWith":{"anyOf"');
  }, 600_000);
});

const KIND = `import { instantIn, textOf } from "../../document/index.ts";
import type { document } from "../../schemas/index.ts";
import type { ListedKind } from "../listed-kind.ts";

export function normalizeGadget(raw: unknown): document.Gadget | null {
  const arn = textOf(raw, "Arn");
  const name = textOf(raw, "Name");
  return arn === null || name === null ? null : { arn, name, madeAt: instantIn(raw, "CreateDate") };
}

export const gadgets: ListedKind<"gadgets"> = {
  kind: "gadget",
  list: "gadgets",
  api: "iam:ListGadgets",
  send: async (clients) => (await clients.iam()).listSAMLProviders({}),
  items: "Gadgets",
  paged: false,
  normalize: normalizeGadget,
};
`;

const KIND_PROBE = `import { normalizeRecords, sourcesFor } from "./collectors/index.ts";
import { normalizeGadget } from "./collectors/normalize/gadget.ts";
import { draftRuleText, loadRules, runRuleTests, sourcesRead } from "./engine/index.ts";
import { kindText } from "./reporters/index.ts";

const text = draftRuleText({
  id: "probe",
  title: "Probe",
  severity: "low",
  resource: "gadget",
  rationale: "A rule for tests.",
  narrows: null,
  asks: "{ gadget.name: { glob: safe-* } }",
  message: null,
  schemas: null,
});
const { rules, diagnostics } = loadRules([{ file: "probe.yaml", text }]);
const [rule] = rules;
if (!rule) throw new Error(JSON.stringify(diagnostics));
const cases = [{ name: "one and another", given: { gadgets: [{ name: "safe-1" }, { name: "other" }] }, expect: { pass: ["safe-1"], fail: ["other"] } }];
const report = runRuleTests(rule, { cases }, { normalizeRecords });
console.log(
  JSON.stringify({
    diagnostics,
    passed: report.passed,
    sources: [...sourcesFor(sourcesRead([rule]))],
    normalized: normalizeGadget({ Arn: "arn:aws:iam::111122223333:gadget/a", Name: "a" }),
    words: kindText("gadget", 2),
  }),
);
`;

describe("a kind of resource", () => {
  it("is its schema, one file and its name in the collector's index", () => {
    commit("matcher");
    edit("schemas/document.schema.json", (text) => {
      const schema = JSON.parse(text);
      const { samlProviders } = schema.properties;
      schema.properties.gadgets = JSON.parse(JSON.stringify(samlProviders).replaceAll("samlProvider", "gadget"));
      schema.required.push("gadgets");
      schema.$defs.gadget = {
        title: "Gadget",
        description: "A gadget.",
        type: "object",
        properties: {
          arn: { $ref: "#/$defs/string", description: "ARN.", "x-source": "iam:ListGadgets Arn", "x-format": "arn" },
          name: { $ref: "#/$defs/string", description: "Name.", "x-source": "iam:ListGadgets Name", "x-format": "iam-resource-name" },
          madeAt: { $ref: "#/$defs/timestampOrNull", description: "When it was made.", "x-source": "iam:ListGadgets CreateDate" },
        },
        required: ["arn", "name", "madeAt"],
        additionalProperties: false,
        "x-kind": { name: "gadget", list: "gadgets", key: "arn" },
      };
      return JSON.stringify(schema, null, 2);
    });
    writeFileSync(join(copy, "collectors/normalize/gadget.ts"), KIND);
    edit("collectors/kinds.ts", (text) =>
      text.replace("export const", 'import { gadgets } from "./normalize/gadget.ts";\n\nexport const').replace("[samlProviders,", "[gadgets, samlProviders,"),
    );
    node("--import", "tsx", "scripts/generate.ts");
    node("node_modules/typescript/bin/tsc", "-p", ".");
    // These three list the kinds; the generator writes them anew.
    const listing = ["schemas/diff.schema.json", "schemas/results.schema.json", "schemas/rule.schema.json"];
    const byHand = touched().filter((line) => !listing.includes(line.slice(2)));
    expect(byHand).toEqual(["M collectors/kinds.ts", "M schemas/document.schema.json", "A collectors/normalize/gadget.ts"]);

    expect(probed(KIND_PROBE)).toMatchObject({
      diagnostics: [],
      passed: true,
      sources: expect.arrayContaining(["iam:ListGadgets"]),
      normalized: { name: "a", madeAt: null },
      words: "gadgets",
    });
  }, 900_000);
});

describe("an API call", () => {
  const ROW = /^ {2}[ ]*CreateAccountAlias:.*\n/m;

  it("is one row of the table, without which the table is refused", () => {
    const file = "document/calls/calls.yaml";
    const whole = readFileSync(join(copy, file), "utf8");
    edit(file, (text) => text.replace(ROW, ""));
    expect(() => node("--import", "tsx", "scripts/calls/index.ts")).toThrow(/CreateAccountAlias/);
    commit("without a row");
    writeFileSync(join(copy, file), whole);
    node("--import", "tsx", "scripts/calls/index.ts");
    expect(touched()).toEqual([`M ${file}`]);
  }, 300_000);
});
