import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { isTestName, meant, nearest, rulePathOf, rulePathsOf, testPathOf, testPathsOf } from "../../document/text/index.ts";
import {
  asksCatalogue,
  type CasePlace,
  type Check,
  type CheckedRule,
  checkOf,
  type Diagnostic,
  lintCases,
  loadEventCatalogue,
  loadRules,
  loadRuleTest,
  select,
} from "../../engine/index.ts";
import { visible } from "../../reporters/index.ts";
import type { RuleTestFile, Unread } from "../../schemas/index.ts";
import { reasonOf, refuseIrregular, statIfThere } from "../files.ts";
import { named, type RuleText, read, ruleFolders, unreadRules } from "../rule-files.ts";
import { choose, selectedOrThrow } from "../selection/choose.ts";
import { type RuleSelection, ruleSources } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** A rule and the cases beside it. */
export interface Suite {
  rule: CheckedRule;
  ruleText: string;
  /** Where its cases stand, or would stand. */
  testFile: string;
  testText: string;
  /** Null where there is no test file. */
  test: RuleTestFile | null;
  /** Where each case stands, in their order. */
  places: readonly CasePlace[];
}

export interface Suites {
  suites: Suite[];
  diagnostics: Diagnostic[];
  sourceOf: (file: string) => string | undefined;
  /** What lies in the folders of rules and is not read. */
  unread: Unread[];
}

/** Rules to test: those of the paths, or where there are none those that are selected. */
export interface NamedTests {
  paths: readonly string[];
  selection: RuleSelection;
}

/** Reads the rules that are named, and the test file beside each. */
export function readSuites({ paths, selection }: NamedTests): Suites {
  const { rules, diagnostics, sourceOf, unread } = paths.length > 0 ? ofPaths(paths, selection) : choose(selection);
  const texts = new Map<string, string>();
  const suites = rules.map((rule): Suite & { faults: Diagnostic[] } => {
    const testFile = testFileOf(rule.file);
    const base = { rule, ruleText: sourceOf(rule.file) ?? "", testFile };
    if (!statIfThere(testFile)) return { ...base, testText: "", test: null, places: [], faults: [] };
    refuseIrregular(testFile);
    const { text: testText } = read(testFile);
    texts.set(testFile, testText);
    const { test, places, diagnostics: faults } = loadRuleTest({ file: testFile, text: testText });
    return { ...base, testText, test, places, faults };
  });
  return {
    suites: suites.map(({ faults: _, ...suite }) => suite),
    diagnostics: [...diagnostics, ...suites.flatMap(({ faults }) => faults)],
    sourceOf: (file) => sourceOf(file) ?? texts.get(file),
    unread,
  };
}

/** What is wrong with values that cases set for parameters, and with records that they give, compared with what AWS has, and the check of a file that finds it. */
export async function caseFaults(suites: readonly Suite[]): Promise<{ diagnostics: Diagnostic[]; checkOf: (file: string) => Check }> {
  const setting = suites.filter(({ test }) => test?.cases.some(({ params, given }) => params !== undefined || "events" in given));
  const asking = setting.filter(({ rule, ruleText }) => rule.resource === "event" || asksCatalogue(ruleText));
  const events = asking.length === 0 ? null : await loadEventCatalogue(asking.flatMap(({ ruleText, testText }) => [ruleText, testText]));
  const byName = checkOf();
  const lint = ({ rule, ruleText, testFile }: Suite, text: string): Diagnostic[] => lintCases({ file: testFile, text }, rule, events, ruleText);
  return {
    diagnostics: setting.flatMap((suite) => lint(suite, suite.testText)),
    checkOf: (file) => (source) => [
      ...byName(file)(source),
      ...setting.filter(({ testFile }) => testFile === file).flatMap((suite) => lint(suite, source.text)),
    ],
  };
}

/** The folders whose files may add or change a suite. */
export function rootsOf({ paths, selection }: NamedTests): string[] {
  if (paths.length > 0) return paths.map((path) => (statIfThere(path)?.isFile() ? dirname(path) : path));
  const { roots, configFile } = ruleSources(selection);
  return [...roots, ...(configFile ? [dirname(configFile.file)] : [])];
}

/** The test beside a rule: the first that is there, else where one would stand. */
const testFileOf = (ruleFile: string): string => testPathsOf(ruleFile).find((path) => statIfThere(path) !== undefined) ?? testPathOf(ruleFile);

interface Loaded extends Pick<Suites, "diagnostics" | "sourceOf" | "unread"> {
  rules: CheckedRule[];
}

function ofPaths(paths: readonly string[], selection: RuleSelection): Loaded {
  const read = paths.map(ruleFilesOf);
  const files = new Map(read.flatMap((each) => each.files).map((source) => [source.file, source]));
  const others = new Set(read.flatMap((each) => each.others).filter((file) => !files.has(file)));
  const { rules, diagnostics } = loadRules([...files.values()]);
  const candidates = rules.map((rule) => ({ ...rule, pack: "-", severities: [rule.severity, ...rule.raise.map(({ to }) => to)] }));
  const ids = new Set(candidates.length > 0 ? selectedOrThrow(select(candidates, selection)) : []);
  return { rules: rules.filter(({ id }) => ids.has(id)), diagnostics, sourceOf: (file) => files.get(file)?.text, unread: unreadRules(others) };
}

/** The rules of a folder, or one; a test file stands for its rule. */
function ruleFilesOf(path: string): { files: RuleText[]; others: string[] } {
  try {
    if (statSync(path).isFile()) return { files: [ruleOf(path)], others: [] };
  } catch (error) {
    throw new UsageError(`cannot read tests from ${path}: ${reasonOf(error)}`);
  }
  for (const test of testsBeneath(path)) ruleOf(test);
  const folders = ruleFolders(path);
  return { files: folders.flatMap(({ files }) => files), others: folders.flatMap(({ others }) => others) };
}

function ruleOf(path: string): RuleText {
  if (!isTestName(path)) return read(path);
  const rule = rulePathsOf(path).find((each) => statIfThere(each) !== undefined);
  if (rule === undefined) throw new UsageError(`${named(path)} stands beside no rule: there is no ${named(rulePathOf(path))}.`);
  return read(rule);
}

const testsBeneath = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true, encoding: "utf8" }) as string[])
    .filter((name) => isTestName(name) && !/(^|[\\/])(node_modules|\.[^\\/]*)[\\/]/.test(name))
    .sort()
    .map((name) => join(folder, name));

/** The cases whose rule or name holds the text, in any case; all cases of a rule whose id holds it. Nothing left is a usage error: never a silent green. */
export function filtered(suites: readonly Suite[], text: string): Suite[] {
  const wanted = text.toLowerCase();
  const has = (name: string): boolean => name.toLowerCase().includes(wanted);
  const left = suites.flatMap((suite): Suite[] => {
    if (has(suite.rule.id)) return [suite];
    const { test, places } = suite;
    if (!test) return [];
    const [first, ...more] = test.cases.filter(({ name }) => has(name));
    if (!first) return [];
    return [{ ...suite, test: { ...test, cases: [first, ...more] }, places: places.filter((_, at) => has(test.cases[at]?.name ?? "")) }];
  });
  if (left.length === 0)
    throw new UsageError(`--filter ${visible(text)}: no rule and no case has this in its name: nothing was tested.${near(wanted, suites)}`);
  return left;
}

/** Names most like the text: rules, cases, else words of them. */
function near(wanted: string, suites: readonly Suite[]): string {
  const ids = suites.map(({ rule }) => rule.id);
  const names = suites.flatMap(({ test }) => (test?.cases ?? []).map(({ name }) => name));
  const words = new Set([...ids, ...names].flatMap((name) => name.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4));
  const found = [ids, names, words].map((known) => nearest(wanted, known)).find((close) => close.length > 0) ?? [];
  const sentence = meant(found.map((name) => visible(name)));
  if (sentence !== null) return sentence;
  const [some = "", ...more] = ids;
  return ids.length <= 6 ? ` Rules: ${[some, ...more].join(", ")}.` : " reeve rules list shows the rules.";
}
