import { isEmpty, type KnownTruth, or } from "../../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../../schemas/index.ts";
import { outsiderFacts, outsideTenantFacts } from "../outsider.ts";
import { sharedProvider } from "../providers.ts";
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
export function outsiders(policy: Policy): Outsiders {
  const { statements } = policy;
  const trusting = statements.filter((statement) => hasEffect(statement, "Allow") !== false && isEmpty(statement.principals) !== true);
  const texts = statements.flatMap(textsOf);
  const providers = [...new Set(trusting.flatMap(({ principals }) => knownOf(principals).flatMap(({ value }) => providerOf(value))))].sort();
  const found = [
    { kind: AWS, allowed: mayAssume(policy, ASSUMING, isAboutAnyone, (key) => outsiderFacts(key, texts)) },
    ...providers.map((kind) => ({
      kind,
      allowed: mayAssume(
        policy,
        WITH_TOKEN,
        (statement) => isAboutProvider(statement, kind),
        (key) => outsideTenantFacts(kind, key, texts),
      ),
    })),
  ];
  const open = trusting
    .map(({ principals }) => (isUnknown(principals) ? principals : (principals as readonly unknown[]).find((one) => isUnknown(one))))
    .find(isUnknown);
  return [...found, ...(open ? [open as Unknown] : [])];
}

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
