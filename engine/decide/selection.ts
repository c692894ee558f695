import { isUnknown, type ReeveDocument, type ReeveResults } from "../../schemas/index.ts";
import { type AcceptedGap, type EvaluateOptions, type NotRunRule, scopeOf, unsetParams } from "../evaluate/index.ts";
import type { CheckedRule } from "../language/index.ts";
import type { RuleSettings } from "./gate/edited.ts";

/** The rules to evaluate, and what configuration sets for them. Plain data. */
export interface Selection extends RuleSettings {
  packs: readonly { id: string; sha256: string; ruleIds: readonly string[] }[];
  /** All rules of the packs, of which flags chose some; left out: the chosen ones. */
  offered?: readonly Pick<CheckedRule, "id" | "controls">[];
  acceptedGaps: readonly AcceptedGap[];
  /** Version and configuration, for the results. */
  tool?: NonNullable<ReeveResults["tool"]>;
}

/** All loaded rules that run, with their parameters: those of which some watch each write call. More than are selected where flags narrow the selection. */
export type WatchingRules = Pick<Selection, "rules" | "params" | "off">;

/** What the evaluation of some of the selected rules needs to know of the selection. */
export function evaluateOptions(selection: Selection, rules: readonly CheckedRule[]): EvaluateOptions {
  const ids = new Set(rules.map(({ id }) => id));
  return {
    params: selection.params,
    severity: selection.severity,
    off: Object.entries(selection.off).map(([rule, reason]) => ({ rule, reason })),
    notConfigured: notConfiguredRules(selection, rules),
    notRun: notRunRules(selection, ids),
    packs: selection.packs.filter(({ ruleIds }) => ruleIds.some((id) => ids.has(id))).map(({ id, sha256, ruleIds }) => ({ id, sha256, ruleIds })),
    acceptedGaps: selection.acceptedGaps,
    ...(selection.tool ? { tool: selection.tool } : {}),
  };
}

function notRunRules({ offered = [], rules }: Selection, ids: ReadonlySet<string>): NotRunRule[] {
  const selected = new Set(rules.map(({ id }) => id));
  return offered.flatMap(({ id, controls }) =>
    ids.has(id) ? [] : [{ id, controls, why: selected.has(id) ? ("not-fitting" as const) : ("not-selected" as const) }],
  );
}

/** Of the rules that are not switched off, those with a parameter that must be set and is not. */
export const notConfiguredRules = ({ params, off }: Pick<Selection, "params" | "off">, rules: readonly CheckedRule[]): { rule: string; params: string[] }[] =>
  rules.flatMap((rule) => {
    const unset = Object.hasOwn(off, rule.id) ? [] : unsetParams(rule, scopeOf(rule, { params }).params);
    return unset.length > 0 ? [{ rule: rule.id, params: unset }] : [];
  });

/** Rules that a document can answer; of the others how many, and what the document lacks for them. */
export interface Fitting {
  rules: CheckedRule[];
  notRun: number;
  missing: "events" | "state";
}

/** With events only the event rules fit; without events the rules on state. */
export function fittingRules(rules: readonly CheckedRule[], document: ReeveDocument): Fitting {
  const noState = isUnknown(document.account) && isUnknown(document.users);
  const noEvents = isUnknown(document.events) && document.gaps[document.events.$unknown]?.reason === "NotCollected";
  const fitting = rules.filter((rule) => (isEventRule(rule) ? !noEvents : !noState));
  return { rules: fitting, notRun: rules.length - fitting.length, missing: noEvents ? "events" : "state" };
}

export const isEventRule = ({ body }: CheckedRule): boolean => body.kind === "event";
