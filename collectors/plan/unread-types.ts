import { UNREAD, type UnreadTypes } from "./unread-type-table.ts";

/** Types that rows of the table would name and that change nothing of what they say; each with its reason. */
const HARMLESS: readonly { cloudformation: readonly string[]; terraform: readonly string[]; why: string; onlyNew?: true }[] = [
  { cloudformation: [], terraform: ["aws_iam_security_token_service_preferences"], why: "The version of session tokens is no part of the document." },
  { cloudformation: [], terraform: ["aws_iam_user_ssh_key"], why: "SSH keys open repositories of CodeCommit, and nothing of IAM." },
  { cloudformation: [], terraform: ["aws_accessanalyzer_archive_rule"], why: "It archives findings of an analyzer; the document holds the analyzers only." },
  {
    cloudformation: ["AWS::CloudTrail::EventDataStore"],
    terraform: ["aws_cloudtrail_event_data_store"],
    why: "A new event data store of CloudTrail Lake is no trail, and takes nothing away.",
    onlyNew: true,
  },
  {
    cloudformation: ["AWS::CloudTrail::Channel", "AWS::CloudTrail::Dashboard", "AWS::CloudTrail::ResourcePolicy"],
    terraform: [],
    why: "Channels and dashboards of CloudTrail Lake are no trails.",
  },
];

/** A change of a resource as far as its type goes. */
export interface TypedChange {
  tool: "terraform" | "cloudformation";
  type: string;
  /** The change makes it and touches nothing that exists. */
  isNew: boolean;
  /** Whether an attribute or property is set before or after, or may be. */
  has: (attribute: string) => boolean;
}

/** Whether a type of a service that matters changes nothing that does. */
export const isHarmless = (change: TypedChange): boolean => HARMLESS.some((row) => isAmong(change, row) && (change.isNew || row.onlyNew !== true));

/** Why a change of a type that no reader predicts matters, and what to do about it; null where it does not. */
export function unreadType(change: TypedChange): string | null {
  const { type, isNew, has } = change;
  if (isHarmless(change)) return null;
  const row = UNREAD.find((each) => isAmong(change, each) && (each.with === undefined || has(each.with)) && !(isNew && each.exceptNew));
  return row ? `${type} ${row.why}. Reeve does not predict this. ${row.next ?? "Judge it by hand."}` : null;
}

function isAmong({ tool, type }: TypedChange, { cloudformation, terraform }: Pick<UnreadTypes, "cloudformation" | "terraform">): boolean {
  if (tool === "cloudformation") return cloudformation.some((beginning) => type.startsWith(beginning));
  return terraform.some((beginning) => type.startsWith(beginning)) || cloudformation.some((beginning) => isTwin(type, beginning));
}

/**
 * Whether a type of the provider awscc is made from CloudFormation's type that begins so: `AWS::SSO::PermissionSet` is `awscc_sso_permission_set`. Where
 * words are parted varies, and does not count. Source: hashicorp/terraform-provider-awscc, internal/naming/naming.go.
 */
function isTwin(type: string, beginning: string): boolean {
  const [, service = "", name = ""] = beginning.toLowerCase().split("::");
  const prefix = `awscc_${service}_`;
  return service !== "" && type.startsWith(prefix) && type.slice(prefix.length).replaceAll("_", "").startsWith(name);
}
