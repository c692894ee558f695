import type { ReeveResults, Result } from "../schemas/index.ts";
import { causeOf, undecidedText } from "./cause.ts";
import { evidenceText, printedEvidence } from "./evidence.ts";
import { detailed, type Reporter, type ReportOptions } from "./options.ts";
import { inPieces } from "./piece.ts";
import { planPlace, rulePlace } from "./place.ts";
import { isActionable, withFixed } from "./standing.ts";
import { type RuleOf, rulesById } from "./values.ts";
import { short } from "./visible.ts";

/** Comma-separated values with a header, one line a result, lines ended by CR LF. Source: RFC 4180. */
export const csv: Reporter = (results, options) => inPieces(lines(results, options));

type Cell = string | number | null | undefined;

interface Row {
  result: Result;
  results: ReeveResults;
  options: ReportOptions;
  ruleOf: RuleOf;
}

/** Less than a cell of Excel holds (32,767). */
const MAX_CELL_CHARACTERS = 8_000;
const EVIDENCE = 50;

/** By the name in the header. New ones come last, so that readers by position go on. */
const COLUMNS: Readonly<Record<string, (row: Row) => Cell>> = {
  status: ({ result }) => (result.delta === "fixed" ? "fixed" : result.status),
  severity: ({ result }) => result.severity,
  counts: ({ result }) => (result.delta !== "fixed" && isActionable(result) ? "yes" : "no"),
  rule: ({ result }) => result.rule,
  title: ({ result, ruleOf }) => ruleOf(result.rule)?.title,
  pack: ({ result, ruleOf }) => ruleOf(result.rule)?.pack,
  account: ({ result }) => result.account,
  region: ({ result }) => result.region,
  resource_kind: ({ result }) => result.resource.kind,
  resource_arn: ({ result }) => result.resource.arn,
  resource_id: ({ result }) => result.resource.id,
  resource_name: ({ result }) => result.resource.name,
  message: ({ result }) => result.message,
  reason: ({ result, results }) => undecidedText(result, results.gaps) ?? (result.status === "unknown" ? causeOf(result, results.gaps).why : null),
  remediation: ({ result, results, options }) =>
    result.status === "unknown" ? causeOf(result, results.gaps).advice : result.status === "fail" ? options.remediationTextOf(result) : null,
  evidence: ({ result }) => evidence(result),
  controls: ({ result, ruleOf }) => controlIds(ruleOf(result.rule)?.controls),
  event_id: ({ result }) => result.occurrence,
  event_time: ({ result }) => result.at,
  delta: ({ result }) => result.delta,
  waiver_kind: ({ result }) => result.waiver?.kind,
  waiver_reason: ({ result }) => result.waiver?.reason,
  waiver_owner: ({ result }) => result.waiver?.owner,
  waiver_ticket: ({ result }) => result.waiver?.ticket,
  waiver_expires: ({ result }) => result.waiver?.expires,
  waiver_days_left: ({ result }) => result.waiver?.daysLeft,
  waiver_file: ({ result }) => (result.waiver ? `${result.waiver.file}:${result.waiver.line}` : null),
  baseline_since: ({ result }) => result.baseline?.since,
  attested_by: ({ result }) => result.attestation?.by,
  attested_at: ({ result }) => result.attestation?.at,
  attestation_evidence: ({ result }) => result.attestation?.evidence,
  attestation_expires: ({ result }) => result.attestation?.expires,
  plan_address: ({ result }) => result.location?.address,
  file: ({ result, ruleOf, options }) => (planPlace(result) ?? rulePlace(result.rule, ruleOf, options))?.file,
  line: ({ result, ruleOf, options }) => (planPlace(result) ?? rulePlace(result.rule, ruleOf, options))?.line,
  fingerprint: ({ result }) => result.fingerprint,
  tailored_controls: ({ result, ruleOf }) => controlIds(ruleOf(result.rule)?.tailored),
  informed_controls: ({ result, ruleOf }) => controlIds(ruleOf(result.rule)?.informs),
  also_changed_by: ({ result }) => result.location?.alsoChangedBy?.join(", "),
};

const controlIds = (controls: Record<string, string[]> = {}): string =>
  Object.entries(controls)
    .flatMap(([framework, ids]) => ids.map((id) => `${framework}:${id}`))
    .join(" ");

function* lines(results: ReeveResults, options: ReportOptions): Iterable<string> {
  const ruleOf = rulesById(results);
  yield `${Object.keys(COLUMNS).join(",")}\r\n`;
  const columns = Object.values(COLUMNS);
  for (const result of withFixed(results)) {
    const row = { result: detailed(result, options), results, options, ruleOf };
    yield `${columns.map((column) => cell(column(row))).join(",")}\r\n`;
  }
}

function evidence(result: Result): string {
  const evidence = printedEvidence(result.evidence);
  const more = evidence.length - EVIDENCE;
  return `${evidence
    .slice(0, EVIDENCE)
    .map((each) => evidenceText(each))
    .join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

/**
 * A quoted cell that no spreadsheet runs: one that would begin a formula, after quotes or spaces too, is led by an apostrophe; so is what follows a
 * semicolon, at which spreadsheets of many countries begin a new cell. Source: OWASP, "CSV Injection".
 */
export function cell(value: Cell): string {
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "number") return String(value);
  const safe = short(value, MAX_CELL_CHARACTERS).replaceAll(FORMULA, "$1'$2");
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The wide forms are read like the narrow ones. */
const FORMULA = /(^|;)([\s"'`]*[=+\-@|%\uff1d\uff0b\uff0d\uff20])/g;
