import type { ReeveResults, Result } from "../../schemas/index.ts";
import { causeOf, keptText, undecidedText } from "../cause.ts";
import { comparedText } from "../compared.ts";
import { evidenceText, printedEvidence, sourceText } from "../evidence.ts";
import { sentenceStart } from "../layout.ts";
import { detailed, type ReportOptions, type RulePlace } from "../options.ts";
import { alsoChangedText, planPlace, rulePlace } from "../place.ts";
import { decisionOf, isShownAsFinding } from "../standing.ts";
import { uriOf } from "../uri.ts";
import { type RuleOf, resourceText } from "../values.ts";
import { short, visible } from "../visible.ts";
import { LIMITS, plain } from "./limits.ts";
import { LEVEL } from "./rule.ts";

/** Name of the folder in which the packs that ship with Reeve lie, and of the working folder. */
export const PACKAGE = "REEVE";
export const WORKING = "%SRCROOT%";

const EVIDENCE = 10;

export interface Around {
  results: ReeveResults;
  options: ReportOptions;
  ruleOf: RuleOf;
  indexOf: (rule: string) => number | undefined;
  /** Whether a result is why the run does not pass. */
  standsInWay: (result: Result) => boolean;
  /** Whether any result is waived or in the baseline: SARIF wants the member of all results then (3.27.23). */
  suppresses: boolean;
  /** The same for deltas (3.27.24). */
  compares: boolean;
}

/** A result with a place in a file, which every reader of SARIF asks for, and the ARN as what it is about. */
export function sarifResult(judged: Result, around: Around) {
  const { indexOf, suppresses, compares, options } = around;
  const result = detailed(judged, options);
  const ruleIndex = indexOf(result.rule);
  return {
    ruleId: short(result.rule, LIMITS.name),
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    ...kindOf(result, around),
    message: { text: messageOf(result, around) },
    ...locationsOf(result, around),
    ...(result.fingerprint === undefined ? {} : { partialFingerprints: fingerprints(result.fingerprint) }),
    ...(suppresses ? { suppressions: suppressions(result) } : {}),
    ...(compares ? { baselineState: STATE[result.delta ?? "unchanged"] } : {}),
    properties: propertiesOf(result),
  };
}

/**
 * A finding fails, and so does a match that may be excused. What else is not decided is `open`, insufficient information in SARIF's words (3.27.9), or `review` for a manual rule; a level
 * other than none is forbidden there (3.27.10). A pass is listed where it rests on a person's word.
 */
function kindOf(result: Result, { results, standsInWay }: Around): { kind: string; level: string } {
  const { status, reason, severity } = result;
  if (isShownAsFinding(result)) return { kind: "fail", level: decisionOf(results) ? decidedLevel(severity, standsInWay(result)) : LEVEL[severity] };
  if (status === "unknown") return { kind: reason === "manual" ? "review" : "open", level: "none" };
  return { kind: status === "pass" ? "pass" : "notApplicable", level: "none" };
}

/** What a gate or a check passes is a note, and nothing that stops it is one. */
const decidedLevel = (severity: Result["severity"], stands: boolean): string => (!stands ? "note" : LEVEL[severity] === "note" ? "warning" : LEVEL[severity]);

const STATE = {
  introduced: "new",
  affected: "new",
  worse: "updated",
  "newly-unknown": "new",
  changed: "updated",
  unchanged: "unchanged",
  fixed: "absent",
} as const;

/**
 * primaryLocationLineHash is what GitHub tells alerts of one file apart by, and many findings of a rule stand on one line: without it they would be one
 * alert. Source: GitHub Docs, "SARIF support for code scanning", partialFingerprints.
 */
const fingerprints = (fingerprint: string) => ({ "reeve/v1": visible(fingerprint), primaryLocationLineHash: `${visible(fingerprint.replace(/^v1:/, ""))}:1` });

function messageOf(result: Result, { results, options }: Around): string {
  const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
  const kept = keptText(result);
  const waiverText = kept === null ? "" : sentence(short(kept, 400));
  if (!isShownAsFinding(result) && result.status === "unknown") {
    const { why, advice: remediation } = causeOf(result, results.gaps);
    return plain(`Not decided: ${sentence(result.message)} ${sentence(why)} ${waiverText === "" ? remediation : waiverText} (${resourceText(result)})`);
  }
  const remediation = result.status === "fail" && result.delta !== "fixed" ? options.remediationTextOf(result) : null;
  const undecided = undecidedText(result, results.gaps);
  const next = waiverText !== "" ? waiverText : undecided !== null ? undecided : remediation === null ? "" : `Fix: ${sentence(remediation)}`;
  const change = [...comparedText(result), ...alsoChangedText(result)].map((text) => ` ${sentence(sentenceStart(text))}`).join("");
  return plain(`${sentence(result.message)}${change}${next === "" ? "" : ` ${next}`} (${resourceText(result)})`);
}

function locationsOf(result: Result, { ruleOf, options }: Around) {
  const planned = planPlace(result);
  const rule = rulePlace(result.rule, ruleOf, options);
  const logicalLocations = logicalOf(result);
  const physicalLocation = planned ? physical({ ...planned, shipped: false }) : physical(rule ?? { file: "reeve.yaml", line: 1, shipped: false });
  const location = { physicalLocation, ...(logicalLocations.length > 0 ? { logicalLocations } : {}) };
  if (!planned || !rule) return { locations: [location] };
  return { locations: [location], relatedLocations: [{ id: 1, message: { text: "The rule" }, physicalLocation: physical(rule) }] };
}

/** A file that lies beneath no folder of the reader's is named whole, and stands to no folder. */
export function physical({ file, line, shipped }: RulePlace) {
  const uri = uriOf(file);
  const base = uri.startsWith("file:") ? {} : { uriBaseId: shipped ? PACKAGE : WORKING };
  return { artifactLocation: { uri, ...base }, region: { startLine: Math.max(1, line) } };
}

function logicalOf({ resource, location }: Result) {
  const arn = resource.arn ?? resource.id;
  const name = resource.name === null ? {} : { name: short(resource.name) };
  return [
    ...(arn === null ? [] : [{ ...name, fullyQualifiedName: visible(arn), kind: "resource" }]),
    ...(location?.address ? [{ fullyQualifiedName: visible(location.address), kind: "resource" }] : []),
  ];
}

function suppressions({ waiver, baseline, status }: Result) {
  if (status === "pass") return [];
  if (waiver) {
    const { file, line, kind, reason, owner, ticket, expires, daysLeft } = waiver;
    const justification = plain(`${reason} (${kind}; owner ${owner}; ${ticket === null ? "" : `${ticket}; `}until ${expires}, ${daysLeft} days left)`);
    const location = { physicalLocation: physical({ file: file.replaceAll("\\", "/"), line, shipped: false }) };
    return [
      {
        kind: "external",
        status: "accepted",
        justification,
        location,
        properties: { kind, owner: visible(owner), ticket: ticket && visible(ticket), expires, daysLeft },
      },
    ];
  }
  return baseline ? [{ kind: "external", status: "accepted", justification: `In the baseline since ${visible(baseline.since)}` }] : [];
}

function propertiesOf(result: Result) {
  const { severity, status, reason, account, region, resource, delta, occurrence, at, location } = result;
  const evidence = printedEvidence(result.evidence);
  const more = evidence.length - EVIDENCE;
  const texts = evidence.slice(0, EVIDENCE).map((each) => {
    const source = sourceText(each);
    return `${evidenceText(each)}${source === "" ? "" : ` (${source})`}`;
  });
  return {
    ...{ status, severity, resourceKind: resource.kind },
    ...(reason === undefined ? {} : { reason: short(reason) }),
    ...(account === null ? {} : { account: visible(account) }),
    ...(region === null ? {} : { region: visible(region) }),
    ...(occurrence === undefined ? {} : { eventId: visible(occurrence) }),
    ...(at === undefined ? {} : { eventTime: visible(at) }),
    ...(delta === undefined ? {} : { delta }),
    ...(location?.alsoChangedBy === undefined ? {} : { alsoChangedBy: location.alsoChangedBy.map((address) => short(address)) }),
    ...(evidence.length === 0 ? {} : { evidence: more > 0 ? [...texts, `and ${more} more`] : texts }),
  };
}
