import { isUnknown, type ReeveDocument, TABLE } from "../../../../schemas/index.ts";
import { reachOf } from "../aws/reach.ts";
import type { LintDocument } from "../context.ts";
import { type Linted, partNamed } from "../subject.ts";

/**
 * RV090, where the author named a document: a state rule that can judge none of its resources, an event rule of sources whose records were not read. A
 * detection that finds nothing among the records of its source is no fault of it, nor is a snapshot without records.
 */
export function neverFires(all: readonly Linted[], { content: document, counts }: LintDocument): void {
  const byId = new Map(all.map((linted) => [linted.rule.id, linted]));
  const seen = sourcesSeen(document);
  for (const linted of seen.size === 0 ? [] : all) {
    const match = partNamed(linted, "match");
    const wanted = match ? reachOf(match.clause).sources : null;
    if (!wanted || [...wanted].some((source) => seen.has(source))) continue;
    const { rule, report } = linted;
    report.warning("RV090", rule.places.id, `\`${rule.id}\` judges nothing in the document given: none of its records is of ${[...wanted].join(", ")}.`);
  }
  for (const count of counts) {
    const linted = byId.get(count.rule);
    if (linted?.rule.body.kind !== "state" || count.judged === 0 || count.judged > count["not-applicable"]) continue;
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

/** Event sources of the document's records. */
function sourcesSeen({ events }: ReeveDocument): Set<unknown> {
  if (isUnknown(events)) return new Set();
  return new Set(events.flatMap((event) => (isUnknown(event) ? [] : [(event.record as { eventSource?: unknown }).eventSource])));
}
