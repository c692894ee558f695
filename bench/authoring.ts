/**
 * What an author waits for: `rules validate` of 1,000 rules that it has never seen, against the time that `yaml` alone takes to parse the same files
 * with positions, each in a fresh process, in turns; diagnostics after a keystroke; and the mutation of all shipped packs. Exits 1 below a bar.
 * `npm run bench:authoring`.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { normalizeRecords } from "../collectors/index.ts";
import { diagnose } from "../editor/index.ts";
import { loadEventCatalogue, loadRules, loadRuleTest, mutateRule } from "../engine/index.ts";
import { type ResourceKind, TABLE } from "../schemas/index.ts";

const RULES = 1000;
const ROUNDS = 5;
const BAR = 2;
const KEYSTROKE_MS = 50;
const ROOT = fileURLToPath(new URL("../", import.meta.url));
const BIN = join(ROOT, "cli/bin.mjs");
/** Characters typed into each rule for the median and the slowest keystroke. */
const KEYSTROKES = 5;
const write = (text: string): unknown => process.stdout.write(`${text}\n`);

interface RuleFile {
  file: string;
  text: string;
}

function shipped(): RuleFile[] {
  const folder = join(ROOT, "rules");
  return (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => name.endsWith(".yaml") && !name.endsWith(".test.yaml") && !name.endsWith("pack.yaml"))
    .sort()
    .map((name) => ({ file: `rules/${name}`, text: readFileSync(join(folder, name), "utf8") }));
}

/** The shipped rules over and over, each copy under an id of its own and, so that none is a duplicate, with a clause of its own; and its test file. */
function thousand(rules: readonly RuleFile[]): RuleFile[] {
  return Array.from({ length: RULES }, (_, at) => {
    const rule = rules[at % rules.length];
    if (!rule) throw new Error("no rule ships");
    const round = Math.floor(at / rules.length);
    const id = `${basename(rule.file, ".yaml")}-${round}`;
    const text = rule.text.replace(/^id: .*$/m, `id: ${id}`).replace(/^formerly: .*\n/m, "");
    return [
      { file: `${id}.yaml`, text: distinct(text, round) },
      { file: `${id}.test.yaml`, text: readFileSync(join(ROOT, rule.file.replace(/\.yaml$/, ".test.yaml")), "utf8") },
    ];
  }).flat();
}

function distinct(text: string, round: number): string {
  const kind = /^resource: (\w+)/m.exec(text)?.[1] ?? "";
  const number = String(round).padStart(2, "0");
  // A part that the ids of the kind may have: digits of accounts, letters of access keys.
  const part: Readonly<Record<string, string>> = { "account.id": `99${number}`, "accessKey.id": `COPY${String.fromCharCode(65 + round)}` };
  const clause = (path: string): string => `  ${path}: { notGlob: "*${part[path] ?? `copy${number}`}*" }\n`;
  if (kind === "event") return text.replace(/^match:\n/m, `match:\n${clause("event.eventID")}`);
  const key = kind === "root" || kind === "account" ? "account.id" : `${kind}.${TABLE.kinds[kind as ResourceKind].key}`;
  const path = text.includes(`\n  ${key}:`) ? `${kind}.name` : key;
  const operator = /^applies:\n {2}(".*)\n/m.exec(text);
  if (operator) return text.replace(operator[0], `applies:\n  and:\n    - ${clause(path).trim()}\n    - ${operator[1]}\n`);
  if (/^applies:\n/m.test(text)) return text.replace(/^applies:\n/m, `applies:\n${clause(path)}`);
  return text.replace(/^(require|manual):/m, `applies:\n${clause(path)}$1:`);
}

const RIVAL = `
const { readdirSync, readFileSync } = require("node:fs");
const { LineCounter, parseDocument } = require(process.argv[1]);
const names = readdirSync(process.argv[2]).filter((name) => !name.endsWith(".test.yaml"));
for (const name of names) parseDocument(readFileSync(process.argv[2] + "/" + name, "utf8"), { lineCounter: new LineCounter() });
`;

function seconds(run: () => void): number {
  const startedAt = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - startedAt) / 1e9;
}

function cold(files: readonly RuleFile[]): { validate: number; yaml: number } {
  const folder = mkdtempSync(join(tmpdir(), "reeve-bench-"));
  const rules = join(folder, "rules");
  const yaml = createRequire(import.meta.url).resolve("yaml");
  try {
    mkdirSync(rules);
    for (const { file, text } of files) writeFileSync(join(rules, file), text);
    const rounds = Array.from({ length: ROUNDS }, (_, round) => ({
      yaml: seconds(() => ran([process.execPath, "-e", RIVAL, yaml, rules], {})),
      validate: seconds(() => ran([process.execPath, BIN, "rules", "validate", rules], { REEVE_CACHE_DIR: join(folder, `cache-${round}`) })),
    }));
    return { yaml: Math.min(...rounds.map((round) => round.yaml)), validate: Math.min(...rounds.map((round) => round.validate)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ran([program = "", ...args]: string[], env: Record<string, string>): void {
  const { status, stderr, stdout } = spawnSync(program, args, { encoding: "utf8", env: { ...process.env, NO_COLOR: "1", ...env }, maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(`${args.slice(0, 3).join(" ")} exits ${status}: ${stderr.slice(0, 1000)}${stdout.slice(0, 1000)}`);
}

/** Milliseconds that an editor waits for the diagnostics of a rule after each of a few characters typed into its first condition. */
async function keystrokes(files: readonly RuleFile[]): Promise<number[]> {
  const events = await loadEventCatalogue();
  const texts = new Map(files.map(({ file, text }) => [file, text]));
  const others = files.map(({ file }) => ({ path: file, id: basename(file, ".yaml") })) as never;
  const context = { inRules: () => true, rules: () => others, read: (path: string) => texts.get(path) ?? testOf(path), events: () => events };
  const times: number[] = [];
  // As an editor has done before anybody types: each file was diagnosed when it was opened.
  for (const { file, text } of files) diagnose(file, text, context);
  for (const { file, text } of files) {
    const at = text.search(/^(?:require|match|applies|manual):/m);
    for (let typed = 1; typed <= KEYSTROKES; typed += 1) {
      const now = `${text.slice(0, at)}${"severity".slice(0, typed)}\n${text.slice(at)}`;
      let found = 0;
      times.push(
        seconds(() => {
          found = diagnose(file, now, context).length;
        }) * 1000,
      );
      if (found === 0) throw new Error(`half a word in ${file} draws no diagnostic`);
    }
  }
  return times.toSorted((left, right) => left - right);
}

function testOf(path: string): string | null {
  try {
    return readFileSync(join(ROOT, path), "utf8");
  } catch {
    return null;
  }
}

/** Mutants of every shipped rule, each judged by the cases of its rule. */
function mutation(files: readonly RuleFile[]): { mutants: number; unexplained: number; seconds: number } {
  const total = { mutants: 0, unexplained: 0, seconds: 0 };
  const { rules } = loadRules(files);
  for (const rule of rules) {
    const file = rule.file.replace(/\.yaml$/, ".test.yaml");
    const { test } = loadRuleTest({ file, text: testOf(file) ?? "" });
    if (!test) throw new Error(`${file} does not load`);
    total.seconds += seconds(() => {
      const { mutants, survivors } = mutateRule(rule, test, { normalizeRecords });
      total.mutants += mutants;
      total.unexplained += survivors.filter(({ reason }) => reason === null).length;
    });
  }
  return total;
}

const rules = shipped();
const { validate, yaml } = cold(thousand(rules));
const ratio = validate / yaml;
write(`validate      ${validate.toFixed(2)} s for ${RULES} rules cold, start-up included; the parser yaml alone, with positions, ${yaml.toFixed(2)} s`);
write(`ratio         ${ratio.toFixed(2)} × (at most ${BAR}): ${ratio <= BAR ? "within" : "MISSED"}`);
const times = await keystrokes(rules);
const slowest = times.at(-1) ?? 0;
const median = times[Math.floor(times.length / 2)] ?? 0;
write(
  `keystroke     ${median.toFixed(1)} ms for the diagnostics of a rule, the slowest of ${times.length} ${slowest.toFixed(1)} ms (at most ${KEYSTROKE_MS}): ${slowest <= KEYSTROKE_MS ? "within" : "MISSED"}`,
);
const mutated = mutation(rules);
write(
  `mutation      ${mutated.seconds.toFixed(1)} s for ${mutated.mutants} mutants of ${rules.length} shipped rules, ${mutated.unexplained} survivors unexplained`,
);
if (ratio > BAR || slowest > KEYSTROKE_MS || mutated.unexplained > 0) process.exitCode = 1;
