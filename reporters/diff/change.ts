import { type AccountChange, arnParts, type Incomparable } from "../../schemas/index.ts";
import { kindText, valueText } from "../values.ts";
import { short } from "../visible.ts";

type Details = AccountChange["details"];

const other = ({ other: name }: Details): string => shortArn(name ?? "");
const value = (one: Details["was"]): string => (typeof one === "string" ? shortArn(one) : valueText(one ?? null));

/** An ARN of the account by its end, which begins with its kind; one of AWS's own with `aws:` before it. Ids and names stay as they are. */
function shortArn(text: string): string {
  const arn = arnParts(text);
  return short(arn?.service === "iam" ? `${arn.accountId === "aws" ? "aws:" : ""}${arn.resource}` : text, 120);
}

const CHANGE_WORDS: Record<AccountChange["code"], (details: Details) => string> = {
  made: () => "made",
  deleted: () => "deleted",
  "re-created": ({ was, is }) => `deleted and made again under the same ARN: ${value(was)} is now ${value(is)}`,
  renamed: ({ was, is }) => `renamed from ${value(was)} to ${value(is)}`,
  changed: ({ field, was, is }) => `${short(field ?? "", 60)} was ${value(was)}, is ${value(is)}`,
  "membership-added": (details) => `joined ${other(details)}`,
  "membership-removed": (details) => `left ${other(details)}`,
  "policy-attached": (details) => `${other(details)} attached`,
  "policy-detached": (details) => `${other(details)} detached`,
  "inline-policy-made": (details) => `inline policy ${other(details)} made${weight(details)}`,
  "inline-policy-deleted": (details) => `inline policy ${other(details)} deleted${weight(details)}`,
  "inline-policy-changed": (details) => `inline policy ${other(details)} changed${weight(details)}`,
  "boundary-set": ({ is }) => `permissions boundary set to ${value(is)}`,
  "boundary-replaced": ({ was, is }) => `permissions boundary replaced: ${value(was)} by ${value(is)}`,
  "boundary-removed": ({ was }) => `permissions boundary removed: ${value(was)}`,
  "policy-content-changed": (details) => `${details.awsManaged ? "content changed by AWS" : "content changed"}${weight(details)}`,
  "trust-policy-changed": (details) => `trust policy changed${weight(details)}`,
  "password-set": () => "password set",
  "password-removed": () => "password removed",
  "password-changed": () => "password changed",
  "mfa-gained": () => "MFA enabled",
  "mfa-lost": () => "MFA lost",
  "mfa-device-assigned": ({ is }) => `assigned to ${value(is)}`,
  "mfa-device-unassigned": ({ was }) => `taken from ${value(was)}`,
  "key-rotated": ({ was, is }) => `rotated: ${value(was)} deleted, ${value(is)} made`,
  "key-activated": () => "activated",
  "key-deactivated": () => "deactivated",
  "root-keys-made": () => "access keys made",
  "root-keys-deleted": () => "access keys deleted",
  "trail-started": () => "logging started",
  "trail-stopped": () => "logging stopped",
  "trail-restarted": ({ is }) => `logging stopped in between, and started again at ${value(is)}`,
  "password-policy-made": () => "password policy made",
  "password-policy-deleted": () => "password policy deleted: AWS's default holds",
  "item-added": ({ field, ...details }) => `${short(field ?? "", 60)}: ${other(details)} added`,
  "item-removed": ({ field, ...details }) => `${short(field ?? "", 60)}: ${other(details)} removed`,
};

function weight({ admin, denies }: Details): string {
  const summaryParts = [
    ...(admin ? [`${admin} administrator permissions`] : []),
    ...(denies ? [`${denies === "changed" ? "changed" : denies} Deny statements`] : []),
  ];
  return summaryParts.length > 0 ? `: ${summaryParts.join(", ")}` : "";
}

/** What happened, in words that follow the resource's name. */
export const changeText = ({ code, details }: AccountChange): string => CHANGE_WORDS[code](details);

/** `user ana`, `access key AKIA… of ana`. */
export function changedText({ resource: { kind, id, name } }: AccountChange): string {
  if (kind === "root") return "root user";
  const shown = short(name ?? "", 120);
  return kind === "accessKey" && id !== null && id !== name ? `access key ${short(id, 60)} of ${shown}` : `${kindText(kind)} ${shown}`;
}

/** What cannot be compared: `tags of 3 users`, `the list of MFA devices`. */
export function incomparableText({ kind, field, count }: Incomparable): string {
  if (kind === "account" || kind === "root") return field === null ? `the ${kindText(kind)}` : `${short(field, 60)} of the ${kindText(kind)}`;
  return field === null ? `the list of ${kindText(kind, 2)}` : `${short(field, 60)} of ${count} ${kindText(kind, count)}`;
}

/** Which side does not know it. */
export const sideText = ({ side, field }: Incomparable): string => {
  const who = side === "both" ? "neither" : side === "before" ? "the first" : "the second";
  return field === null ? `${who} ${side === "both" ? "holds" : "does not hold"} it to the end` : `${who} ${side === "both" ? "knows" : "does not know"} it`;
};
