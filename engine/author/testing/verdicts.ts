import { isUnknown, type ReeveDocument, type Result, type document as records } from "../../../schemas/index.ts";
import { type EvaluateOptions, type Explanation, explain, judge, type ResultPlace, tapeOf } from "../../evaluate/index.ts";
import type { CheckedRule } from "../../language/index.ts";
import { NOT_GIVEN } from "./fill.ts";
import type { Problems } from "./problem.ts";
import type { CaseStatus } from "./report.ts";

/** What a rule made of one resource or record of a case. */
export interface CaseVerdict {
  /** What a case may call it. */
  names: string[];
  status: CaseStatus;
  severity: string;
  restsOnDefault: boolean;
  /** What names the resource or record in the document. */
  place: ResultPlace;
  /** Worked out when asked for: most verdicts are as expected. */
  explain: () => Explanation | null;
}

/** Judges a completed case: every resource, and for event rules every record, those that do not match or are excused included. */
export function verdictsOf(document: ReeveDocument, rule: CheckedRule, options: EvaluateOptions, problems: Problems): CaseVerdict[] {
  const evaluated = judge(document, tapeOf(document), [rule], { ...options, documentHash: false });
  if (!evaluated.ok) {
    for (const { path, message } of evaluated.errors) problems.push({ path: ["given", ...path].join("."), message });
    return [];
  }
  const explained = (result: Result): Explanation | null => explain(document, rule, result, options);
  const listed = evaluated.results.results.map((result) => verdictOf(result, rule, explained));
  if (rule.body.kind !== "event" || evaluated.results.results.some(({ reason }) => reason === "param-not-set" || reason === "param-invalid")) return listed;
  const occurrences = new Set(evaluated.results.results.map(({ occurrence, account }) => JSON.stringify([occurrence, account])));
  const silent = eventsOf(document).filter(({ id, accountId }) => !occurrences.has(JSON.stringify([id, accountId])));
  return [...listed, ...silent.map((event) => silentVerdict(event, explained))];
}

function verdictOf(result: Result, rule: CheckedRule, explained: (result: Result) => Explanation | null): CaseVerdict {
  const isUnset = result.reason === "param-not-set";
  const status = isUnset ? "not-configured" : rule.body.kind === "event" && result.status === "fail" ? "finding" : result.status;
  return {
    names: namesOf(result),
    status,
    severity: result.severity,
    restsOnDefault: (status === "fail" || status === "finding" || status === "unknown") && result.gaps.includes(NOT_GIVEN),
    place: result,
    explain: () => explained(result),
  };
}

function namesOf({ resource, occurrence }: Result): string[] {
  if (occurrence !== undefined) return [occurrence];
  if (resource.name === null) return ["*"];
  const own = resource.kind === "account" || resource.kind === "root" ? [resource.kind] : [];
  return [...own, ...[resource.name, resource.arn, resource.id].filter((name) => name !== null)];
}

const eventsOf = ({ events }: ReeveDocument): records.Event[] => (isUnknown(events) ? [] : events.filter((event): event is records.Event => !isUnknown(event)));

/** A record that no result lists: excused, or no match. */
function silentVerdict(event: records.Event, explained: (result: Result) => Explanation | null): CaseVerdict {
  const stand: Pick<Result, "occurrence" | "account" | "resource"> = {
    occurrence: event.id,
    account: event.accountId,
    resource: { kind: "none", arn: null, id: null, name: event.id },
  };
  const explanation = explained(stand as Result);
  const matched = explanation?.conditions.find(({ name }) => name === "match")?.tree.truth !== "false";
  return { names: [event.id], status: matched ? "excused" : "no-match", severity: "info", restsOnDefault: false, place: stand, explain: () => explanation };
}
