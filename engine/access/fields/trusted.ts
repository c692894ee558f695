import { compareText, type KnownTruth, parseArn } from "../../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../../schemas/index.ts";
import { ASSUMING, comparedTexts, isAboutAnyone, mayAssume, trustingStatements } from "../assume.ts";
import { isPlainText, withLaterNames } from "../named-later.ts";
import { accountsIn, namesSomeone, organizationsIn } from "../outsider.ts";
import { type Customer, EXTERNAL_ID, type Party, partyFacts, saysCustomer } from "../party.ts";
import { sendsSource } from "../source-services.ts";
import { hasEffect, knownOf, listedOrNot, type Policy, type Statement } from "../statement.ts";

type Trusted = NonNullable<document.PolicyContent["trusted"]>;
type Named = Exclude<Exclude<Trusted, Unknown>[number], Unknown>;

/** Keys by which conditions name accounts and organizations of those who call. */
const ACCOUNT_KEYS = /^aws:principal(account|arn)$/;
const ORGANIZATION_KEYS = /^aws:principalorg(id|paths)$/;

/** Source: IAM User Guide, "AWS JSON policy elements: Principal", IAM user and role principals; "IAM identifiers", unique identifiers. */
const DELETED = /^(AIDA|AROA)[A-Z0-9]+$/;

/**
 * The accounts, organizations and services that a trust policy names, whether they may assume the role, and whether they may do so for any of their customers:
 * an account without an external id that the policy names, a service for resources of an account that the policy does not name. Deny statements are weighed.
 */
export function trusted(policy: Policy): Trusted {
  const { parties, deleted, later, open } = partiesIn(policy);
  const strict = { statements: policy.statements.map(withLaterCustomers) };
  const may = (party: Party, customer: Customer): KnownTruth => {
    const judged = customer === "any" ? policy : strict;
    const texts = judged.statements.flatMap(comparedTexts);
    return mayAssume(judged, ASSUMING, { isAbout: (statement) => isAbout(statement, party), facts: (key) => partyFacts(party, key, texts, customer) });
  };
  const found = new Map<string, Named>();
  for (const party of parties) {
    const name = `${party.kind} ${party.id}`;
    const before = found.get(name);
    const allowed = either(before?.allowed, () => may(party, "any"));
    const isAsked = party.kind !== "service" || sendsSource(party.id);
    const forAnyCustomer = isAsked && either(before?.forAnyCustomer, () => may(party, "unnamed"));
    found.set(name, { kind: party.kind, id: party.id, allowed, forAnyCustomer });
  }
  const known = [...found].sort(([one], [other]) => compareText(one, other)).map(([, named]) => named);
  return [
    ...known,
    ...deleted.map((id): Named => ({ kind: "deleted", id, allowed: false, forAnyCustomer: false })),
    ...later.map((mark): Named => ({ kind: "account", id: mark, allowed: mark, forAnyCustomer: false })),
    ...(open ? [open] : []),
  ];
}

/** An external id that is compared without wildcards is one that the policy names, whichever it will be. */
const withLaterCustomers = (statement: Statement): Statement =>
  withLaterNames(
    withLaterNames(statement, (key) => namesSomeone(key) || saysCustomer(key)),
    (key) => key === EXTERNAL_ID,
    (_, { operator }) => !isUnknown(operator) && (operator.family === "string" || operator.family === "caseless"),
  );

/** What holds of one principal of an account or of another. */
function either(before: KnownTruth | undefined, next: () => KnownTruth): KnownTruth {
  if (before === true) return true;
  const truth = next();
  return truth === false && before !== undefined ? before : truth;
}

interface Parties {
  parties: readonly Party[];
  /** Unique ids of users and roles, which stand in the place of their ARNs once they are deleted, of whatever statement. */
  deleted: readonly string[];
  /** Principals that only the apply of a plan will show. They are no third party: the plan makes them. */
  later: readonly Unknown[];
  /** What keeps the list open; null where no party is missing. */
  open: Unknown | null;
}

function partiesIn(policy: Policy): Parties {
  const trusting = trustingStatements(policy);
  const named = trusting.flatMap(({ principals }) => knownOf(principals).flatMap(({ value }) => (isUnknown(value) ? [] : partyOf(value))));
  const listedIn = policy.statements.flatMap(({ principals, notPrincipals }) => [principals, notPrincipals]);
  const ids = listedIn.flatMap((list) => knownOf(list).flatMap(({ value }) => (!isUnknown(value) && DELETED.test(value) ? [value] : [])));
  const marks = trusting.flatMap(({ principals }) => marksIn(principals));
  const later = new Map(marks.filter(isPlainText).map((mark) => [mark.id, mark]));
  const anyone = policy.statements.filter((statement) => hasEffect(statement, "Allow") !== false && isAboutAnyone(statement) !== false);
  // Whoever may be meant by a wildcard is named by a Deny of all others too.
  const denied = anyone.length === 0 ? [] : policy.statements.filter((statement) => hasEffect(statement, "Deny") !== false);
  const listed = [...anyone, ...denied].flatMap((statement) => [
    ...accountsIn(textsOn(statement, ACCOUNT_KEYS)).map((id): Party => ({ kind: "account", id, principal: null })),
    ...organizationsIn(textsOn(statement, ORGANIZATION_KEYS)).map((id): Party => ({ kind: "organization", id })),
  ]);
  const inConditions = [...anyone, ...denied].flatMap(({ clauses }) => [
    ...marksIn(clauses),
    ...knownOf(clauses).flatMap(({ key, values }) => (isUnknown(key) ? [key] : ACCOUNT_KEYS.test(key) || ORGANIZATION_KEYS.test(key) ? marksIn(values) : [])),
  ]);
  const all = new Map([...named, ...listed].map((party) => [JSON.stringify(party), party]));
  return {
    parties: [...all.values()],
    deleted: [...new Set(ids)].sort(compareText),
    later: [...later.values()],
    open: [...listedIn.flatMap(marksIn).filter((mark) => !isPlainText(mark)), ...inConditions][0] ?? null,
  };
}

const marksIn = (list: readonly unknown[] | Unknown): Unknown[] => (isUnknown(list) ? [list] : (list as readonly unknown[]).filter(isUnknown));

const textsOn = (statement: Statement, keys: RegExp): string[] => {
  const clauses = knownOf(statement.clauses).filter(({ key }) => !isUnknown(key) && keys.test(key));
  return comparedTexts({ ...statement, clauses });
};

/** The party that a principal is: none for wildcards, identity providers and ids. */
function partyOf(value: string): Party[] {
  if (/\.amazonaws\.com(\.cn)?$/i.test(value)) return [{ kind: "service", id: value.toLowerCase() }];
  const id = accountOf(value);
  if (id === null) return [];
  return [{ kind: "account", id, principal: isOneCaller(value) ? value : null }];
}

const accountOf = (value: string): string | null => {
  const account = /^\d{12}$/.test(value) ? value : (principalArn(value)?.accountId ?? null);
  return account === null || !/^\d{12}$/.test(account) ? null : account;
};

/** The ARN of a principal of AWS; null for one of an identity provider. */
const principalArn = (value: string): ReturnType<typeof parseArn> => {
  const arn = parseArn(value);
  return arn !== null && /^(user|role|assumed-role|federated-user|root)(\/|$)/.test(arn.resource) ? arn : null;
};

/** Whether a principal is a user, a role or a session, and not a whole account. */
const isOneCaller = (value: string): boolean => /^(user|role|federated-user|assumed-role)\//.test(parseArn(value)?.resource ?? "");

/** Whether a statement is about some requests of a party, by its principals. */
function isAbout(statement: Statement, party: Party): KnownTruth {
  if (party.kind === "organization") return isAboutAnyone(statement);
  const covers = (value: string): boolean => {
    if (value === "*") return true;
    if (party.kind === "service") return value.toLowerCase() === party.id;
    return value === party.principal || (accountOf(value) === party.id && !isOneCaller(value));
  };
  return listedOrNot(statement.principals, statement.notPrincipals, ({ value }) => (isUnknown(value) ? value : covers(value)), false);
}
