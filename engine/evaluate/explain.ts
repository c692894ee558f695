import { instantOf } from "../../document/index.ts";
import type { ReeveDocument, Result } from "../../schemas/index.ts";
import { type CheckedRule, type Severity, type TruthNode, walkCondition } from "../language/index.ts";
import { evidenceOf, valuesRead } from "./evidence.ts";
import type { EvaluateOptions } from "./options.ts";
import { walkAt } from "./place.ts";
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
  const walk = walkAt(document, rule, result, options);
  if (!walk) return null;
  return {
    rule: rule.id,
    resource: result.resource,
    occurrence: result.occurrence ?? null,
    params: { ...walk.scope.params },
    conditions: conditionsOf(rule).map(({ name, condition }) => ({ name, tree: walkCondition(walk, condition) })),
    raise: rule.raise.map(({ when, to }) => ({ to, tree: walkCondition(walk, when) })),
    evidence: result.status === "fail" || result.status === "unknown" ? stateEvidence(document, walk, rule, treesOf(walk, rule, result.status)) : [],
  };
}

/** Every value that the conditions of an explanation read, with the age of its source at the rule's clock: `at` of a record, else the document's time. */
export function valuesOf(document: ReeveDocument, { conditions, raise }: Explanation, at?: string): Result["evidence"] {
  const trees = [...conditions.map(({ tree }) => tree), ...raise.map(({ tree }) => tree)];
  return evidenceOf(trees.flatMap(valuesRead), document, instantOf(at ?? document.collectedAt) ?? 0);
}

type Named = { name: Explanation["conditions"][number]["name"]; condition: CheckedRule["raise"][number]["when"] };

function conditionsOf({ body }: CheckedRule): Named[] {
  if (body.kind === "event") return [{ name: "match", condition: body.match }, ...(body.unless ? [{ name: "unless" as const, condition: body.unless }] : [])];
  const applies: Named[] = body.applies ? [{ name: "applies", condition: body.applies }] : [];
  return body.kind === "state" ? [...applies, { name: "require", condition: body.require }] : applies;
}
