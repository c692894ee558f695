import { isEmpty, type KnownTruth, or } from "../../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../../schemas/index.ts";
import { NAMED_LATER, namesSomeone, outsiderFacts, outsideTenantFacts } from "../outsider.ts";
import { SHARED_PROVIDERS, sharedProvider } from "../providers.ts";
import { allowsSome } from "../requests.ts";
import { hasEffect, knownOf, listedOrNot, type Policy, type Statement } from "../statement.ts";

type Outsiders = NonNullable<document.PolicyContent["outsiders"]>;

/** Calls by which a caller takes on a role. sts:TagSession and sts:SetSourceIdentity give nothing without one of them. */
const ASSUMING = ["sts:assumerole", "sts:assumerolewithsaml", "sts:assumerolewithwebidentity"];
const WITH_TOKEN = ["sts:assumerolewithwebidentity"];

/** Any principal of AWS, by its name in the list. */
const AWS = "aws";

/**
 * Who that a trust policy does not name may assume the role: principals of any account of AWS, and tenants of an identity provider that all its customers share.
 * Deny statements are weighed. Providers are in the list where an Allow names them.
 */
export function outsiders(given: Policy): Outsiders {
  const policy = { statements: given.statements.map(withLiterals) };
  const { statements } = policy;
  const trusting = statements.filter((statement) => hasEffect(statement, "Allow") !== false && isEmpty(statement.principals) !== true);
  const texts = statements.flatMap(textsOf);
  const providers = [...new Set(trusting.flatMap(({ principals }) => knownOf(principals).flatMap(({ value }) => providerOf(value))))].sort();
  const ofProvider = (kind: string): KnownTruth =>
    mayAssume(
      policy,
      WITH_TOKEN,
      (statement) => isAboutProvider(statement, kind),
      (key) => outsideTenantFacts(kind, key, texts),
    );
  const found = [
    { kind: AWS, allowed: mayAssume(policy, ASSUMING, isAboutAnyone, (key) => outsiderFacts(key, texts)) },
    ...providers.map((kind) => ({ kind, allowed: ofProvider(kind) })),
  ];
  const open = trusting
    .map(({ principals }) => (isUnknown(principals) ? principals : (principals as readonly unknown[]).find((one) => isUnknown(one))))
    .find(isUnknown);
  // Whichever shared provider a principal that is not known turns out to be: where the conditions let in no outsider of any, none is missing from the list.
  const isOpen = open !== undefined && SHARED_PROVIDERS.some((kind) => !providers.includes(kind) && ofProvider(kind) !== false);
  return [...found, ...(isOpen ? [open] : [])];
}

/** Whether a text that is not known surely stands for itself: it has no wildcard and no variable, as the id or ARN of what a plan makes has none. */
const isPlainText = ({ id, restWithout = "" }: Unknown): boolean => id !== undefined && ["*", "?", "$"].every((sign) => restWithout.includes(sign));

/**
 * A statement with a text of its own for each value of a condition that only the apply will show and that names whose account, organization or tenant it
 * must be: whichever that is, the policy names it. A principal of AWS that only the apply will show is left out: it is no wildcard.
 */
function withLiterals(statement: Statement): Statement {
  const { clauses } = statement;
  const principals = isUnknown(statement.principals) ? statement.principals : withoutNamed(statement.principals as readonly (Principal | Unknown)[]);
  if (isUnknown(clauses)) return { ...statement, principals };
  return {
    ...statement,
    principals,
    clauses: clauses.map((clause) => {
      if (isUnknown(clause) || isUnknown(clause.key) || isUnknown(clause.values) || !namesSomeone(clause.key)) return clause;
      return {
        ...clause,
        values: clause.values.map((value) => (isUnknown(value) && isPlainText(value) ? [`${NAMED_LATER}${value.id?.replaceAll(/[^\w.-]/g, "-")}`] : value)),
      };
    }),
  };
}

type Principal = Exclude<Statement["principals"], Unknown>[number];

const withoutNamed = (list: readonly (Principal | Unknown)[]): Statement["principals"] =>
  list.filter((one) => !(isUnknown(one) && isPlainText(one))) as Statement["principals"];

type Facts = Parameters<typeof allowsSome>[1]["facts"];

const mayAssume = (policy: Policy, calls: readonly string[], isAbout: (statement: Statement) => KnownTruth, facts: Facts): KnownTruth =>
  or(calls.map((action) => allowsSome(policy, { action, resource: null, isAbout, facts, fixed: new Map() })));

/** A wildcard takes in everyone, whatever its type. Of those that NotPrincipal leaves out none is an outsider. */
const isAboutAnyone = ({ principals, notPrincipals }: Statement): KnownTruth =>
  listedOrNot(principals, notPrincipals, ({ value }) => (isUnknown(value) ? value : value === "*"), false);

const isAboutProvider = ({ principals, notPrincipals }: Statement, provider: string): KnownTruth =>
  listedOrNot(principals, notPrincipals, ({ value }) => (isUnknown(value) ? value : value === "*" || sharedProvider(value) === provider), false);

const providerOf = (value: string | Unknown): string[] => {
  const provider = isUnknown(value) ? null : sharedProvider(value);
  return provider === null ? [] : [provider];
};

const textsOf = ({ clauses }: Statement): string[] =>
  knownOf(clauses).flatMap(({ values }) => knownOf(values).flatMap((template) => template.filter((part) => typeof part === "string")));
