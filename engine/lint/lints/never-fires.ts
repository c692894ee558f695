import { isUnknown, type ReeveDocument, TABLE } from "../../../schemas/index.ts";
import { judge } from "../../evaluate/evaluate.ts";
import type { Linted } from "../subject.ts";

/**
 * RV090, where the author named a document: a state rule that can judge none of its resources, an event rule where there is no event. A detection that
 * finds nothing among the events it was given is no fault of it.
 */
export function neverFires(all: readonly Linted[], document: ReeveDocument): void {
  const byId = new Map(all.map((linted) => [linted.rule.id, linted]));
  for (const { rule, report } of all) {
    if (rule.body.kind !== "event" || isUnknown(document.events) || document.events.length > 0) continue;
    report.warning("RV090", rule.places.id, `There is no event in the document given: \`${rule.id}\` cannot find anything in it.`);
  }
  const state = all.filter(({ rule }) => rule.body.kind === "state");
  const judged = judge(
    document,
    state.map(({ rule }) => rule),
  );
  if (!judged.ok) return;
  for (const results of judged.judgement.results()) {
    const linted = byId.get(results[0]?.rule ?? "");
    if (!linted || results.some(({ status }) => status !== "not-applicable")) continue;
    const { rule, report } = linted;
    const list = TABLE.kinds[rule.resource].list;
    const none = list !== undefined && list !== null && isEmpty(document, list);
    const reason = none ? `it has no ${rule.resource}` : `\`applies\` is false for each ${rule.resource}`;
    report.warning("RV090", rule.places.id, `\`${rule.id}\` judges nothing in the document given: ${reason}.`);
  }
}

function isEmpty(document: ReeveDocument, list: string): boolean {
  const value: unknown = Object.hasOwn(document, list) ? (document as unknown as Record<string, unknown>)[list] : null;
  return Array.isArray(value) && value.length === 0;
}
