import { caseText, type Proposal, shownChange } from "../../engine/index.ts";
import { type Paint, plural, visible, wrap } from "../../reporters/index.ts";
import { placeOf } from "./place.ts";
import type { MutationRun } from "./run.ts";

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
