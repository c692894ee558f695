import { frameworksOf, type ReeveResults } from "../../schemas/index.ts";
import { type CheckedRule, meetsDemand, type ParamValue } from "../language/index.ts";
import type { NotRunRule } from "./options.ts";
import type { RuleCounts } from "./run.ts";

type Control = ReeveResults["summary"]["controls"][number];
type ControlStatus = Control["status"];
type JudgedRule = ReeveResults["rules"][number];

/** What a judged rule says of controls. */
type Answers = Pick<JudgedRule, "id" | "controls" | "informs" | "tailored" | "partly">;

/** The rules that did not run, as controls name them. */
export const notRunOf = (controls: readonly Control[]): NotRunRule[] =>
  controls.flatMap(({ framework, id, notEvaluated = [] }) => notEvaluated.map(({ rule, why }) => ({ id: rule, why, controls: { [framework]: [id] } })));

/** Controls that parameters in force leave weaker than they demand, those that the rule decides in part, and those that it informs. */
export function answersOf(
  { controls, controlTerms = [], informs }: Pick<CheckedRule, "controls" | "controlTerms" | "informs">,
  params: Readonly<Record<string, ParamValue | undefined>>,
): Pick<JudgedRule, "controls" | "informs" | "tailored" | "partly"> {
  const weaker = controlTerms.filter(({ when }) => !when.every((demand) => meetsDemand(demand, params[demand.param])));
  const partly = controlTerms.filter(({ answers }) => answers === "part");
  return {
    controls,
    ...(informs ? { informs } : {}),
    ...(weaker.length > 0 ? { tailored: byFramework(weaker) } : {}),
    ...(partly.length > 0 ? { partly: byFramework(partly) } : {}),
  };
}

function byFramework(terms: readonly { framework: string; id: string }[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const { framework, id } of terms) found[framework] = [...(found[framework] ?? []), id];
  return found;
}

/** Controls and their frameworks, as a summary has them. */
export function controlSummary(
  rules: readonly Answers[],
  counts: readonly RuleCounts[],
  notRun: readonly NotRunRule[],
): Pick<ReeveResults["summary"], "controls" | "frameworks"> {
  const controls = controlsOf(rules, counts, notRun);
  return { controls, ...(controls.length > 0 ? { frameworks: frameworksOf(controls) } : {}) };
}

/**
 * Controls with the worst status of the rules that answer them, from what each rule counted, and with the rules that inform them. A control of which a rule
 * did not run passes by none of the others. What only rules answer that flags left out has no row: no one asked for it.
 */
function controlsOf(rules: readonly Answers[], counts: readonly RuleCounts[], notRun: readonly NotRunRule[]): Control[] {
  const countsOf = new Map(counts.map((count) => [count.rule, count]));
  const controls = new Map<string, Control>();
  const at = (framework: string, id: string): Control => {
    const key = keyOf(framework, id);
    const known = controls.get(key) ?? { framework, id, status: "not-covered", rules: [] };
    controls.set(key, known);
    return known;
  };
  for (const rule of rules) {
    const status = statusOf(countsOf.get(rule.id));
    for (const [framework, ids] of Object.entries(rule.controls)) for (const id of ids) answer(at(framework, id), rule, status);
    for (const [framework, ids] of Object.entries(rule.informs ?? {})) {
      for (const id of ids) {
        const control = at(framework, id);
        control.informs = [...(control.informs ?? []), rule.id];
      }
    }
  }
  for (const control of controls.values()) if (isTailoredByPart(control)) control.status = "tailored";
  for (const { id: rule, controls: answered, why } of notRun) {
    for (const [framework, ids] of Object.entries(answered)) {
      for (const id of ids) {
        if ((why === "not-selected" || why === "not-fitting") && !controls.has(keyOf(framework, id))) continue;
        const control = at(framework, id);
        control.status = worse(control.status, "not-evaluated");
        control.notEvaluated = [...(control.notEvaluated ?? []), { rule, why }];
      }
    }
  }
  return [...controls.values()].sort((left, right) => byText(left.framework, right.framework) || byControl(left.id, right.id));
}

const keyOf = (framework: string, id: string): string => JSON.stringify([framework, id]);

function answer(control: Control, rule: Answers, status: ControlStatus): void {
  const { framework, id } = control;
  const isIn = (list: Record<string, string[]> | undefined): boolean =>
    list !== undefined && Object.hasOwn(list, framework) && (list[framework] ?? []).includes(id);
  control.rules.push(rule.id);
  const isTailored = isIn(rule.tailored);
  if (isTailored) control.tailored = [...(control.tailored ?? []), rule.id];
  const isDecided = status === "pass" || status === "not-applicable";
  const counted = isDecided && isIn(rule.partly) ? "not-covered" : isDecided && isTailored ? "tailored" : status;
  control.status = worse(control.status, counted);
}

/** A control that passes by the whole of its rules is tailored by any of them; a rule that decides it in part does not decide it by weaker parameters. */
const isTailoredByPart = ({ status, tailored = [] }: Control): boolean => tailored.length > 0 && (status === "pass" || status === "not-applicable");

/** The worst first; what no rule decides gives way to any. */
const WORST: readonly ControlStatus[] = ["fail", "unknown", "not-evaluated", "tailored", "pass", "not-applicable", "not-covered"];

export const worse = (one: ControlStatus, other: ControlStatus): ControlStatus => (WORST.indexOf(one) <= WORST.indexOf(other) ? one : other);

/** A rule's worst result. */
function statusOf(counts: RuleCounts | undefined): ControlStatus {
  if (!counts) return "not-applicable";
  if (counts.fail > 0) return "fail";
  if (counts.unknown > 0) return "unknown";
  return counts.pass > 0 ? "pass" : "not-applicable";
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
