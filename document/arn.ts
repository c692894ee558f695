import { ARN_TYPE_SLIPS, ARN_TYPES, type Arn, arnParts, STRING_FORMATS } from "../schemas/index.ts";
import { scoredNames } from "./text/index.ts";

/** The parts of a whole ARN: with partition and resource, without blanks. Null for anything else. */
export function parseArn(text: string): Arn | null {
  const arn = /\s/.test(text) ? null : arnParts(text);
  return arn && arn.partition !== "" && arn.resource !== "" ? arn : null;
}

/** Name at the end of a resource, its path left out: role/path/Name → Name. */
export const nameOf = (arn: Arn): string => arn.resource.slice(arn.resource.lastIndexOf("/") + 1);

/**
 * Partition of a region by its prefix.
 * Source: AWS General Reference and the SDKs' partitions metadata (regionRegex of each partition).
 */
export function partitionOf(region: string | null): string {
  const prefixes: [string, string][] = [
    ["cn-", "aws-cn"],
    ["us-gov-", "aws-us-gov"],
    ["us-isob-", "aws-iso-b"],
    ["us-isof-", "aws-iso-f"],
    ["eu-isoe-", "aws-iso-e"],
    ["us-iso-", "aws-iso"],
    ["eusc-", "aws-eusc"],
  ];
  return prefixes.find(([prefix]) => region?.startsWith(prefix))?.[1] ?? "aws";
}

/** Whether AWS maintains a policy: its ARN's account is `aws`, in every partition. */
export const isAwsManaged = (arn: string): boolean => arnParts(arn)?.accountId === "aws";

/** Whether a role's path is that of the roles that AWS services make for themselves. Source: IAM User Guide, Create a service-linked role. */
export const isServiceLinkedPath = (path: string): boolean => path.startsWith("/aws-service-role/");

/** What is wrong with the account id of an ARN, as the end of a sentence: digits, and other than twelve. Null for every other. */
export function accountFault(text: string): string | null {
  const account = arnParts(text)?.accountId ?? "";
  return /^\d+$/.test(account) && account.length !== ACCOUNT_DIGITS
    ? `its account id has ${account.length} digits, and account ids have ${ACCOUNT_DIGITS}`
    : null;
}

/** Source: IAM User Guide, "View AWS account identifiers". */
const ACCOUNT_DIGITS = 12;

/**
 * Types of resource of services whose ARNs rules name most. Sources: `ARN_TYPES`; Service Authorization Reference, "Resource types defined by AWS Key Management
 * Service" and "… by AWS CloudTrail".
 */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  ...ARN_TYPES,
  kms: ["key", "alias"],
  cloudtrail: ["trail", "eventdatastore", "channel", "dashboard"],
};

/** Types without a name behind them. */
const WITHOUT_NAME = "root";

/**
 * An ARN, or a glob of some, whose type of resource is one in other letters or with a slip, or is parted from the name by a colon, as AWS writes it: `assumed-role`
 * for `AssumedRole`, `policy/` for `polici/`, `user/ana` for `user:ana`. Null for any other.
 */
export function typeRespelt(text: string): string | null {
  const [, before = "", service = "", after = "", type, sign = ""] =
    /^(arn:[^:]*:)(iam|sts|kms|cloudtrail)(:[^:]*:[^:]*:)([A-Za-z_-]+)(?=([/:*?]|$))/.exec(text) ?? [];
  if (type === undefined) return null;
  const from = before.length + service.length + after.length;
  const rest = text.slice(from + type.length);
  const meant = typeMeant(type, TYPES[service] ?? [], sign);
  if (meant === null) return null;
  const parted = sign === ":" && meant !== WITHOUT_NAME ? `/${rest.slice(1)}` : rest;
  const respelt = text.slice(0, from) + meant + parted;
  return respelt === text ? null : respelt;
}

/**
 * A part of an ARN with a type of resource of IAM or STS in other letters or with a slip, between the signs that stand around one, as AWS writes it: `:role/` for
 * `:roles/`, `:user/` for `:user:`. Null for any other.
 */
export function partRespelt(text: string): string | null {
  const [, before = "", word = "", sign = ""] = /^([^/]*:)([A-Za-z-]{3,})([/:])/.exec(text) ?? [];
  const type = word === "" ? null : typeMeant(word, [...ARN_TYPES.iam, ...ARN_TYPES.sts], sign);
  if (type === null || (type === word && sign === "/")) return null;
  const respelt = `${before}${type}/${text.slice(before.length + word.length + 1)}`;
  return respelt === text ? null : respelt;
}

/** The type of a service that a word in its place stands for: itself, in other letters, in another number, or with one slip. Null where none does. */
function typeMeant(word: string, types: readonly string[], sign = "/"): string | null {
  if (types.includes(word)) return word;
  // What a glob leaves open may be the rest of a type.
  if (sign === "*" || sign === "?") return types.find((one) => onlyLetters(one) === onlyLetters(word)) ?? null;
  if (types.some((one) => one.startsWith(word)) && sign === "") return null;
  const slip = ARN_TYPE_SLIPS.get(word);
  if (slip !== undefined && types.includes(slip)) return slip;
  const same = types.find((one) => onlyLetters(one) === onlyLetters(word) || `${one}s` === word);
  if (same !== undefined) return same;
  const near = scoredNames(word, types).filter(({ score, candidate }) => score === 1 && candidate.length >= MIN_TYPE_CHARACTERS);
  return near.length === 1 ? (near[0]?.candidate ?? null) : null;
}

/** A type of fewer is one edit from too many words. */
const MIN_TYPE_CHARACTERS = 4;

const onlyLetters = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, "");

/** ARNs of buckets and objects that a text of other form means: `s3://bucket/key`, or an ARN with colons left out. The text itself where it is neither. */
export function bucketArns(text: string): string[] {
  const arn = arnParts(text);
  const bucket = arn?.service === "s3" ? arn.region : "";
  return [text.replace(/^s3:\/\//, "arn:aws:s3:::"), arn && bucket !== "" && arn.resource === "" ? `arn:${arn.partition}:s3:::${bucket}` : text];
}

/** What stands in an ARN before a text that begins with a type of resource (`:` before `user/ann`), or with anything else of its last part. */
export const beforeResource = (text: string): ":" | "/" => (TYPES_IN_ARNS.has(/^(?:\((?:\?:)?)?([a-z-]+)[/|]/.exec(text)?.[1] ?? "") ? ":" : "/");

/** Types of resource that stand behind a colon and before a slash: those of the formats, and of IAM and STS. */
const TYPES_IN_ARNS: ReadonlySet<string> = new Set([
  ...Object.values(STRING_FORMATS).flatMap(({ pattern }) =>
    pattern?.startsWith("^arn:") ? [...pattern.matchAll(/:\(?([a-z-]+(?:\|[a-z-]+)*)\)?\//g)].flatMap(([, types = ""]) => types.split("|")) : [],
  ),
  ...ARN_TYPES.iam,
  ...ARN_TYPES.sts,
]);
