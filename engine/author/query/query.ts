import type { ReeveDocument, ReeveResults, ResourceKind, Result } from "../../../schemas/index.ts";
import { evaluationTargets, type RefusedDocument } from "../../evaluate/index.ts";
import { type Condition, compiler, type ParamValue, type TruthName, truthName } from "../../language/index.ts";

/** The truth of a condition for one resource or record. `explainAnswers` gives the values behind it. */
export interface ConditionResult {
  truth: TruthName;
  resource: Result["resource"];
  occurrence: string | null;
  at: string | null;
  /** Its place among the known resources of the kind, or the records, from 0. */
  position: number;
}

/** A condition evaluated for every resource of a kind, with what was asked. */
export interface Query {
  kind: ResourceKind;
  condition: Condition;
  params: Readonly<Record<string, ParamValue>>;
  /** In the document's order. */
  answers: ConditionResult[];
  counts: Record<TruthName, number>;
  /** Ids of the gaps that hide resources of the kind: there may be more than were evaluated. */
  hidden: string[];
  /** The gaps that `hidden` names. */
  gaps: ReeveResults["gaps"];
}

/**
 * Evaluates a checked condition for every resource of a kind, or for every record. `params` holds a value for every parameter that the condition names.
 * Refused as `judge` refuses a document.
 */
export function query(
  document: ReeveDocument,
  kind: ResourceKind,
  condition: Condition,
  params: Readonly<Record<string, ParamValue>> = {},
): { ok: true; query: Query } | RefusedDocument {
  const found = evaluationTargets(document, kind);
  if (!found.ok) return found;
  const { stands } = found;
  const holds = compiler({ params, lets: [] }).condition(condition);
  const counts: Query["counts"] = { true: 0, false: 0, unknown: 0 };
  const answers: ConditionResult[] = [];
  for (const { resource, occurrence, at, frame } of stands.each()) {
    const truth = truthName(holds(frame));
    counts[truth] += 1;
    answers.push({ truth, resource, occurrence, at, position: answers.length });
  }
  const { hidden } = stands;
  return { ok: true, query: { kind, condition, params, answers, counts, hidden, gaps: stands.gaps.named(hidden) } };
}
