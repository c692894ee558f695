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

/** Regular expression of ARNs, without its ends, that have no type of the other of these services. */
export const SOUND_ARN = `arn:[^:]*:(${[
  `${otherThan(["iam", "sts"], ":")}:[^:]*:[^:]*:.+`,
  `iam:[^:]*:[^:]*:${otherThan(ARN_TYPES.sts, ":/")}(/[^:]*)?`,
  `sts:[^:]*:[^:]*:${otherThan(ARN_TYPES.iam, ":/")}(/[^:]*)?`,
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
export const notBeginning = (word: string): string => {
  const [initial, ...rest] = word;
  if (initial === undefined) return "[^\\s\\S]";
  const either = [...new Set([initial.toLowerCase(), initial.toUpperCase()])].join("");
  return `(|[^${either}].*|[${either}]${notBeginning(rest.join(""))})`;
};
