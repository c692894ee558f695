import { type ManagedPolicyTable, managedPoliciesIn } from "../../document/index.ts";
import type { ReeveDocument, Result } from "../../schemas/index.ts";
import { comparingBy, type Decidable, type Decisions, decidedToday, evaluateOptions, type Selection } from "../decide/index.ts";
import { detailsOf } from "../evaluate/index.ts";
import { combineRemediations } from "./combine.ts";
import type { Remediation } from "./plan.ts";
import { remediate } from "./remediate.ts";

/** Results to remediate, and all that this depends on. Plain data. */
export interface RemediationInput {
  /** Members of `results` that were named: by number or fingerprint, or all of a rule. */
  members: readonly Result[];
  results: Decidable;
  document: ReeveDocument;
  selection: Selection;
  decisions: Decisions;
  /** Only findings of this account; null: of any. */
  account: string | null;
  /** What Reeve brings along of policies that AWS maintains, for those that the account does not use; null: nothing is known of them. */
  managedPolicies: ManagedPolicyTable | null;
  /** Steps for a person, or a script, which runs with the credentials of one account. */
  reader: "person" | "script";
}

export type RemediationProblem =
  /** It is unknown what the result is. */
  | { code: "no-finding"; result: Result }
  | { code: "all-waived" }
  | { code: "no-finding-of-account" | "several-accounts"; accounts: AccountFindings[] }
  /** The rule has been removed since. */
  | { code: "no-rule"; rule: string };

/** How many findings are of an account; `unknown` where the record or snapshot does not say of which. */
export interface AccountFindings {
  account: string;
  count: number;
}

export interface RemediationOutcome {
  /** Findings that a waiver accepts. */
  waived: Result[];
  /** Whether those were left out: among others they are, by themselves they are not. */
  leavesOutWaived: boolean;
  outcome: { ok: true; findings: Result[]; remediations: Remediation[] } | { ok: false; problem: RemediationProblem };
}

/** Decides which findings are to be remediated, and how. Pure. */
export function decideRemediation({
  members,
  results,
  document,
  selection,
  decisions,
  account,
  managedPolicies,
  reader,
}: RemediationInput): RemediationOutcome {
  const failed = (problem: RemediationProblem): RemediationOutcome["outcome"] => ({ ok: false, problem });
  const open = members.filter(({ status, reason }) => status === "fail" || reason === "unexcused");
  const [first] = members;
  if (open.length === 0 && first) return { waived: [], leavesOutWaived: false, outcome: failed({ code: "no-finding", result: first }) };
  const options = evaluateOptions(selection, selection.rules);
  const detailOf = detailsOf(document, selection.rules, options);
  const today = decidedToday(results, decisions, document, detailOf, comparingBy([document], selection));
  const waived = open.filter((result) => today(result).waiver !== undefined);
  const all = members.length > 1 ? open.filter((result) => !waived.includes(result)) : open;
  if (all.length === 0) return { waived: [], leavesOutWaived: false, outcome: failed({ code: "all-waived" }) };
  return { waived, leavesOutWaived: open.length > all.length, outcome: remediated() };

  function remediated(): RemediationOutcome["outcome"] {
    const accounts = accountsOf(all);
    const findings = account === null ? all : all.filter((result) => accountOf(result) === account);
    if (findings.length === 0) return failed({ code: "no-finding-of-account", accounts });
    if (account === null && accounts.length > 1 && reader === "script") return failed({ code: "several-accounts", accounts });
    const context = {
      rules: selection.rules,
      results: results.results,
      params: selection.params,
      options: { off: options.off ?? [], notConfigured: options.notConfigured ?? [] },
      named: new Set(findings.flatMap(({ fingerprint }) => fingerprint ?? [])),
      evidenceOf: (result: Result) => detailOf(result).evidence,
      isAccepted: (result: Result) => today(result).waiver !== undefined,
      ...(managedPolicies === null ? {} : { awsManaged: managedPoliciesIn(managedPolicies) }),
    };
    const remediations: Remediation[] = [];
    for (const result of findings) {
      const rule = selection.rules.find(({ id, formerly }) => id === result.rule || formerly.includes(result.rule));
      if (!rule) return failed({ code: "no-rule", rule: result.rule });
      remediations.push(remediate(rule, { ...result, ...detailOf(result) }, document, context));
    }
    return { ok: true, findings, remediations: reader === "person" ? remediations : combineRemediations(remediations) };
  }
}

const accountOf = ({ account }: Result): string => account ?? "unknown";

function accountsOf(findings: readonly Result[]): AccountFindings[] {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(accountOf(finding), (counts.get(accountOf(finding)) ?? 0) + 1);
  return [...counts].map(([account, count]) => ({ account, count }));
}
