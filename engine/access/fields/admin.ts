import { and, type KnownTruth, or, parseArn, someElement } from "../../../document/index.ts";
import { escalationFacts } from "../holder.ts";
import { NOT_DECIDED } from "../not-decided.ts";
import { allowsSome } from "../requests.ts";
import type { ContextValue } from "../search.ts";
import { clausesOn, hasEffect, knownOf, namesAction, type Policy, type Statement } from "../statement.ts";
import type { TextTemplate } from "../text/template.ts";
import { valuesOf } from "../values.ts";

/** Who holds the policy. */
interface Holder {
  type: "user" | "role";
  arn: string;
}

/** Calls that give their caller any permission at all: they write a policy of it, or of a group or a policy that it may hold. */
const GIVES_ITSELF = { user: ["iam:attachuserpolicy", "iam:putuserpolicy"], role: ["iam:attachrolepolicy", "iam:putrolepolicy"] } as const;
const GIVES_HELD = [
  ["iam:attachgrouppolicy", "group"],
  ["iam:putgrouppolicy", "group"],
  ["iam:createpolicyversion", "policy"],
] as const;

/** Calls by which their caller may become any user, and any role. Together they give whatever anyone in the account may do. */
const BECOMES_USER = ["iam:createaccesskey", "iam:createloginprofile", "iam:updateloginprofile"];
const BECOMES_ROLE = "iam:updateassumerolepolicy";

const CALLS: readonly string[] = [...GIVES_ITSELF.user, ...GIVES_ITSELF.role, ...GIVES_HELD.map(([call]) => call), ...BECOMES_USER, BECOMES_ROLE];

/** A name that no policy has. */
const UNNAMED = "zq7-unnamed-x1";

/**
 * Whether a holder of the policy can do everything in IAM, or give itself the rest, in some context: its Deny statements weighed, conditions that can hold taken
 * to hold. The holder is one that the policy does not name, unless a condition asks for a certain one.
 * Source of the calls: IAM User Guide, "Policies and permissions in IAM"; Service Authorization Reference for IAM (permissions management).
 */
export function isAdmin(policy: Policy): KnownTruth {
  const naming = policy.statements.filter((statement) => CALLS.some((call) => namesAction(statement, call) !== false));
  if (!naming.some((statement) => hasEffect(statement, "Allow") !== false)) return false;
  const reduced = { statements: naming };
  const holders = holdersOf(reduced);
  return holders === null ? NOT_DECIDED.mark : someElement(holders, (holder) => givesAll(reduced, holder));
}

function givesAll(policy: Policy, { type, arn }: Holder): KnownTruth {
  const start = arn.slice(0, arn.lastIndexOf(":"));
  const fixed = contextOf(type, arn);
  const may = (action: string, resource: string): KnownTruth =>
    allowsSome(policy, { action, resource, isAbout: () => true, facts: (key) => escalationFacts(key, action), fixed });
  const other = (kind: string): string => `${start}:${kind}/${UNNAMED}`;
  const direct = or([...GIVES_ITSELF[type].map((call) => may(call, arn)), ...GIVES_HELD.map(([call, kind]) => may(call, other(kind)))]);
  if (direct === true) return true;
  return or([direct, and([may(BECOMES_ROLE, other("role")), or(BECOMES_USER.map((call) => may(call, other("user"))))])]);
}

function contextOf(type: "user" | "role", arn: string): Map<string, ContextValue> {
  const account = [parseArn(arn)?.accountId ?? ""];
  return new Map<string, ContextValue>([
    ["aws:principalarn", [arn]],
    ["aws:principalaccount", account],
    ["aws:resourceaccount", account],
    ["aws:principaltype", [type === "user" ? "User" : "AssumedRole"]],
    ["aws:username", type === "user" ? [arn.slice(arn.lastIndexOf("/") + 1)] : null],
  ]);
}

const MAX_HOLDERS = 60;

/** An unnamed user and role in each account that the policy names and in one that it does not; and the principals that its conditions are about. */
function holdersOf({ statements }: Policy): Holder[] | null {
  const texts = statements.flatMap(textsOf);
  const accounts = [...new Set(texts.flatMap((text) => text.match(/(?<!\d)\d{12}(?!\d)/g) ?? []))];
  const partitions = [...new Set(texts.flatMap((text) => [...text.matchAll(/arn:(aws-[a-z-]+):/g)].map(([, partition]) => partition ?? "")))];
  const unnamed = ["aws", ...partitions].flatMap((partition) =>
    [...accounts.slice(0, 8), "910293847566"].flatMap((account) => ["user", "role"].map((type) => `arn:${partition}:iam::${account}:${type}/${UNNAMED}`)),
  );
  const asked = valuesFor(statements, "aws:principalarn");
  const names = valuesFor(statements, "aws:username");
  if (asked === null || names === null) return null;
  const named = names.flatMap((name) => [...accounts.slice(0, 8), "910293847566"].map((account) => `arn:aws:iam::${account}:user/${name}`));
  return [...new Set([...unnamed, ...asked, ...named])].slice(0, MAX_HOLDERS).flatMap((arn): Holder[] => {
    const type = parseArn(arn)?.resource.split("/")[0];
    return type === "user" || type === "role" ? [{ type, arn }] : [];
  });
}

function valuesFor(statements: readonly Statement[], key: string): string[] | null {
  const clauses = clausesOn(statements, key);
  const values = clauses.length === 0 ? [] : valuesOf(escalationFacts(key, "iam:"), clauses, [], []);
  return values === null ? null : values.flatMap((value) => value ?? []);
}

function textsOf({ resources, notResources, clauses }: Statement): string[] {
  const inClauses = knownOf(clauses).flatMap(({ values }) => knownOf(values));
  const templates: TextTemplate[] = [...knownOf(resources), ...knownOf(notResources), ...inClauses];
  return templates.flatMap((template) => template.filter((part) => typeof part === "string"));
}
