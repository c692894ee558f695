import { type ClauseCoverage, isCovered, type TruthName, tallyCoverage } from "../../engine/index.ts";
import { columns, type Paint, padEnd, padStart, plural, short, visible, wrap } from "../../reporters/index.ts";
import { clauseText } from "./json.ts";
import { percentOf, type SuiteRun } from "./run.ts";

const TRUTHS: readonly TruthName[] = ["true", "false", "unknown"];
const RAISES = "A raise decides where a case says which severity it expects.";
const LEGEND =
  "T F U: on this line every clause decided a result of some case by being true, by being false, by being unknown; - has yet to. U is told and not counted.";

/** The rules whose cases leave clauses open, line by line; then what is covered of each rule, and of all. */
export function* coverageText(runs: readonly SuiteRun[], width: number, paint: Paint): Iterable<string> {
  const covered = runs.flatMap(({ suite, report }) => (report?.coverage ? [{ suite, clauses: report.coverage }] : []));
  const open = covered.filter(({ clauses }) => !clauses.every(isCovered));
  const raises = open.some(({ clauses }) => clauses.some((clause) => clause.section === "raise" && !isCovered(clause)));
  if (open.length > 0) yield `\n${wrap(paint.dim(raises ? `${LEGEND} ${RAISES}` : LEGEND), width).join("\n")}\n`;
  for (const { suite, clauses } of open) {
    yield `\n${paint.bold(visible(suite.rule.file))}\n`;
    yield* markedLines(suite.ruleText, clauses, width, paint);
    yield* openClauses(suite.ruleText, clauses, width, paint);
  }
  yield* table(
    covered.map(({ suite, clauses }) => ({ name: visible(suite.rule.id), clauses })),
    width,
    paint,
  );
}

/** The lines of the conditions, with a mark for each truth. */
function* markedLines(text: string, clauses: readonly ClauseCoverage[], width: number, paint: Paint): Iterable<string> {
  const lines = text.split(/\r?\n/);
  const shown = new Set(clauses.flatMap(({ at }) => Array.from({ length: at.endLine - at.line + 1 }, (_, more) => at.line + more)));
  let before = 0;
  for (const line of [...shown].sort((left, right) => left - right)) {
    if (before > 0 && line > before + 1) yield paint.dim("        ⋮\n");
    before = line;
    const starting = clauses.filter(({ at }) => at.line === line);
    const marks = TRUTHS.map((truth) => markOf(truth, starting, paint)).join(" ");
    const source = visible((lines[line - 1] ?? "").replaceAll("\t", "  "));
    const room = Math.max(20, width - 14);
    yield `  ${marks} ${paint.dim(`${padStart(String(line), 4)} │`)} ${source.length > room ? `${source.slice(0, room - 1)}…` : source}`.trimEnd();
    yield "\n";
  }
}

function markOf(truth: TruthName, starting: readonly ClauseCoverage[], paint: Paint): string {
  if (starting.length === 0) return " ";
  if (starting.every(({ decided }) => decided[truth] !== null)) return paint.green(truth[0]?.toUpperCase() ?? "");
  return truth === "unknown" ? paint.dim("-") : paint.red("-");
}

/** Each clause that is not covered, and what is missing. */
function* openClauses(text: string, clauses: readonly ClauseCoverage[], width: number, paint: Paint): Iterable<string> {
  for (const clause of clauses) {
    if (isCovered(clause)) continue;
    const missing = (["true", "false"] as const).filter((truth) => clause.decided[truth] === null).map((truth) => missingText(clause, truth));
    const head = `${clause.at.line}:${clause.at.column}`;
    yield `${wrap(`${nameOf(clause, text)}: ${paint.yellow(missing.join("; "))}`, width, `  ${padEnd(head, 6)} `).join("\n")}\n`;
  }
}

const missingText = ({ seen }: ClauseCoverage, truth: "true" | "false"): string => (seen[truth] === null ? `never ${truth}` : `${truth}, but decided nothing`);

/** A junction that is a map begins where its first part does: its kind tells them apart. */
function nameOf(clause: ClauseCoverage, text: string): string {
  const own = short(clauseText(clause, text), 80);
  return (clause.kind === "and" || clause.kind === "or") && !own.startsWith(clause.kind) ? `${clause.kind} of ${own}` : own;
}

interface Row {
  name: string;
  clauses: readonly ClauseCoverage[];
}

function* table(rows: readonly Row[], width: number, paint: Paint): Iterable<string> {
  const all: Row = { name: plural(rows.length, "rule"), clauses: rows.flatMap(({ clauses }) => clauses) };
  const longest = Math.min(Math.max(8, ...[...rows, all].map(({ name }) => columns(name))), Math.max(12, width - 38));
  yield `\n${paint.dim(`${padEnd("covered", longest)} ${["clauses", "true", "false", "unknown"].map((each) => padStart(each, 8)).join("")}`)}\n`;
  for (const row of [...rows, all]) {
    const { clauses } = row;
    const percent = percentOf(tallyCoverage(clauses));
    const cells = [String(clauses.length), ...TRUTHS.map((truth) => String(clauses.filter(({ decided }) => decided[truth] !== null).length))];
    const name = columns(row.name) > longest ? `${row.name}\n${" ".repeat(longest)}` : padEnd(row.name, longest);
    const totalsLine = `${name} ${cells.map((each) => padStart(each, 8)).join("")} ${padStart(`${percent} %`, 5)}`;
    yield `${percent === 100 ? totalsLine : paint.yellow(totalsLine)}\n`;
  }
}
