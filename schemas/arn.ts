/** The parts of an ARN: arn:partition:service:region:account:resource. Source: IAM User Guide, "Amazon Resource Names (ARNs)". */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  /** What follows the account, such as role/path/Name. */
  resource: string;
}

/**
 * The parts of an ARN, or of a pattern of ARNs; parts that are missing are empty. Null for text that does not begin with `arn:`. It lies with the contracts
 * because reporters, which import nothing else of ours, read ARNs too.
 */
export function arnParts(text: string): Arn | null {
  const [arn, partition = "", service = "", region = "", accountId = "", ...resource] = text.split(":");
  return arn === "arn" && text.length > 3 ? { partition, service, region, accountId, resource: resource.join(":") } : null;
}

/**
 * Types of resource that one of these services has and the other has not, as an ARN's resource begins: people, roles and what they sign in with are of IAM,
 * sessions of STS. Source: IAM User Guide, "IAM identifiers", IAM ARNs.
 */
export const ARN_TYPES: Readonly<Record<"iam" | "sts", readonly string[]>> = {
  iam: [
    ...["root", "user", "group", "role", "policy", "instance-profile", "mfa", "u2f", "sms-mfa"],
    ...["server-certificate", "saml-provider", "oidc-provider"],
  ],
  sts: ["assumed-role", "federated-user"],
};

/** Of mfa and u2f, which people write in capitals. */
const MFA_LETTERS = 3;

/** Words that people write for these types: another number, capitals, or sessions' two words as one. AWS may add types, and would not name one so. */
export const ARN_TYPE_SLIPS: ReadonlyMap<string, string> = new Map(
  [...ARN_TYPES.iam, ...ARN_TYPES.sts].flatMap((type): [string, string][] => {
    const plural = type.endsWith("y") ? `${type.slice(0, -1)}ies` : `${type}s`;
    const joined = ARN_TYPES.sts.includes(type) ? [type.replaceAll("-", "")] : [];
    const capitals = type.length === MFA_LETTERS ? [type.toUpperCase()] : [];
    return [plural, type.charAt(0).toUpperCase() + type.slice(1), ...joined, ...capitals].map((slip) => [slip, type]);
  }),
);

/** What names and paths behind a type hold: neither wildcards nor blanks. Source: IAM User Guide, "IAM and AWS STS quotas", IAM name requirements. */
const NAME_IN_ARN = "[^:*?\\s]";

/** ARNs of IAM or STS, which have no Region, and whose types are none of those. The account's own resources stand without a slash: root, self. */
const arnsOfService = (service: string, others: readonly string[], account = "[^:]*"): string =>
  `${service}::${account}:${otherThan([...others, ...ARN_TYPE_SLIPS.keys()], ":/*?\\s")}(/${NAME_IN_ARN}*[^:*?/\\s])?`;

/** Regular expression of ARNs, without its ends, that are not of IAM or STS, or have the form of those and no type of the other of these services. */
export const SOUND_ARN = `arn:[^:]*:(${[
  `${otherThan(["iam", "sts"], ":")}:[^:]*:[^:]*:.+`,
  arnsOfService("iam", ARN_TYPES.sts),
  arnsOfService("sts", ARN_TYPES.iam),
].join("|")})`;

/** Types of IAM that a policy can name as a principal: neither groups nor policies. */
const PRINCIPAL_TYPES: readonly string[] = ["root", "user", "role", "saml-provider", "oidc-provider"];

/**
 * The same of ARNs that a policy may name as a principal, which have no wildcard. Source: IAM User Guide, "AWS JSON policy elements: Principal":
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export const PRINCIPAL_ARN = `arn:[^:]*:(${[
  `${otherThan(["iam", "sts"], ":")}:[^:]*:[^:]*:.+`,
  arnsOfService("iam", [...ARN_TYPES.sts, ...ARN_TYPES.iam.filter((type) => !PRINCIPAL_TYPES.includes(type))], "[0-9]{12}"),
  arnsOfService("sts", ARN_TYPES.iam, "[0-9]{12}"),
].join("|")})`;

/** Regular expression of the texts without some signs that are none of these words. */
function otherThan(words: readonly string[], signs: string): string {
  const any = `[^${signs}]`;
  const initials = [...new Set(words.map((word) => word.charAt(0)).filter(Boolean))];
  if (initials.length === 0) return words.length > 0 ? `${any}+` : `${any}*`;
  const after = (initial: string): string =>
    otherThan(
      words.flatMap((word) => (word.startsWith(initial) ? [word.slice(1)] : [])),
      signs,
    );
  const others = `[^${signs}${initials.map((one) => (one === "-" ? "\\-" : one)).join("")}]${any}*`;
  return `(${[...(words.includes("") ? [] : [""]), others, ...initials.map((initial) => initial + after(initial))].join("|")})`;
}

/** Regular expression of the texts that do not begin with a word, in whatever letters. */
export const notBeginning = (word: string): string => notBeginningWith([word]);

/** The same of several words. */
export function notBeginningWith(words: readonly string[]): string {
  if (words.includes("")) return "[^\\s\\S]";
  const initials = [...new Set(words.map((word) => word.charAt(0).toLowerCase()))];
  const either = (initial: string): string => [...new Set([initial, initial.toUpperCase()])].join("");
  const after = (initial: string): string => notBeginningWith(words.flatMap((word) => (word.charAt(0).toLowerCase() === initial ? [word.slice(1)] : [])));
  return `(${["", `[^${initials.map(either).join("")}].*`, ...initials.map((initial) => `[${either(initial)}]${after(initial)}`)].join("|")})`;
}
