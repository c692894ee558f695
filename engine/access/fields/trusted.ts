import { and, compareText, type KnownTruth, or, parseArn } from "../../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../../schemas/index.ts";
import { comparedTexts, isAboutAnyone, mayAssume } from "../assume.ts";
import { isPlainText, withLaterNames } from "../named-later.ts";
import { accountsIn, namesSomeone, organizationsIn } from "../outsider.ts";
import { type Customer, EXTERNAL_ID, type Party, partyFacts, saysCustomer } from "../party.ts";
import { sendsSource } from "../source-services.ts";
import { hasEffect, knownOf, listedOrNot, namesAction, type Policy, type Statement } from "../statement.ts";

type Trusted = NonNullable<document.PolicyContent["trusted"]>;
type Named = Exclude<Exclude<Trusted, Unknown>[number], Unknown>;

/** Keys by which conditions name accounts and organizations of those who call. */
const ACCOUNT_KEYS = /^aws:principal(account|arn)$/;
const ORGANIZATION_KEYS = /^aws:principalorg(id|paths)$/;

/**
 * How accounts and services take on a role. The other calls take a token or an assertion in place of AWS credentials.
 * Source: STS API Reference, AssumeRoleWithWebIdentity, AssumeRoleWithSAML.
 */
const WITH_CREDENTIALS = ["sts:assumerole"];

/** Source: IAM User Guide, "AWS JSON policy elements: Principal", IAM user and role principals; "IAM identifiers", unique identifiers. */
const DELETED = /^(AIDA|AROA)[A-Z0-9]+$/;

/**
 * The accounts, organizations and services that statements of a trust policy about sts:AssumeRole name, whether they may assume the role, and whether they may do so for any of their customers:
 * an account without an external id that the policy names, a service for resources of an account that the policy does not name. Deny statements are weighed.
 */
export function trusted(policy: Policy): Trusted {
  const { parties, deleted, later, laterOrganizations, open } = partiesIn(policy);
  const strict = { statements: policy.statements.map(withLaterCustomers) };
  const may = (party: Party, customer: Customer): KnownTruth => {
    const judged = customer === "any" ? policy : strict;
    const texts = judged.statements.flatMap(comparedTexts);
    return mayAssume(judged, WITH_CREDENTIALS, { isAbout: (statement) => isAbout(statement, party), facts: (key) => partyFacts(party, key, texts, customer) });
  };
  const found = new Map<string, Named>();
  for (const [party, isNamed] of parties) {
    const name = `${party.kind} ${party.id}`;
    const before = found.get(name);
    const allowed = either(before?.allowed, () => and([isNamed, may(party, "any")]));
    const isAsked = party.kind !== "service" || sendsSource(party.id);
    const forAnyCustomer = isAsked && either(before?.forAnyCustomer, () => and([isNamed, may(party, "unnamed")]));
    found.set(name, { kind: party.kind, id: party.id, allowed, forAnyCustomer });
  }
  const known = [...found].sort(([one], [other]) => compareText(one, other)).map(([, named]) => named);
  return [
    ...known,
    ...deleted.map((id): Named => ({ kind: "deleted", id, allowed: false, forAnyCustomer: false })),
    ...later.map((mark): Named => ({ kind: "account", id: mark, allowed: mark, forAnyCustomer: false })),
    ...laterOrganizations.map((mark): Named => ({ kind: "organization", id: mark, allowed: mark, forAnyCustomer: mark })),
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
  /** Each with whether the policy surely names it: what is not known of a statement may take its name away. */
  parties: readonly (readonly [Party, KnownTruth])[];
  /** Unique ids of users and roles, which stand in the place of their ARNs once they are deleted, of whatever statement. */
  deleted: readonly string[];
  /** Principals that only the apply of a plan will show. They are no third party: the plan makes them. */
  later: readonly Unknown[];
  /** Organizations that conditions name, and that only the apply will show. */
  laterOrganizations: readonly Unknown[];
  /** What keeps the list open; null where no party is missing. */
  open: Unknown | null;
}

function partiesIn({ statements }: Policy): Parties {
  const named = statements
    .map((statement): Naming => ({ statement, isNamed: or(WITH_CREDENTIALS.map((call) => namesAction(statement, call))) }))
    .filter(isPossible);
  const of = (effect: "Allow" | "Deny"): Naming[] =>
    named.map(({ statement, isNamed }) => ({ statement, isNamed: and([isNamed, hasEffect(statement, effect)]) })).filter(isPossible);
  const trusting = of("Allow");
  const anyone = trusting.map(({ statement, isNamed }) => ({ statement, isNamed: and([isNamed, isAboutAnyone(statement)]) })).filter(isPossible);
  // Whoever may be meant by a wildcard is named by a Deny of all others too.
  const isAnyone = or(anyone.map(({ isNamed }) => isNamed));
  const denied = isAnyone === false ? [] : of("Deny").map(({ statement, isNamed }) => ({ statement, isNamed: and([isNamed, isAnyone]) }));
  const held = [...anyone, ...denied];

  const found = new Map<string, readonly [Party, KnownTruth]>();
  const add = (party: Party, isNamed: KnownTruth): void => {
    const key = JSON.stringify(party);
    found.set(key, [party, or([found.get(key)?.[1] ?? false, isNamed])]);
  };
  for (const { statement, isNamed } of trusting)
    for (const { value } of knownOf(statement.principals)) for (const party of isUnknown(value) ? [] : partyOf(value)) add(party, isNamed);
  for (const { statement, isNamed } of held) {
    for (const id of accountsIn(textsOn(statement, ACCOUNT_KEYS))) add({ kind: "account", id, principal: null }, isNamed);
    for (const id of organizationsIn(textsOn(statement, ORGANIZATION_KEYS))) add({ kind: "organization", id }, isNamed);
  }

  const listedIn = named.flatMap(({ statement }) => [statement.principals, statement.notPrincipals]);
  const ids = listedIn.flatMap((list) => knownOf(list).flatMap(({ value }) => (!isUnknown(value) && DELETED.test(value) ? [value] : [])));
  const later = new Map(trusting.flatMap(({ statement }) => marksIn(statement.principals).filter(isPlainText)).map((mark) => [mark.id, mark]));
  const clauses = held.flatMap(({ statement }) => knownOf(statement.clauses));
  const valuesOn = (keys: RegExp): Unknown[] => clauses.flatMap(({ key, values }) => (!isUnknown(key) && keys.test(key) ? marksIn(values) : []));
  const ofOrganizations = valuesOn(ORGANIZATION_KEYS);
  const open = [
    ...listedIn.flatMap(marksIn).filter((mark) => !isPlainText(mark)),
    ...held.flatMap(({ statement }) => marksIn(statement.clauses)),
    ...clauses.flatMap(({ key }) => (isUnknown(key) ? [key] : [])),
    ...valuesOn(ACCOUNT_KEYS),
    ...ofOrganizations.filter((mark) => !isPlainText(mark)),
  ];
  return {
    parties: [...found.values()],
    deleted: [...new Set(ids)].sort(compareText),
    later: [...later.values()],
    laterOrganizations: [...new Map(ofOrganizations.filter(isPlainText).map((mark) => [mark.id, mark])).values()],
    open: open[0] ?? null,
  };
}

/** A statement, and whether it names those that stand in it. */
interface Naming {
  statement: Statement;
  isNamed: KnownTruth;
}

const isPossible = ({ isNamed }: Naming): boolean => isNamed !== false;

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
