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
const GENERATED = /^(schemas\/generated|schemas\/editor\/.*\.json$|docs\/reference|document\/calls\/generated)/;

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

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), "reeve-adding-"));
  for (const file of execFileSync("git", ["ls-files", "-z"], { encoding: "utf8" }).split("\0")) {
    if (file === "" || file.startsWith("test/fixtures/")) continue;
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(file, join(copy, file));
  }
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"), "dir");
  run("git", ["init", "-q"]);
  run("git", ["add", "-A"]);
  run("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", "commit", "-q", "-m", "copy"]);
}, 300_000);

afterAll(() => rmSync(copy, { recursive: true, force: true }));

const MATCHER = `import type { Comparison } from "./descriptor.ts";
import { onText } from "./words.ts";

const begins = (value: unknown, operand: unknown): boolean => typeof value === "string" && typeof operand === "string" && value.startsWith(operand);

export const startsWith: Comparison = {
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
  openSide: null,
  onNull: false,
  needsValue: true,
  selects: true,
  takenFor: () => ["is"],
  mistakes: { letters: (value) => (typeof value === "string" ? [value.toUpperCase()] : []) },
  samples: (literals) => literals.flatMap((value) => (typeof value === "string" ? [value + "x", "x" + value] : [])),
  offer: ({ operand, want }) => ({ wanted: { op: want ? "passes" : "fails", matcher: "startsWith", value: operand }, values: want ? [operand] : [] }),
};
`;

/** Tries the matcher in every part of the engine that has to do with matchers, and prints what came out. */
const PROBE = `import { normalizeRecords } from "./collectors/index.ts";
import { complete } from "./editor/completion.ts";
import { hover } from "./editor/hover.ts";
import { loadRules, loadRuleTest, lower, mutateRule, runRuleTests, scaffoldCases } from "./engine/index.ts";
import { lintRules } from "./engine/index.ts";

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

    writeFileSync(join(copy, "probe.ts"), PROBE);
    const told = JSON.parse(node("--import", "tsx", "probe.ts"));
    expect(told).toMatchObject({
      diagnostics: [],
      refused: ["RV041"],
      logic: { startsWith: [{ var: "user.path" }, "/svc/"] },
      cases: [],
      passed: true,
      survivors: [],
    });
    expect(told.mutants).toBeGreaterThan(2);
    expect(told.hover.contents.value).toContain("The text begins with this one.");
    expect(told.completion).toContain("startsWith");
    expect(readFileSync(join(copy, "docs/reference/language.md"), "utf8")).toContain("### startsWith");
    expect(readFileSync(join(copy, "schemas/editor/rule.schema.json"), "utf8")).toContain('"startsWith":{"anyOf"');
  }, 600_000);
});
