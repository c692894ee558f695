import type { DiffedResults, ReeveDiff, ReeveDocument, ReeveResults } from "../../../schemas/index.ts";
import { accountOf, judge, tapeOf, withDetails } from "../../evaluate/index.ts";
import { isWorse, NOTHING_REPLACED, type ReplacedIds, replacedIds } from "../compare/index.ts";
import type { DecideNotice, DecideProblem } from "../outcome.ts";
import { evaluateOptions, fittingRules, type Selection } from "../selection.ts";
import { sideOfResults, sideOfSnapshot, toDiffedResults } from "./diffed-results.ts";
import { diffDocuments } from "./documents.ts";
import { diffFacts } from "./facts.ts";
import { diffResults } from "./results.ts";

/** One of the two that are compared, and the file that it was read from. */
export interface ResultsSide {
  file: string;
  results: ReeveResults;
}

export interface SnapshotSide {
  file: string;
  document: ReeveDocument;
}

export type DiffSides = { kind: "results"; before: ResultsSide; after: ResultsSide } | { kind: "snapshot"; before: SnapshotSide; after: SnapshotSide };

/** Two results, or two snapshots of one account. Plain data. */
export interface DiffInput {
  sides: DiffSides;
  /** The rules to evaluate both snapshots by; null to compare the accounts only. */
  selection: Selection | null;
  /** Findings that are new or newly unknown, and not accepted, make exit code 1. */
  failOnNew: boolean;
}

export type DiffProblem =
  | DecideProblem
  /** A snapshot of events only: there is no state to compare. */
  | { code: "no-account"; file: string }
  | { code: "accounts-differ"; before: { file: string; account: string }; after: { file: string; account: string } };

export type DiffOutcome = { notices: DecideNotice[] } & ({ ok: true; diff: ReeveDiff; exitCode: 0 | 1 } | { ok: false; problem: DiffProblem });

/** Compares two results, or two snapshots of one account, and decides on the exit code. Pure. */
export function decideDiff({ sides, selection, failOnNew }: DiffInput): DiffOutcome {
  if (sides.kind === "results") {
    const { before, after } = sides;
    const diff: ReeveDiff = {
      schema: "reeve/diff@1",
      of: "results",
      before: sideOfResults(before.file, before.results),
      after: sideOfResults(after.file, after.results),
      account: null,
      results: diffedResults(before.results, after.results, NOTHING_REPLACED),
    };
    return { ok: true, diff, exitCode: exitCodeOf(diff, failOnNew), notices: [] };
  }
  const { before, after } = sides;
  const problem = accountProblem(before, after);
  if (problem) return { ok: false, problem, notices: [] };
  const evaluated = selection && evaluateBoth(before.document, after.document, selection);
  if (evaluated && !evaluated.ok) return evaluated;
  const diff: ReeveDiff = {
    schema: "reeve/diff@1",
    of: "snapshots",
    before: sideOfSnapshot(before.file, before.document),
    after: sideOfSnapshot(after.file, after.document),
    account: diffDocuments(before.document, after.document),
    results: evaluated && diffedResults(evaluated.before, evaluated.after, replacedIds(before.document, after.document)),
  };
  return { ok: true, diff, exitCode: exitCodeOf(diff, failOnNew), notices: evaluated?.notices ?? [] };
}

function accountProblem(before: SnapshotSide, after: SnapshotSide): DiffProblem | null {
  const [one, other] = [accountOf(before.document), accountOf(after.document)];
  if (one === null) return { code: "no-account", file: before.file };
  if (other === null) return { code: "no-account", file: after.file };
  if (one === other) return null;
  return { code: "accounts-differ", before: { file: before.file, account: one }, after: { file: after.file, account: other } };
}

type EvaluatedBoth = { notices: DecideNotice[] } & ({ ok: true; before: ReeveResults; after: ReeveResults } | { ok: false; problem: DecideProblem });

/** Both documents by the same rules: those that the later one can answer. */
function evaluateBoth(before: ReeveDocument, after: ReeveDocument, selection: Selection): EvaluatedBoth {
  const { rules, notRun, missing } = fittingRules(selection.rules, after);
  if (rules.length === 0 && notRun > 0) return { ok: false, problem: { code: "no-fitting-rule", missing }, notices: [] };
  const notices: DecideNotice[] = notRun > 0 ? [{ code: "rules-not-run", count: notRun, missing }] : [];
  const options = evaluateOptions(selection, rules);
  const [was, is] = [judge(before, tapeOf(before), rules, options), judge(after, tapeOf(after), rules, options)];
  if (!was.ok) return { ok: false, problem: { code: "document-refused", errors: was.errors }, notices };
  if (!is.ok) return { ok: false, problem: { code: "document-refused", errors: is.errors }, notices };
  const filled = (document: ReeveDocument, results: ReeveResults): ReeveResults => withDetails(document, rules, results, options);
  return { ok: true, before: filled(before, was.results), after: filled(after, is.results), notices };
}

const diffedResults = (before: ReeveResults, after: ReeveResults, renamed: ReplacedIds): DiffedResults =>
  toDiffedResults(diffResults(before, after), diffFacts(before, after, renamed), after);

/** What is new, newly unknown or worse, and not accepted. */
function exitCodeOf({ results }: ReeveDiff, failOnNew: boolean): 0 | 1 {
  if (!failOnNew || !results) return 0;
  const severer = results.changed.filter(({ before, after }) => isWorse(after.severity, before.severity)).map(({ after }) => after);
  const worse = results.facts.filter(({ verdict }) => verdict === "worse").map(({ result }) => result);
  return [...results.new, ...results.newlyUnknown, ...severer, ...worse].some(({ accepted }) => accepted === undefined) ? 1 : 0;
}
