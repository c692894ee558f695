import { type ResourceKind, type Result, TABLE } from "../../schemas/index.ts";
import { fingerprint } from "../fingerprint.ts";
import { isMark, type Mark, openMark } from "../logic/mark.ts";
import type { Walk } from "../logic/read.ts";
import type { ReadValue, TruthNode } from "../logic/trace.ts";
import { FALSE, TRUE, UNKNOWN } from "../logic/truth.ts";
import { describe, walkCondition } from "../logic/walk.ts";
import type { Frame, Resource } from "../logic/world.ts";
import type { CheckedRule } from "../rule.ts";
import { decidingValues, evidenceOf, gapsOf } from "./evidence.ts";
import { byGapId } from "./gap-book.ts";
import { renderMessage } from "./message.ts";
import { newFrame, type PreparedRule, severityOf, severityUnread } from "./prepare.ts";
import { emptyCounts, type Judged, plainResult, type Run } from "./run.ts";
import { kindSubject, type Subject } from "./subject.ts";

/** Judges a state or manual rule: a result for every resource of its kind, and one for the kind where its list is empty, open or unread. */
export function judgeState(run: Run, prepared: PreparedRule, subjects: (kind: ResourceKind, resource: Resource) => Subject): Judged {
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
    add(judgeResource(run, prepared, frame, subjects(rule.resource, frame.resource)));
  }
  if (mark) add(kindUnknown(run, prepared, "open-list", [mark.$unknown]));
  if (list.length === 0) add(plainResult(prepared, "not-applicable", kindSubject(rule.resource), run.account));
  return judged;
}

function judgeResource(run: Run, prepared: PreparedRule, frame: Frame, subject: Subject): Result {
  const { applies, decides } = prepared;
  const applied = applies === null ? TRUE : applies(frame);
  if (applied === FALSE) return plainResult(prepared, "not-applicable", subject, run.account);
  const held = decides === null ? UNKNOWN : decides(frame);
  if (applied === TRUE && held === TRUE) return plainResult(prepared, "pass", subject, run.account);
  const fails = applied === TRUE && held === FALSE;
  return explained(run, prepared, frame, subject, fails ? "fail" : "unknown");
}

/** A failed or unknown result, with what decided it or kept it from being decided. */
function explained(run: Run, prepared: PreparedRule, frame: Frame, subject: Subject, status: "fail" | "unknown"): Result {
  const { rule, scope } = prepared;
  const walk: Walk = { frame, scope, kind: rule.resource, items: [] };
  const trees = treesOf(walk, rule, status);
  const gaps = new Set<string>();
  for (const tree of trees) gapsOf(tree, gaps);
  for (const { when } of status === "fail" ? rule.raise : []) gapsOf(walkCondition(walk, when), gaps);
  const values: ReadValue[] = trees.flatMap(decidingValues);
  const named = rule.evidence.map((path) => describe(walk, path));
  return {
    ...plainResult(prepared, status, subject, run.account),
    ...(rule.body.kind === "manual" ? { reason: "manual" } : {}),
    severity: severityOf(prepared, frame),
    fingerprint: fingerprint(rule.id, run.account, subject.id, null),
    message: status === "fail" ? renderMessage(walk, rule.message) : rule.body.kind === "manual" ? rule.body.question : rule.title,
    evidence: evidenceOf([...values, ...named], run.document, frame.clockMs),
    gaps: [...gaps].sort(byGapId),
  };
}

/** A failure is told by what was required, an unknown by whatever is unknown. */
function treesOf(walk: Walk, { body }: CheckedRule, status: "fail" | "unknown"): TruthNode[] {
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
