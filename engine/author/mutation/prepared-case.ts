import { instantOf, isUnknownMark, openMark, type UnknownMark } from "../../../document/index.ts";
import { isUnknown, type ReeveDocument, type document as records } from "../../../schemas/index.ts";
import {
  accountOf,
  derive,
  type EvaluationRun,
  hiddenFrom,
  hidingGaps,
  indexDocument,
  newEvaluationGaps,
  newFrame,
  type PreparedRule,
  prepareRule,
  resourcesOf,
  severityOf,
  severityUnread,
  stateBeforeEvents,
  statusOf,
} from "../../evaluate/index.ts";
import { type CheckedRule, FALSE, type ParamValue, type Resource, type Severity, type StateBefore, TRUE } from "../../language/index.ts";
import type { CaseStatus } from "../testing/report.ts";

/** A case's document made ready once, for any number of mutants to be judged by it. */
export interface PreparedCase {
  run: EvaluationRun;
  events: { event: records.Event; gate: StateBefore; clockMs: number }[];
  hidden: readonly string[];
}

/** What a rule makes of one resource or record. `severity` is null where it says nothing: of what is well. */
export interface CaseOutcome {
  status: CaseStatus;
  severity: Severity | null;
}

/** One outcome for each resource, or record, in the document's order, and the kind's own last: null where it has none. */
export interface Outcomes {
  each: readonly CaseOutcome[];
  kind: CaseOutcome | null;
}

/** The seat of a case's document. Null for one in which a lookup key names two resources. */
export const prepareCase = (document: ReeveDocument): PreparedCase | null => derivedPreparedCase(derive(document, undefined, "kept"));

/** The same, of a document whose derived fields stand in it. */
export function derivedPreparedCase(document: ReeveDocument): PreparedCase | null {
  const gaps = newEvaluationGaps(document);
  const indexed = indexDocument(document, gaps);
  if (!indexed.ok) return null;
  const clockMs = instantOf(document.collectedAt) ?? 0;
  const run: EvaluationRun = { document, index: indexed.index, gaps, clockMs, account: accountOf(document), mayHoldMore: () => true, holders: [] };
  const known = isUnknown(document.events) ? [] : document.events.filter((event): event is records.Event => !isUnknown(event));
  const gateOf = stateBeforeEvents(document, known, gaps);
  const events = known.map((event) => ({ event, gate: gateOf(event), clockMs: instantOf(event.at) ?? clockMs }));
  return { run, events, hidden: hidingGaps(document) };
}

/** Judges a seated document as `evaluate` does, without what tells of the results: status and severity alone. */
export function outcomesOf({ run, events, hidden }: PreparedCase, rule: CheckedRule, params: Readonly<Record<string, ParamValue>>): Outcomes {
  const prepared = prepareRule(rule, { params: { [rule.id]: params } });
  const unread = (mark: UnknownMark): CaseOutcome => ({ status: "unknown", severity: severityUnread(prepared, run.index, run.clockMs, mark) });
  if (prepared.unusable?.reason === "param-not-set") return { each: [], kind: { status: "not-configured", severity: null } };
  if (prepared.unusable) return { each: [], kind: unread({ $unknown: "unread" }) };
  if (rule.body.kind === "event") {
    const [first] = hiddenFrom(run, prepared, hidden);
    return { each: ofEvents(run, prepared, events), kind: first === undefined ? (events.length === 0 ? NOTHING : null) : unread({ $unknown: first }) };
  }
  const list = resourcesOf(run, rule.resource);
  if (isUnknownMark(list)) return { each: [], kind: unread(list) };
  const mark = openMark(list);
  return { each: ofResources(run, prepared, list), kind: mark ? unread(mark) : list.length === 0 ? NOTHING : null };
}

const NOTHING: CaseOutcome = { status: "not-applicable", severity: null };

function ofResources(run: EvaluationRun, prepared: PreparedRule, list: readonly unknown[]): CaseOutcome[] {
  const frame = newFrame(run.index, prepared, run.clockMs);
  const outcomes: CaseOutcome[] = [];
  for (const resource of list) {
    if (isUnknownMark(resource)) break;
    frame.resource = resource as Resource;
    frame.lets.fill(undefined);
    const status = statusOf(prepared, frame);
    outcomes.push({ status, severity: status === "fail" || status === "unknown" ? severityOf(prepared, frame) : null });
  }
  return outcomes;
}

function ofEvents(run: EvaluationRun, prepared: PreparedRule, events: PreparedCase["events"]): CaseOutcome[] {
  const frame = newFrame(run.index, prepared, run.clockMs);
  return events.map(({ event, gate, clockMs }) => {
    frame.resource = event as unknown as Resource;
    frame.stateBefore = gate;
    frame.clockMs = clockMs;
    frame.lets.fill(undefined);
    const matched = prepared.decides?.(frame) ?? FALSE;
    if (matched === FALSE) return { status: "no-match", severity: null };
    const excused = prepared.unless?.(frame) ?? FALSE;
    if (excused === TRUE) return { status: "excused", severity: null };
    return { status: matched === TRUE && excused === FALSE ? "finding" : "unknown", severity: severityOf(prepared, frame) };
  });
}
