import { instantOf, jsonText, type ReeveResults, type Result } from "../schemas/index.ts";
import { undecidedText } from "./cause.ts";
import { detailed, type Reporter, type ReportOptions } from "./options.ts";
import { inPieces } from "./piece.ts";
import { partitionOf } from "./resource-type.ts";
import { isShownAsFinding } from "./standing.ts";
import { decidedControls, type RuleOf, rulesById, valueText } from "./values.ts";

/**
 * Open Cybersecurity Schema Framework 1.5, one event a line (JSON Lines): results of state rules as Compliance Finding (class 2003), those of
 * event rules as Detection Finding (class 2004). Not-applicable results are left out. Findings that a change fixes (gate) close.
 * Source: schema.ocsf.io/1.5.0, classes compliance_finding and detection_finding, profile cloud.
 */
export const ocsf: Reporter = (results, options) => inPieces(lines(results, options));

const VERSION = "1.5.0";

function* lines(results: ReeveResults, options: ReportOptions): Iterable<string> {
  const ruleOf = rulesById(results);
  for (const result of results.results) {
    if (result.status !== "not-applicable") yield `${jsonText(eventOf(detailed(result, options), results, ruleOf, options))}\n`;
  }
  for (const result of results.gate?.fixed ?? []) yield `${jsonText(eventOf({ ...result, delta: "fixed" }, results, ruleOf, options))}\n`;
}

const SEVERITY = { critical: [5, "Critical"], high: [4, "High"], medium: [3, "Medium"], low: [2, "Low"], info: [1, "Informational"] } as const;

function eventOf(result: Result, results: ReeveResults, ruleOf: RuleOf, options: ReportOptions) {
  const rule = ruleOf(result.rule);
  const byEvent = rule?.resource === "event";
  const [severityId, severity] = SEVERITY[result.severity];
  const [activityId, activity] = activityOf(result);
  const [classUid, className] = byEvent ? [2004, "Detection Finding"] : [2003, "Compliance Finding"];
  const time = instantOf(result.at ?? results.document.collectedAt);
  return {
    activity_id: activityId,
    activity_name: activity,
    category_uid: 2,
    category_name: "Findings",
    class_uid: classUid,
    class_name: className,
    type_uid: classUid * 100 + activityId,
    type_name: `${className}: ${activity}`,
    time,
    severity_id: severityId,
    severity,
    ...statusOf(result, results.gaps),
    status_code: result.delta === "fixed" ? "fixed" : result.status,
    message: result.message,
    metadata: {
      version: VERSION,
      profiles: ["cloud"],
      event_code: result.rule,
      product: { name: "Reeve", vendor_name: "Reeve", ...(options.version ? { version: options.version } : {}) },
    },
    finding_info: {
      uid: result.fingerprint ?? [result.rule, result.account ?? "-", result.resource.id ?? result.resource.arn ?? result.resource.kind].join("/"),
      title: rule?.title ?? result.rule,
      desc: result.message,
      created_time: time,
      analytic: { uid: result.rule, name: rule?.title ?? result.rule, type: "Rule", type_id: 1 },
    },
    ...(byEvent ? {} : { compliance: complianceOf(result, rule, results) }),
    resources: resourcesOf(result),
    cloud: { provider: "AWS", ...(result.region === null ? {} : { region: result.region }), ...accountOf(result.account) },
    ...remediationOf(result, rule, options),
    ...evidencesOf(result),
    unmapped: unmappedOf(result, results),
  };
}

function activityOf({ delta }: Result): [number, string] {
  if (delta === "fixed") return [3, "Close"];
  return delta === "changed" || delta === "unchanged" ? [2, "Update"] : [1, "Create"];
}

/** Where the finding stands with people: a waived one is suppressed; one of the baseline is neither new nor looked at. */
function statusOf(result: Result, gaps: ReeveResults["gaps"]) {
  if (result.delta === "fixed") return { status_id: 4, status: "Resolved" };
  if (result.status === "pass") return {};
  if (result.waiver) return { status_id: 3, status: "Suppressed", status_detail: `${result.waiver.reason} (until ${result.waiver.expires})` };
  if (result.baseline) return { status_id: 99, status: "Baseline", status_detail: `in the baseline since ${result.baseline.since}` };
  const undecided = undecidedText(result, gaps);
  return { status_id: 1, status: "New", ...(undecided === null ? {} : { status_detail: undecided }) };
}

/** Warning is OCSF's word for a check that "did not yield a result due to missing information". */
const COMPLIANCE = { pass: [1, "Pass"], unknown: [2, "Warning"], fail: [3, "Fail"], "not-applicable": [99, "Not applicable"] } as const;

function complianceOf(result: Result, rule: ReeveResults["rules"][number] | undefined, results: ReeveResults) {
  const [statusId, status] = COMPLIANCE[result.delta === "fixed" ? "pass" : result.status];
  const controls = Object.entries(decidedControls(rule, result.delta === "fixed" ? "pass" : result.status, results));
  const requirements = controls.flatMap(([framework, ids]) => ids.map((id) => `${framework} ${id}`));
  return {
    control: requirements[0] ?? result.rule,
    requirements: requirements.length > 0 ? requirements : [result.rule],
    standards: controls.length > 0 ? controls.map(([framework]) => framework) : [rule?.pack ?? "reeve"],
    status_id: statusId,
    status,
  };
}

function resourcesOf({ resource, region }: Result) {
  const uid = resource.arn ?? resource.id;
  if (uid === null && resource.name === null) return [];
  return [
    {
      ...(uid === null ? {} : { uid }),
      ...(resource.name === null ? {} : { name: resource.name }),
      type: resource.kind,
      ...(region === null ? {} : { region }),
      ...(resource.arn === null ? {} : { cloud_partition: partitionOf(resource.arn) }),
    },
  ];
}

/** Source: OCSF 1.5, object account: type_id 10 is an AWS account. */
const accountOf = (account: string | null) => (account === null ? {} : { account: { uid: account, name: account, type_id: 10, type: "AWS Account" } });

function remediationOf(result: Result, rule: ReeveResults["rules"][number] | undefined, options: ReportOptions) {
  const desc = isShownAsFinding(result) && result.delta !== "fixed" ? options.remediationTextOf(result) : null;
  return desc === null ? {} : { remediation: { desc, references: rule?.references ?? [] } };
}

/** Values as text: OCSF fixes no shape for them, and a column of a lake that is text here and a list there is refused. */
function evidencesOf({ evidence }: Result) {
  if (evidence.length === 0) return {};
  return { evidences: evidence.map(({ path, value, source, ageMs }) => ({ data: { path, value: valueText(value, 2000), source, age_ms: ageMs } })) };
}

/** What OCSF has no attribute for, by Reeve's own names. */
function unmappedOf(result: Result, results: ReeveResults) {
  const { reason, occurrence, waiver, attestation, baseline, delta, location } = result;
  const gaps = result.gaps.flatMap((id) => (Object.hasOwn(results.gaps, id) ? [{ id, ...results.gaps[id] }] : []));
  return {
    document_sha256: results.document.sha256,
    unique_id: result.resource.id,
    reason,
    occurrence,
    waiver,
    attestation,
    baseline,
    delta,
    location,
    ...(gaps.length > 0 ? { gaps } : {}),
  };
}
