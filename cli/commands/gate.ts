import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Comparison, gate as decideOn, ouPathOf, type PlanProblem } from "../../engine/index.ts";
import { wrap } from "../../reporters/index.ts";
import type { ReeveDocument, ReeveResults, Result } from "../../schemas/index.ts";
import { cureOf } from "../cure.ts";
import type { GateFlags } from "../flags.ts";
import { formatsOf } from "../formats.ts";
import { checkBindings } from "../gate/binding-names.ts";
import { type Case, casesOf } from "../gate/cases.ts";
import { accountFile, checkFlags, maxAgeOf } from "../gate/inputs.ts";
import { judgedOf } from "../gate/judged.ts";
import { ownedByAnother } from "../gate/owned.ts";
import { resultsOf } from "../gate/results-files.ts";
import type { Io } from "../io.ts";
import { decide, soundDecisions } from "../kept-decisions.ts";
import { nowOf } from "../now.ts";
import { planSource, type SourceOf } from "../plan-source/index.ts";
import { refuse } from "../refuse.ts";
import { report } from "../report.ts";
import { ruleAt } from "../rule-at.ts";
import { chooseAt } from "../rules-base.ts";
import { type Chosen, choose } from "../selection/choose.ts";
import { UsageError } from "../usage-error.ts";
import { keep } from "./check.ts";

/** What is decided on. */
interface Subject {
  results: ReeveResults;
  comparison: Comparison | null;
  taken: { name: string; collectedAt: string }[];
  cases: readonly Case[];
  problems: PlanProblem[];
}

/** Decides on a merge; arguments, rules and what is kept are checked before anything is judged. */
export async function gate(flags: GateFlags, io: Io): Promise<number> {
  const formats = formatsOf(flags.format);
  checkFlags(flags);
  const now = nowOf(flags.now);
  const chosen = withBaseline(choose(flags), flags.baseline);
  if (await refuse(chosen, io)) return 2;
  const { config } = chosen;
  const maxAge = maxAgeOf(flags.maxAge, config, now);
  const kept = await soundDecisions(flags, chosen, now, io);
  if (!kept) return 2;
  const base = flags.rulesBase === undefined ? null : chooseAt(flags.rulesBase, flags, chosen);
  if (base && (await refuse(base, io))) return 2;
  const subject = flags.results.length > 0 ? await judgedBefore(flags) : await judgedNow(flags, chosen, base, now, io);
  if (!subject) return 3;
  if (io.signal.aborted) return 130;
  const { results, comparison, cases, problems } = subject;
  checkBindings(
    config,
    [...chosen.packs, ...results.packs].map(({ id }) => id),
  );
  const documents = cases.map(({ after }) => after);
  const decided = decideOn(decide(results, kept, documents), {
    bindings: config.bindings ?? [],
    failOn: flags.failOn ?? config.failOn ?? "low",
    ouPathOf: ouPathOf(documents),
    comparison,
    allowUnknown: flags.allowUnknown ?? config.allowUnknown ?? false,
    ownedByAnother: ownedByAnother(flags, kept.base),
    taken: subject.taken,
    maxAge,
    problems,
    planned: cases.flatMap(({ planned }) => planned),
  });
  const view = { by: flags.by, all: flags.all === true, cureOf: curesOf(cases, chosen), ruleAt: ruleAt(chosen.rules) };
  await report(decided, formats, view, io);
  const [only] = cases.length === 1 ? cases : [];
  if (only) await keep(flags, decided, { document: only.after, file: only.file, plans: only.file === null ? [] : only.plans }, io);
  return tell(
    decided,
    formats.some(({ name, file }) => name === "text" && file === null),
    io,
  );
}

/** The decision on stderr where stdout does not say it. */
async function tell({ gate: decision }: ReeveResults, said: boolean, io: Io): Promise<number> {
  if (!decision) return 3;
  const { exitCode, reasons } = decision;
  const word = decision.decision === "pass" ? "passed" : decision.decision;
  const why = reasons.length > 0 ? `: ${reasons.map(({ text }) => text).join("; ")}` : "";
  if (!said) await io.err.write(`${wrap(`Exit code ${exitCode}: ${word}${why}.`, io.err.width).join("\n")}\n`);
  return exitCode;
}

/** `--baseline` takes the place of reeve.yaml's; it must be there. */
function withBaseline(chosen: Chosen, baseline: string | undefined): Chosen {
  if (baseline === undefined) return chosen;
  const file = resolve(baseline);
  if (!existsSync(file)) throw new UsageError(`--baseline ${baseline}: there is no such file. reeve baseline write makes one.`);
  return { ...chosen, config: { ...chosen.config, baseline: file } };
}

async function judgedBefore({ results: files }: GateFlags): Promise<Subject> {
  const { results, taken } = await resultsOf(files);
  return { results, comparison: null, taken, cases: [], problems: [] };
}

async function judgedNow(flags: GateFlags, chosen: Chosen, base: Chosen | null, now: string, io: Io): Promise<Subject | null> {
  const found = await casesOf(flags, now, io);
  if (!found) return null;
  const { cases, problems } = found;
  const formats = formatsOf(flags.format);
  const { after, comparison } = await judgedOf(cases, chosen, base, flags.plan.length + flags.changeSet.length > 0, sourceOf(flags), formats, io);
  const taken = flags.snapshot.length > 0 || flags.snapshots !== undefined ? cases.map(takenOf) : [];
  return { results: after, comparison, taken, cases, problems };
}

/** Where planned resources are written: as named, else beside the plans and in the working folder. */
function sourceOf({ planSource: named, plan, changeSet }: GateFlags): SourceOf {
  if (named.length > 0) return planSource(named);
  const folders = [...plan, ...changeSet].map((argument) => dirname(accountFile("--plan", argument).file));
  return planSource([...new Set([...folders, "."])], { named: false });
}

/** The cure of a finding, by the account that it is of. */
function curesOf(cases: readonly Case[], chosen: Chosen): (result: Result) => string | null {
  const cures = new Map(cases.map((each) => [each.name, cureOf(each.after, chosen)]));
  const only = cases.length === 1 && cases[0] ? cures.get(cases[0].name) : undefined;
  return (result) => (only ?? cures.get(result.account ?? ""))?.(result) ?? null;
}

const takenOf = ({ name, before }: { name: string; before: ReeveDocument }): { name: string; collectedAt: string } => ({
  name,
  collectedAt: before.collectedAt,
});
