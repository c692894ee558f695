import { isUnknown, type ReeveDocument, type Result, type document as records, TABLE } from "../../schemas/index.ts";
import { instantOf } from "../logic/instant.ts";
import type { Walk } from "../logic/read.ts";
import type { TruthNode } from "../logic/trace.ts";
import { walkCondition } from "../logic/walk.ts";
import type { Frame, Resource } from "../logic/world.ts";
import type { CheckedRule, Severity } from "../rule.ts";
import { gapBook } from "./gap-book.ts";
import { gates } from "./gate.ts";
import type { EvaluateOptions } from "./options.ts";
import { prepareRule } from "./prepare.ts";
import { indexDocument, listOf } from "./snapshot.ts";
import { stateEvidence, treesOf } from "./state-evidence.ts";

/** Why a rule came to its result on one resource: each of its conditions with the truth of every part. */
export interface Explanation {
  rule: string;
  resource: Result["resource"];
  occurrence: string | null;
  params: Record<string, unknown>;
  /** In the order they are asked: applies and require, or match and unless. */
  conditions: { name: "applies" | "require" | "match" | "unless"; tree: TruthNode }[];
  raise: { to: Severity; tree: TruthNode }[];
  /** State rules: the evidence of the result, which results made for a report alone may lack. */
  evidence: Result["evidence"];
}

/** Explains a result that `evaluate` gave for this document and rule; null where the result is not about one resource, or the document has it no more. */
export function explain(document: ReeveDocument, rule: CheckedRule, result: Result, options: EvaluateOptions = {}): Explanation | null {
  const gaps = gapBook(document);
  const indexed = indexDocument(document, gaps);
  if (!indexed.ok) return null;
  const { scope } = prepareRule(rule, options);
  const resource = rule.body.kind === "event" ? eventOf(document, result) : resourceOf(document, rule, result);
  if (!resource) return null;
  const events = isUnknown(document.events) ? [] : document.events.filter((candidate): candidate is records.Event => !isUnknown(candidate));
  const event = rule.body.kind === "event" ? events.find((candidate) => isOccurrence(candidate, result)) : undefined;
  const clockMs = instantOf(event?.at ?? document.collectedAt) ?? 0;
  const gate = event ? gates(document, events, gaps)(event) : null;
  const frame: Frame = { world: indexed.world, resource, clockMs, gate, items: [], lets: [] };
  const walk: Walk = { frame, scope, kind: rule.resource, items: [] };
  return {
    rule: rule.id,
    resource: result.resource,
    occurrence: result.occurrence ?? null,
    params: { ...scope.params },
    conditions: conditionsOf(rule).map(({ name, condition }) => ({ name, tree: walkCondition(walk, condition) })),
    raise: rule.raise.map(({ when, to }) => ({ to, tree: walkCondition(walk, when) })),
    evidence: result.status === "fail" || result.status === "unknown" ? stateEvidence(document, walk, rule, treesOf(walk, rule, result.status)) : [],
  };
}

type Named = { name: Explanation["conditions"][number]["name"]; condition: CheckedRule["raise"][number]["when"] };

function conditionsOf({ body }: CheckedRule): Named[] {
  if (body.kind === "event") return [{ name: "match", condition: body.match }, ...(body.unless ? [{ name: "unless" as const, condition: body.unless }] : [])];
  const applies: Named[] = body.applies ? [{ name: "applies", condition: body.applies }] : [];
  return body.kind === "state" ? [...applies, { name: "require", condition: body.require }] : applies;
}

function eventOf(document: ReeveDocument, result: Result): Resource | null {
  if (isUnknown(document.events)) return null;
  const found = document.events.find((event) => !isUnknown(event) && isOccurrence(event, result));
  return found ? (found as unknown as Resource) : null;
}

const isOccurrence = (event: records.Event, result: Result): boolean => event.id === result.occurrence && event.accountId === result.account;

function resourceOf(document: ReeveDocument, rule: CheckedRule, result: Result): Resource | null {
  const { resource } = rule;
  if (result.resource.name === null) return null;
  if (resource === "account" || resource === "root") return isUnknown(document[resource]) ? null : (document[resource] as unknown as Resource);
  const list = listOf(document, TABLE.kinds[resource].list ?? "");
  if (!Array.isArray(list)) return null;
  const { arn, id } = result.resource;
  return (list as Resource[]).find((candidate) => (arn !== null ? candidate.arn === arn : candidate.id === id)) ?? null;
}
