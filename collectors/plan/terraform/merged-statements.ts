import type { PartialStatement } from "../../../schemas/index.ts";

/** A statement on its way into a document. */
export interface SidStatement {
  /** Null where it has none, or where the plan does not show it. */
  sid: string | null;
  isSidKnown: boolean;
  statement: PartialStatement;
}

/** What one document adds to another. `complete`: it surely has no other statements than these. */
export interface Layer {
  statements: SidStatement[];
  complete: boolean;
}

/**
 * The document of an `aws_iam_policy_document`: its sources, its own statements and its overrides, in this order. A statement with a sid replaces an earlier one
 * of that sid; one without a sid stands beside all others, and nothing replaces it. Two sources with one sid are an error of the apply.
 * Source: terraform-provider-aws, internal/service/iam/policy_document_data_source.go and policy_model.go (Merge).
 */
export function merged(sources: readonly Layer[], own: Layer, overrides: readonly Layer[]): Layer {
  const first = { statements: sources.flatMap(({ statements }) => statements), complete: sources.every(({ complete }) => complete) };
  return [own, ...overrides].reduce(over, first);
}

/** A statement that a later layer may replace, because not all of its sids are known, is left out. */
function over(earlier: Layer, later: Layer): Layer {
  const sids = new Set(later.statements.flatMap(({ sid }) => sid ?? []));
  const replacesAny = !later.complete || later.statements.some(({ isSidKnown }) => !isSidKnown);
  const isReplaced = ({ sid }: SidStatement): boolean => sid !== null && sids.has(sid);
  const isSure = ({ sid, isSidKnown }: SidStatement): boolean => (isSidKnown && sid === null) || (!replacesAny && (isSidKnown || sids.size === 0));
  const there = earlier.statements.filter((statement) => !isReplaced(statement));
  const kept = there.filter(isSure);
  return { statements: [...kept, ...later.statements], complete: earlier.complete && later.complete && kept.length === there.length };
}
