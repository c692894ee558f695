import type { ReeveDocument, Result } from "../../../schemas/index.ts";
import type { Decidable, KeptDecisions, WaiveContext } from "./kept.ts";
import { waive } from "./waive.ts";

/** Waivers, attestations and the baseline with the days and limits that they are judged by. Plain data. */
export interface Decisions extends KeptDecisions {
  context: Omit<WaiveContext, "ouPathOf">;
}

/** Results with what was decided about them. Documents say where in the organization their accounts are. */
export function withDecisions<Results extends Decidable>(results: Results, decisions: Decisions, documents: readonly Pick<ReeveDocument, "account">[]) {
  const ouPaths = new Map<string, string>();
  for (const { account } of documents) if ("id" in account && typeof account.ouPath === "string") ouPaths.set(account.id, account.ouPath);
  return waive(results, decisions, { ...decisions.context, ouPathOf: (account) => ouPaths.get(account) ?? null });
}

/**
 * For a result of an earlier check, the result with what is decided about it today. `detailed` gives a finding its evidence again, where a waiver needs
 * it.
 */
export function decidedToday<Results extends Decidable>(
  results: Results,
  decisions: Decisions,
  document: Pick<ReeveDocument, "account">,
  detailed: (result: Result) => Result,
): (result: Result) => Result {
  const needsEvidence = decisions.waivers.some(({ evidence }) => evidence !== null);
  const decided = withDecisions(needsEvidence ? { ...results, results: results.results.map(detailed) } : results, decisions, [document]).results;
  const places = new Map(results.results.map((result, at) => [result, at]));
  return (result) => decided[places.get(result) ?? -1] ?? result;
}
