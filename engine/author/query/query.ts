import type { ReeveDocument, ReeveResults, ResourceKind, Result } from "../../../schemas/index.ts";
import {
  byGapId,
  decidingValues,
  type EvaluationTarget,
  evaluationTargets,
  evidenceOf,
  gapsOf,
  type RefusedDocument,
  valuesRead,
} from "../../evaluate/index.ts";
import { type Condition, compiler, type ParamValue, type ReadValue, type TruthName, type TruthNode, truthName, walkCondition } from "../../language/index.ts";

type Evidence = Result["evidence"][number];

/** What a condition says of one resource or record. What takes a walk of the condition is worked out when asked for. */
export interface ConditionResult {
  truth: TruthName;
  resource: EvaluationTarget["resource"];
  occurrence: string | null;
  at: string | null;
  tree: () => TruthNode;
  /** Values that decided, or kept it from being decided. */
  deciding: () => Evidence[];
  /** Every value that the condition read, each path once. */
  values: () => Evidence[];
  /** Gaps that keep it from being decided. */
  gaps: () => string[];
}

export interface Query {
  /** In the document's order. */
  answers: ConditionResult[];
  counts: Record<TruthName, number>;
  /** Gaps that hide resources of the kind: there may be more than were asked. */
  hidden: string[];
  /** The gaps of this id list, with those that only asking showed. */
  gaps: (ids: Iterable<string>) => ReeveResults["gaps"];
}

/**
 * Asks a checked condition of every resource of a kind, or of every record. `params` holds a value for every parameter that the condition names.
 * Refused as `evaluate` refuses a document.
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
  const scope = { params, lets: [] };
  const holds = compiler(scope).condition(condition);
  const counts: Query["counts"] = { true: 0, false: 0, unknown: 0 };
  const answers: ConditionResult[] = [];
  for (const stand of stands.each()) {
    const truth = truthName(holds(stand.frame));
    counts[truth] += 1;
    answers.push(answerOf(stand, truth));
  }
  const gaps = (ids: Iterable<string>): ReeveResults["gaps"] => {
    const wanted = new Set(ids);
    return Object.fromEntries(Object.entries(stands.gaps.listed(wanted)).filter(([id]) => wanted.has(id)));
  };
  return { ok: true, query: { answers, counts, hidden: stands.hidden, gaps } };

  function answerOf({ resource, occurrence, at, frame }: EvaluationTarget, truth: TruthName): ConditionResult {
    let walked: TruthNode | null = null;
    const tree = (): TruthNode => {
      walked ??= walkCondition({ frame: { ...frame, items: [], lets: [] }, scope, kind, items: [] }, condition);
      return walked;
    };
    const evidence = (values: readonly ReadValue[]): Evidence[] => evidenceOf(values, document, frame.clockMs);
    return {
      ...{ truth, resource, occurrence, at, tree },
      deciding: () => evidence(decidingValues(tree())),
      values: () => evidence(valuesRead(tree())),
      gaps: () => {
        const into = new Set<string>();
        gapsOf(tree(), into);
        return [...into].sort(byGapId);
      },
    };
  }
}
