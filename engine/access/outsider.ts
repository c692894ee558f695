import { addressBlock } from "../../document/index.ts";
import { documentedFacts } from "./keys.ts";
import { claimFacts, isOfTenant } from "./providers.ts";
import { arnPattern, glob, literal, type Pattern } from "./text/pattern.ts";
import type { KeyFacts } from "./values.ts";

const NEVER: KeyFacts = { presence: "never" };

/** The account and the organization of the resource itself, which are no outsider's. */
const OWN = { account: "710293847561", organization: "o-zq7ownorganization" };

const exactly = (texts: readonly string[]): Pattern[] => texts.map(literal);

/** Keys whose values say whose account, organization, network or identity it is: an outsider has none that the policy spells out. */
const OF_ACCOUNTS = /^aws:(principal|source|vpce)account$/;
const OF_ARNS = /^aws:(principal|source|sourcevpc)arn$/;
const OF_ORGANIZATIONS = /^aws:(principal|source|vpce)orgid$/;
const OF_PATHS = /^aws:(principal|source|vpce)orgpaths$/;
const OF_NETWORKS = /^aws:(sourcevpc|sourcevpce|ec2instancesourcevpc)$/;

/** What a text begins with that stands for a value which only the apply will show. */
export const NAMED_LATER = "named later: ";

/** Whether every value of a key, whatever it is, names an account, a principal, an organization, a network or a tenant. */
export const namesSomeone = (key: string): boolean =>
  [OF_ACCOUNTS, OF_ARNS, OF_ORGANIZATIONS, OF_NETWORKS].some((pattern) => pattern.test(key)) || isOfTenant(key);

/** Keys of requests that a service makes, or makes on behalf of a caller. */
const OF_SERVICES = new Set(["aws:principalservicename", "aws:principalservicenameslist", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast"]);

/** Keys of AWS principals: a request with a token of an identity provider has none of them. */
const OF_PRINCIPALS = /^aws:(principal(arn|account|orgid|orgpaths|type)|principaltag\/.*|userid|username|multifactorauth.*|tokenissuetime)$/;

/**
 * What is known of a key in requests of principals whose account, organization and network the policy does not name.
 * Source: IAM User Guide, "AWS global condition context keys" and "AWS Identity and Access Management: condition keys for AWS STS".
 *
 * @param texts the values that the policy compares with
 */
export function outsiderFacts(key: string, texts: readonly string[]): KeyFacts {
  const named = texts.filter((text) => text.startsWith(NAMED_LATER));
  const accounts = [OWN.account, ...named, ...accountsIn(texts)];
  const organizations = [OWN.organization, ...named, ...organizationsIn(texts)];
  const facts = documentedFacts(key);
  if (OF_SERVICES.has(key)) return NEVER;
  if (key === "aws:principalisawsservice" || key === "aws:viaawsservice") return { presence: "always", values: ["false"] };
  if (OF_ACCOUNTS.test(key)) return { ...facts, except: () => exactly(accounts) };
  if (OF_ARNS.test(key)) return { ...facts, except: (literals) => [...exactly(literals), ...accounts.flatMap((id) => ofAccount(id))] };
  if (OF_ORGANIZATIONS.test(key)) return { ...facts, except: () => exactly(organizations) };
  if (OF_PATHS.test(key)) return { ...facts, except: () => organizations.map((id) => glob(`${id}/*`)) };
  if (OF_NETWORKS.test(key)) return { ...facts, except: exactly };
  if (key === "aws:userid") return { ...facts, except: () => [...idsIn(texts), ...accounts.flatMap((id) => [literal(id), glob(`${id}:*`)])] };
  if (key === "aws:sourceip") return { ...facts, exceptBlock: isSomebodys };
  if (key === "aws:resourceaccount") return { presence: "always", values: accounts };
  if (key === "aws:resourceorgid") return { presence: "sometimes", values: organizations };
  if (key === "aws:resourceorgpaths") return { presence: "sometimes", values: organizations.map((id) => `${id}/r-own1/`) };
  if (/^(aws|sts):/.test(key) || key.startsWith("iam:resourcetag/")) return facts;
  return NEVER;
}

/** The same for requests with tokens that a shared identity provider gave to tenants that the policy does not name. */
export function outsideTenantFacts(provider: string, key: string, texts: readonly string[]): KeyFacts {
  if (OF_PRINCIPALS.test(key)) return NEVER;
  return claimFacts(provider, key, texts) ?? outsiderFacts(key, texts);
}

export const accountsIn = (texts: readonly string[]): string[] => found(texts, /(?<!\d)\d{12}(?!\d)/g);

export const organizationsIn = (texts: readonly string[]): string[] => found(texts, /o-[a-z0-9]{10,32}(?=\/|$)/gi).map((id) => id.toLowerCase());

const found = (texts: readonly string[], what: RegExp): string[] => [...new Set(texts.flatMap((text) => text.match(what) ?? []))];

/** Unique ids are given by AWS: a text that begins with most of one is of that user or role. Source: IAM User Guide, "IAM identifiers", unique identifiers. */
const idsIn = (texts: readonly string[]): Pattern[] =>
  texts.flatMap((text) => [...text.matchAll(/^(A[A-Z0-9]{11})[A-Z0-9]*/g)].map(([, id]) => glob(`${id}*`)));

/**
 * Whether a block of addresses is one network's. Broader ones are open to anyone.
 * Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage", the meaning of "public": ranges broader than /8 (IPv4) and /32 (IPv6).
 */
function isSomebodys(text: string): boolean {
  const block = addressBlock(text);
  return block.ok && block.bits >= (block.kind === "ipv4" ? 8 : 32);
}

function ofAccount(id: string): Pattern[] {
  const pattern = arnPattern(glob(`arn:*:*:*:${id}:*`));
  return pattern ? [pattern] : [];
}
