import { and, isEmpty, type KnownTruth, not, or, parseArn, plainGap, someElement } from "../../../document/index.ts";
import { isUnknown, type Unknown } from "../../../schemas/index.ts";
import { knownOf, type Statement } from "../statement.ts";
import type { Caller } from "./caller.ts";
import type { Marks } from "./marks.ts";

/**
 * How a statement of a resource names the caller. `self`: so that boundary and session policy do not matter; `role`: the role or user behind the session;
 * `anyone`: by `*`; `account`: by its account, whose identity policies decide.
 * Source: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny access", resource-based policies, and "AWS JSON policy elements:
 * Principal".
 */
export type CallerNaming = "self" | "role" | "anyone" | "account";

export type CallerNamings = Readonly<Record<CallerNaming, KnownTruth>>;

const KINDS: readonly CallerNaming[] = ["self", "role", "anyone", "account"];

/** How an Allow or a Deny statement of a resource names the caller. `hasBoundary`: whether the caller has a permissions boundary. */
export function namingsOf(statement: Statement, caller: Caller, hasBoundary: KnownTruth, marks: Marks): CallerNamings {
  const { principals, notPrincipals, effect } = statement;
  const by = (kind: CallerNaming): KnownTruth =>
    isUnknown(principals)
      ? principals
      : someElement(principals, ({ type, value }) => (isUnknown(type) ? type : isUnknown(value) ? value : kindOf(type, value, caller, marks, kind)));
  const listedAs = Object.fromEntries(KINDS.map((kind) => [kind, by(kind)])) as CallerNamings;
  if (isEmpty(notPrincipals) === true) return namesSession(statement) ? { ...listedAs, self: or([listedAs.self, listedAs.anyone]), anyone: false } : listedAs;
  const left = leftOut(statement, caller, marks);
  // Source: "AWS JSON policy elements: NotPrincipal": a Deny with it denies every principal that has a permissions boundary.
  // An Allow with it is not supported.
  const unsupported = marks.gap(
    "allow-with-not-principal",
    plainGap("policy document", "Unparseable", "NotPrincipal", "An Allow has NotPrincipal, which AWS does not support."),
  );
  const anyone = effect === "Deny" ? or([hasBoundary, not(left)]) : and([not(left), unsupported]);
  return { self: false, role: false, account: false, anyone };
}

/** Whether a statement names the caller in any way. */
export const namesCaller = (namings: CallerNamings): KnownTruth => or(KINDS.map((kind) => namings[kind]));

/** A positive test of aws:PrincipalArn beside `*` names sessions as the session's ARN does. Source: as above, "IAM role". */
const namesSession = ({ clauses }: Statement): boolean =>
  knownOf(clauses).some(
    ({ key, operator }) => key === "aws:principalarn" && !isUnknown(operator) && !operator.negated && !operator.ifExists && operator.family !== "null",
  );

const matched = (is: boolean): KnownTruth => is;

function kindOf(type: string, value: string, caller: Caller, marks: Marks, kind: CallerNaming): KnownTruth {
  if (value === "*" && (type === "*" || type === "AWS")) return kind === "anyone";
  if (type === "Service") return matched(kind === "self" && caller.kind === "service" && value.toLowerCase() === caller.arn.toLowerCase());
  if (type === "Federated") return matched(kind === "self" && caller.kind === "provider" && value.toLowerCase() === providerName(caller.arn, value));
  if (type === "CanonicalUser") return caller.accountId === null ? false : marks.gap(`canonical-user ${value}`, canonical(value));
  if (type !== "AWS" || caller.accountId === null) return false;
  const found = named(value, caller, marks);
  return isUnknown(found) ? (kind === "self" ? found : false) : found === kind;
}

/** Web identities are named by the ARN of the provider or by its name alone. */
const providerName = (arn: string, value: string): string =>
  (value.startsWith("arn:") ? arn : arn.slice(arn.indexOf("-provider/") + "-provider/".length)).toLowerCase();

function named(value: string, caller: Caller, marks: Marks): CallerNaming | null | Unknown {
  const { kind, arn, accountId, sessionArn, user, role } = caller;
  if (value === accountId || (parseArn(value)?.resource === "root" && parseArn(value)?.accountId === accountId)) return kind === "root" ? "self" : "account";
  if (value === sessionArn) return "self";
  if (value === arn || value === user?.id || value === role?.id) return kind === "user" || kind === "outside" ? "self" : "role";
  const of = parseArn(value);
  const [type, name = ""] = of?.resource.split("/") ?? [];
  if (of?.accountId !== accountId) return null;
  // Of another account's session the path of its role is not known; names of roles are unique.
  if (kind === "outside" && sessionArn !== null) return type === "role" && nameIn(value) === roleOf(sessionArn) ? "self" : null;
  const isAnySession = sessionArn === null && (kind === "role" || arn.includes(":role/"));
  if (!isAnySession || of.service !== "sts" || type !== "assumed-role" || name !== nameIn(arn)) return null;
  return marks.gap(`session ${value}`, plainGap("question", "NotCollected", value, `A statement names the session ${value}: ask about a session by its ARN.`));
}

const roleOf = (sessionArn: string): string => parseArn(sessionArn)?.resource.split("/")[1] ?? "";

const nameIn = (arn: string): string => arn.slice(arn.lastIndexOf("/") + 1);

/**
 * Whether NotPrincipal leaves the caller out. AWS may compare the account before the user, and the role beside the session: all of them must be named.
 * Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal".
 */
function leftOut({ notPrincipals }: Statement, caller: Caller, marks: Marks): KnownTruth {
  const by = (kind: CallerNaming): KnownTruth =>
    isUnknown(notPrincipals)
      ? notPrincipals
      : someElement(notPrincipals, ({ type, value }) => (isUnknown(type) ? type : isUnknown(value) ? value : kindOf(type, value, caller, marks, kind)));
  if (by("anyone") === true || caller.kind === "service" || caller.kind === "provider" || caller.kind === "root") return or([by("anyone"), by("self")]);
  const exact = or([by("self"), by("role")]);
  if (exact !== true) return exact;
  const whole = and([by("account"), caller.kind === "role" || caller.kind === "federated" ? and([by("self"), by("role")]) : true]);
  return whole === true
    ? true
    : marks.gap(
        "not-principal-in-part",
        plainGap(
          "policy document",
          "Unparseable",
          "NotPrincipal",
          "NotPrincipal names the principal, but not its account, role and session: AWS documents that it may be denied.",
        ),
      );
}

const canonical = (value: string) =>
  plainGap("document", "NotCollected", value, "A statement names an account by its canonical user ID, which snapshots do not hold.");
