import { UNREAD, type UnreadTypes } from "./unread-type-table.ts";

/** Types, by their whole names, that rows of the table would name and that change nothing of what they say; each with its reason. */
const HARMLESS: readonly { cloudformation: readonly string[]; terraform: readonly string[]; why: string; onlyNew?: true }[] = [
  { cloudformation: [], terraform: ["aws_accessanalyzer_archive_rule"], why: "It archives findings of an analyzer; the document holds the analyzers only." },
  {
    cloudformation: ["AWS::CloudTrail::EventDataStore", "AWS::CloudTrail::Channel"],
    terraform: ["aws_cloudtrail_event_data_store"],
    why: "A new event data store or channel of CloudTrail Lake is no trail, and takes nothing away. Who may use it is a resource policy, a type of its own.",
    onlyNew: true,
  },
  {
    cloudformation: ["AWS::Cognito::IdentityPool"],
    terraform: ["aws_cognito_identity_pool"],
    why: "A new identity pool has no roles: those it gives are attached by a type of its own, and no trust policy can name an id that is not made yet.",
    onlyNew: true,
  },
  { cloudformation: ["AWS::CloudTrail::Dashboard"], terraform: [], why: "A dashboard shows what an event data store holds, and records nothing." },
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
export const isHarmless = (change: TypedChange): boolean => HARMLESS.some((row) => isAmong(change, row, isSame) && (change.isNew || row.onlyNew !== true));

/** Why a change of a type that no reader predicts matters, and what to do about it; null where it does not. */
export function unreadType(change: TypedChange): string | null {
  const { type, has } = change;
  if (isHarmless(change)) return null;
  const row = UNREAD.find((each) => isAmong(change, each, beginsWith) && (each.with === undefined || has(each.with)));
  return row ? `${type} ${row.why}. Reeve does not predict this. ${row.next ?? "Judge it by hand."}` : null;
}

/** How a type is compared with an entry of a table. */
type MatchesEntry = (type: string, entry: string) => boolean;

const beginsWith: MatchesEntry = (type, entry) => type.startsWith(entry);
const isSame: MatchesEntry = (type, entry) => type === entry;

function isAmong(
  { tool, type }: TypedChange,
  { cloudformation, terraform }: Pick<UnreadTypes, "cloudformation" | "terraform">,
  matches: MatchesEntry,
): boolean {
  if (tool === "cloudformation") return cloudformation.some((entry) => matches(type, entry));
  return terraform.some((entry) => matches(type, entry)) || cloudformation.some((entry) => isTwin(type, entry, matches));
}

/**
 * Whether a type of the provider awscc is made from CloudFormation's type that is, or begins, so: `AWS::SSO::PermissionSet` is `awscc_sso_permission_set`. Where
 * words are parted varies, and does not count. Source: hashicorp/terraform-provider-awscc, internal/naming/naming.go.
 */
function isTwin(type: string, entry: string, matches: MatchesEntry): boolean {
  const [, service = "", name = ""] = entry.toLowerCase().split("::");
  const prefix = `awscc_${service}_`;
  return service !== "" && type.startsWith(prefix) && matches(type.slice(prefix.length).replaceAll("_", ""), name);
}
