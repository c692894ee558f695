import type { ReeveConfig } from "../../../schemas/index.ts";
import type { CheckedRule, Severity } from "../../language/index.ts";
import { fittedChoice } from "./fitted.ts";
import type { ChosenPack } from "./packs.ts";
import { checkedParams, type ParamValues, paramFlags } from "./params.ts";
import type { Selected } from "./problem.ts";
import { byCurrentId, type Candidate, type RuleChoice, ruleNamed, select } from "./select.ts";

export interface ChooseInput {
  rules: readonly CheckedRule[];
  packs: readonly ChosenPack[];
  config: ReeveConfig;
  choice: RuleChoice;
  /** For an earlier state of the rules, the rules as they are now: a choice that names what only they know is no mistake. Null for the rules of today. */
  now: readonly CheckedRule[] | null;
}

/** The rules to evaluate, and what is set for them. */
export interface ChosenRules {
  rules: CheckedRule[];
  /** The rules that there are to choose from. */
  offered: CheckedRule[];
  /** Parameter values by rule id: the pack's, reeve.yaml's by pack, by rule, then the flags'. */
  params: ParamValues;
  /** Severities that differ, by rule id. */
  severity: Record<string, Severity>;
  /** Why rules are switched off, by rule id. */
  off: Record<string, string>;
}

/** Chooses among loaded rules. A choice of nothing is a problem, but for a state that is compared with: it may lack what the choice names. */
export function chooseRules({ rules: loaded, packs, config, choice, now }: ChooseInput): Selected<ChosenRules> {
  const packOfRule = new Map(packs.flatMap(({ id, ruleIds }) => ruleIds.map((rule) => [rule, id])));
  const offered = loaded.filter(({ id }) => packOfRule.has(id));
  const severity: Record<string, Severity> = Object.assign(
    {},
    ...[...packs.map(({ file }) => file), config].map((from) => byCurrentId(from?.severity, offered)),
  );
  const candidates = offered.map((rule): Candidate & Pick<CheckedRule, "params"> => ({
    id: rule.id,
    formerly: rule.formerly,
    params: rule.params,
    pack: packOfRule.get(rule.id) ?? "-",
    severities: severitiesOf(rule, severity[rule.id]),
    controls: relatedControls(rule),
  }));
  const fitted = now ? fittedChoice(choice, candidates, now) : choice;
  const selected: Selected<string[]> = fitted ? select(candidates, fitted, now !== null) : { ok: true, value: [] };
  if (!selected.ok) return selected;
  const ids = new Set(selected.value);
  const rules = offered.filter(({ id }) => ids.has(id));
  const flags = paramFlags(fitted?.param ?? [], offered);
  if (!flags.ok) return flags;
  const params = paramsOf(rules, packs, config, flags.value);
  if (!params.ok) return params;
  const off = Object.fromEntries(
    (config.off ?? []).flatMap(({ rule, reason }) => {
      const id = ruleNamed(offered, rule)?.id;
      return id !== undefined && ids.has(id) ? [[id, reason]] : [];
    }),
  );
  return { ok: true, value: { rules, offered, params: params.value, severity, off } };
}

/** What a rule answers or informs: a choice by control means both. */
const relatedControls = ({ controls, informs = {} }: CheckedRule): Record<string, string[]> =>
  Object.fromEntries(
    [...new Set([...Object.keys(controls), ...Object.keys(informs)])].map((name) => [name, [...(controls[name] ?? []), ...(informs[name] ?? [])]]),
  );

/** An override takes the place of the rule's own severity and of what it may raise to. */
const severitiesOf = (rule: CheckedRule, override: Severity | undefined): Severity[] =>
  override ? [override] : [rule.severity, ...rule.raise.map(({ to }) => to)];

/** What a pack sets goes to every rule of it that declares the name; what is set for one rule must be declared by it. */
function paramsOf(rules: readonly CheckedRule[], packs: readonly ChosenPack[], config: ReeveConfig, flags: ParamValues): Selected<ParamValues> {
  const params: ParamValues = {};
  const ofRules = byCurrentId(config.params, rules);
  for (const rule of rules) {
    const pack = packs.find(({ ruleIds }) => ruleIds.includes(rule.id));
    const layers = [
      checkedParams(rule, pack?.file?.params ?? {}, `pack ${pack?.id}`, true),
      ...(pack ? [checkedParams(rule, config.params?.[pack.id] ?? {}, `reeve.yaml: params: ${pack.id}`, true)] : []),
      checkedParams(rule, ofRules[rule.id] ?? {}, "reeve.yaml: params", false),
    ];
    const values: ParamValues[string] = {};
    for (const layer of layers) {
      if (!layer.ok) return layer;
      Object.assign(values, layer.value);
    }
    Object.assign(values, flags[rule.id]);
    if (Object.keys(values).length > 0) params[rule.id] = values;
  }
  return { ok: true, value: params };
}
