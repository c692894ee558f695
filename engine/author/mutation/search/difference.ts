import { isUnknownMark } from "../../../../document/index.ts";
import { newFrame, prepareRule, resourcesOf, severityOf } from "../../../evaluate/index.ts";
import { type CheckedRule, type ParamValue, type Resource, SEVERITIES } from "../../../language/index.ts";
import { completeDocument, type NormalizeRecords } from "../../testing/complete.ts";
import { misread } from "../misread.ts";
import type { Mutant } from "../mutant.ts";
import { type CaseOutcome, derivedPreparedCase, type Outcomes, outcomesOf, type PreparedCase, prepareCase } from "../prepared-case.ts";
import type { Base } from "./base.ts";

/** Whether rule and mutant differ on a document: in a result, in a part of the rule alone (`near`), or not at all. Null: it is no document. */
export function difference(
  rule: CheckedRule,
  { change }: Mutant,
  { given, params }: Base,
  normalizeRecords: NormalizeRecords,
): "result" | "near" | "none" | null {
  const { document, problems } = completeDocument(given, normalizeRecords);
  const preparedCase = problems.length === 0 ? prepareCase(document) : null;
  if (!preparedCase) return null;
  const values = params as Record<string, ParamValue>;
  const other = change.kind === "rule" ? change.rule : rule;
  const read = change.kind === "rule" ? document : misread(document, change.reading);
  const otherSeat = read === document ? preparedCase : derivedPreparedCase(read);
  if (!otherSeat || (change.kind === "reading" && read === document)) return "none";
  if (differ(outcomesOf(preparedCase, rule, values), outcomesOf(otherSeat, other, values))) return "result";
  return partsOf(preparedCase, rule, values) === partsOf(otherSeat, other, values) ? "none" : "near";
}

function differ(left: Outcomes, right: Outcomes): boolean {
  return left.each.length !== right.each.length || left.each.some((one, at) => unlike(one, right.each[at] ?? null)) || unlike(left.kind, right.kind);
}

const unlike = (left: CaseOutcome | null, right: CaseOutcome | null): boolean => left?.status !== right?.status || left?.severity !== right?.severity;

/** The truth of each part of the rule for each resource, whatever the others say, and the severity that follows. */
function partsOf({ run, events }: PreparedCase, rule: CheckedRule, params: Record<string, ParamValue>): string {
  const prepared = prepareRule(rule, { params: { [rule.id]: params } });
  if (prepared.unusable) return "";
  const frame = newFrame(run.index, prepared, run.clockMs);
  const truths: unknown[] = [];
  const ask = (resource: Resource): void => {
    frame.resource = resource;
    frame.lets.fill(undefined);
    truths.push(prepared.applies?.(frame) ?? 1, prepared.decides?.(frame) ?? 2, prepared.unless?.(frame) ?? 0, SEVERITIES.indexOf(severityOf(prepared, frame)));
  };
  if (rule.body.kind === "event") {
    for (const { event, gate, clockMs } of events) {
      Object.assign(frame, { stateBefore: gate, clockMs });
      ask(event as unknown as Resource);
    }
  } else {
    const list = resourcesOf(run, rule.resource);
    if (!isUnknownMark(list)) for (const resource of list) if (!isUnknownMark(resource)) ask(resource as Resource);
  }
  return truths.join();
}
