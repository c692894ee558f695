import { isUnknownMark, openMark, type UnknownMark } from "../../document/index.ts";
import { type ResourceKind, type Result, TABLE } from "../../schemas/index.ts";
import { type CheckedRule, type EvaluationFrame, type ExplainContext, FALSE, type Resource, TRUE, UNKNOWN, walkCondition } from "../language/index.ts";
import { byGapId } from "./evaluation-gaps.ts";
import { gapsOf } from "./evidence.ts";
import { fingerprint, firstId } from "./fingerprint.ts";
import { judgedHolder } from "./holders.ts";
import { newFrame, type PreparedRule, severityOf, severityUnread } from "./prepare.ts";
import { type EvaluationRun, emptyCounts, NO_GAPS, plainResult, type RuleResults } from "./run.ts";
import { treesOf } from "./state-evidence.ts";
import { type EvaluatedResource, kindSubject } from "./subject.ts";

type SubjectOf = (kind: ResourceKind, resource: Resource) => EvaluatedResource;

/**
 * Judges a state or manual rule: a result for every resource of its kind, and one for the kind where its list is empty, open or unread. What a result
 * says beyond its status, severity and gaps is made by `detail`. Passes, and resources that the rule does not apply to, are only counted unless `lists`
 * has their status.
 */
export function judgeState(run: EvaluationRun, prepared: PreparedRule, subjects: SubjectOf, lists: ReadonlySet<Result["status"]>): RuleResults {
  const { rule } = prepared;
  const judged: RuleResults = { results: [], counts: emptyCounts(rule.id) };
  const add = (result: Result): void => {
    judged.results.push(result);
    if (result.cannotFail) return;
    judged.counts.judged += 1;
    judged.counts[result.status] += 1;
  };
  if (prepared.unusable) {
    add(unusableResult(run, prepared));
    return judged;
  }
  const list = resourcesOf(run, rule.resource);
  const mayHoldMore = run.mayHoldMore(rule);
  const frame = newFrame(run.index, prepared, run.clockMs);
  judgeHolders(run, prepared, frame, subjects, add);
  if (isUnknownMark(list)) {
    if (mayHoldMore) add(kindUnknown(run, prepared, "list-unknown", [list.$unknown]));
    return judged;
  }
  const mark = openMark(list);
  for (const resource of list) {
    if (isUnknownMark(resource)) break;
    frame.resource = resource as Resource;
    if (prepared.letSlots > 0) frame.lets.fill(undefined);
    const status = statusOf(prepared, frame);
    if (status === "fail" || status === "unknown") add(openResult(run, prepared, frame, subjects(rule.resource, frame.resource), status));
    else if (lists.has(status)) add(plainResult(prepared, status, subjects(rule.resource, frame.resource), run.account));
    else {
      judged.counts.judged += 1;
      judged.counts[status] += 1;
    }
  }
  if (mark && (mark.members === undefined ? mayHoldMore : !isSettled(prepared, frame, mark))) add(kindUnknown(run, prepared, "open-list", [mark.$unknown]));
  if (list.length === 0) add(plainResult(prepared, "not-applicable", kindSubject(rule.resource), run.account));
  return judged;
}

/** Whether nothing that an open list may hold beside its known resources is a finding. */
function isSettled(prepared: PreparedRule, frame: EvaluationFrame, { members }: UnknownMark): boolean {
  if (members === undefined) return false;
  return members.every((member) => {
    frame.resource = member as Resource;
    if (prepared.letSlots > 0) frame.lets.fill(undefined);
    const status = statusOf(prepared, frame);
    return status === "pass" || status === "not-applicable" || (status === "unknown" && cannotFail(prepared, frame));
  });
}

/** What a rule says of those who get a policy and have no name yet: a finding, an unknown that the policy may make one, or a pass. */
function judgeHolders(run: EvaluationRun, prepared: PreparedRule, frame: EvaluationFrame, subjects: SubjectOf, add: (result: Result) => void): void {
  const { rule } = prepared;
  for (const holder of run.holders) {
    if (holder.kind !== rule.resource) continue;
    const status = judgedHolder(holder, prepared, frame, statusOf);
    if (status === null) continue;
    frame.resource = holder.resource;
    if (prepared.letSlots > 0) frame.lets.fill(undefined);
    const subject = subjects(rule.resource, holder.resource);
    if (status === "pass") add(plainResult(prepared, status, subject, run.account));
    else add(openResult(run, prepared, frame, subject, status));
  }
}

/** What a rule says of the resource in the frame. */
export function statusOf({ applies, decides }: PreparedRule, frame: EvaluationFrame): Result["status"] {
  const applied = applies === null ? TRUE : applies(frame);
  if (applied === FALSE) return "not-applicable";
  const held = decides === null ? UNKNOWN : decides(frame);
  if (applied === TRUE && held === TRUE) return "pass";
  return applied === TRUE && held === FALSE ? "fail" : "unknown";
}

/** Whether a result that is unknown is no finding whatever the missing values are: what the rule requires holds, or it does not apply. */
const cannotFail = ({ decides }: PreparedRule, frame: EvaluationFrame): boolean => decides !== null && decides(frame) === TRUE;

/** A failed or unknown result: how severe it is, and the gaps that it rests on. */
function openResult(run: EvaluationRun, prepared: PreparedRule, frame: EvaluationFrame, subject: EvaluatedResource, status: "fail" | "unknown"): Result {
  const { rule } = prepared;
  const result = plainResult(prepared, status, subject, run.account);
  if (rule.body.kind === "manual") {
    result.reason = "manual";
    result.message = rule.body.question;
  }
  result.severity = severityOf(prepared, frame);
  result.fingerprint = fingerprint(firstId(rule), run.account, subject.id, null);
  if (status === "unknown" && cannotFail(prepared, frame)) result.cannotFail = true;
  result.gaps = status === "fail" && rule.raise.length === 0 ? NO_GAPS : restsOn(prepared, frame, status);
  return result;
}

/** The gaps that an unknown result rests on, or the severity of a finding. */
function restsOn(prepared: PreparedRule, frame: EvaluationFrame, status: "fail" | "unknown"): string[] {
  const { rule, scope } = prepared;
  const walk: ExplainContext = { frame, scope, kind: rule.resource, items: [] };
  const gaps = new Set<string>();
  const trees = status === "fail" ? unknownRaises(prepared, frame).map(({ when }) => walkCondition(walk, when)) : treesOf(walk, rule, status);
  for (const tree of trees) gapsOf(tree, gaps);
  return sortedGaps(gaps);
}

const sortedGaps = (gaps: ReadonlySet<string>): string[] => (gaps.size > 0 ? [...gaps].sort(byGapId) : NO_GAPS);

/** Those of `raise` that are unknown; all of them where an overridden severity left them uncompiled. */
function unknownRaises({ rule, raise }: PreparedRule, frame: EvaluationFrame): CheckedRule["raise"] {
  return rule.raise.filter((_, at) => (raise[at] ? raise[at].when(frame) === UNKNOWN : true));
}

/** Resources of a kind: account and root are the only ones of theirs. */
export function resourcesOf(run: EvaluationRun, kind: ResourceKind): readonly unknown[] | UnknownMark {
  if (kind !== "account" && kind !== "root") return run.index.list(TABLE.kinds[kind].list ?? "");
  const only = run.index[kind];
  return isUnknownMark(only) ? only : [only];
}

/** The kind's own unknown result. Its severity is what a resource nobody has read could still get. */
export function kindUnknown(run: EvaluationRun, prepared: PreparedRule, reason: string, gaps: readonly string[]): Result {
  const { rule } = prepared;
  const subject = kindSubject(rule.resource);
  return {
    ...plainResult(prepared, "unknown", subject, run.account),
    reason,
    severity: severityUnread(prepared, run.index, run.clockMs, { $unknown: gaps[0] ?? "unread" }),
    fingerprint: fingerprint(firstId(rule), run.account, null, null),
    gaps: [...gaps].sort(byGapId),
  };
}

/** The one unknown result of a rule whose parameters do not let it be judged. */
export function unusableResult(run: EvaluationRun, prepared: PreparedRule): Result {
  const { reason, names } = prepared.unusable ?? { reason: "param-not-set", names: [] };
  const what = reason === "param-not-set" ? "is not set" : "holds a value that cannot be used";
  return { ...kindUnknown(run, prepared, reason, []), message: `${prepared.rule.title}: parameter ${names.join(", ")} ${what}` };
}
