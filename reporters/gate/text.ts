import type { ReeveResults, Result } from "../../schemas/index.ts";
import { number, plural, wrap } from "../layout.ts";
import { ledgerLines } from "../ledger.ts";
import { nextLines } from "../next.ts";
import { notConfiguredLines } from "../not-configured.ts";
import { numbered } from "../number.ts";
import { mayBeRemediated, type ReportOptions } from "../options.ts";
import { type Paint, paintOf } from "../paint.ts";
import { sectionsOf } from "../sections.ts";
import { isShownAsFinding } from "../standing.ts";
import { unreadLines } from "../unread.ts";
import { unwatchedLines } from "../unwatched.ts";
import { findingsText, type GateTextContext, type NumberedResult } from "./findings.ts";
import { type GateReport, headText } from "./head.ts";
import { curedText, problemsText, waivedText, waiversText, weakenedText } from "./kept.ts";
import { nextStep } from "./next.ts";
import { unknownsText } from "./unknowns.ts";

/** A gate for reading, within a screen: the decision, what the change makes worse, what it fixes, what could not be judged, what is accepted, what to do next. */
export function* gateText(results: ReeveResults, gate: GateReport, options: ReportOptions): Iterable<string> {
  const paint = paintOf(options.color);
  const { width } = options;
  const all = numbered(results);
  const numberOf = new Map(all.map((each) => [each.result, each.number]));
  // In the order of their numbers: the most severe first, whatever the change did.
  const shown = (list: readonly Result[]): NumberedResult[] =>
    list.map((result) => ({ result, number: numberOf.get(result) ?? 0 })).sort((left, right) => left.number - right.number);
  const sections = sectionsOf(results, all);
  const context: GateTextContext = { options, paint, gaps: results.gaps, blocks: sections.blocks, comparison: gate.comparison };
  const section = (title: string, lines: readonly string[]): string => (lines.length > 0 ? `\n${paint.bold(title)}\n${lines.join("\n")}\n` : "");

  yield headText(results, gate, options, paint);
  const { introduced, affected, worse, changed, findings } = sections;
  const unjudged = new Set(gate.unjudged);
  const isUnjudged = ({ fingerprint }: Result): boolean => fingerprint !== undefined && unjudged.has(fingerprint);
  const fresh = [...introduced, ...affected];
  const [other, open] = [changed.filter(sections.blocks), changed.filter(isUnjudged)];
  yield section(`${gate.comparison === "rules" ? "NEWLY FLAGGED" : "INTRODUCED"} ${number(fresh.length)}`, findingsText(shown(fresh), context));
  yield section(`WORSE ${number(worse.length)}`, findingsText(shown(worse), context));
  yield section(`CHANGED ${number(other.length)}`, findingsText(shown(other), context));
  yield section(`PERHAPS WORSE ${number(open.length)}`, findingsText(shown(open), { ...context, isOpen: true }));
  yield section(plural(findings.length, "FINDING", "FINDINGS"), findingsText(shown(findings), context));
  yield section(
    `${gate.comparison === "rules" ? "NO LONGER FLAGGED" : "FIXED"} ${number(sections.fixed.length)}`,
    curedText(sections.fixed, results, width, paint),
  );
  yield section(`WEAKENED ${number(gate.weakenings?.length ?? 0)}`, weakenedText(gate, width, paint));
  yield section("NOT JUDGED", problemsText(gate, width, paint));
  const unknowns = all.filter(
    ({ result }) => !isShownAsFinding(result) && (gate.comparison !== "none" ? isNews(result, unjudged) : result.waiver === undefined),
  );
  yield section(`UNKNOWN ${number(unknowns.length)}`, unknownsText(unknowns, results, width, paint));
  yield section(`WAIVED ${number(sections.waived.length)}`, waivedText(shown(sections.waived), options, paint));
  yield section("WAIVERS TO LOOK AT", waiversText(results, width, paint));
  yield section("UNWATCHED", unwatchedLines(results, options, paint));
  const first = all.find(({ result }) => sections.blocks(result));
  yield closing(results, gate, first ? { number: first.number, hasRemediation: mayBeRemediated(options, first.result) } : null, options, paint);
}

/** Unknown by the change, or in the way of the decision; what was unknown before is a count. */
const isNews = (result: Result, unjudged: ReadonlySet<string>): boolean =>
  result.waiver === undefined && (result.delta === "newly-unknown" || (result.fingerprint !== undefined && unjudged.has(result.fingerprint)));

/** What stays as it was, in numbers, and the next step. */
function closing(all: ReeveResults, gate: GateReport, first: Parameters<typeof nextStep>[1], { width, numberFlags }: ReportOptions, paint: Paint): string {
  const { results } = all;
  const { counts } = gate;
  const context = new Set(gate.unjudged);
  const shownAlready = new Set([...gate.blocking, ...context]);
  const asBefore = results.filter(
    ({ status, delta, waiver, baseline, fingerprint }) =>
      delta === "unchanged" && !waiver && !baseline && !(status === "unknown" && context.has(fingerprint ?? "")),
  );
  const unknown = asBefore.filter((result) => !isShownAsFinding(result)).length;
  const changed = results.filter(
    ({ delta, waiver, baseline, fingerprint }) => delta === "changed" && !waiver && !baseline && !shownAlready.has(fingerprint ?? ""),
  ).length;
  const parts = [
    ...(asBefore.length - unknown > 0 ? [`${plural(asBefore.length - unknown, "finding")} unchanged`] : []),
    ...(unknown > 0 ? [`${number(unknown)} unknown unchanged`] : []),
    ...(changed > 0 ? [`${number(changed)} changed, not worse`] : []),
    ...(counts.baseline > 0 ? [`${number(counts.baseline)} in the baseline`] : []),
    ...(counts.waived > 0 ? [`${number(counts.waived)} waived`] : []),
  ];
  const missing = results.filter(({ fingerprint }) => context.has(fingerprint ?? "")).flatMap(({ gaps }) => gaps.flatMap((id) => all.gaps[id] ?? []));
  const next = nextStep(gate, first, numberFlags, missing.length === 0 || missing.some(({ reason }) => reason !== "KnownAfterApply"));
  const lines = [
    ...notConfiguredLines(all.rules, width, paint),
    ...(parts.length > 0 ? wrap(parts.join(" · "), width) : []),
    ...ledgerLines(all, width),
    ...unreadLines(all, width),
    ...(next === null ? [] : nextLines(next, width, paint)),
  ];
  return lines.length > 0 ? `\n${lines.join("\n")}\n` : "";
}
