import { isUnknown, type ReeveDocument, type Result } from "../../../schemas/index.ts";
import type { DetailOf } from "../../evaluate/index.ts";
import { type Comparing, OWN_FACTS } from "../compare/index.ts";
import type { Decidable, KeptDecisions, WaiveContext } from "./kept.ts";
import { waive } from "./waive.ts";

/** Waivers, attestations and the baseline with the days and limits that they are judged by. Plain data. */
export interface Decisions extends KeptDecisions {
  context: Omit<WaiveContext, "ouPathOf" | "detailOf" | "comparing" | "plans">;
}

/** Results with what was decided about them. Documents say where in the organization their accounts are; `detailOf` gives the evidence that waivers record, `comparing` the facts. */
export function withDecisions<Results extends Decidable>(
  results: Results,
  decisions: Decisions,
  documents: readonly Pick<ReeveDocument, "account">[],
  detailOf: DetailOf,
  comparing: Comparing = OWN_FACTS,
  plans?: WaiveContext["plans"],
) {
  const ouPaths = new Map<string, string>();
  for (const { account } of documents) if (!isUnknown(account) && typeof account.ouPath === "string") ouPaths.set(account.id, account.ouPath);
  return waive(results, decisions, {
    ...decisions.context,
    ouPathOf: (account) => ouPaths.get(account) ?? null,
    detailOf,
    comparing,
    ...(plans ? { plans } : {}),
  });
}

/** For a result of an earlier check, the result with what is decided about it today. */
export function decidedToday<Results extends Decidable>(
  results: Results,
  decisions: Decisions,
  document: Pick<ReeveDocument, "account">,
  detailOf: DetailOf,
  comparing: Comparing = OWN_FACTS,
): (result: Result) => Result {
  const decided = withDecisions(results, decisions, [document], detailOf, comparing).results;
  const places = new Map(results.results.map((result, at) => [result, at]));
  return (result) => decided[places.get(result) ?? -1] ?? result;
}
