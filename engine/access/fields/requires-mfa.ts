import { and, type KnownTruth, not, or, someElement } from "../../../document/index.ts";
import { isUnknown } from "../../../schemas/index.ts";
import { holderFacts } from "../holder.ts";
import type { ContextValue } from "../search.ts";
import { actionsOf, allowsAny } from "../some-request.ts";
import { hasEffect, type Policy, type Statement } from "../statement.ts";

const MFA_KEYS = new Set(["aws:multifactorauthpresent", "aws:multifactorauthage"]);

/**
 * What users must be able to call before they have signed in with MFA: to see and register their devices, to change a password that has expired, and to get
 * the session that MFA gives.
 * Source: IAM User Guide, "AWS: Allows MFA-authenticated IAM users to manage their own credentials on the Security credentials page" (the NotAction of its
 * last statement, and the one of earlier editions).
 */
const SELF_SERVICE = ["iam:*mfa*", "iam:changepassword", "iam:get*", "iam:list*", "sts:getsessiontoken", "sts:getcalleridentity"];

const ALL: Statement = {
  effect: "Allow",
  actions: ["*"],
  notActions: [],
  resources: [["*"]],
  notResources: [],
  principals: [],
  notPrincipals: [],
  clauses: [],
};

/**
 * Whether nothing but self-service is allowed without MFA, and something else with it. A policy that only denies is taken together with one that allows
 * everything. Requests with long-term keys have no MFA key at all, those of temporary credentials may have it as false.
 * Source: IAM User Guide, "AWS global condition context keys", aws:MultiFactorAuthPresent.
 */
export function requiresMfa({ statements }: Policy): KnownTruth {
  if (!statements.some(mayTestMfa)) return false;
  const isAllow = or(statements.map((statement) => hasEffect(statement, "Allow")));
  if (isUnknown(isAllow)) return isAllow;
  const policy = { statements: isAllow ? statements : [...statements, ALL] };
  const actions = actionsOf(policy, SELF_SERVICE);
  const allowedWith = (present: ContextValue): KnownTruth => {
    const without: [string, ContextValue][] = present?.[0] === "true" ? [] : [["aws:multifactorauthage", null]];
    return allowsAny(policy, actions, { facts: holderFacts, fixed: new Map<string, ContextValue>([["aws:multifactorauthpresent", present], ...without]) });
  };
  const without = or([allowedWith(null), allowedWith(["false"])]);
  return without === true ? false : and([not(without), allowedWith(["true"])]);
}

const mayTestMfa = ({ clauses }: Statement): boolean => someElement(clauses, ({ key }) => (isUnknown(key) ? key : MFA_KEYS.has(key))) !== false;
