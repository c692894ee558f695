import { caseText, type Mutant, type MutationReport, type Proposal, shownChange } from "../engine/index.ts";
import { type Paint, plural, visible, wrap } from "../reporters/index.ts";
import type { Suite } from "./testing/suites.ts";

/** What mutation showed of one rule's cases. */
export interface MutationRun {
  suite: Suite;
  /** Null for a rule without cases. */
  report: MutationReport | null;
  proposals: Proposal[];
  /** The proposed cases now stand in the test file. */
  written: boolean;
}

/** `file:line:column` of the mutated clause; of a parameter its definition, of what a rule reads the rule's file. */
function placeOf({ rule, ruleText }: Pick<Suite, "rule" | "ruleText">, { at, part, before }: Pick<Mutant, "at" | "part" | "before">): string {
  if (at) return `${rule.file}:${at.line}:${at.column}`;
  const found = part === "params" ? paramPlace(ruleText, before.slice(0, before.indexOf(":"))) : null;
  return found ? `${rule.file}:${found.line}:${found.column}` : rule.file;
}

function paramPlace(text: string, name: string): { line: number; column: number } | null {
  const lines = text.split("\n");
  const head = lines.findIndex((line) => /^params:/.test(line));
  const at = lines.findIndex((line, index) => index > head && line.trimStart().startsWith(`${name}:`));
  return head < 0 || at < 0 ? null : { line: at + 1, column: (lines[at] ?? "").indexOf(name) + 1 };
}

/** What mutation showed of a rule: nothing where every mutant was noticed. */
export function* mutationText(run: MutationRun, width: number, paint: Paint): Iterable<string> {
  const { suite, report, proposals, written } = run;
  const id = paint.bold(visible(suite.rule.id));
  if (!report) {
    yield `${wrap(`${id}: no cases: ${visible(suite.testFile)} does not exist`, width, paint.yellow("untested ")).join("\n")}\n`;
    return;
  }
  for (const name of report.failing)
    yield `${wrap(`${id}: ${visible(name)}: this case fails as it is; nothing was mutated`, width, paint.red("failed ")).join("\n")}\n`;
  for (const stale of report.stale) {
    yield `${wrap(`${id}: no mutant that survives is called "${visible(stale)}": take the entry out of ${visible(suite.testFile)}`, width, paint.red("stale ")).join("\n")}\n`;
  }
  for (const proposal of proposals) yield* survivorText(run, proposal, width, paint, written);
}

function* survivorText({ suite }: MutationRun, { survivor, found, killedBy }: Proposal, width: number, paint: Paint, written: boolean): Iterable<string> {
  const { mutant } = survivor;
  const { before, after } = shownChange(mutant.before, mutant.after);
  yield `${paint.red("survived")} ${visible(placeOf(suite, mutant))} ${paint.bold(visible(suite.rule.id))}, ${visible(mutant.part)}: ${mutant.family}\n`;
  yield `${wrap(visible(before), width, `  ${paint.red("-")} `).join("\n")}\n`;
  yield `${wrap(visible(after), width, `  ${paint.green("+")} `).join("\n")}\n`;
  if (found && written) yield `${wrap(`written to ${visible(suite.testFile)}: "${visible(found.name)}"`, width, "  ").join("\n")}\n`;
  else if (found) yield `  this case would notice:\n\n${visibleLines(caseText({ ...found }, 2))}\n`;
  else if (killedBy !== null) yield `${wrap(`the case "${visible(killedBy)}" would notice`, width, "  ").join("\n")}\n`;
  else {
    yield `${wrap("no case was found that notices. Write one, or tell in the test file why none is needed:", width, "  ").join("\n")}\n`;
    yield `\n  survivors:\n    - mutant: ${JSON.stringify(visible(mutant.id))}\n      reason: …\n\n`;
  }
}

/** YAML is printed as it is to be pasted, line by line: control characters within it are escaped already. */
const visibleLines = (text: string): string => text.split("\n").map(visible).join("\n");

/** `62 rules, 2,284 mutants: 2,240 killed, 40 explained, 4 survived`. */
export function mutationSummary(runs: readonly MutationRun[], paint: Paint): string {
  const reports = runs.flatMap(({ report }) => report ?? []);
  const mutants = reports.reduce((sum, report) => sum + report.mutants, 0);
  const survivors = reports.flatMap((report) => report.survivors);
  const open = survivors.filter(({ reason }) => reason === null).length;
  const gone = runs.filter(({ written }) => written).flatMap(({ proposals }) => proposals.filter(({ found, killedBy }) => found ?? killedBy)).length;
  const explained = survivors.length - open;
  const killed = mutants - survivors.length + gone;
  const verdict = open - gone === 0 ? paint.green("none survived") : paint.red(`${open - gone} survived`);
  const score = mutants === 0 ? "" : `; score ${Math.floor((killed * 100) / Math.max(1, mutants - explained))} %`;
  return `${plural(reports.length, "rule")}, ${plural(mutants, "mutant")}: ${killed.toLocaleString("en-US")} killed${explained > 0 ? `, ${explained} explained` : ""}, ${verdict}${score}\n`;
}

/** The runs as one JSON object: for each rule its score, its survivors, and the case that would kill each. */
export function mutationJson(runs: readonly MutationRun[], exitCode: number): unknown {
  return {
    exitCode,
    rules: runs.map(({ suite, report, proposals, written }) => ({
      rule: suite.rule.id,
      file: suite.rule.file,
      mutants: report?.mutants ?? 0,
      failing: report?.failing ?? [],
      stale: report?.stale ?? [],
      explained: (report?.survivors ?? []).flatMap(({ mutant, reason }) => (reason === null ? [] : [{ mutant: mutant.id, reason }])),
      survivors: proposals.map(({ survivor: { mutant }, found, killedBy }) => ({
        mutant: mutant.id,
        family: mutant.family,
        part: mutant.part,
        place: placeOf(suite, mutant),
        before: mutant.before,
        after: mutant.after,
        case: found,
        killedBy,
        written: written && (found !== null || killedBy !== null),
      })),
    })),
  };
}
