import { createHash } from "node:crypto";
import { isUnknown, LIST_NAMES, type ReeveDocument } from "../../../schemas/index.ts";
import { allFactsOf, type FactsOf, ownFacts } from "../../evaluate/index.ts";
import type { CheckedRule, ParamValue } from "../../language/index.ts";
import { evaluateOptions, type Selection } from "../selection.ts";
import { type EarlierIds, earlierIdsIn, NO_EARLIER_IDS } from "./earlier-ids.ts";
import type { NameOf } from "./named-turns.ts";

/** What a comparison of findings reads besides their results. */
export interface Comparing {
  factsOf: FactsOf;
  /** Hash of a rule and its parameters, by its id; null where the rule is not known. */
  ruleHashOf: (rule: string) => string | null;
  nameOf: NameOf;
  /** Of elements, for entries that older versions kept. */
  earlierIds: EarlierIds;
}

/** Of results that carry their facts, as those of a file do. */
export const OWN_FACTS: Comparing = { factsOf: ownFacts, ruleHashOf: () => null, nameOf: () => null, earlierIds: NO_EARLIER_IDS };

/** Of results that were evaluated on these documents; those of several carry their facts. */
export function comparingBy(
  documents: readonly ReeveDocument[],
  selection: Pick<Selection, "rules" | "params" | "severity" | "off" | "packs" | "acceptedGaps">,
): Comparing {
  const [only] = documents.length === 1 ? documents : [];
  return {
    factsOf: only ? allFactsOf(only, selection.rules, evaluateOptions(selection, selection.rules)) : ownFacts,
    ruleHashOf: ruleHashesOf(selection.rules, selection.params),
    nameOf: namesIn(documents),
    earlierIds: earlierIdsIn(documents),
  };
}

/** Hashes of rules and their parameters, by id: where they are the same, the rule decides by the same. */
export function ruleHashesOf(rules: readonly CheckedRule[], params: Readonly<Record<string, Record<string, ParamValue>>>): Comparing["ruleHashOf"] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return (id) => {
    const rule = byId.get(id);
    if (!rule) return null;
    const meaning = JSON.stringify([rule.body, rule.lets, rule.params, params[id] ?? null], (key, value: unknown) => (key === "at" ? undefined : value));
    return createHash("sha256").update(meaning).digest("hex").slice(0, 16);
  };
}

/** Names of resources by their unique ids, read when the first one is wanted. */
export function namesIn(documents: readonly ReeveDocument[]): NameOf {
  let names: Map<string, string> | null = null;
  return (id) => {
    names ??= new Map(documents.flatMap((document) => LIST_NAMES.flatMap((list) => namesOf(document[list]))));
    return names.get(id) ?? null;
  };
}

function namesOf(list: unknown): [string, string][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((each: { id?: unknown; name?: unknown }): [string, string][] =>
    !isUnknown(each) && typeof each.id === "string" && typeof each.name === "string" ? [[each.id, each.name]] : [],
  );
}
