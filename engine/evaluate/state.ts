import { type ResourceKind, type Result, TABLE } from "../../schemas/index.ts";
import { fingerprint } from "../fingerprint.ts";
import type { Condition } from "../logic/ast.ts";
import { compiler } from "../logic/compile.ts";
import { isMark, type Mark, openMark } from "../logic/mark.ts";
import type { Walk } from "../logic/read.ts";
import type { TruthNode } from "../logic/trace.ts";
import { FALSE, TRUE, type Truth, UNKNOWN } from "../logic/truth.ts";
import { describe, walkCondition } from "../logic/walk.ts";
import type { Frame, Resource } from "../logic/world.ts";
import type { CheckedRule } from "../rule.ts";
import { decidingValues, ELEMENTS_SHOWN, evidenceOf, gapsOf } from "./evidence.ts";
import { byGapId } from "./gap-book.ts";
import { renderMessage } from "./message.ts";
import { newFrame, type PreparedRule, severityOf, severityUnread } from "./prepare.ts";
import { emptyCounts, type Judged, plainResult, type Run, type Which } from "./run.ts";
import { kindSubject, type Subject } from "./subject.ts";

/**
 * Judges a state or manual rule: a result for every resource of its kind, and one for the kind where its list is empty, open or unread. With `open`,
 * resources that pass or that the rule does not apply to are counted alone: they cost no object.
 */
export function judgeState(run: Run, prepared: PreparedRule, subjects: (kind: ResourceKind, resource: Resource) => Subject, which: Which): Judged {
  const { rule } = prepared;
  const judged: Judged = { results: [], counts: emptyCounts(rule.id) };
  const add = (result: Result): void => {
    judged.results.push(result);
    judged.counts.judged += 1;
    judged.counts[result.status] += 1;
  };
  if (prepared.unusable) {
    add(unusableResult(run, prepared));
    return judged;
  }
  const list = resourcesOf(run, rule.resource);
  if (isMark(list)) {
    add(kindUnknown(run, prepared, "list-unknown", [list.$unknown]));
    return judged;
  }
  const frame = newFrame(run.world, prepared, run.clockMs);
  const mark = openMark(list);
  for (const resource of list) {
    if (isMark(resource)) break;
    frame.resource = resource as Resource;
    if (prepared.letSlots > 0) frame.lets.fill(undefined);
    const status = statusOf(prepared, frame);
    if (status === "fail" || status === "unknown") add(explained(run, prepared, frame, subjects(rule.resource, frame.resource), status, which));
    else if (which === "all") add(plainResult(prepared, status, subjects(rule.resource, frame.resource), run.account));
    else {
      judged.counts.judged += 1;
      judged.counts[status] += 1;
    }
  }
  if (mark) add(kindUnknown(run, prepared, "open-list", [mark.$unknown]));
  if (list.length === 0) add(plainResult(prepared, "not-applicable", kindSubject(rule.resource), run.account));
  return judged;
}

function statusOf({ applies, decides }: PreparedRule, frame: Frame): Result["status"] {
  const applied = applies === null ? TRUE : applies(frame);
  if (applied === FALSE) return "not-applicable";
  const held = decides === null ? UNKNOWN : decides(frame);
  if (applied === TRUE && held === TRUE) return "pass";
  return applied === TRUE && held === FALSE ? "fail" : "unknown";
}

/**
 * A failed or unknown result, with what decided it or kept it from being decided. With `open`, the evidence of a failure is worked out when somebody
 * asks for it, and is not enumerable: a report that folds thousands of findings pays for those it shows.
 */
function explained(run: Run, prepared: PreparedRule, frame: Frame, subject: Subject, status: "fail" | "unknown", which: Which): Result {
  const { rule, scope } = prepared;
  const walk: Walk = { frame, scope, kind: rule.resource, items: [] };
  const gaps = new Set<string>();
  if (status === "fail") for (const { when } of unknownRaises(prepared, frame)) gapsOf(walkCondition(walk, when), gaps);
  const result = plainResult(prepared, status, subject, run.account);
  if (rule.body.kind === "manual") result.reason = "manual";
  result.severity = severityOf(prepared, frame);
  result.fingerprint = fingerprint(rule.id, run.account, subject.id, null);
  if (status === "fail") result.message = renderMessage(walk, rule.message);
  else if (rule.body.kind === "manual") result.message = rule.body.question;
  if (status === "fail" && which === "open") deferEvidence(run, prepared, result, frame.resource);
  else {
    const trees = treesOf(walk, rule, status);
    for (const tree of trees) gapsOf(tree, gaps);
    result.evidence = stateEvidence(run, walk, rule, trees);
  }
  if (gaps.size > 0) result.gaps = [...gaps].sort(byGapId);
  return result;
}

function deferEvidence(run: Run, prepared: PreparedRule, result: Result, resource: Resource): void {
  const { rule, scope } = prepared;
  let evidence: Result["evidence"] | null = null;
  Object.defineProperty(result, "evidence", {
    enumerable: false,
    get: () => {
      const frame: Frame = { ...newFrame(run.world, prepared, run.clockMs), resource };
      const truthOf = (condition: Condition): Truth => compiler(scope).condition(condition)({ ...frame, items: [], lets: [] });
      const walk: Walk = { frame, scope, kind: rule.resource, items: [], brief: { truthOf, elements: ELEMENTS_SHOWN } };
      evidence ??= stateEvidence(run, walk, rule, treesOf(walk, rule, "fail"));
      return evidence;
    },
  });
}

/** What decided, and what the rule wants shown beside it. */
export const stateEvidence = (run: Pick<Run, "document">, walk: Walk, rule: CheckedRule, trees: readonly TruthNode[]): Result["evidence"] =>
  evidenceOf([...trees.flatMap(decidingValues), ...rule.evidence.map((path) => describe(walk, path))], run.document, walk.frame.clockMs);

/** Those of `raise` that are unknown; all of them where an overridden severity left them uncompiled. */
function unknownRaises({ rule, raise }: PreparedRule, frame: Frame): CheckedRule["raise"] {
  return rule.raise.filter((_, at) => (raise[at] ? raise[at].when(frame) === UNKNOWN : true));
}

/** A failure is told by what was required, an unknown by whatever is unknown. */
export function treesOf(walk: Walk, { body }: CheckedRule, status: "fail" | "unknown"): TruthNode[] {
  if (body.kind === "event") return [];
  const required = body.kind === "state" ? [walkCondition(walk, body.require)] : [];
  if (status === "fail") return required;
  const applied = body.applies ? [walkCondition(walk, body.applies)] : [];
  return [...applied, ...required].filter((tree) => tree.truth === "unknown");
}

/** Resources of a kind: account and root are the only ones of theirs. */
function resourcesOf(run: Run, kind: ResourceKind): readonly unknown[] | Mark {
  if (kind !== "account" && kind !== "root") return run.world.list(TABLE.kinds[kind].list ?? "");
  const only = run.world[kind];
  return isMark(only) ? only : [only];
}

/** The kind's own unknown result. Its severity is what a resource nobody has read could still get. */
export function kindUnknown(run: Run, prepared: PreparedRule, reason: string, gaps: readonly string[]): Result {
  const { rule } = prepared;
  const subject = kindSubject(rule.resource);
  return {
    ...plainResult(prepared, "unknown", subject, run.account),
    reason,
    severity: severityUnread(prepared, run.world, run.clockMs, { $unknown: gaps[0] ?? "unread" }),
    fingerprint: fingerprint(rule.id, run.account, null, null),
    gaps: [...gaps].sort(byGapId),
  };
}

/** The one unknown result of a rule whose parameters do not let it be judged. */
export function unusableResult(run: Run, prepared: PreparedRule): Result {
  const { reason, names } = prepared.unusable ?? { reason: "param-not-set", names: [] };
  const what = reason === "param-not-set" ? "is not set" : "holds a value that cannot be used";
  return { ...kindUnknown(run, prepared, reason, []), message: `${prepared.rule.title}: parameter ${names.join(", ")} ${what}` };
}
