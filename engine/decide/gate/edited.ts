import type { CheckedRule, ParamValue, Severity } from "../../language/index.ts";

/** Rules, and what configuration sets for them, by rule id. */
export interface RuleSettings {
  rules: readonly CheckedRule[];
  /** Parameter values. */
  params: Record<string, Record<string, ParamValue>>;
  /** Severities that differ from the rule's own. */
  severity: Record<string, Severity>;
  /** Why rules are switched off. */
  off: Record<string, string>;
}

/** Ids, as they are now, of the rules that an edit made, changed or set otherwise: their text, parameters, severity, or whether they run. */
export function editedRules(now: RuleSettings, before: RuleSettings): Set<string> {
  const earlier = new Map(before.rules.flatMap((rule) => [rule.id, ...rule.formerly].map((id): [string, string] => [id, meaning(before, rule.id)])));
  return new Set(
    now.rules
      .filter((rule) => {
        const was = [rule.id, ...rule.formerly].map((id) => earlier.get(id)).find((text) => text !== undefined);
        return was !== meaning(now, rule.id);
      })
      .map(({ id }) => id),
  );
}

/** What decides what a rule says. Where it stands in its file, and what it is called, decides nothing. */
function meaning({ rules, params, severity, off }: RuleSettings, id: string): string {
  const rule = rules.find((each) => each.id === id);
  if (!rule) return "";
  const { id: _, formerly: __, file: ___, places: ____, sha256: _____, ...rest } = rule;
  return JSON.stringify([rest, params[id] ?? null, severity[id] ?? null, Object.hasOwn(off, id)]);
}
