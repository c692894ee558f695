import { type CrossCheck, crossCheck, type Referee, tapeOf } from "../evaluate/index.ts";
import type { AccountsSubject } from "./decide-input.ts";
import type { DecideNotice, DecideProblem } from "./outcome.ts";
import { evaluateOptions, fittingRules } from "./selection.ts";

/** Cross-checks what `decide` evaluates of one account: the same rules with the same parameters. */
export function crossCheckAccount(
  { accounts, selection }: Pick<AccountsSubject, "accounts" | "selection">,
  referee: Referee,
): { notices: DecideNotice[] } & ({ ok: true; crossCheck: CrossCheck } | { ok: false; problem: DecideProblem }) {
  const [account] = accounts;
  if (!account || accounts.length > 1) throw new Error("a cross-check is of one account");
  const { document } = account;
  const { rules } = fittingRules(selection.rules, document);
  const checked = crossCheck(document, tapeOf(document), rules, evaluateOptions(selection, rules), referee);
  return checked.ok ? { ...checked, notices: [] } : { ok: false, problem: { code: "document-refused", errors: checked.errors }, notices: [] };
}
