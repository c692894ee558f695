import { parseArn } from "../../document/index.ts";
import { isUnknown } from "../../schemas/index.ts";
import { ANY, among, literal, ONE, type Pattern } from "./text/pattern.ts";
import type { Lookup } from "./text/template.ts";
import type { KeyFacts } from "./values.ts";

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const ALPHANUMERIC = `${DIGITS}${LETTERS}`;
const UPPER = `${DIGITS}${LETTERS.toUpperCase()}`;

const times = (count: number, signs: string): Pattern => Array.from({ length: count }, () => among(signs));
const some = (signs: string): Pattern => [among(signs), among(signs, true)];

/** Account ids have twelve digits. Source: AWS Account Management Reference Guide, "View AWS account identifiers". */
const ACCOUNT_ID: Pattern = times(12, DIGITS);

/** Organization ids. Source: AWS Organizations API Reference, Organization: `^o-[a-z0-9]{10,32}$`. */
const ORGANIZATION_ID: Pattern = [...literal("o-"), ...times(10, ALPHANUMERIC), among(ALPHANUMERIC, true)];

const NAME = `${ALPHANUMERIC}${LETTERS.toUpperCase()}_+=,.@-`;

/**
 * ARNs of users and roles. Names have no colon and no slash; a path may have any character from ! to ~.
 * Source: IAM API Reference, CreateRole: Path and RoleName; IAM User Guide, "IAM identifiers".
 */
const usersAndRoles = (account: Pattern): readonly Pattern[] =>
  ["user", "role"].flatMap((type) => {
    const start: Pattern = [...literal("arn:aws"), among("-cnusgov", true), ...literal(":iam::"), ...account, ...literal(`:${type}/`)];
    return [
      [...start, ...some(NAME)],
      [...start, ONE, ANY, ...literal("/"), ...some(NAME)],
    ];
  });

const VPC_ID: Pattern = [...literal("vpc-"), ...times(8, "0123456789abcdef"), among("0123456789abcdef", true)];

/** ARNs of the principals of an account that can make requests: of a session the ARN is its role's. */
export const principalArns = (account: Pattern): readonly Pattern[] => [
  ...usersAndRoles(account),
  [...literal("arn:aws:iam::"), ...account, ...literal(":root")],
  [...literal("arn:aws:sts::"), ...account, ...literal(":federated-user/"), ...some(NAME)],
];

const RANDOM_ID: Pattern = [...times(16, UPPER), among(UPPER, true)];

/** Forms of the texts of keys. Keys that are not here may have any text. */
const FORMS: Readonly<Record<string, readonly Pattern[]>> = {
  "aws:principalarn": principalArns(ACCOUNT_ID),
  "aws:principalaccount": [ACCOUNT_ID],
  "aws:sourceaccount": [ACCOUNT_ID],
  "aws:resourceaccount": [ACCOUNT_ID],
  "aws:vpceaccount": [ACCOUNT_ID],
  "aws:principalorgid": [ORGANIZATION_ID],
  "aws:sourceorgid": [ORGANIZATION_ID],
  "aws:resourceorgid": [ORGANIZATION_ID],
  "aws:vpceorgid": [ORGANIZATION_ID],
  "aws:principalorgpaths": [[...ORGANIZATION_ID, ...literal("/r-"), among(ALPHANUMERIC), ANY, ...literal("/")]],
  "aws:sourceorgpaths": [[...ORGANIZATION_ID, ...literal("/r-"), among(ALPHANUMERIC), ANY, ...literal("/")]],
  "aws:vpceorgpaths": [[...ORGANIZATION_ID, ...literal("/r-"), among(ALPHANUMERIC), ANY, ...literal("/")]],
  "aws:userid": [
    [...literal("AIDA"), ...RANDOM_ID],
    [...literal("AROA"), ...RANDOM_ID, ...literal(":"), ...some(NAME)],
    ACCOUNT_ID,
    [...ACCOUNT_ID, ...literal(":"), ...some(NAME)],
  ],
  "aws:sourcevpc": [VPC_ID],
  "aws:ec2instancesourcevpc": [VPC_ID],
  "aws:sourcevpce": [[...literal("vpce-"), ...times(8, "0123456789abcdef"), among("0123456789abcdef", true)]],
};

const YES_OR_NO = ["true", "false"];

/** Keys with few values. Source: IAM User Guide, "AWS global condition context keys". */
const FEW_VALUES: Readonly<Record<string, readonly string[]>> = {
  "aws:multifactorauthpresent": YES_OR_NO,
  "aws:securetransport": YES_OR_NO,
  "aws:viaawsservice": YES_OR_NO,
  "aws:principalisawsservice": YES_OR_NO,
  "aws:isrootsession": YES_OR_NO,
  "aws:principaltype": ["User", "AssumedRole", "FederatedUser", "Account"],
};

/** Keys that may hold several values in one request, or whose name begins so. Source: as above, "Value type - Multivalued". */
const SEVERAL = new Set([
  "aws:calledvia",
  "aws:principalorgpaths",
  "aws:principalservicenameslist",
  "aws:resourceorgpaths",
  "aws:sourceorgpaths",
  "aws:tagkeys",
  "aws:vpceorgpaths",
  "sts:transitivetagkeys",
]);

/** Keys that each request has. Source: as above, "Availability". */
const ALWAYS = new Set([
  "aws:currenttime",
  "aws:epochtime",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalisawsservice",
  "aws:principaltype",
  "aws:requestedregion",
  "aws:resourceaccount",
  "aws:securetransport",
  "aws:userid",
  "aws:viaawsservice",
]);

/** What AWS documents of a key, for requests of users and roles. */
export function documentedFacts(key: string): KeyFacts {
  const values = FEW_VALUES[key];
  const forms = FORMS[key];
  return {
    presence: ALWAYS.has(key) ? "always" : "sometimes",
    ...(values ? { values } : {}),
    ...(forms ? { forms } : {}),
    several: SEVERAL.has(key) || !key.startsWith("aws:"),
  };
}

const firstValue = (lookup: Lookup, key: string): string | null | undefined => {
  const value = lookup(key);
  return isUnknown(value) ? undefined : ((value as readonly string[] | null)?.[0] ?? null);
};

/**
 * Whether values of keys can stand in one request, as far as they are chosen. Sources: IAM User Guide, "AWS global condition context keys":
 * MultiFactorAuthAge is there only where MFA was used; SourceIp is not there where the request comes through a VPC endpoint; username is of users only.
 */
export function mayStandTogether(lookup: Lookup): boolean {
  const of = (key: string): string | null | undefined => firstValue(lookup, key);
  const differ = (one: boolean | undefined, other: boolean | undefined): boolean => one !== undefined && other !== undefined && one !== other;
  const present = (key: string): boolean | undefined => {
    const value = of(key);
    return value === undefined ? undefined : value !== null;
  };
  const mfa = of("aws:multifactorauthpresent");
  if (differ(present("aws:multifactorauthage"), mfa === undefined ? undefined : mfa === "true")) return false;
  if (["aws:sourcevpce", "aws:sourcevpc", "aws:vpcsourceip"].some((key) => present(key) === true) && present("aws:sourceip") === true) return false;
  const [arn, account] = [of("aws:principalarn"), of("aws:principalaccount")];
  if (arn && account && parseArn(arn)?.accountId !== account) return false;
  const [path, organization] = [of("aws:principalorgpaths"), of("aws:principalorgid")];
  if (differ(present("aws:principalorgpaths"), present("aws:principalorgid"))) return false;
  if (path && organization && !path.startsWith(`${organization}/`)) return false;
  const type = of("aws:principaltype");
  if (type && type !== "User" && present("aws:username") === true) return false;
  return !(arn && type && typeOf(arn) !== type);
}

/** The type of a principal by its ARN: of a session the ARN is its role's. */
function typeOf(arn: string): string {
  const resource = parseArn(arn)?.resource ?? "";
  if (resource.startsWith("user/")) return "User";
  if (resource.startsWith("role/")) return "AssumedRole";
  return resource === "root" ? "Account" : "FederatedUser";
}
