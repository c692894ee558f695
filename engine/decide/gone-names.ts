import { nameKey } from "../../document/index.ts";
import { arnParts, type document, isUnknown, type PlanProblem, type ReeveDocument } from "../../schemas/index.ts";
import { scopeOf, unsetParams } from "../evaluate/index.ts";
import { type CheckedRule, demandingParams } from "../language/index.ts";
import type { PlannedAccount } from "./accounts.ts";
import type { GateReason } from "./gate/decision.ts";
import { isEventRule, type Selection } from "./selection.ts";

type Params = Selection["params"];
type Settings = Pick<Selection, "params" | "off">;
type Sides = Pick<PlannedAccount, "before" | "after">;

/** Kinds of resources that a parameter may name by an ARN, by the beginning of the resource in it. */
const LISTS = { user: "users", group: "groups", role: "roles", policy: "policies" } as const;

/**
 * Parameters that demand something, as they are once the plans are applied: beside the ARN of a user, group or role that gets another name or path stands
 * the new one, because it stays the same resource. One that excuses does not follow: after the apply it excuses nothing by the old name.
 */
export function withNewNames({ params, off }: Settings, rules: readonly CheckedRule[], { before, after }: Sides): Params {
  if (before === after) return params;
  const { renamed } = goneResources(before, after);
  if (renamed.size === 0) return params;
  const followed = { ...params };
  for (const { rule, name, values } of namingParams({ params, off }, rules)) {
    const more = values.flatMap((value) => renamed.get(nameKey(value)) ?? []);
    if (more.length > 0) followed[rule.id] = { ...followed[rule.id], [name]: [...new Set([...values, ...more])] };
  }
  return followed;
}

/**
 * What parameters that demand something name by its ARN, and the account does not have: the rule checks nothing by such a value, which must not look as if
 * it were fulfilled. Where plans change the account, it is as it was, and only what they take away counts (`goneNames`).
 */
export function namesOfNothing(accounts: readonly PlannedAccount[], { params, off, rules }: Selection): GateReason[] {
  const found = accounts.flatMap(({ before, after, withoutSnapshot }) => {
    if (before !== after || withoutSnapshot) return [];
    return namingParams({ params, off }, rules).flatMap(({ rule, name, values }) =>
      values.filter((value) => namesNothing(value, after)).map((value) => ({ of: `${name} of ${rule.id}`, value })),
    );
  });
  const [first] = found;
  if (!first) return [];
  const lines = [...new Set(found.map(({ of }) => of))].map((of) => {
    const values = found.flatMap((each) => (each.of === of ? [each.value] : []));
    return `the parameter ${of} names ${values.join(", ")}`;
  });
  const text = `${lines.join("; ")}: the account has no such resource, and the rule checks nothing by that ARN`;
  return [{ code: NAME_IN_PARAMETER, count: found.length, text }];
}

export const NAME_IN_PARAMETER = "name-in-parameter";

/** Whether a text is the ARN, and no pattern, of a user, group, role or policy of the account, and the account surely has none of it. */
function namesNothing(value: string, document: ReeveDocument): boolean {
  const list = listOf(value, document);
  return list !== null && !isUnknown(list) && list.every((item) => !isUnknown(item) && !isUnknown(item.arn) && nameKey(item.arn) !== nameKey(value));
}

function listOf(value: string, { account, ...lists }: ReeveDocument): NamedList | null {
  const arn = /[*?]/.test(value) ? null : arnParts(value);
  if (arn?.service !== "iam" || isUnknown(account) || account.id !== arn.accountId) return null;
  const kind = arn.resource.slice(0, arn.resource.indexOf("/"));
  return isNamedKind(kind) ? lists[LISTS[kind]] : null;
}

const isNamedKind = (kind: string): kind is keyof typeof LISTS => Object.hasOwn(LISTS, kind);

/**
 * What parameters that demand something name by its ARN and the plans take away or call otherwise: after the apply such a value names nothing, and the rule
 * would check nothing by it.
 */
export function goneNames({ before, after, changes, withoutSnapshot }: PlannedAccount, { params, off, rules }: Selection): PlanProblem[] {
  if (before === after || withoutSnapshot) return [];
  const { renamed, gone } = goneResources(before, after);
  if (gone.size === 0) return [];
  return namingParams({ params, off }, rules).flatMap(({ rule, name, values }) =>
    values.flatMap((value): PlanProblem[] => {
      if (!gone.has(nameKey(value))) return [];
      const to = renamed.get(nameKey(value));
      if (to !== undefined && values.some((other) => nameKey(other) === nameKey(to))) return [];
      const address = changes.changedAt[value]?.[0]?.address ?? null;
      const what = to === undefined ? `takes away ${value}` : `renames or moves ${value} to ${to}`;
      return [
        {
          code: NAME_IN_PARAMETER,
          address,
          message: `${address ?? "The plan"} ${what}, and the parameter ${name} of ${rule.id} names it. Change the parameter too, or the rule checks nothing by it after the apply.`,
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

/** Lists of texts of which one more makes rules on state demand more. */
function namingParams({ params, off }: Settings, rules: readonly CheckedRule[]): NamingParam[] {
  return rules
    .filter((rule) => !isEventRule(rule) && !Object.hasOwn(off, rule.id))
    .flatMap((rule) => {
      const inForce = scopeOf(rule, { params }).params;
      const demanding = unsetParams(rule, inForce).length > 0 ? null : demandingParams(rule);
      return Object.entries(inForce).flatMap(([name, value]) =>
        Array.isArray(value) && demanding?.has(name) ? [{ rule, name, values: value.filter((each) => typeof each === "string") }] : [],
      );
    });
}

/** ARNs of users, groups, roles and policies that name none any more, and the new ones of those that stay. */
function goneResources(before: ReeveDocument, after: ReeveDocument): { renamed: Map<string, string>; gone: Set<string> } {
  const renamed = new Map<string, string>();
  const gone = new Set<string>();
  for (const list of Object.values(LISTS)) {
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

type NamedList = readonly (Pick<document.User, "id" | "arn"> | document.Unknown)[] | document.Unknown;

const namedIn = (list: NamedList): Map<string, string> =>
  new Map(isUnknown(list) ? [] : list.flatMap((item) => (isUnknown(item) || isUnknown(item.arn) ? [] : [[item.id, item.arn] as const])));
