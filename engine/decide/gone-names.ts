import { nameKey } from "../../document/index.ts";
import { type document, isUnknown, type PlanProblem, type ReeveDocument } from "../../schemas/index.ts";
import { scopeOf } from "../evaluate/index.ts";
import type { CheckedRule } from "../language/index.ts";
import type { PlannedAccount } from "./accounts.ts";
import { isEventRule, type Selection } from "./selection.ts";
import { isOfAccount } from "./shown-trails.ts";

type Params = Selection["params"];
type Sides = Pick<PlannedAccount, "before" | "after">;

/**
 * Parameters of rules on the account as they are once the plans are applied: beside the ARN of a user, group or role that gets another name or path stands
 * the new one, because it stays the same resource.
 */
export function withNewNames(params: Params, rules: readonly CheckedRule[], { before, after }: Sides): Params {
  if (before === after) return params;
  const { renamed } = gonePrincipals(before, after);
  if (renamed.size === 0) return params;
  const followed = { ...params };
  for (const { rule, name, values } of namingParams(params, rules)) {
    const more = values.flatMap((value) => renamed.get(nameKey(value)) ?? []);
    if (more.length > 0) followed[rule.id] = { ...followed[rule.id], [name]: [...new Set([...values, ...more])] };
  }
  return followed;
}

/**
 * What parameters of rules on the account name by its ARN and the plans take away or call otherwise: after the apply such a value names nothing, and the rule
 * would ask nothing of anyone by it.
 */
export function goneNames({ before, after, changes, withoutSnapshot }: PlannedAccount, { params, rules }: Selection): PlanProblem[] {
  if (before === after || withoutSnapshot) return [];
  const { renamed, gone } = gonePrincipals(before, after);
  if (gone.size === 0) return [];
  return namingParams(params, rules).flatMap(({ rule, name, values }) =>
    values.flatMap((value): PlanProblem[] => {
      if (!gone.has(nameKey(value))) return [];
      const to = renamed.get(nameKey(value));
      if (to !== undefined && values.some((other) => nameKey(other) === nameKey(to))) return [];
      const address = changes.changedAt[value]?.[0]?.address ?? null;
      const what = to === undefined ? `takes away ${value}` : `renames or moves ${value} to ${to}`;
      return [
        {
          code: "name-in-parameter",
          address,
          message: `${address ?? "The plan"} ${what}, and the parameter ${name} of ${rule.id} names it. Change the parameter too, or the rule asks nothing of it after the apply.`,
        },
      ];
    }),
  );
}

interface NamingParam {
  rule: CheckedRule;
  name: string;
  values: string[];
}

/** Lists of texts that rules on the account, which read whole lists, may compare ARNs with. */
function namingParams(params: Params, rules: readonly CheckedRule[]): NamingParam[] {
  return rules
    .filter((rule) => !isEventRule(rule) && isOfAccount(rule))
    .flatMap((rule) =>
      Object.entries(scopeOf(rule, { params }).params).flatMap(([name, value]) =>
        Array.isArray(value) ? [{ rule, name, values: value.filter((each) => typeof each === "string") }] : [],
      ),
    );
}

/** ARNs of users, groups and roles that name none any more, and the new ones of those that stay. */
function gonePrincipals(before: ReeveDocument, after: ReeveDocument): { renamed: Map<string, string>; gone: Set<string> } {
  const renamed = new Map<string, string>();
  const gone = new Set<string>();
  for (const list of ["users", "groups", "roles"] as const) {
    if (before[list] === after[list]) continue;
    const [was, is] = [namedIn(before[list]), namedIn(after[list])];
    const kept = new Set(is.values());
    for (const [id, arn] of was) {
      if (kept.has(arn)) continue;
      const key = nameKey(arn);
      const now = is.get(id);
      gone.add(key);
      if (now !== undefined) renamed.set(key, now);
    }
  }
  return { renamed, gone };
}

const namedIn = (list: readonly (Pick<document.User, "id" | "arn"> | document.Unknown)[] | document.Unknown): Map<string, string> =>
  new Map(isUnknown(list) ? [] : list.flatMap((item) => (isUnknown(item) || isUnknown(item.arn) ? [] : [[item.id, item.arn] as const])));
