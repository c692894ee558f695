import { documentedFacts, principalArns } from "./keys.ts";
import { outsiderFacts } from "./outsider.ts";
import { ANY, caseless, literal } from "./text/pattern.ts";
import type { KeyFacts } from "./values.ts";

/** A party that a trust policy names: an account, or one principal of it; the members of an organization; a service of AWS. */
export type Party = { kind: "account"; id: string; principal: string | null } | { kind: "organization"; id: string } | { kind: "service"; id: string };

/** Which customers the party calls for: any, or only those that the policy does not name. */
export type Customer = "any" | "unnamed";

const NEVER: KeyFacts = { presence: "never" };
const only = (...values: string[]): KeyFacts => ({ presence: "always", values });

const OF_SOURCES = /^aws:source(account|arn|orgid|orgpaths)$/;
const OF_ORGANIZATIONS = /^aws:principalorg(id|paths)$/;
const OF_PRINCIPALS = /^aws:(principal(arn|account|orgid|orgpaths|type)|principaltag\/.*|userid|username|multifactorauth.*|tokenissuetime)$/;

/** What an account or a service says of the customer that it calls for. Source: IAM User Guide, "The confused deputy problem". */
export const EXTERNAL_ID = "sts:externalid";
export const saysCustomer = (key: string): boolean => key === EXTERNAL_ID || OF_SOURCES.test(key);

/**
 * What is known of a key in requests by a party.
 *
 * @param texts the values that the policy compares with
 */
export function partyFacts(party: Party, key: string, texts: readonly string[], customer: Customer): KeyFacts {
  if (key === EXTERNAL_ID && customer === "unnamed") return { ...documentedFacts(key), except: (literals) => literals.map(caseless) };
  return party.kind === "service" ? serviceFacts(party.id, key, texts, customer) : principalFacts(party, key, texts, customer);
}

/** A service calls for a resource: it sends whose that is, and has no key of a principal. Source: IAM User Guide, "AWS global condition context keys". */
function serviceFacts(service: string, key: string, texts: readonly string[], customer: Customer): KeyFacts {
  if (key === "aws:principalisawsservice") return only("true");
  if (key === "aws:principalservicename" || key === "aws:principalservicenameslist") return only(service);
  if (OF_PRINCIPALS.test(key)) return NEVER;
  if (!OF_SOURCES.test(key)) return outsiderFacts(key, texts);
  const facts = customer === "unnamed" ? outsiderFacts(key, texts) : documentedFacts(key);
  return { ...facts, presence: /account$|arn$/.test(key) ? "always" : "sometimes" };
}

/** A third party that calls for one of its customers is of no organization that the policy names. Its addresses and networks say nothing of the customer. */
function principalFacts(party: Exclude<Party, { kind: "service" }>, key: string, texts: readonly string[], customer: Customer): KeyFacts {
  if (OF_SOURCES.test(key)) return NEVER;
  if (party.kind === "organization") {
    if (key === "aws:principalorgid") return only(party.id);
    if (key === "aws:principalorgpaths") return { presence: "always", several: true, forms: [[...literal(`${party.id}/r-`), ANY, ...literal("/")]] };
    return outsiderFacts(key, texts);
  }
  if (key === "aws:principalaccount") return only(party.id);
  if (key === "aws:principalarn") {
    // Of a session the ARN is its role's, whose path the principal does not show.
    const isSession = party.principal?.includes(":assumed-role/") ?? true;
    return isSession || party.principal === null ? { presence: "always", forms: principalArns(literal(party.id)) } : only(party.principal);
  }
  if (OF_ORGANIZATIONS.test(key)) return customer === "unnamed" ? outsiderFacts(key, texts) : documentedFacts(key);
  if (/^aws:(resource(account|orgid|orgpaths)|principalisawsservice|principalservicename.*|calledvia.*|viaawsservice)$/.test(key))
    return outsiderFacts(key, texts);
  return /^(aws|sts):/.test(key) || key.startsWith("iam:resourcetag/") ? documentedFacts(key) : NEVER;
}
