/**
 * Calls that replace a whole object: what a request leaves out is lost. They are rendered from the object's present value merged with the steps
 * of all failing rules on it, and not at all where that value is unknown.
 */
import type { Scalar } from "../language/index.ts";
import type { Member } from "./plan.ts";
import type { Found, Reading } from "./reading.ts";

/** One member of such a call and the field of the document that holds its present value. */
export interface ReplacedField {
  member: string;
  field: string;
  /** Which of two wishes is the stricter. `agree`: neither, they must be the same. */
  stricter: "greatest" | "least" | "true" | "agree";
  /** Value when nobody set it. */
  default: Scalar;
  /** Value to give where the object does not exist yet and nobody wants another; null: left out, and the default holds. */
  initial?: Scalar;
}

export interface ReplacingCall {
  call: string;
  /** The page that says so, and names the defaults. */
  source: string;
  /** What one call replaces, for people and to tell two objects apart. */
  object: (members: readonly Member[]) => string;
  current: (members: readonly Member[], reading: Reading) => Found;
  /** `fields`: member by member. `selectors`: merge-selectors.ts. */
  merge: { kind: "fields"; fields: readonly ReplacedField[] } | { kind: "selectors" };
}

/**
 * "This operation does not support partial updates", with each default; "some parameters do not allow the default parameter to be explicitly
 * set", hence the ones that are left out when null. Without any custom policy IAM asks for 8 characters (IAM User Guide, Default password
 * policy): a new policy must not fall to the API's 6.
 */
const PASSWORD_POLICY: readonly ReplacedField[] = [
  { member: "MinimumPasswordLength", field: "minimumPasswordLength", stricter: "greatest", default: 6, initial: 8 },
  { member: "RequireSymbols", field: "requireSymbols", stricter: "true", default: false },
  { member: "RequireNumbers", field: "requireNumbers", stricter: "true", default: false },
  { member: "RequireUppercaseCharacters", field: "requireUppercaseCharacters", stricter: "true", default: false },
  { member: "RequireLowercaseCharacters", field: "requireLowercaseCharacters", stricter: "true", default: false },
  { member: "AllowUsersToChangePassword", field: "allowUsersToChangePassword", stricter: "agree", default: false },
  { member: "MaxPasswordAge", field: "maxPasswordAge", stricter: "least", default: null },
  { member: "PasswordReusePrevention", field: "passwordReusePrevention", stricter: "greatest", default: null },
  { member: "HardExpiry", field: "hardExpiry", stricter: "agree", default: false },
];

const CONTACT: readonly ReplacedField[] = ["Name", "Title", "EmailAddress", "PhoneNumber"].map((member) => ({
  member,
  field: member.charAt(0).toLowerCase() + member.slice(1),
  stricter: "agree",
  default: null,
}));

const CALLS: readonly ReplacingCall[] = [
  {
    call: "iam:UpdateAccountPasswordPolicy",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html",
    object: () => "account.passwordPolicy",
    current: (_, reading) => memberOf(reading.account(), ["passwordPolicy"]),
    merge: { kind: "fields", fields: PASSWORD_POLICY },
  },
  {
    call: "account:PutAlternateContact",
    source: "https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html",
    object: (members) => `account.alternateContacts.${text(members, "AlternateContactType").toLowerCase()}`,
    current: (members, reading) => memberOf(reading.account(), ["alternateContacts", text(members, "AlternateContactType").toLowerCase()]),
    merge: { kind: "fields", fields: CONTACT },
  },
  {
    call: "cloudtrail:PutEventSelectors",
    source: "https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html",
    object: (members) => `the event selectors of trail ${text(members, "TrailName")}`,
    current: (members, reading) => reading.trail(text(members, "TrailName")),
    merge: { kind: "selectors" },
  },
];

export const REPLACING_CALLS: ReadonlyMap<string, ReplacingCall> = new Map(CALLS.map((entry) => [entry.call, entry]));

/**
 * Calls whose names sound like replacing and that need no merge: `partial` leaves alone what a request omits, `entire` demands the whole object
 * in required members, so that a step carries it or is no step. A test holds every shipped step against these two and REPLACING_CALLS.
 */
export const SAFE_CALLS: ReadonlyMap<string, "partial" | "entire"> = new Map([
  ["iam:UpdateAccessKey", "partial"],
  ["iam:UpdateLoginProfile", "partial"],
  ["iam:UpdateUser", "partial"],
  ["iam:UpdateGroup", "partial"],
  ["cloudtrail:UpdateTrail", "partial"],
  ["iam:UpdateAssumeRolePolicy", "entire"],
  ["iam:PutUserPolicy", "entire"],
  ["iam:PutGroupPolicy", "entire"],
  ["iam:PutRolePolicy", "entire"],
  ["iam:PutUserPermissionsBoundary", "entire"],
  ["iam:PutRolePermissionsBoundary", "entire"],
  ["iam:SetDefaultPolicyVersion", "entire"],
]);

/** Members of a call that are left out when their value is absent: their default says the same. */
export function optionalMembers(call: string): ReadonlySet<string> {
  const merge = REPLACING_CALLS.get(call)?.merge;
  return new Set(
    merge?.kind === "fields" ? merge.fields.filter((field) => field.default === null || field.member === "HardExpiry").map((field) => field.member) : [],
  );
}

function text(members: readonly Member[], name: string): string {
  const argument = members.find((member) => member.name === name)?.argument;
  return argument?.kind === "value" ? String(argument.value) : "";
}

/** A field of a resource or of an object within it. */
export function memberOf(found: Found, names: readonly string[]): Found {
  let current = found;
  for (const name of names) {
    if (current.kind !== "value") return current;
    const { value } = current;
    if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "value", value: null };
    const next: unknown = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : null;
    current =
      typeof next === "object" && next !== null && "$unknown" in next
        ? { kind: "unknown", gap: String(next.$unknown) }
        : { kind: "value", value: next ?? null };
  }
  return current;
}
