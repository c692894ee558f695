import type { ReeveDocument, Result } from "../../schemas/index.ts";
import { type CheckedRule, describe, type ExplainContext, type TruthNode, walkCondition } from "../language/index.ts";
import { decidingValues, evidenceOf } from "./evidence.ts";

/** What decided, and what the rule wants shown beside it. */
export const stateEvidence = (document: ReeveDocument, walk: ExplainContext, rule: CheckedRule, trees: readonly TruthNode[]): Result["evidence"] =>
  evidenceOf([...trees.flatMap(decidingValues), ...rule.evidence.map((path) => describe(walk, path))], document, walk.frame.clockMs);

/** A failure is told by what was required, an unknown by whatever is unknown. */
export function treesOf(walk: ExplainContext, { body }: CheckedRule, status: "fail" | "unknown"): TruthNode[] {
  if (body.kind === "event") return [];
  const required = body.kind === "state" ? [walkCondition(walk, body.require)] : [];
  if (status === "fail") return required;
  const applied = body.applies ? [walkCondition(walk, body.applies)] : [];
  return [...applied, ...required].filter((tree) => tree.truth === "unknown");
}
