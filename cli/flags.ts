/** What the commands take, as parsed. */

export interface SelectionFlags {
  rules?: string[];
  pack: string[];
  rule: string[];
  exclude: string[];
  control: string[];
  severity: string[];
  param: string[];
  config?: string;
}

export interface AwsFlags {
  profile?: string;
  assumeRole?: string;
  expectAccount?: string;
  regions?: string[];
  /** How far back the event history is read, such as 7d. */
  since?: string;
}

export interface CollectFlags extends AwsFlags {
  out: string;
  events?: true;
}

export interface CheckFlags extends SelectionFlags, AwsFlags {
  snapshot?: string;
  events?: string[];
  /** `text`, `json`, `json=file`. */
  format: string[];
  by: "severity" | "control";
  all?: true;
  failOn?: "critical" | "high" | "medium" | "low" | "info" | "none";
  allowUnknown?: true;
  /** The day that waivers are counted from. */
  now?: string;
}

export interface GateFlags extends SelectionFlags, Pick<AwsFlags, "profile" | "assumeRole" | "expectAccount"> {
  /** Files of results, as `check --format json` writes them. */
  results: string[];
  snapshot: string[];
  /** Pattern with {account}: a path, or s3://bucket/key. */
  snapshots?: string;
  events?: string[];
  /** `plan.json`, `111122223333=plan.json`. */
  plan: string[];
  changeSet: string[];
  /** Folders of Terraform files, or templates. */
  planSource: string[];
  rulesBase?: string;
  baseline?: string;
  maxAge?: string;
  now?: string;
  author?: string;
  /** Commit whose CODEOWNERS counts. */
  ownersBase?: string;
  format: string[];
  by: "severity" | "control";
  all?: true;
  failOn?: "critical" | "high" | "medium" | "low" | "info" | "none";
  allowUnknown?: true;
}

export interface FindingFlags extends SelectionFlags {
  /** The day that waivers are counted from. */
  now?: string;
}

export interface RemediateFlags extends FindingFlags {
  as: "console" | "cli" | "python" | "typescript";
  /** Only findings of this account. */
  account?: string;
}

export interface PermissionsFlags extends SelectionFlags {
  as: "json" | "terraform" | "cloudformation";
  /** For all that `reeve collect` reads, whatever the rules. */
  collect?: true;
}

export interface CommentFlags {
  on?: "github" | "gitlab";
  /** Part of the comment's marker. */
  name?: string;
}

export interface DiffFlags extends SelectionFlags {
  format: "text" | "json" | "markdown";
  failOn: "new" | "none";
  /** Snapshots: judge both by the chosen rules. */
  judge?: true;
}
