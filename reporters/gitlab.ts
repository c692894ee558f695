import { jsonText, type ReeveResults, type Result } from "../schemas/index.ts";
import { causeOf, keptText, passedText, reasonsApart, undecidedText } from "./cause.ts";
import { comparedText } from "./compared.ts";
import { detailed, type Reporter, type ReportOptions } from "./options.ts";
import { inPieces } from "./piece.ts";
import { alsoChangedText, planPlace, rulePlace } from "./place.ts";
import { decisionOf, isOpen, isShownAsFinding, standsInTheWay } from "./standing.ts";
import { type RuleOf, resourceText, rulesById } from "./values.ts";
import { short, visible } from "./visible.ts";

/**
 * GitLab's Code Quality report. GitLab compares it with that of the target branch by fingerprint and has no word for an accepted finding: what is waived or
 * in the baseline, and what a gate or a check passes, is listed as info and says so. What a change fixes is left out, which GitLab shows as fixed.
 * Source: GitLab Docs, "Code Quality", Code Quality report format.
 */
export const gitlab: Reporter = (results, options) => inPieces(lines(results, options));

const SEVERITY = { critical: "blocker", high: "critical", medium: "major", low: "minor", info: "info" } as const;
const MAX_DESCRIPTION_CHARACTERS = 1_000;

function* lines(results: ReeveResults, options: ReportOptions): Iterable<string> {
  const ruleOf = rulesById(results);
  const usedFingerprints = new Set<string>();
  const standsInWay = standsInTheWay(results);
  yield "[";
  for (const result of results.results) {
    if (!isOpen(result)) continue;
    const { file, line } = placeOf(result, ruleOf, options);
    const entry = {
      description: descriptionOf(detailed(result, options), standsInWay(result), results, options),
      check_name: visible(result.rule),
      fingerprint: unique(result, usedFingerprints),
      severity: standsInWay(result) ? blockingSeverity(result, results) : "info",
      location: { path: visible(file), lines: { begin: line } },
    };
    yield `${usedFingerprints.size === 1 ? "\n" : ",\n"}${jsonText(entry)}`;
  }
  const reasons = reasonsApart(results, standsInWay);
  if (reasons.length > 0) yield `${usedFingerprints.size === 0 ? "\n" : ",\n"}${jsonText(decisionEntry(results, reasons))}`;
  yield "\n]\n";
}

/** The decision, where none of the results shows it. */
const decisionEntry = (results: ReeveResults, reasons: readonly string[], command = decisionOf(results)?.command ?? "gate") => ({
  description: short(`The ${command} does not pass: ${reasons.join("; ")}`, MAX_DESCRIPTION_CHARACTERS),
  check_name: command,
  fingerprint: `reeve-${command}-decision`,
  severity: "blocker",
  location: { path: "reeve.yaml", lines: { begin: 1 } },
});

/** What stops a merge is never below minor. */
const blockingSeverity = ({ severity }: Result, results: ReeveResults): string => (decisionOf(results) && severity === "info" ? "minor" : SEVERITY[severity]);

function descriptionOf(result: Result, standsInWay: boolean, results: ReeveResults, options: ReportOptions): string {
  const kept = standsInWay || (decisionOf(results) === null && keptText(result) === null) ? null : passedText(result, results);
  const isUndecided = !isShownAsFinding(result);
  const { why, advice } = isUndecided
    ? causeOf(result, results.gaps)
    : { why: undecidedText(result, results.gaps) ?? "", advice: options.remediationTextOf(result) };
  const text = `${kept === null ? "" : `${short(kept, 400)} · `}${isUndecided ? "Not decided: " : ""}${result.message} (${resourceText(result)})`;
  return short(
    [
      text,
      ...comparedText(result),
      ...alsoChangedText(result),
      ...(why === "" ? [] : [why]),
      ...(kept !== null || advice === null ? [] : [`Fix: ${advice}`]),
    ].join(" · "),
    MAX_DESCRIPTION_CHARACTERS,
  );
}

/** GitLab takes paths within the repository alone, without a dot at the front. */
function placeOf(result: Result, ruleOf: RuleOf, options: ReportOptions): { file: string; line: number } {
  const { file, line } = planPlace(result) ?? rulePlace(result.rule, ruleOf, options) ?? { file: "reeve.yaml", line: 1 };
  const within = /^(\/|[A-Za-z]:|\.\.)/.test(file) ? (file.split("/").at(-1) ?? file) : file.replace(/^(\.\/)+/, "");
  return { file: within, line: Math.max(1, line) };
}

/** GitLab keeps one entry of each fingerprint. */
function unique(result: Result, usedFingerprints: Set<string>): string {
  const base = visible(result.fingerprint ?? [result.rule, result.account ?? "-", result.resource.arn ?? result.resource.id ?? result.resource.kind].join("/"));
  let name = base;
  for (let count = 2; usedFingerprints.has(name); count++) name = `${base}-${count}`;
  usedFingerprints.add(name);
  return name;
}
