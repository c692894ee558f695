import type { ReeveResults, Result } from "../schemas/index.ts";
import { reasonsApart, undecidedText } from "./cause.ts";
import { comparedText } from "./compared.ts";
import { number, plural } from "./layout.ts";
import { SEVERITY_ORDER } from "./number.ts";
import { detailed, type Reporter, type ReportOptions } from "./options.ts";
import { alsoChangedText } from "./place.ts";
import { type Sections, sectionsOf } from "./sections.ts";
import { decisionOf, isShownAsFinding, standsInTheWay } from "./standing.ts";
import { type RuleOf, rulesById } from "./values.ts";
import { short } from "./visible.ts";
import { slashes, workflowCommand } from "./workflow-command.ts";

/**
 * GitHub shows ten errors, ten warnings and ten notices of a step and drops the others without a word. One of each is left to whatever else the step says.
 * Source: actions/toolkit, docs/problem-matchers.md, "Limitations".
 */
const MAX_ANNOTATIONS = 9;
const NAMED = 5;

interface Annotation {
  rule: string;
  members: Result[];
}

/** Workflow commands: what blocks as errors, other findings and unknowns as warnings, one annotation a rule and place; what is waived in one notice. */
export const github: Reporter = function* (results, options) {
  const sections = sectionsOf(results);
  const ruleOf = rulesById(results);
  const { errors, warnings } = byLevel(sections, results);
  const reasons = reasonsApart(results, standsInTheWay(results));
  const decided = decisionOf(results);
  if (reasons.length > 0 && decided)
    yield workflowCommand(
      decided.exitCode === 1 ? "error" : "warning",
      { title: `Reeve ${decided.command}: ${decided.exitCode === 1 ? "blocked" : "incomplete"}` },
      reasons.slice(0, NAMED).map((text) => short(text, 400)),
    );
  const left: Result[] = [];
  for (const [level, list] of [
    ["error", errors],
    ["warning", warnings],
  ] as const) {
    const annotations = folded(list);
    for (const annotation of annotations.slice(0, MAX_ANNOTATIONS)) yield annotationText(level, annotation, results.gaps, ruleOf, options);
    left.push(...annotations.slice(MAX_ANNOTATIONS).flatMap(({ members }) => members));
  }
  const problems = results.gate?.problems ?? [];
  if (problems.length > 0) yield problemsText(problems);
  if (sections.waived.length > 0) yield waivedText(sections.waived, options);
  if (left.length > 0) {
    yield workflowCommand("notice", { title: "Reeve: more than GitHub shows" }, [
      `${plural(left.length, "more result")} (${bySeverity(left)}) of ${plural(new Set(left.map(({ rule }) => rule)).size, "rule")}: GitHub shows ten annotations of a kind for each step. The summary and the other formats list them.`,
    ]);
  }
};

/** What a gate or check does not pass by. Where nothing was decided: the findings, but for those of severity info. */
function byLevel(sections: Sections, results: ReeveResults): { errors: Result[]; warnings: Result[] } {
  const { introduced, affected, worse, changed, findings, unknown, blocks } = sections;
  const open = [...introduced, ...affected, ...worse, ...changed, ...findings, ...unknown];
  const stands = standsInTheWay(results);
  const isError = (result: Result): boolean =>
    results.gate
      ? blocks(result)
      : isShownAsFinding(result) && (results.decision ? results.decision.exitCode === 1 && stands(result) : result.severity !== "info");
  const mostSevereFirst = (list: Result[]): Result[] =>
    list.toSorted((a, b) => rank(a) - rank(b) || SEVERITY_ORDER.indexOf(a.severity) - SEVERITY_ORDER.indexOf(b.severity));
  return { errors: mostSevereFirst(open.filter(isError)), warnings: mostSevereFirst(open.filter((result) => !isError(result))) };
}

const rank = (result: Result): number => (isShownAsFinding(result) ? 0 : 1);

/** One annotation a rule and line; one a rule where that is too many. */
function folded(list: readonly Result[]): Annotation[] {
  const byPlace = grouped(list, ({ rule, location }) => JSON.stringify([rule, location?.file ?? null, location?.line ?? null]));
  return byPlace.length <= MAX_ANNOTATIONS ? byPlace : grouped(list, ({ rule }) => rule);
}

function grouped(list: readonly Result[], keyOf: (result: Result) => string): Annotation[] {
  const groups = new Map<string, Annotation>();
  for (const result of list) {
    const key = keyOf(result);
    const group = groups.get(key);
    if (group) group.members.push(result);
    else groups.set(key, { rule: result.rule, members: [result] });
  }
  return [...groups.values()];
}

function annotationText(level: "error" | "warning", { rule, members }: Annotation, gaps: ReeveResults["gaps"], ruleOf: RuleOf, options: ReportOptions): string {
  const [first] = members;
  if (!first) return "";
  const place = members.find(({ location }) => location?.file)?.location;
  const where = place?.file ? { file: slashes(place.file), ...(place.line === null ? {} : { line: place.line }) } : {};
  const unknown = !members.some(isShownAsFinding);
  const undecided = undecidedText(detailed(first, options), gaps);
  const title = `${first.severity}${unknown ? ", unknown" : ""}: ${short(ruleOf(rule)?.title ?? rule, 150)}`;
  const lines = members.slice(0, NAMED).map((result) => {
    const notes = [...(result.delta === "affected" ? ["affected by the change"] : []), ...comparedText(result), ...alsoChangedText(result)];
    return short(detailed(result, options).message, 300) + (notes.length > 0 ? ` (${short(notes.join("; "), 400)})` : "");
  });
  const remediation = unknown ? null : options.remediationTextOf(first);
  return workflowCommand(level, { ...where, title }, [
    ...lines,
    ...moreText(members.length),
    ...(undecided === null ? [] : [short(undecided, 400)]),
    ...(remediation === null ? [] : [`fix: ${short(remediation, 300)}`]),
    `rule: ${short(rule, 100)}`,
  ]);
}

function problemsText(problems: NonNullable<ReeveResults["gate"]>["problems"]): string {
  const lines = problems.slice(0, NAMED).map(({ address, message }) => `${address === null ? "" : `${short(address, 200)}: `}${short(message, 300)}`);
  return workflowCommand("notice", { title: `Reeve could not judge ${plural(problems.length, "part")} of the plan` }, [...lines, ...moreText(problems.length)]);
}

const moreText = (count: number): string[] => (count > NAMED ? [`and ${number(count - NAMED)} more`] : []);

function waivedText(waived: readonly Result[], options: ReportOptions): string {
  const lines = waived.slice(0, NAMED).map((result) => {
    const { message, waiver } = detailed(result, options);
    if (!waiver) return short(message, 200);
    return `${short(message, 200)}: ${waiver.kind}, ${short(waiver.reason, 200)} (${short(waiver.owner, 80)}, ${plural(waiver.daysLeft, "day")} left)`;
  });
  return workflowCommand("notice", { title: `Reeve: ${number(waived.length)} waived` }, [...lines, ...moreText(waived.length)]);
}

/** `2 high, 31 low`. */
function bySeverity(list: readonly Result[]): string {
  return SEVERITY_ORDER.flatMap((severity) => {
    const count = list.filter((result) => result.severity === severity).length;
    return count > 0 ? [`${number(count)} ${severity}`] : [];
  }).join(", ");
}
