import { jsonText, type ReeveResults, type Result } from "../schemas/index.ts";
import { undecidedText } from "./cause.ts";
import { evidenceText, printedEvidence } from "./evidence.ts";
import { detailed, type Reporter, type ReportOptions } from "./options.ts";
import { partitionOf, securityHubType } from "./resource-type.ts";
import { isShownAsFinding } from "./standing.ts";
import { decidedControls, type RuleOf, rulesById } from "./values.ts";

/**
 * AWS Security Finding Format: each line is one request of securityhub:BatchImportFindings, `{"Findings": […]}`, of at most 100 findings of one
 * account, because the default product takes findings of the caller's own account only. Results without a fingerprint (plain passes) are left out:
 * Security Hub knows a finding by its Id. So is what is of no known account. Findings that a change fixes (gate) are archived.
 * Source: Security Hub API Reference, BatchImportFindings and AwsSecurityFinding, with their limits of length.
 */
export const asff: Reporter = function* (results, options) {
  const ruleOf = rulesById(results);
  const pending = new Map<string, string[]>();
  for (const result of judged(results, options)) {
    const account = accountOf(result, results);
    if (account === null) continue;
    const batch = pending.get(account) ?? [];
    batch.push(jsonText(findingOf(result, account, results, ruleOf, options.remediationTextOf)));
    pending.set(account, batch);
    if (batch.length < BATCH) continue;
    yield requestOf(batch);
    pending.delete(account);
  }
  for (const batch of pending.values()) yield requestOf(batch);
};

const BATCH = 100;

const requestOf = (findings: readonly string[]): string => `{"Findings":[${findings.join(",")}]}\n`;

type Keyed = Result & { fingerprint: string };

function* judged(results: ReeveResults, options: ReportOptions): Iterable<Keyed> {
  for (const result of results.results) if (isKeyed(result)) yield { ...detailed(result, options), fingerprint: result.fingerprint };
  for (const result of results.gate?.fixed ?? []) if (isKeyed(result)) yield { ...result, delta: "fixed" };
}

const isKeyed = (result: Result): result is Keyed => result.fingerprint !== undefined && result.status !== "not-applicable";

/** Null where nothing says which account it is, as of a plan by itself: a finding is of an account, and none is made up. */
function accountOf({ account }: Result, { document }: ReeveResults): string | null {
  const [only = null] = document.accounts.length === 1 ? document.accounts : [];
  return [account, only].find((each) => each !== null && ACCOUNT_ID.test(each)) ?? null;
}

/** Source: Security Hub API Reference, AwsSecurityFinding, AwsAccountId: 12 digits. */
const ACCOUNT_ID = /^\d{12}$/;

/** How many results `asff` leaves out, because nothing says of which account they are. */
export function leftOutOfAsff(results: ReeveResults): number {
  const keyed = [...results.results, ...(results.gate?.fixed ?? [])].filter(isKeyed);
  return keyed.filter((result) => accountOf(result, results) === null).length;
}

const SEVERITY = { critical: "CRITICAL", high: "HIGH", medium: "MEDIUM", low: "LOW", info: "INFORMATIONAL" } as const;

const COMPLIANCE = { pass: "PASSED", fail: "FAILED", unknown: "WARNING", "not-applicable": "NOT_AVAILABLE" } as const;

function findingOf(result: Keyed, account: string, results: ReeveResults, ruleOf: RuleOf, remediationTextOf: (result: Result) => string | null) {
  const rule = ruleOf(result.rule);
  const fixed = result.delta === "fixed";
  const partition = result.resource.arn === null ? "aws" : partitionOf(result.resource.arn);
  const seenAt = result.at ?? results.document.collectedAt;
  const types = [rule?.resource === "event" ? "Unusual Behaviors/User" : "Software and Configuration Checks/AWS Security Best Practices"];
  const severity = { Label: SEVERITY[result.severity], Original: result.severity };
  return {
    SchemaVersion: "2018-10-08",
    Id: result.fingerprint,
    ProductArn: `arn:${partition}:securityhub:${homeRegion(partition)}:${account}:product/${account}/default`,
    ProductName: "Reeve",
    CompanyName: "Reeve",
    GeneratorId: clip(`reeve/${result.rule}`, 512),
    AwsAccountId: account,
    Types: types,
    FirstObservedAt: seenAt,
    LastObservedAt: seenAt,
    CreatedAt: seenAt,
    UpdatedAt: results.document.collectedAt,
    Severity: severity,
    Title: clip(rule?.title ?? result.rule, 256),
    Description: clip(result.message, 1024),
    ...remediationOf(result, rule, remediationTextOf),
    ProductFields: fieldsOf(result),
    Resources: [resourceOf(result, account, partition)],
    Compliance: complianceOf(result, rule, results),
    Workflow: { Status: fixed ? "RESOLVED" : result.waiver ? "SUPPRESSED" : "NEW" },
    RecordState: fixed ? "ARCHIVED" : "ACTIVE",
    ...(result.waiver ? { Note: noteOf(result.waiver, results.document.collectedAt) } : {}),
    FindingProviderFields: { Severity: severity, Types: types },
  };
}

/** Where IAM's own records are: what has no region is imported there. Security Hub takes findings in the region that the ARN names. */
function homeRegion(partition: string): string {
  if (partition === "aws-cn") return "cn-north-1";
  return partition === "aws-us-gov" ? "us-gov-west-1" : "us-east-1";
}

function resourceOf({ resource, region }: Result, account: string, partition: string) {
  const known = ["aws", "aws-cn", "aws-us-gov"].includes(partition);
  return {
    Type: securityHubType(resource.kind),
    Id: clip(resource.arn ?? resource.id ?? resource.name ?? `AWS::::Account:${account}`, 512),
    ...(known ? { Partition: partition } : {}),
    ...(region === null ? {} : { Region: clip(region, 16) }),
  };
}

function complianceOf(result: Result, rule: ReeveResults["rules"][number] | undefined, results: ReeveResults) {
  const requirements = Object.entries(decidedControls(rule, result.delta === "fixed" ? "pass" : result.status, results)).flatMap(([framework, ids]) =>
    ids.map((id) => clip(`${framework} ${id}`, 64)),
  );
  const reasons = result.status === "unknown" ? reasonsOf(result, results) : [];
  return {
    Status: COMPLIANCE[result.delta === "fixed" ? "pass" : result.status],
    ...(requirements.length > 0 ? { RelatedRequirements: requirements.slice(0, 32) } : {}),
    ...(reasons.length > 0 ? { StatusReasons: reasons } : {}),
  };
}

function reasonsOf(result: Result, results: ReeveResults) {
  const gaps = result.gaps.flatMap((id) => (Object.hasOwn(results.gaps, id) ? [results.gaps[id]] : []));
  const undecided = undecidedText(result, results.gaps);
  const gapNotes = gaps.flatMap((gap) =>
    gap ? [{ ReasonCode: clip(gap.reason, 100), Description: clip(`${gap.source}, ${gap.scope}: ${gap.message}`, 2048) }] : [],
  );
  return [
    ...(result.reason === undefined ? [] : [{ ReasonCode: clip(result.reason, 100), ...(undecided === null ? {} : { Description: clip(undecided, 2048) }) }]),
    ...gapNotes,
  ].slice(0, 10);
}

function remediationOf(result: Result, rule: ReeveResults["rules"][number] | undefined, remediationTextOf: (result: Result) => string | null) {
  const text = isShownAsFinding(result) && result.delta !== "fixed" ? remediationTextOf(result) : null;
  const url = rule?.references[0];
  if (!text && !url) return {};
  return { Remediation: { Recommendation: { ...(text ? { Text: clip(text, 512) } : {}), ...(url ? { Url: clip(url, 2048) } : {}) } } };
}

/** Names and values that ASFF has no member for, under the default product's own prefix. At most 50 of 128 and 2,048 characters. */
function fieldsOf(result: Result): Record<string, string> {
  const { resource, occurrence, reason, delta, baseline, attestation, waiver, location } = result;
  const fields: [name: string, value: string | null | undefined][] = [
    ["rule", result.rule],
    ["status", result.status],
    ["resourceKind", resource.kind],
    ["resourceName", resource.name],
    ["resourceId", resource.id],
    ["occurrence", occurrence],
    ["reason", reason],
    ["delta", delta],
    ["baselineSince", baseline?.since],
    ["attestedBy", attestation?.by],
    ["attestationExpires", attestation?.expires],
    ["waiverKind", waiver?.kind],
    ["waiverExpires", waiver?.expires],
    ["waiverOwner", waiver?.owner],
    ["waiverTicket", waiver?.ticket],
    ["plannedAddress", location?.address],
    ["alsoChangedBy", location?.alsoChangedBy?.join(", ")],
    ...printedEvidence(result.evidence)
      .slice(0, 20)
      .map((evidence, index): [string, string] => [`evidence/${index + 1}`, evidenceText(evidence, 1000)]),
  ];
  const known = fields.filter((field): field is [string, string] => typeof field[1] === "string" && field[1].trim() !== "");
  return Object.fromEntries(known.map(([name, value]) => [`reeve/${name}`, clip(value, 2048)]));
}

const noteOf = (waiver: NonNullable<Result["waiver"]>, at: string) => ({
  Text: clip(`Waived until ${waiver.expires}: ${waiver.reason}`, 512),
  UpdatedBy: clip(waiver.owner, 512),
  UpdatedAt: at,
});

/** At most so many UTF-16 units, never half a pair; a text without anything to see becomes a dash, as every member must hold one such character. */
function clip(text: string, limit: number): string {
  if (!/\S/.test(text)) return "-";
  return text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
