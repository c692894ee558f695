import { allFactsOf, type DetailOf, detailsOf, type EvaluateOptions, type FactsOf, ownDetail, ownFacts } from "../evaluate/index.ts";
import type { DecidedAccount, DecideInput } from "./decide-input.ts";
import { evaluateOptions } from "./selection.ts";

export interface DecisionDetails {
  detailOf: DetailOf;
  factsOf: FactsOf;
}

/**
 * Makes the functions that give message, evidence and facts of the results of `decide`, for what reporters print. They read the account that was judged;
 * results of several accounts, and those of a file, carry theirs. `evidence`: of which results, as the evaluation takes it.
 */
export function decisionDetails(
  subject: DecideInput["subject"],
  accounts: readonly Pick<DecidedAccount, "document" | "holders">[],
  evidence: EvaluateOptions["evidence"] | null = null,
): DecisionDetails {
  const [only] = accounts;
  if (subject.kind === "results" || !only || accounts.length > 1) return { detailOf: ownDetail, factsOf: ownFacts };
  const { selection } = subject;
  const { holders = [] } = only;
  const options = { ...evaluateOptions(selection, selection.rules), holders, ...(evidence === null || evidence === undefined ? {} : { evidence }) };
  return { detailOf: detailsOf(only.document, selection.rules, options), factsOf: allFactsOf(only.document, selection.rules, options) };
}
