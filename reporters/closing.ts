import { hasRun, instantOf, isUnexcused, type ReeveResults, type Result, timeText } from "../schemas/index.ts";
import { number, plural, wordFor, wrap } from "./layout.ts";
import { ledgerLines } from "./ledger.ts";
import { commandsOn, nextLines } from "./next.ts";
import { notConfiguredLines } from "./not-configured.ts";
import { numbered, SEVERITY_ORDER } from "./number.ts";
import { mayBeRemediated, type ReportOptions } from "./options.ts";
import { type Paint, severityPaint } from "./paint.ts";
import { isActionable, isShownAsFinding, isWithoutAccount } from "./standing.ts";
import { unreadLines } from "./unread.ts";
import { unwatchedLines } from "./unwatched.ts";
import { short, visible } from "./visible.ts";

type Severity = Result["severity"];

/** What was judged, in the first lines. */
export function headerLines(results: ReeveResults, options: ReportOptions, paint: Paint): string {
  const { accounts, collectedAt } = results.document;
  const ran = results.rules.filter(hasRun).length;
  const packs = results.packs.map((pack) => visible(pack.id)).filter((id) => id !== "-");
  if (isWithoutAccount(results)) return `${wrap(`${paint.bold("A plan without its account")}, ${rulesText(ran, packs)}`, options.width).join("\n")}\n`;
  const who = accounts.length === 0 ? "No account" : `${wordFor(accounts.length, "Account")} ${accounts.slice(0, 5).map(visible).join(", ")}`;
  const more = accounts.length > 5 ? ` and ${accounts.length - 5} more` : "";
  // A document of events alone has no clock but its records'.
  const when = accounts.length === 0 && instantOf(collectedAt) === 0 ? " and no readable record" : ` as of ${timeText(visible(collectedAt))}`;
  const text = `${paint.bold(`${who}${more}`)}${results.gate?.planOnly ? " without a snapshot" : when}, ${rulesText(ran, packs)}`;
  return `${wrap(text, options.width).join("\n")}\n`;
}

const rulesText = (ran: number, packs: readonly string[]): string => `${plural(ran, "rule")}${packs.length > 0 ? ` of ${packs.join(", ")}` : ""}`;

/** Counts and evidence coverage. Nothing is called good unless something was decided and nothing is open. */
export function summaryLines(results: ReeveResults, options: ReportOptions, paint: Paint): string {
  const { status, severity, coverage } = results.summary;
  const sum = (key: "noMatch" | "excused"): number => results.counts.reduce((total, count) => total + count[key], 0);
  const lines: string[] = [""];
  const off = results.rules.filter((rule) => rule.off !== null);
  for (const rule of off) lines.push(...wrap(paint.dim(`off: ${visible(rule.id)}, because ${short(rule.off ?? "", 200)}`), options.width));
  lines.push(...notConfiguredLines(results.rules, options.width, paint));
  if (lines.length > 1) lines.push("");
  const unexcused = results.results.filter(isUnexcused).length;
  const among = (is: (result: Result) => boolean): Result[] => results.results.filter(is);
  const countLine = (found: readonly Result[], text: string): string[] => (found.length === 0 ? [] : [`${number(found.length)} ${text}`]);
  const waived = among(({ waiver }) => waiver !== undefined);
  const inBaseline = among(({ waiver, baseline }) => waiver === undefined && baseline !== undefined);
  const accepted = [...waived, ...inBaseline];
  const isFinding = ({ status }: Result): boolean => status === "fail";
  const count = (name: Severity): number => severity[name] - accepted.filter((result) => isFinding(result) && result.severity === name).length;
  const bySeverity = SEVERITY_ORDER.filter((name) => count(name) > 0).map((name) => severityPaint(paint, name)(`${number(count(name))} ${name}`));
  const acceptedMatches = accepted.filter(isUnexcused).length;
  const acceptedUnknown = accepted.filter((result) => result.status === "unknown").length - acceptedMatches;
  const parts = [
    `${paint.bold(plural(status.fail - accepted.filter(isFinding).length, "finding"))}${bySeverity.length > 0 ? ` (${bySeverity.join(", ")})` : ""}`,
    ...(unexcused - acceptedMatches > 0 ? [plural(unexcused - acceptedMatches, "match that may be excused", "matches that may be excused")] : []),
    `${number(status.unknown - unexcused - acceptedUnknown)} unknown`,
    ...countLine(waived, "more waived"),
    ...countLine(inBaseline, "more in the baseline"),
    `${number(status.pass)} passed`,
    `${number(status["not-applicable"])} not applicable`,
    ...countLine(
      among(({ attestation }) => attestation !== undefined),
      "attested",
    ),
  ];
  if (sum("noMatch") + sum("excused") > 0) parts.push(`${plural(sum("noMatch"), "record evaluation")} without match`, `${number(sum("excused"))} excused`);
  lines.push(...wrap(parts.join(" · "), options.width));
  lines.push(...wrap(coverageText(results, paint), options.width));
  if (results.crossCheck) lines.push(...wrap(crossCheckText(results.crossCheck), options.width));
  lines.push(...ledgerLines(results, options.width));
  lines.push(...unreadLines(results, options.width));
  lines.push(...unwatchedLines(results, options, paint));
  const all = numbered(results);
  const first = all.find(({ result }) => isActionable(result)) ?? all[0];
  if (first) {
    const commands = isShownAsFinding(first.result) && mayBeRemediated(options, first.result) ? ["explain", "remediate"] : ["explain"];
    lines.push(...nextLines(commandsOn(first.number, commands, options.numberFlags), options.width, paint));
  } else if (status.pass > 0 && coverage.decided === coverage.total && (results.decision?.exitCode ?? 0) === 0) {
    lines.push(paint.green("No finding."));
  }
  return `${lines.join("\n")}\n`;
}

function crossCheckText({ conditions, outside, confirmed, unknown }: NonNullable<ReeveResults["crossCheck"]>): string {
  const left = outside === 0 ? "" : `; ${plural(outside, "condition")} outside its language`;
  const open = unknown === 0 ? "" : `; ${plural(unknown, "evaluation")} unknown`;
  return `Cross-check: json-logic-js confirms ${plural(confirmed, "evaluation")} of ${plural(conditions, "condition")}${open}${left}`;
}

function coverageText(results: ReeveResults, paint: Paint): string {
  const { decided, total, gapsUnaccepted } = results.summary.coverage;
  if (total === 0) return paint.bold(paint.yellow("Nothing was judged: no rule met a resource."));
  const { status } = results.summary;
  const share = Math.floor((decided / total) * 1000) / 10;
  const text = `Evidence: ${share} % (${number(decided)} of ${number(total)} decided)${gapsUnaccepted.length > 0 ? `, ${plural(gapsUnaccepted.length, "gap")} open` : ""}`;
  if (decided === 0) return paint.bold(paint.yellow(`${text}. Nothing was decided.`));
  const events = results.counts.some((count) => count.noMatch + count.excused > 0);
  if (status.pass + status.fail === 0 && !events) return paint.bold(paint.yellow(`${text}. No rule applied to anything: nothing was decided.`));
  return decided < total ? paint.yellow(text) : text;
}
