import { instantOf } from "../../document/index.ts";
import { isUnknown, type ReeveDocument, type Result, type document as records, TABLE } from "../../schemas/index.ts";
import type { CheckedRule, EvaluationFrame, ExplainContext, Resource } from "../language/index.ts";
import { derive } from "./derive/index.ts";
import { newEvaluationGaps } from "./evaluation-gaps.ts";
import type { EvaluateOptions } from "./options.ts";
import { scopeOf } from "./prepare.ts";
import { indexDocument, listOf } from "./snapshot.ts";
import { stateBeforeEvents } from "./state-before-event.ts";
import { idOf } from "./subject.ts";

/** What names the one resource or record that a result is about. */
export type ResultPlace = Pick<Result, "resource" | "occurrence" | "account">;

/** Takes a walker to where a rule was judged; null where the result is not about one resource, or the document has it no more. */
export function walkAt(given: ReeveDocument, rule: CheckedRule, place: ResultPlace, options: EvaluateOptions = {}): ExplainContext | null {
  const document = derive(given, undefined, options.stated);
  const gaps = newEvaluationGaps(document);
  const indexed = indexDocument(document, gaps);
  if (!indexed.ok) return null;
  const scope = scopeOf(rule, options);
  const events = isUnknown(document.events) ? [] : document.events.filter((candidate): candidate is records.Event => !isUnknown(candidate));
  const event = rule.body.kind === "event" ? events.find((candidate) => candidate.id === place.occurrence && candidate.accountId === place.account) : undefined;
  const resource = rule.body.kind === "event" ? (event as Resource | undefined) : resourceOf(document, rule, place);
  if (!resource) return null;
  const clockMs = instantOf(event?.at ?? document.collectedAt) ?? 0;
  const stateBefore = event ? stateBeforeEvents(document, events, gaps)(event) : null;
  const frame: EvaluationFrame = { index: indexed.index, resource, clockMs, stateBefore, items: [], lets: [] };
  return { frame, scope, kind: rule.resource, items: [] };
}

function resourceOf(document: ReeveDocument, rule: CheckedRule, place: ResultPlace): Resource | null {
  const { resource } = rule;
  if (place.resource.name === null) return null;
  if (resource === "account" || resource === "root") return isUnknown(document[resource]) ? null : (document[resource] as unknown as Resource);
  const list = listOf(document, TABLE.kinds[resource].list ?? "");
  if (!Array.isArray(list)) return null;
  const { arn, id } = place.resource;
  return (list as Resource[]).find((candidate) => (arn !== null ? candidate.arn === arn : idOf(candidate) === id)) ?? null;
}
