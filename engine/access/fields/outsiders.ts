import type { KnownTruth } from "../../../document/index.ts";
import { type document, isUnknown, type Unknown } from "../../../schemas/index.ts";
import { ASSUMING, comparedTexts, isAboutAnyone, mayAssume, trustingStatements } from "../assume.ts";
import { isPlainText, withLaterNames } from "../named-later.ts";
import { namesSomeone, outsiderFacts, outsideTenantFacts } from "../outsider.ts";
import { SHARED_PROVIDERS, sharedProvider } from "../providers.ts";
import { knownOf, listedOrNot, type Policy, type Statement } from "../statement.ts";

type Outsiders = NonNullable<document.PolicyContent["outsiders"]>;

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
  const trusting = trustingStatements(policy);
  const texts = statements.flatMap(comparedTexts);
  const providers = [...new Set(trusting.flatMap(({ principals }) => knownOf(principals).flatMap(({ value }) => providerOf(value))))].sort();
  const ofProvider = (kind: string): KnownTruth =>
    mayAssume(policy, WITH_TOKEN, {
      isAbout: (statement) => isAboutProvider(statement, kind),
      facts: (key) => outsideTenantFacts(kind, key, texts),
    });
  const found = [
    { kind: AWS, allowed: mayAssume(policy, ASSUMING, { isAbout: isAboutAnyone, facts: (key) => outsiderFacts(key, texts) }) },
    ...providers.map((kind) => ({ kind, allowed: ofProvider(kind) })),
  ];
  const open = trusting
    .map(({ principals }) => (isUnknown(principals) ? principals : (principals as readonly unknown[]).find((one) => isUnknown(one))))
    .find(isUnknown);
  // Whichever shared provider a principal that is not known turns out to be: where the conditions let in no outsider of any, none is missing from the list.
  const isOpen = open !== undefined && SHARED_PROVIDERS.some((kind) => !providers.includes(kind) && ofProvider(kind) !== false);
  return [...found, ...(isOpen ? [open] : [])];
}

/** A principal of AWS that only the apply will show is left out: it is no wildcard. */
function withLiterals(statement: Statement): Statement {
  const { principals, ...rest } = withLaterNames(statement, namesSomeone);
  return { ...rest, principals: isUnknown(principals) ? principals : withoutNamed(principals as readonly (Principal | Unknown)[]) };
}

type Principal = Exclude<Statement["principals"], Unknown>[number];

const withoutNamed = (list: readonly (Principal | Unknown)[]): Statement["principals"] =>
  list.filter((one) => !(isUnknown(one) && isPlainText(one))) as Statement["principals"];

const isAboutProvider = ({ principals, notPrincipals }: Statement, provider: string): KnownTruth =>
  listedOrNot(principals, notPrincipals, ({ value }) => (isUnknown(value) ? value : value === "*" || sharedProvider(value) === provider), false);

const providerOf = (value: string | Unknown): string[] => {
  const provider = isUnknown(value) ? null : sharedProvider(value);
  return provider === null ? [] : [provider];
};
