import { type DetailOf, detailsOf, ownDetail } from "../evaluate/index.ts";
import type { DecidedAccount, DecideInput } from "./decide-input.ts";
import { evaluateOptions } from "./selection.ts";

/**
 * Makes the function that gives message and evidence of the results of `decide`, for what reporters print. It reads the account that was judged; results
 * of several accounts, and those of a file, carry theirs.
 */
export function decisionDetails(subject: DecideInput["subject"], accounts: readonly Pick<DecidedAccount, "document">[]): DetailOf {
  const [only] = accounts;
  if (subject.kind === "results" || !only || accounts.length > 1) return ownDetail;
  const { selection } = subject;
  return detailsOf(only.document, selection.rules, evaluateOptions(selection, selection.rules));
}
