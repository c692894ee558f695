import type { ReeveResults, Result } from "../schemas/index.ts";
import { causeOf, keptText, passedText, reasonsApart, undecidedText } from "./cause.ts";
import { comparedText } from "./compared.ts";
import { evidenceText, printedEvidence, sourceText } from "./evidence.ts";
import { number, plural } from "./layout.ts";
import { detailed, type Reporter, type ReportOptions } from "./options.ts";
import { inPieces } from "./piece.ts";
import { alsoChangedText, rulePlace } from "./place.ts";
import { decisionOf, isOpen, isShownAsFinding, standsInTheWay } from "./standing.ts";
import { resourceText, rulesById } from "./values.ts";
import { short } from "./visible.ts";
import { attributes, xml } from "./xml.ts";

type JudgedRule = ReeveResults["rules"][number];
type Outcome = "pass" | "failure" | "error" | "skipped";

/**
 * JUnit XML as CI systems read it: a rule is a test suite, a resource a test case. A finding fails, what is not decided is an error, what is waived, in the
 * baseline or not applicable is skipped and says why. What a gate or a check passes is skipped too, and where no result is why it does not pass, a case of
 * its own fails by its reasons. A rule that judged nothing is a skipped case, so that it cannot pass for one that found nothing.
 */
export const junit: Reporter = (results, options) => inPieces(lines(results, options));

function* lines(results: ReeveResults, options: ReportOptions): Iterable<string> {
  const byRule = new Map<string, Result[]>(results.rules.map(({ id }) => [id, []]));
  const total: Record<Outcome, number> = { pass: 0, failure: 0, error: 0, skipped: 0 };
  for (const result of results.results) {
    const list = byRule.get(result.rule);
    if (list) list.push(result);
    else byRule.set(result.rule, [result]);
  }
  const standsInWay = standsInTheWay(results);
  const suites = [...byRule].map(([id, list]) => ({ id, list, extra: extraCase(id, list, results), tally: tally(list, standsInWay) }));
  for (const { extra, tally } of suites) {
    if (extra) tally[extra.outcome]++;
    for (const outcome of OUTCOMES) total[outcome] += tally[outcome];
  }
  const reasons = reasonsApart(results, standsInWay);
  if (reasons.length > 0) total[decisionOf(results)?.exitCode === 1 ? "failure" : "error"]++;
  const time = results.document.collectedAt.slice(0, 19);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: "Reeve", ...counted(total, false) })}>\n`;
  const ruleOf = rulesById(results);
  for (const { id, list, extra, tally } of suites) {
    const rule = ruleOf(id);
    const place = rulePlace(id, ruleOf, options);
    const classname = `${rule?.pack && rule.pack !== "-" ? `${rule.pack}.` : ""}${id}`;
    yield ` <testsuite${attributes({ name: id, ...counted(tally, true), time: "0", timestamp: time, ...(place ? { file: place.file } : {}) })}>\n`;
    if (rule) yield `  <properties>${properties(rule)}</properties>\n`;
    for (const result of list) yield caseText(detailed(result, options), classname, results, options, standsInWay);
    if (extra)
      yield `  <testcase${attributes({ classname, name: extra.name, time: "0" })}>${extra.outcome === "skipped" ? `<skipped${attributes({ message: extra.why })}/>` : ""}</testcase>\n`;
    const fixed = (results.gate?.fixed ?? [])
      .filter((result) => result.rule === id)
      .map((result) => `Fixed by this change: ${result.message} (${resourceText(result)})`);
    if (fixed.length > 0) yield `  <system-out>${xml(fixed.map((text) => short(text, MAX_TEXT_CHARACTERS)).join("\n"))}</system-out>\n`;
    yield " </testsuite>\n";
  }
  yield* decisionSuite(reasons, results, time);
  yield "</testsuites>\n";
}

/** The decision as a suite, where none of the results shows it. */
function* decisionSuite(reasons: readonly string[], results: ReeveResults, time: string): Iterable<string> {
  const decided = decisionOf(results);
  if (reasons.length === 0 || !decided) return;
  const { command, exitCode } = decided;
  const outcome = exitCode === 1 ? "failure" : "error";
  const counts = counted({ pass: 0, failure: 0, error: 0, skipped: 0, [outcome]: 1 }, true);
  yield ` <testsuite${attributes({ name: command, ...counts, time: "0", timestamp: time })}>\n`;
  const message = short(reasons.join("; "), MAX_TEXT_CHARACTERS);
  yield `  <testcase${attributes({ classname: command, name: "decision", time: "0" })}><${outcome}${attributes({ message, type: command })}/></testcase>\n </testsuite>\n`;
}

const OUTCOMES = ["pass", "failure", "error", "skipped"] as const;
const MAX_TEXT_CHARACTERS = 1_000;
const EVIDENCE = 50;

type StandsInWay = ReturnType<typeof standsInTheWay>;

function outcomeOf(result: Result, standsInWay: StandsInWay): Outcome {
  if (isOpen(result)) return !standsInWay(result) ? "skipped" : isShownAsFinding(result) ? "failure" : "error";
  return result.status === "pass" ? "pass" : "skipped";
}

function tally(list: readonly Result[], standsInWay: StandsInWay): Record<Outcome, number> {
  const counts = { pass: 0, failure: 0, error: 0, skipped: 0 };
  for (const result of list) counts[outcomeOf(result, standsInWay)]++;
  return counts;
}

const counted = ({ pass, failure, error, skipped }: Record<Outcome, number>, withSkipped: boolean) => ({
  tests: pass + failure + error + skipped,
  failures: failure,
  errors: error,
  ...(withSkipped ? { skipped } : {}),
});

/** What a rule judged that no result tells: records without match, or nothing at all. */
function extraCase(id: string, list: readonly Result[], results: ReeveResults): { name: string; outcome: "pass" | "skipped"; why: string } | null {
  const { off = null, notConfigured } = results.rules.find((rule) => rule.id === id) ?? {};
  if (off !== null) return { name: "switched off", outcome: "skipped", why: `Switched off: ${short(off, MAX_TEXT_CHARACTERS)}` };
  if (notConfigured !== undefined)
    return { name: "not configured", outcome: "skipped", why: `Not configured: ${short(notConfigured.join(", "), MAX_TEXT_CHARACTERS)} not set` };
  const count = results.counts.find(({ rule }) => rule === id);
  const quiet = (count?.noMatch ?? 0) + (count?.excused ?? 0);
  if (quiet > 0) return { name: `${plural(count?.noMatch ?? 0, "record")} without match, ${number(count?.excused ?? 0)} excused`, outcome: "pass", why: "" };
  return list.length > 0 ? null : { name: "nothing to judge", outcome: "skipped", why: "The rule met no resource: nothing was decided" };
}

function properties(rule: JudgedRule): string {
  const controls = Object.entries(rule.controls).flatMap(([framework, ids]) =>
    ids.map((id): [string, string] => [rule.tailored?.[framework]?.includes(id) ? "tailored-control" : "control", `${framework}:${id}`]),
  );
  const all: [string, string][] = [["title", rule.title], ["severity", rule.severity], ...controls];
  return all.map(([name, value]) => `<property${attributes({ name, value: short(value, MAX_TEXT_CHARACTERS) })}/>`).join("");
}

function caseText(result: Result, classname: string, results: ReeveResults, options: ReportOptions, standsInWay: StandsInWay): string {
  const name = `${resourceText(result)}${result.occurrence === undefined ? "" : `, ${short(result.occurrence)}`}`;
  return `  <testcase${attributes({ classname, name, time: "0" })}>${bodyText(result, results, options, standsInWay)}</testcase>\n`;
}

function bodyText(result: Result, results: ReeveResults, options: ReportOptions, standsInWay: StandsInWay): string {
  const kept = keptText(result);
  const message = short(result.message, MAX_TEXT_CHARACTERS);
  switch (outcomeOf(result, standsInWay)) {
    case "pass":
      return kept === null ? "" : `<system-out>${xml(short(kept, MAX_TEXT_CHARACTERS))}</system-out>`;
    case "skipped":
      return `<skipped${attributes({ message: short(!isOpen(result) ? "Not applicable" : `${passedText(result, results)} · ${result.status === "unknown" ? "not decided: " : ""}${message}`, MAX_TEXT_CHARACTERS * 2) })}/>`;
    case "failure": {
      const remediation = options.remediationTextOf(result);
      const undecided = undecidedText(result, results.gaps);
      return `<failure${attributes({ message, type: result.severity })}>${xml([...(undecided === null ? [] : [short(undecided, MAX_TEXT_CHARACTERS)]), ...comparedText(result), ...evidence(result), ...(remediation === null ? [] : [`fix: ${short(remediation, MAX_TEXT_CHARACTERS)}`])].join("\n"))}</failure>`;
    }
    case "error": {
      const { why, advice: remediation } = causeOf(result, results.gaps);
      return `<error${attributes({ message: `Not decided, could be ${result.severity}: ${message}`, type: "unknown" })}>${xml([why, ...evidence(result), `fix: ${remediation}`].join("\n"))}</error>`;
    }
  }
}

function evidence({ fingerprint, location, delta, ...result }: Result): string[] {
  const evidence = printedEvidence(result.evidence);
  const more = evidence.length - EVIDENCE;
  const evidenceLines = evidence.slice(0, EVIDENCE).map((each) => `${evidenceText(each, 500)}${each.source === null ? "" : ` (${sourceText(each)})`}`);
  return [
    ...evidenceLines,
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(delta === undefined ? [] : [`change: ${delta}`]),
    ...(location
      ? [`planned: ${short([location.address, location.file === null ? null : `${location.file}:${location.line ?? 1}`].filter(Boolean).join(" in "), 500)}`]
      : []),
    ...alsoChangedText({ ...(location ? { location } : {}) }),
    ...(fingerprint === undefined ? [] : [`fingerprint: ${short(fingerprint)}`]),
  ];
}
