import { hasRun, jsonText, type ReeveResults, type Result } from "../schemas/index.ts";
import { passedText } from "./cause.ts";
import { detailed, type Reporter } from "./options.ts";
import { inPieces } from "./piece.ts";
import { highestSeverity, LIMITS, plain } from "./sarif/limits.ts";
import { NOTIFICATIONS, notifications } from "./sarif/notifications.ts";
import { type Around, PACKAGE, sarifResult, WORKING } from "./sarif/result.ts";
import { descriptor } from "./sarif/rule.ts";
import { SARIF_SCHEMA } from "./sarif/schema.ts";
import { decisionOf, isActionable, isOpen, standsInTheWay, withFixed } from "./standing.ts";
import { rulesById } from "./values.ts";

/**
 * SARIF 2.1.0: findings, unknowns, and passes that rest on a person's word; waivers and the baseline as suppressions, deltas as baselineState.
 * Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0 plus Errata 01".
 */
export const sarif: Reporter = (results, options) => inPieces(lines(results, options, WHOLE));

/**
 * The same for GitHub's code scanning, which makes an open alert of every result, whatever its kind, suppressions and baselineState say (github/codeql-action
 * #1230, microsoft/PSRule #955): only what counts is a result, and what is waived, in the baseline, attested, fixed or passed by a gate is in the notifications.
 */
export const githubSarif: Reporter = (results, options) => inPieces(lines(results, options, ALERTS));

const isOpenOrAttested = (result: Result): boolean => isOpen(result) || result.attestation !== undefined;

interface Choice {
  isListed: (result: Result, standsInWay: (result: Result) => boolean, gated: boolean) => boolean;
  /** What a notification tells where it is not listed. */
  isReported: (result: Result) => boolean;
}

const WHOLE: Choice = { isListed: isOpenOrAttested, isReported: () => false };
/** A check judges the account, whose findings are open whatever it fails on; a gate judges a change, which is to blame for what it blocks only. */
const ALERTS: Choice = {
  isListed: (result, standsInWay, gated) => (gated ? standsInWay(result) && result.delta !== "fixed" : isActionable(result)),
  isReported: isOpenOrAttested,
};

function* lines(results: ReeveResults, options: Parameters<Reporter>[1], choice: Choice): Iterable<string> {
  const { isReported } = choice;
  const standsInWay = standsInTheWay(results);
  const isListed = (result: Result): boolean => choice.isListed(result, standsInWay, results.gate !== undefined);
  const listed = function* (): Iterable<Result> {
    for (const result of withFixed(results)) if (isListed(result)) yield result;
  };
  const kept = [...withFixed(results)].filter((result) => isReported(result) && !isListed(result)).map((result) => detailed(result, options));
  const { keep, left } = highestSeverity(listed(), LIMITS.results);
  const rules = results.rules.filter(hasRun);
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const around: Around = {
    results,
    options,
    ruleOf: rulesById(results),
    indexOf: (rule) => indexes.get(rule),
    standsInWay,
    suppresses: some(listed(), ({ waiver, baseline }) => waiver !== undefined || baseline !== undefined),
    compares: some(listed(), ({ delta }) => delta !== undefined),
  };
  const { version } = options;
  const driver = { name: "Reeve", ...(version === undefined ? {} : { semanticVersion: version }), rules: rules.map(descriptor), notifications: NOTIFICATIONS };
  yield `{"$schema":${jsonText(SARIF_SCHEMA)},"version":"2.1.0","runs":[{\n"tool":${jsonText({ driver })},\n"invocations":[{${invocation(results)},"toolExecutionNotifications":[`;
  yield* joined(
    notifications(results, { overLimit: left, kept, otherwise: (result) => (result.delta === "fixed" ? "Fixed by this change" : passedText(result, results)) }),
  );
  yield `]}],\n"originalUriBaseIds":${jsonText(BASES)},\n"columnKind":"utf16CodeUnits",\n"properties":${jsonText(propertiesOf(results))},\n"results":[`;
  yield* joined(chosen(listed(), keep, around));
  yield "]}]}\n";
}

function* chosen(list: Iterable<Result>, keep: (result: Result) => boolean, around: Around) {
  for (const result of list) if (keep(result)) yield sarifResult(result, around);
}

function* joined(list: Iterable<unknown>): Iterable<string> {
  let first = true;
  for (const each of list) {
    yield `${first ? "\n" : ",\n"}${jsonText(each)}`;
    first = false;
  }
}

function some(list: Iterable<Result>, holds: (result: Result) => boolean): boolean {
  for (const each of list) if (holds(each)) return true;
  return false;
}

/**
 * Whether the run did what it should: findings are no failure of it, incomplete evidence is. Where nothing was decided on it as a whole, it is the results
 * that say so; not-applicable alone decides nothing. Source: SARIF 2.1.0, 3.20 "invocation object".
 */
function invocation(results: ReeveResults): string {
  const decided = decisionOf(results);
  const { summary, counts } = results;
  const isDecided = summary.status.pass + summary.status.fail > 0 || counts.some(({ noMatch, excused }) => noMatch + excused > 0);
  const members = decided
    ? {
        executionSuccessful: decided.exitCode !== 3,
        exitCode: decided.exitCode,
        ...(decided.reasons.length > 0 ? { exitCodeDescription: plain(decided.reasons.join("; "), LIMITS.description) } : {}),
      }
    : { executionSuccessful: isDecided };
  return jsonText(members).slice(1, -1);
}

const BASES = {
  [WORKING]: { description: { text: "The folder that Reeve was called in, which is the repository's root" } },
  [PACKAGE]: { description: { text: "The folder in which Reeve is installed: rules that ship with it are not in the repository" } },
};

const propertiesOf = ({ document, packs, gate }: ReeveResults) => ({
  document,
  packs,
  ...(gate === undefined
    ? {}
    : { gate: { decision: gate.decision, exitCode: gate.exitCode, comparison: gate.comparison, counts: gate.counts, bindings: gate.bindings } }),
});
