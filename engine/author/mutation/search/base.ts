import { type RuleTestFile, TABLE } from "../../../../schemas/index.ts";
import type { CheckedRule } from "../../../language/index.ts";
import { isRecord } from "../../testing/problem.ts";
import type { SpotGiven } from "./spots.ts";

/** What a case gives, cut down to one resource or record of those that the rule judges. */
export interface Base {
  given: SpotGiven;
  params: Record<string, unknown>;
}

/** One base for each resource of each case, and each case whole: the search starts from them. */
export function basesOf(rule: CheckedRule, testFile: RuleTestFile): Base[] {
  const list = TABLE.kinds[rule.resource].list;
  const seen = new Set<string>();
  const bases = testFile.cases.flatMap(({ given, params = {} }) => {
    const whole: Base = { given: given as SpotGiven, params: params as Record<string, unknown> };
    const members = list === null ? null : whole.given[list];
    if (!Array.isArray(members) || list === null) return [whole];
    const single = members
      .filter((one) => isRecord(one) && !Object.hasOwn(one, "$unknown"))
      .map((one): Base => ({ ...whole, given: { ...whole.given, [list]: [one] } }));
    return members.length === 1 ? single : [...single, whole];
  });
  return bases.filter(({ given, params }) => {
    const text = JSON.stringify([given, params], (key, value: unknown) => (key === "eventID" || key === "requestID" ? undefined : value));
    return seen.has(text) ? false : seen.add(text);
  });
}
