import type { ReeveResults, Result } from "../../../schemas/index.ts";
import { firstId } from "../../evaluate/index.ts";

/** Why nobody can say that a finding is gone: it is absent, and what it was about was not judged. */
export type UnjudgedReason = "rule-absent" | "rule-off" | "rule-not-configured" | "account-absent" | "record-absent" | "list-unread";

export interface Unjudged {
  /** The finding or unknown of before. */
  result: Result;
  reason: UnjudgedReason;
  /** Gaps of after that hide it, sorted. */
  gaps: string[];
}

type Rule = ReeveResults["rules"][number];

/**
 * Tells whether what a result of `before` was about has been judged in `after`: its rule ran, under this id or another that it bore, its account was
 * read, and so was the list that it would stand in. `sameRecords`: both were judged on the same CloudTrail records. Null: it was judged.
 */
export function judgedIn(before: ReeveResults, after: ReeveResults, sameRecords: boolean): (result: Result) => Unjudged | null {
  const rulesBefore = new Map(before.rules.map((rule) => [rule.id, rule]));
  const rulesAfter = new Map(after.rules.map((rule) => [firstId(rule), rule]));
  const accounts = new Set(after.document.accounts);
  const { unread, decided } = readIn(after);

  return (result) => {
    const ruleBefore = rulesBefore.get(result.rule);
    const first = ruleBefore ? firstId(ruleBefore) : result.rule;
    const rule = rulesAfter.get(first);
    const not = (reason: UnjudgedReason, gaps: string[] = []): Unjudged => ({ result, reason, gaps });
    if (!rule) return not("rule-absent");
    if (rule.off !== null) return not("rule-off");
    if (rule.notConfigured !== undefined) return not("rule-not-configured");
    if (decided.has(resourceKey(rule.id, result))) return null;
    if (result.account !== null && !accounts.has(result.account)) return not("account-absent");
    if (result.occurrence !== undefined && !sameRecords) return not("record-absent");
    const gaps = hiddenBy(rule, result, unread.get(rule.id) ?? []);
    return gaps ? not("list-unread", gaps) : null;
  };
}

/** What `after` could not read, as the kind's own unknown results tell, and what it decided by name. */
function readIn(after: ReeveResults): { unread: Map<string, Result[]>; decided: Set<string> } {
  const unread = new Map<string, Result[]>();
  const decided = new Set<string>();
  for (const result of after.results) {
    if (result.status === "pass" || result.status === "not-applicable") decided.add(resourceKey(result.rule, result));
    else if (result.status === "unknown" && isKinds(result)) {
      const ofRule = unread.get(result.rule);
      if (ofRule) ofRule.push(result);
      else unread.set(result.rule, [result]);
    }
  }
  return { unread, decided };
}

/**
 * Gaps that may hide the resource from this rule; null when none does. Records of any account may lie in what nobody read; a record of before that was
 * read again is hidden only where the rule could not be used at all.
 */
function hiddenBy(rule: Rule, { account, occurrence }: Result, unread: readonly Result[]): string[] | null {
  const hiding = unread.filter((own) => {
    if (occurrence !== undefined && (own.reason === "open-list" || own.reason === "list-unknown")) return false;
    return rule.resource === "event" || own.account === null || account === null || own.account === account;
  });
  return hiding.length === 0 ? null : [...new Set(hiding.flatMap(({ gaps }) => gaps))];
}

/** Whether a result is about a kind as a whole: its list is open or unread, or the rule could not be used. */
const isKinds = ({ resource, occurrence }: Result): boolean =>
  occurrence === undefined && resource.arn === null && resource.id === null && resource.name === null;

const resourceKey = (rule: string, { account, resource, occurrence }: Result): string =>
  JSON.stringify([rule, account, resource.id ?? resource.arn, occurrence ?? null]);
