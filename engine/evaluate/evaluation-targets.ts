import { instantOf, isUnknownMark, openMark } from "../../document/index.ts";
import { isUnknown, type ReeveDocument, type ResourceKind, type Result, type document as records, TABLE } from "../../schemas/index.ts";
import type { DocumentIndex, EvaluationFrame, Resource } from "../language/index.ts";
import { derive } from "./derive/index.ts";
import { type EvaluationGaps, newEvaluationGaps } from "./evaluation-gaps.ts";
import type { RefusedDocument } from "./judge.ts";
import { indexDocument } from "./snapshot.ts";
import { hidingGaps, stateBeforeEvents } from "./state-before-event.ts";
import { subjectOf } from "./subject.ts";

/** One resource or record of a document, and the frame in which a condition on it is asked. */
export interface EvaluationTarget {
  resource: Result["resource"];
  /** Event id; null for resources. */
  occurrence: string | null;
  /** When the event was, RFC 3339; null for resources. */
  at: string | null;
  frame: EvaluationFrame;
}

/** All that a condition on a kind can be asked of. */
export interface EvaluationTargets {
  /** Made one by one: a large account has tens of thousands. */
  each: () => Generator<EvaluationTarget, void, undefined>;
  /** Gaps that hide resources of the kind: the list is unread or may hold more. */
  hidden: string[];
  gaps: EvaluationGaps;
}

/** Where a condition on a kind can be asked of a document; refused as `evaluate` refuses it. */
export function evaluationTargets(given: ReeveDocument, kind: ResourceKind): { ok: true; stands: EvaluationTargets } | RefusedDocument {
  const document = derive(given);
  const gaps = newEvaluationGaps(document);
  const indexed = indexDocument(document, gaps);
  if (!indexed.ok) return indexed;
  const { index: world } = indexed;
  if (kind === "event") return { ok: true, stands: { each: () => events(document, world, gaps), hidden: hidingGaps(document), gaps } };
  const list = kind === "account" || kind === "root" ? [world[kind]] : world.list(TABLE.kinds[kind].list ?? "");
  const mark = isUnknownMark(list) ? list : openMark(list);
  const known = isUnknownMark(list) ? [] : list.filter((one): one is Resource => !isUnknownMark(one));
  return { ok: true, stands: { each: () => resources(document, world, kind, known), hidden: mark ? [mark.$unknown] : [], gaps } };
}

function* resources(
  document: ReeveDocument,
  index: DocumentIndex,
  kind: ResourceKind,
  known: readonly Resource[],
): Generator<EvaluationTarget, void, undefined> {
  const clockMs = instantOf(document.collectedAt) ?? 0;
  for (const resource of known)
    yield {
      resource: subjectOf(kind, resource).resource,
      occurrence: null,
      at: null,
      frame: { index, resource, clockMs, stateBefore: null, items: [], lets: [] },
    };
}

function* events(document: ReeveDocument, index: DocumentIndex, gaps: EvaluationGaps): Generator<EvaluationTarget, void, undefined> {
  const known = isUnknown(document.events) ? [] : document.events.filter((event): event is records.Event => !isUnknown(event));
  const gateOf = stateBeforeEvents(document, known, gaps);
  for (const event of known) {
    const clockMs = instantOf(event.at) ?? 0;
    yield {
      resource: { kind: "event", arn: null, id: event.id, name: String((event.record as Resource).eventName ?? event.id) },
      occurrence: event.id,
      at: event.at,
      frame: { index, resource: event as unknown as Resource, clockMs, stateBefore: gateOf(event), items: [], lets: [] },
    };
  }
}
