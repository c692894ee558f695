import { TABLE } from "../../../schemas/index.ts";
import type { CheckedRule } from "../../language/index.ts";
import type { Tried } from "./search.ts";
import type { ScaffoldedCase } from "./test-case.ts";

/** Cases of the kind's own result: a list that broke off, and one that is empty. None for events, and for the account and root, which are always one. */
export function kindCases(rule: CheckedRule, base: Tried | null): ScaffoldedCase[] {
  const { list } = TABLE.kinds[rule.resource];
  const resources = list === null ? undefined : base?.given[list];
  if (list === null || list === "events" || !base || !Array.isArray(resources)) return [];
  const cut = { name: `a list that breaks off judges those it has`, given: { ...base.given, [list]: [...resources, { $unknown: "Throttled" }] } };
  return [
    { ...cut, expect: { [base.status]: Object.keys(base.statuses), unknown: ["*"] } } as ScaffoldedCase,
    { name: "an account without any has nothing to judge", given: { [list]: [] }, expect: { "not-applicable": ["*"] } } as ScaffoldedCase,
  ];
}
