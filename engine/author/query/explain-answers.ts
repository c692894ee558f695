import type { ReeveDocument, ReeveResults, Result } from "../../../schemas/index.ts";
import { byGapId, decidingValues, evaluationTargets, evidenceOf, gapsOf, valuesRead } from "../../evaluate/index.ts";
import { type TruthNode, walkCondition } from "../../language/index.ts";
import type { ConditionResult, Query } from "./query.ts";

type Evidence = Result["evidence"][number];

/** Why a condition has the truth that it has for one resource or record. */
export interface AnswerExplanation {
  tree: TruthNode;
  /** Values that decided, or kept it from being decided. */
  deciding: Evidence[];
  /** Every value that the condition read, each path once. */
  values: Evidence[];
  /** Ids of the gaps that keep it from being decided. */
  gaps: string[];
}

/**
 * Explains answers of a query: one explanation for each answer given, in their order, and all gaps that these name. Each takes a walk of the condition, so
 * give only the answers to be shown, and all of them at once: the document is read once for each call.
 *
 * @param document the one that the query was made on
 * @throws RangeError when an answer is not of this document
 */
export function explainAnswers(
  document: ReeveDocument,
  { kind, condition, params }: Pick<Query, "kind" | "condition" | "params">,
  answers: readonly ConditionResult[],
): { explanations: AnswerExplanation[]; gaps: ReeveResults["gaps"] } {
  if (answers.length === 0) return { explanations: [], gaps: {} };
  const found = evaluationTargets(document, kind);
  if (!found.ok) throw new RangeError("the document cannot be judged: the answers are not of it");
  const scope = { params, lets: [] };
  const wanted = new Set(answers.map(({ position }) => position));
  const explained = new Map<number, AnswerExplanation>();
  let position = 0;
  for (const { frame } of found.stands.each()) {
    if (wanted.has(position)) {
      const tree = walkCondition({ frame: { ...frame, items: [], lets: [] }, scope, kind, items: [] }, condition);
      const ids = new Set<string>();
      gapsOf(tree, ids);
      explained.set(position, {
        tree,
        deciding: evidenceOf(decidingValues(tree), document, frame.clockMs),
        values: evidenceOf(valuesRead(tree), document, frame.clockMs),
        gaps: [...ids].sort(byGapId),
      });
      if (explained.size === wanted.size) break;
    }
    position += 1;
  }
  const explanations = answers.map((answer) => {
    const explanation = explained.get(answer.position);
    if (!explanation) throw new RangeError(`the document has no ${kind} at position ${answer.position}`);
    return explanation;
  });
  return { explanations, gaps: found.stands.gaps.named(explanations.flatMap(({ gaps }) => gaps)) };
}
