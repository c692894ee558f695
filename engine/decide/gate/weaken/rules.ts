import { plural, type Result } from "../../../../schemas/index.ts";
import { type CheckedRule, SEVERITIES, type Severity } from "../../../language/index.ts";
import { isWorse } from "../../compare/index.ts";
import type { Selection } from "../../selection.ts";
import { decisionText, loosenedParts } from "./decision-part.ts";
import { type MovedRule, movedRules } from "./moved.ts";
import { changedParameters } from "./parameters.ts";
import { type Enforced, type LostFindings, type Weakening, weakeningPrint } from "./weakening.ts";

/** Rules and packs that are gone or switched off, are less severe, find less, or decide by less or other than before. */
export function weakenedRules({ before, now }: Enforced, lost: LostFindings): Weakening[] {
  const [was, is] = [before.selection, now.selection];
  const kept = new Map(is.rules.flatMap((rule) => [rule.id, ...rule.formerly].map((id) => [id, rule] as const)));
  const packs = new Set(is.packs.map(({ id }) => id));
  const gonePacks = was.packs.filter(({ id, ruleIds }) => !packs.has(id) && id !== "-" && !ruleIds.some((rule) => kept.has(rule)));
  const withPack = new Set(gonePacks.flatMap(({ ruleIds }) => ruleIds));
  const findings = lostByRule(lost);
  const ran = was.rules.filter(({ id }) => !Object.hasOwn(was.off, id));
  const laterOf = (rule: CheckedRule): CheckedRule | undefined =>
    kept.get(rule.id) ?? rule.formerly.map((id) => kept.get(id)).find((found) => found !== undefined);
  const ofRules = ran.flatMap((rule): Weakening[] => {
    if (withPack.has(rule.id)) return [];
    return weakened(rule, laterOf(rule), was, is, findings.get(rule.id) ?? NONE);
  });
  const ofPacks = gonePacks.map(({ id, ruleIds }) => {
    const own = ran.filter((rule) => ruleIds.includes(rule.id));
    const count = own.reduce((sum, rule) => sum + (findings.get(rule.id) ?? NONE).gone.length, 0);
    const severity = worstOf(own.map((rule) => mostSevere(was, rule)));
    const text = `pack ${id} is removed, with ${plural(own.length, "rule")}${foundText(count)}`;
    return { code: "pack-removed" as const, rule: null, pack: id, severity, text, file: null, fingerprint: weakeningPrint("pack-removed", null, id) };
  });
  const both = ran.flatMap((rule) => {
    const later = laterOf(rule);
    if (!later || Object.hasOwn(is.off, later.id)) return [];
    return [{ was: rule, is: later, pack: packOf(was, rule), severity: mostSevere(was, rule) }];
  });
  const moved = both.flatMap(({ is: later, pack, severity }): MovedRule[] => {
    const to = packOf(is, later);
    return pack === to ? [] : [{ rule: later, severity, from: pack ?? "-", to: to ?? "-" }];
  });
  return [...ofPacks, ...ofRules, ...movedRules(moved, before.config), ...changedParameters(both, was, is)];
}

const packOf = (selection: Selection, { id }: CheckedRule): string | null => selection.packs.find(({ ruleIds }) => ruleIds.includes(id))?.id ?? null;

function weakened(rule: CheckedRule, later: CheckedRule | undefined, was: Selection, is: Selection, findings: Lost): Weakening[] {
  const [severity, most] = [severityIn(was, rule), mostSevere(was, rule)];
  const pack = packOf(was, rule);
  const weakening = (code: Weakening["code"], text: string, what: unknown, of: Severity = most): Weakening => ({
    code,
    rule: later?.id ?? rule.id,
    pack,
    severity: of,
    text: `rule ${rule.id} ${text}`,
    file: null,
    fingerprint: weakeningPrint(code, rule.id, what),
  });
  if (!later) return [weakening("rule-removed", `is removed${foundText(findings.gone.length)}`, null)];
  if (Object.hasOwn(is.off, later.id))
    return [weakening("rule-off", `is switched off (${is.off[later.id]})${foundText(findings.gone.length)}`, is.off[later.id])];
  const lower = severityIn(is, later);
  // A severity in reeve.yaml holds whatever the rule would raise it to.
  const isCapped = Object.hasOwn(is.severity, later.id) && isWorse(most, mostSevere(is, later));
  const isLower = isWorse(severity, lower) || isCapped;
  const unflagged = unflaggedBy({ gone: findings.gone, less: isLower ? findings.less.filter(({ severity: was }) => was !== severity) : findings.less });
  const loosened = loosenedParts(rule, later);
  // One edit has one fingerprint, whatever it is seen to do away with on the account at hand: a waiver holds in a gate on a plan as in one on the rules.
  const edit = loosened.length > 0 ? weakening("rule-changed", `is changed: ${loosened.join(", ")}`, decisionText(later)) : null;
  return [
    ...(isLower
      ? [weakening("severity-lowered", `has severity ${lower} in place of ${isWorse(severity, lower) ? severity : `up to ${most}`}`, [severity, lower])]
      : []),
    ...(unflagged !== null ? [unflaggedWeakening(unflagged)] : edit !== null ? [edit] : []),
  ];

  function unflaggedWeakening({ text, what, worst }: Unflagged): Weakening {
    const found = weakening("unflagged", [text, ...loosened].join("; "), what, loosened.length > 0 ? most : (worst ?? most));
    return edit === null ? found : { ...found, fingerprint: edit.fingerprint };
  }
}

/** Findings of a rule that an edit does away with, and those that it makes less. */
interface Lost {
  gone: readonly Result[];
  less: readonly Result[];
}

const NONE: Lost = { gone: [], less: [] };

interface Unflagged {
  text: string;
  what: unknown;
  worst: Severity | null;
}

function unflaggedBy({ gone, less }: Lost): Unflagged | null {
  const all = [...gone, ...less];
  if (all.length === 0) return null;
  const parts = [
    ...(gone.length > 0 ? [`no longer flags ${plural(gone.length, "finding")} (${bySeverity(gone)})`] : []),
    ...(less.length > 0 ? [`flags ${plural(less.length, "finding")} in part or at a lower severity (${bySeverity(less)})`] : []),
  ];
  return { text: parts.join(" and "), what: all.map(({ fingerprint }) => fingerprint ?? "").sort(), worst: worstOf(all.map(({ severity }) => severity)) };
}

const bySeverity = (list: readonly Result[]): string =>
  SEVERITIES.flatMap((each) => {
    const count = list.filter(({ severity }) => severity === each).length;
    return count > 0 ? [`${count} ${each}`] : [];
  }).join(", ");

/** By the rule's id before the edit: findings that are gone, are less severe, or fail for fewer elements. */
function lostByRule({ fixed, changed }: LostFindings): Map<string, Lost> {
  const byRule = new Map<string, { gone: Result[]; less: Result[] }>();
  const of = (rule: string): { gone: Result[]; less: Result[] } => {
    const known = byRule.get(rule) ?? { gone: [], less: [] };
    byRule.set(rule, known);
    return known;
  };
  for (const result of fixed) of(result.rule).gone.push(result);
  for (const { before, after } of changed) {
    const isLess =
      isWorse(before.severity, after.severity) || (after.compared?.facts ?? []).some(({ verdict, element }) => verdict === "better" && element !== null);
    if (isLess) of(before.rule).less.push(before);
  }
  return byRule;
}

const severityIn = ({ severity }: Selection, rule: CheckedRule): Severity => severity[rule.id] ?? rule.severity;

/** The most severe that a finding of a rule can be. */
const mostSevere = (selection: Selection, rule: CheckedRule): Severity =>
  selection.severity[rule.id] ?? worstOf([rule.severity, ...rule.raise.map(({ to }) => to)]) ?? rule.severity;

const worstOf = (list: readonly Severity[]): Severity | null => SEVERITIES.find((severity) => list.includes(severity)) ?? null;

const foundText = (count: number): string => (count === 0 ? "" : `; it flagged ${plural(count, "finding")}`);
