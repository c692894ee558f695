import { type ClauseCoverage, expectedAt, type TestNode, type TruthNode, tallyCoverage } from "../../engine/index.ts";
import type { Unread } from "../../schemas/index.ts";
import { testsToMark, treesOf } from "./deciding.ts";
import { percentOf, type SuiteRun, type TestCounts } from "./run.ts";

/** The run as one object, `reeve/rule-tests@1`; docs/test-a-rule.md names its members. */
export function runsJson(runs: readonly SuiteRun[], counts: TestCounts, unread: readonly Unread[], exitCode: number): unknown {
  return {
    schema: "reeve/rule-tests@1",
    passed: exitCode === 0,
    rules: runs.map(ruleJson),
    summary: { ...counts, coverage: counts.coverage ? { ...counts.coverage, percent: percentOf(counts.coverage) } : null },
    ...(unread.length > 0 ? { unread } : {}),
  };
}

function ruleJson({ suite, status, report }: SuiteRun): unknown {
  const cases = (report?.cases ?? []).map(({ name, passed, problems, failures }, at) => ({
    name,
    line: suite.places[at]?.at.line ?? null,
    passed,
    problems,
    failures: failures.map((failure) => {
      const { code, resource, expected, got } = failure;
      const marked = testsToMark(failure);
      const place = suite.places[at];
      const line = place ? (expectedAt(place, resource)?.line ?? null) : null;
      return { code, resource, expected, got, line, conditions: treesOf(failure).map(({ name: of, tree }) => ({ name: of, tree: treeJson(tree, marked) })) };
    }),
  }));
  const coverage = report?.coverage ? coverageJson(report.coverage, suite.ruleText) : null;
  return { rule: suite.rule.id, file: suite.rule.file, testFile: suite.testFile, status, cases, ...(coverage ? { coverage } : {}) };
}

function treeJson(node: TruthNode, marked: ReadonlySet<TestNode>): unknown {
  switch (node.kind) {
    case "and":
    case "or":
      return { truth: node.truth, kind: node.kind, parts: node.children.map((child) => treeJson(child, marked)) };
    case "not":
      return { truth: node.truth, kind: "not", parts: [treeJson(node.child, marked)] };
    case "let":
      return { truth: node.truth, kind: "let", name: node.name, parts: [treeJson(node.child, marked)] };
    case "test": {
      const { truth, op, subject, operand, count } = node;
      const parts = [...node.parts, ...node.elements.flatMap((element) => element.node ?? [])].map((part) => treeJson(part, marked));
      const more = { ...(operand ? { operand: plain(operand.value) } : {}), ...(count ? { count } : {}), ...(parts.length > 0 ? { parts } : {}) };
      return { truth, kind: "test", path: subject.text, op, value: plain(subject.value), source: subject.source, decides: marked.has(node), ...more };
    }
  }
}

/** A resource stands as its ARN: a value may hold whole resources. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null && Object.hasOwn(value, "arn")) return (value as { arn: unknown }).arn;
  return value ?? null;
}

function coverageJson(clauses: readonly ClauseCoverage[], text: string): unknown {
  const tally = tallyCoverage(clauses);
  return { ...tally, percent: percentOf(tally), clauses: clauses.map((clause) => ({ ...clause, text: clauseText(clause, text) })) };
}

/** A clause as its rule has it; of one on several lines the first. */
export function clauseText({ at }: Pick<ClauseCoverage, "at">, text: string): string {
  const line = text.split(/\r?\n/)[at.line - 1] ?? "";
  return at.line === at.endLine ? line.slice(at.column - 1, at.endColumn - 1) : `${line.slice(at.column - 1).trimEnd()} …`;
}
