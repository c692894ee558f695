import type { ReeveDocument, ReeveResults, Result } from "../../schemas/index.ts";
import { compileGlob } from "../language/index.ts";
import { byGapId, type EvaluationGaps } from "./evaluation-gaps.ts";
import type { AcceptedGap } from "./options.ts";
import type { PreparedRule } from "./prepare.ts";
import type { RuleCounts } from "./run.ts";

type Summary = ReeveResults["summary"];
type ControlStatus = Summary["controls"][number]["status"];

/** Adds up results as they come, so that they need not all be held. */
export interface Tally {
  /** Of findings and unknowns; all others are in the counts. */
  add: (result: Result) => void;
  summary: (rules: readonly PreparedRule[], counts: readonly RuleCounts[]) => Summary;
  gapsUsed: ReadonlySet<string>;
}

/** `accepted` gives what accepts a gap; gaps that unknown results rest on and that nothing accepts are listed. */
export function tally(accepted: (gap: string) => AcceptedGap | null): Tally {
  const severity: Summary["severity"] = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  const gapsUsed = new Set<string>();
  const unaccepted = new Set<string>();
  return {
    gapsUsed,
    add: (result) => {
      if (result.status === "fail") severity[result.severity] += 1;
      for (const gap of result.gaps) {
        gapsUsed.add(gap);
        if (result.status === "unknown" && !result.cannotFail && !accepted(gap)) unaccepted.add(gap);
      }
    },
    summary: (rules, counts) => {
      const sum = (key: Result["status"]): number => counts.reduce((total, count) => total + count[key], 0);
      const status = { pass: sum("pass"), fail: sum("fail"), unknown: sum("unknown"), "not-applicable": sum("not-applicable") };
      const noResult = counts.reduce((sum, count) => sum + count.noMatch + count.excused, 0);
      const decided = status.pass + status.fail + status["not-applicable"] + noResult;
      const gapsUnaccepted = [...unaccepted].sort(byGapId);
      return { status, severity, controls: controlsOf(prepared(rules), counts), coverage: { decided, total: decided + status.unknown, gapsUnaccepted } };
    },
  };
}

const prepared = (rules: readonly PreparedRule[]): PreparedRule["rule"][] => rules.map(({ rule }) => rule);

/** Controls with the worst status of their rules, from what each rule counted. */
export function controlsOf(rules: readonly { id: string; controls: Record<string, string[]> }[], counts: readonly RuleCounts[]): Summary["controls"] {
  const countsOf = new Map(counts.map((count) => [count.rule, count]));
  const controls = new Map<string, Summary["controls"][number]>();
  for (const rule of rules) {
    const status = statusOf(countsOf.get(rule.id));
    for (const [framework, ids] of Object.entries(rule.controls)) {
      for (const id of ids) {
        const key = JSON.stringify([framework, id]);
        const control = controls.get(key) ?? { framework, id, status: "not-applicable" as ControlStatus, rules: [] };
        control.rules.push(rule.id);
        if (WORST.indexOf(status) < WORST.indexOf(control.status)) control.status = status;
        controls.set(key, control);
      }
    }
  }
  return [...controls.values()].sort((left, right) => byText(left.framework, right.framework) || byControl(left.id, right.id));
}

const WORST: readonly ControlStatus[] = ["fail", "unknown", "pass", "not-applicable"];

/** A rule's worst result; records that did not match or were excused count as passed. */
function statusOf(counts: RuleCounts | undefined): ControlStatus {
  if (!counts) return "not-applicable";
  if (counts.fail > 0) return "fail";
  if (counts.unknown > 0) return "unknown";
  return counts.pass + counts.noMatch + counts.excused > 0 ? "pass" : "not-applicable";
}

const byText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** 1.9 before 1.10, IAM.5 before IAM.10. */
function byControl(left: string, right: string): number {
  const [leftParts, rightParts] = [left.split("."), right.split(".")];
  for (let at = 0; at < Math.min(leftParts.length, rightParts.length); at += 1) {
    const [leftPart = "", rightPart = ""] = [leftParts[at], rightParts[at]];
    const difference = Number(leftPart) - Number(rightPart);
    if (Number.isNaN(difference) ? leftPart !== rightPart : difference !== 0) return Number.isNaN(difference) ? byText(leftPart, rightPart) : difference;
  }
  return leftParts.length - rightParts.length;
}

/** What accepts a gap, or null: the first entry that names it by source and scope globs, until the last day of the acceptance by the document's clock. */
export function acceptance(document: ReeveDocument, gaps: EvaluationGaps, entries: readonly AcceptedGap[]): (gap: string) => AcceptedGap | null {
  const today = document.collectedAt.slice(0, 10);
  const held = entries
    .filter((entry) => today <= entry.expires)
    .map((entry) => ({ entry, source: compileGlob(entry.source), scope: compileGlob(entry.scope ?? "*") }));
  return (id) => {
    const gap = gaps.get(id);
    return (gap && held.find(({ source, scope }) => source(gap.source) && scope(gap.scope))?.entry) ?? null;
  };
}
