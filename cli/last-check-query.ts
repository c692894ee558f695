import { didYouMean } from "../document/text/index.ts";
import { type Redactor, redactorOf } from "../engine/index.ts";
import { type Numbered, numbered, visible, wordFor } from "../reporters/index.ts";
import { type ReeveDocument, timeText } from "../schemas/index.ts";
import { type LoadedDecisions, loadDecisionsOrReport } from "./decisions/load-decisions.ts";
import type { FindingFlags } from "./flags.ts";
import { projectOf } from "./folders.ts";
import { nowInput, selectionInput } from "./input.ts";
import type { Io } from "./io.ts";
import { type LastCheck, lastCheckOf, otherChecks } from "./last-check-store.ts";
import { refuse } from "./refuse.ts";
import { checkOfFile, type ResultsFile, resultsFileInput } from "./results-check.ts";
import { named } from "./rule-files.ts";
import { choose, type SelectedRules } from "./selection/choose.ts";
import type { RuleSelection } from "./selection/sources.ts";
import { UsageError } from "./usage-error.ts";

/** What a command about findings of a check was called with. */
export interface FindingInput {
  /** The finding or rule, as it was typed. */
  what: string;
  /** ISO instant. */
  now: string;
  selection: RuleSelection;
  /** A check to read in place of the last one of this project. */
  from: ResultsFile | null;
}

export const findingInput = (what: string, flags: FindingFlags): FindingInput => ({
  what,
  now: nowInput(flags.now),
  selection: selectionInput(flags),
  from: resultsFileInput(flags),
});

/** What was named. */
export type FindingRef =
  /** `by`: whether one result was named, or all of a rule. */
  | { kind: "results"; by: "finding" | "rule"; check: LastCheck; members: Numbered[] }
  /** A rule without findings, or without a check. */
  | { kind: "rule"; id: string; check: LastCheck | null };

/**
 * A number of the last check of this project, or of the results that were named; a fingerprint (its first eight digits will do), which the last check of
 * another project may have; or a rule id: then all its findings.
 */
export async function parseFindingRef({ what, selection, from }: FindingInput, io: Io): Promise<FindingRef> {
  const project = projectOf(selection.config);
  const check = from === null ? lastCheckOf(project) : await checkOfFile(from, selection, io);
  if (isRuleId(what)) return ofRule(what, check);
  if (/^\d{1,7}$/.test(what)) return ofNumber(what, check ?? noCheck(project, what));
  const checks = from === null ? [...(check ? [check] : []), ...otherChecks(project)] : check ? [check] : [];
  if (checks.length === 0) throw new UsageError(NO_CHECK);
  return ofFingerprint(what, checks);
}

/** Another finding or rule of the same check. */
export function parseInCheck(what: string, check: LastCheck): FindingRef {
  if (isRuleId(what)) return ofRule(what, check);
  return /^\d{1,7}$/.test(what) ? ofNumber(what, check) : ofFingerprint(what, [check]);
}

const isRuleId = (what: string): boolean => /^[a-z]/.test(what) && !/^v1:|^[0-9a-f]{8,64}$/.test(what);

const NO_CHECK = "no check is kept yet: run reeve check (or reeve demo) first, then name a finding by its number.";

/** The last check of the project; a usage error that names the way out when there was none. */
export function lastCheckHere(config: string | null): LastCheck {
  const project = projectOf(config);
  return lastCheckOf(project) ?? noCheck(project, null);
}

function ofNumber(what: string, check: LastCheck): FindingRef {
  const all = numbered(check.results);
  const member = all.find(({ number }) => number === Number(what));
  if (member) return { kind: "results", by: "finding", check, members: [member] };
  throw new UsageError(
    all.length === 0
      ? `the check has no finding ${what}: it has none at all. ${originText(check)}`
      : `the check has findings and unknowns 1 to ${all.length}; there is no ${what}. ${originText(check)}`,
  );
}

function ofFingerprint(what: string, checks: readonly LastCheck[]): FindingRef {
  const digits = what.replace(/^v1:/, "");
  for (const check of checks) {
    const members = numbered(check.results).filter(({ result }) => digits.length >= 8 && result.fingerprint?.slice(3).startsWith(digits));
    if (members.length > 1) throw new UsageError(`${what} fits ${members.length} results: give more digits.`);
    if (members.length === 1) return { kind: "results", by: "finding", check, members };
  }
  const [latest] = checks;
  throw new UsageError(`no result of the last check has the fingerprint ${visible(what)}.${latest ? ` ${originText(latest)}` : ""}`);
}

function ofRule(id: string, check: LastCheck | null): FindingRef {
  const members = check === null ? [] : numbered(check.results).filter(({ result }) => result.rule === id);
  return check !== null && members.length > 0 ? { kind: "results", by: "rule", check, members } : { kind: "rule", id, check };
}

/** Numbers of another folder's check would name other findings. */
function noCheck(project: string, what: string | null): never {
  const [other] = otherChecks(project);
  if (!other) throw new UsageError(NO_CHECK);
  const config = other.selection.config;
  const isItsOwn = config !== null && projectOf(config) === other.project;
  const ways = [
    "run reeve check here",
    isItsOwn ? `give --config ${visible(named(config))}` : `run the command in ${visible(other.project)}`,
    "name the finding by its fingerprint",
    "give --results FILE (reeve check --format json=FILE)",
  ];
  throw new UsageError(
    `there is no check of ${visible(project)}${what === null ? "" : `, and ${what} is a number of another folder's check`}. ${originText(other)}, for ${visible(other.project)}.\n${ways.slice(0, -1).join(", ").replace(/^r/, "R")}, or ${ways.at(-1)}.`,
  );
}

/** What a check was of: its account, and where that was read. */
export function subjectText({ results, source, unprinted }: LastCheck): string {
  const { accounts } = results.document;
  const account = accounts.length === 0 ? "no account" : `${wordFor(accounts.length, "account")} ${accounts.map(visible).join(", ")}`;
  return `${unprinted().isAccountMadeUp ? "" : `${account}, `}${visible(source)}`;
}

/** Which check it was: the first line of every command about its findings. */
export function originText({ results, source, checkedAt, unprinted }: LastCheck): string {
  const { accounts, collectedAt } = results.document;
  if (unprinted().isAccountMadeUp) return `Check run ${timeText(checkedAt)}: ${visible(source)}, without its account`;
  const account = accounts.length === 0 ? "no account" : `${wordFor(accounts.length, "account")} ${accounts.map(visible).join(", ")}`;
  return `Check run ${timeText(checkedAt)}: ${account} as of ${timeText(collectedAt)}, ${visible(source)}`;
}

/** The selection of the last check, with the folders and the configuration that were named instead. */
export const selectionNow = (check: LastCheck, { rules, config }: RuleSelection): RuleSelection => ({
  ...check.selection,
  rules: rules ?? check.selection.rules,
  config: config ?? check.selection.config,
});

/** What findings of the last check are explained and decided by. */
export interface FindingReading {
  document: ReeveDocument;
  chosen: SelectedRules;
  kept: LoadedDecisions;
  /** What is printed of the finding goes through it. */
  redactor: Redactor;
}

/** Reads the rules and decisions of the last check as they are now, and its document; null after printing what is wrong with them. */
export async function readFinding(check: LastCheck, { selection, now }: FindingInput, io: Io): Promise<FindingReading | null> {
  const current = selectionNow(check, selection);
  const chosen = choose(current);
  if (await refuse(chosen, io)) return null;
  const kept = await loadDecisionsOrReport(current, chosen, now, io);
  return kept && { document: check.document(), chosen, kept, redactor: redactorOf(check.unprinted()) };
}

/** The rule of a result among those loaded; it may have been renamed or removed since. */
export function ruleNow({ rules }: Pick<SelectedRules, "rules">, id: string): SelectedRules["rules"][number] {
  const rule = rules.find((each) => each.id === id || each.formerly.includes(id));
  if (rule) return rule;
  throw missingRule(rules, id);
}

export function missingRule(rules: SelectedRules["rules"], id: string): UsageError {
  const ids = rules.map((each) => each.id);
  return new UsageError(`the rule ${id} of that result is no longer among the chosen rules.${didYouMean(id, ids)} Run the check again.`);
}
