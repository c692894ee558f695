import type { ReeveDocument, Result } from "../../schemas/index.ts";
import { type CheckedRule, describe, type ExplainContext, type TruthNode, walkCondition } from "../language/index.ts";
import { decidingValues, evidenceOf } from "./evidence.ts";

/** What decided, and what the rule wants shown beside it. */
export const stateEvidence = (document: ReeveDocument, walk: ExplainContext, rule: CheckedRule, trees: readonly TruthNode[]): Result["evidence"] =>
  evidenceOf([...trees.flatMap(decidingValues), ...rule.evidence.map((path) => describe(walk, path))], document, walk.frame.clockMs);

/** What was required decides a failure or a pass, what the rule applies to decides a not-applicable, and whatever is unknown an unknown. */
export function treesOf(walk: ExplainContext, { body }: CheckedRule, status: Result["status"]): TruthNode[] {
  if (body.kind === "event") return [];
  const required = body.kind === "state" ? [walkCondition(walk, body.require)] : [];
  if (status === "fail" || status === "pass") return required;
  const applied = body.applies ? [walkCondition(walk, body.applies)] : [];
  if (status === "not-applicable") return applied;
  return [...applied, ...required].filter((tree) => tree.truth === "unknown");
}
