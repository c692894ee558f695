import { instantOf } from "../../document/index.ts";
import { type document, isUnknown, type Result } from "../../schemas/index.ts";
import { describe, type EvaluationFrame, type ExplainContext, FALSE, type Resource, TRUE, walkCondition } from "../language/index.ts";
import { isCovered } from "./covered.ts";
import { byGapId } from "./evaluation-gaps.ts";
import { decidingValues, evidenceOf, gapsOf } from "./evidence.ts";
import { factsOf } from "./facts/index.ts";
import { fingerprint, firstId } from "./fingerprint.ts";
import { renderMessage } from "./message.ts";
import { newFrame, type PreparedRule, severityOf } from "./prepare.ts";
import { type EvaluationRun, emptyCounts, plainResult, type RuleResults } from "./run.ts";
import { kindUnknown, unusableResult } from "./state.ts";
import { hidingGaps, SNAPSHOT_NEWER, stateBeforeEvents } from "./state-before-event.ts";
import { eventSubject, kindSubject } from "./subject.ts";

/** Judges event rules, record by record: findings and unknowns are listed, what does not match or is excused is counted. */
export function judgeEvents(run: EvaluationRun, rules: readonly PreparedRule[]): RuleResults[] {
  const { events } = run.document;
  const known = isUnknown(events) ? [] : events.filter((event): event is document.Event => !isUnknown(event));
  const hidden = hidingGaps(run.document);
  const gateOf = stateBeforeEvents(run.document, known, run.gaps);
  const benches = rules.map((prepared) => ({
    prepared,
    frame: newFrame(run.index, prepared, run.clockMs),
    judged: startOf(run, prepared, known.length, hiddenFrom(run, prepared, hidden)),
  }));
  const sitting = benches.filter((bench) => bench.prepared.unusable === null);
  for (const event of known) {
    const gate = gateOf(event);
    const clockMs = instantOf(event.at) ?? run.clockMs;
    for (const { prepared, frame, judged } of sitting) {
      frame.resource = event as unknown as Resource;
      frame.stateBefore = gate;
      frame.clockMs = clockMs;
      if (prepared.letSlots > 0) frame.lets.fill(undefined);
      judged.counts.judged += 1;
      judgeEvent(run, prepared, frame, event, judged);
    }
  }
  return benches.map((bench) => bench.judged);
}

/** The gaps that may hide records this rule would match. */
export function hiddenFrom(run: EvaluationRun, { rule, scope }: PreparedRule, hidden: readonly string[]): string[] {
  const { body } = rule;
  if (isUnknown(run.document.events)) return [...hidden];
  return hidden.filter((id) => {
    const covers = run.document.gaps[id]?.covers;
    return covers === undefined || body.kind !== "event" || !isCovered(body.match, new Set(covers), scope);
  });
}

/** Results that do not rest on any record: an unusable parameter, records that are hidden, no records at all. */
function startOf(run: EvaluationRun, prepared: PreparedRule, known: number, hidden: readonly string[]): RuleResults {
  const judged: RuleResults = { results: [], counts: emptyCounts(prepared.rule.id) };
  const add = (result: Result): void => {
    judged.results.push(result);
    judged.counts.judged += 1;
    judged.counts[result.status] += 1;
  };
  if (prepared.unusable) add(unusableResult(run, prepared));
  else if (hidden.length > 0) add(kindUnknown(run, prepared, known === 0 ? "list-unknown" : "open-list", hidden));
  else if (known === 0) add(plainResult(prepared, "not-applicable", kindSubject("event"), run.account));
  return judged;
}

function judgeEvent(run: EvaluationRun, prepared: PreparedRule, frame: EvaluationFrame, event: document.Event, judged: RuleResults): void {
  const matched = prepared.decides?.(frame) ?? FALSE;
  if (matched === FALSE) {
    judged.counts.noMatch += 1;
    return;
  }
  const excused = prepared.unless?.(frame) ?? FALSE;
  if (excused === TRUE) {
    judged.counts.excused += 1;
    return;
  }
  const status = matched === TRUE && excused === FALSE ? "fail" : "unknown";
  judged.counts[status] += 1;
  judged.results.push(eventResult(run, prepared, frame, event, status, matched === TRUE));
}

function eventResult(
  run: EvaluationRun,
  prepared: PreparedRule,
  frame: EvaluationFrame,
  event: document.Event,
  status: "fail" | "unknown",
  matched: boolean,
): Result {
  const { rule, scope } = prepared;
  if (rule.body.kind !== "event") throw new Error(`${rule.id} is no event rule`);
  const walk: ExplainContext = { frame, scope, kind: "event", items: [] };
  const gaps = new Set<string>();
  const match = walkCondition(walk, rule.body.match);
  const unless = rule.body.unless ? walkCondition(walk, rule.body.unless) : null;
  gapsOf(match, gaps);
  if (unless) gapsOf(unless, gaps);
  for (const { when } of rule.raise) gapsOf(walkCondition(walk, when), gaps);
  // That no one is named must not pass without a reason.
  if (isUnknown(event.actor?.label)) gaps.add(event.actor.label.$unknown);
  const values = [
    ...decidingValues(match),
    ...(unless?.truth === "unknown" ? decidingValues(unless) : []),
    ...rule.evidence.map((path) => describe(walk, path)),
  ];
  const subject = eventSubject(frame.resource);
  const reason = status === "fail" ? null : matched ? "unexcused" : gaps.has(SNAPSHOT_NEWER) ? SNAPSHOT_NEWER : null;
  return {
    ...plainResult(prepared, status, subject, event.accountId),
    ...(reason ? { reason } : {}),
    severity: severityOf(prepared, frame),
    occurrence: event.id,
    at: event.at,
    ...(typeof event.actor?.arn === "string" ? { actor: event.actor.arn } : {}),
    ...(typeof event.actor?.label === "string" ? { actorLabel: event.actor.label } : {}),
    ...(typeof event.actor?.roleArn === "string" ? { actorRole: event.actor.roleArn } : {}),
    fingerprint: fingerprint(firstId(rule), event.accountId, subject.id, event.id),
    message: matched ? renderMessage(walk, rule.message) : rule.title,
    evidence: evidenceOf(values, run.document, frame.clockMs),
    ...(status === "fail" ? { facts: factsOf(walk, "match", rule.body.match, match) } : {}),
    gaps: [...gaps].sort(byGapId),
  };
}
