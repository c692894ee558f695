import { type EvaluationGaps, newEvaluationGaps } from "../../../../engine/evaluate/evaluation-gaps.ts";
import { indexDocument } from "../../../../engine/evaluate/snapshot.ts";
import { stateBeforeEvents } from "../../../../engine/evaluate/state-before-event.ts";
import type { Condition, LetBinding } from "../../../../engine/language/condition/ast.ts";
import { type TruthName, truthName } from "../../../../engine/language/condition/truth.ts";
import { compiler } from "../../../../engine/language/logic/compile.ts";
import type { CompiledCondition } from "../../../../engine/language/logic/compiled.ts";
import type { DocumentIndex, EvaluationFrame, Resource } from "../../../../engine/language/logic/document-index.ts";
import type { Scope } from "../../../../engine/language/logic/scope.ts";
import { walkCondition } from "../../../../engine/language/logic/walk.ts";
import { type document, isUnknown, type ReeveDocument, type ResourceKind, TABLE } from "../../../../schemas/index.ts";
import { PARAMS } from "./generate.ts";

/** A frame for every resource of a kind, as `evaluate` would set it. */
export function frames(reeveDocument: ReeveDocument, kind: ResourceKind): EvaluationFrame[] {
  const gaps: EvaluationGaps = newEvaluationGaps(reeveDocument);
  const indexed = indexDocument(reeveDocument, gaps);
  if (!indexed.ok) throw new Error(JSON.stringify(indexed.errors));
  const { index: world } = indexed;
  if (kind === "event") {
    const events = isUnknown(reeveDocument.events) ? [] : reeveDocument.events.filter((event): event is document.Event => !isUnknown(event));
    const gateOf = stateBeforeEvents(reeveDocument, events, gaps);
    return events.map((event) => ({ ...frame(world, event as unknown as Resource, event.at), gate: gateOf(event) }));
  }
  const list = world.list(TABLE.kinds[kind].list ?? "");
  const resources = Array.isArray(list) ? (list as Resource[]).filter((resource) => !isUnknown(resource)) : [];
  return resources.map((resource) => frame(world, resource, reeveDocument.collectedAt));
}

const frame = (world: DocumentIndex, resource: Resource, at: string): EvaluationFrame => ({
  index: world,
  resource,
  clockMs: Date.parse(at),
  stateBefore: null,
  items: [],
  lets: [],
});

export const scopeOf = (lets: readonly LetBinding[]): Scope => ({ params: PARAMS, lets });

/** Compiled once for all resources, as in a run: what one leaves behind must not reach the next. */
const compiledOnce = new WeakMap<Condition, CompiledCondition>();

export function compiledTruth(scope: Scope, condition: Condition, at: EvaluationFrame): TruthName {
  const compiled = compiledOnce.get(condition) ?? compiler(scope).condition(condition);
  compiledOnce.set(condition, compiled);
  return truthName(compiled({ ...at, items: [], lets: [] }));
}

export const walkedTruth = (scope: Scope, kind: ResourceKind, condition: Condition, at: EvaluationFrame): TruthName =>
  walkCondition({ frame: { ...at, items: [], lets: [] }, scope, kind, items: [] }, condition).truth;

/** The resource's key: what matches it with its like in a document that knows less. */
export const keyOf = (resource: Resource): string => String(resource.id ?? resource.arn);
