/**
 * What the parser gives to each command. The parse step of a command, a function called …Input, turns this into plain input; nothing else takes it, which
 * test/architecture.test.ts checks.
 */

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

/** What is demanded of the snapshots that a command reads. */
export interface TrustFlags {
  allowModified?: true | undefined;
  expectSha256: string[];
}

export interface CollectFlags extends AwsFlags {
  out: string;
  events?: true;
}

export interface CheckFlags extends SelectionFlags, AwsFlags, TrustFlags {
  snapshot?: string;
  events?: string[];
  /** `text`, `json`, `json=file`. */
  format: string[];
  by: "severity" | "control";
  all?: true;
  failOn?: "critical" | "high" | "medium" | "low" | "info" | "none";
  failOnUnwatched?: true;
  maxAge?: string;
  allowUnknown?: true;
  crossCheck?: true;
  /** Which results carry the values that decided. */
  evidence: "open" | "full";
  /** The day that waivers are counted from. */
  now?: string;
}

export type DemoFlags = Pick<CheckFlags, "by" | "all" | "format" | "crossCheck">;

export interface GateFlags extends SelectionFlags, TrustFlags, Pick<AwsFlags, "profile" | "assumeRole" | "expectAccount"> {
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
  onlyChanges?: true;
  format: string[];
  by: "severity" | "control";
  all?: true;
  failOn?: "critical" | "high" | "medium" | "low" | "info" | "none";
  failOnUnwatched?: true;
  allowUnknown?: true | "existing";
}

/** A check in place of the last one of this project. */
export interface ResultsFileFlags extends TrustFlags {
  /** A file of results, as `check --format json` writes it. */
  results?: string;
  /** The snapshot and events that the results are of. */
  snapshot?: string;
  events?: string[];
}

export interface FindingFlags extends SelectionFlags, ResultsFileFlags {
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

export interface DiffFlags extends SelectionFlags, TrustFlags {
  format: "text" | "json" | "markdown";
  failOn: "new" | "none";
  /** Snapshots: judge both by the chosen rules. */
  judge?: true;
}

/** Flags of the commands that compare waivers or a baseline with results. */
export interface DecisionFlags extends TrustFlags, Pick<CheckFlags, "snapshot" | "events" | "config" | "rules" | "now"> {
  /** Files of results, as `check --format json` writes them. */
  results: string[];
}

export interface BaselineFlags extends DecisionFlags {
  force?: true;
}

export interface WaiversListFlags extends DecisionFlags {
  format: "text" | "json";
}

export interface WaiversAddFlags extends Pick<FindingFlags, "config" | "now">, ResultsFileFlags {
  kind?: string;
  reason?: string;
  owner?: string;
  ticket?: string;
  expires?: string;
  /** Name of the file in the folder of waivers. */
  file?: string;
  /** Names the one result by its fingerprint. */
  fingerprint?: true;
  /** False: the waiver does not depend on the finding's evidence. */
  evidence: boolean;
}

export interface QuestionFlags extends TrustFlags {
  resource?: string;
  snapshot?: string;
  events?: string[];
}

export interface EvalFlags extends QuestionFlags {
  param: string[];
  format: "text" | "json";
  all?: true;
}

export interface AccessCanFlags extends TrustFlags {
  on?: string;
  /** `key=value`, or `key` for one that is absent. */
  given: string[];
  snapshot?: string;
  resourcePolicy?: string;
  sessionPolicy: string[];
  controlPolicies?: string;
  scope?: "identity" | "all";
  json?: true;
}

export interface AccessCompareFlags {
  format?: "text" | "json";
}

export interface AccessWhoFlags extends TrustFlags {
  on: string[];
  given: string[];
  snapshot?: string;
  controlPolicies?: string;
  scope?: "identity" | "all";
  format?: "text" | "json";
}

export interface AccessPathsFlags extends TrustFlags {
  snapshot?: string;
  controlPolicies?: string;
  format?: "text" | "json";
}

export interface AccessCheckFlags {
  reference: string[];
  forbid: string[];
  format?: "text" | "json";
}

export interface LspFlags {
  snapshot?: string;
}

export interface RulesListFlags extends SelectionFlags {
  format: "text" | "json";
}

export interface RulesShowFlags extends SelectionFlags {
  logic?: true;
  docs?: true;
}

export interface RulesDocsFlags extends SelectionFlags {
  out: string;
  check?: true;
}

export interface RulesFmtFlags {
  check?: true;
  config?: string;
}

export interface RulesValidateFlags {
  config?: string;
  format: string;
  fix?: true;
  snapshot?: string;
}

export interface RulesTestFlags extends SelectionFlags {
  filter?: string;
  coverage?: true;
  /** Per cent of what clauses decide that must be covered, 0 to 100. */
  min?: number;
  watch?: true;
  mutate?: true;
  write?: true;
  format: "text" | "json";
}

export interface RulesNewFlags {
  resource?: string;
  require?: string;
  condition?: string;
  applies?: string;
  unless?: string;
  severity?: string;
  title?: string;
  rationale?: string;
  message?: string;
  dir?: string;
}

export interface RulesFixtureFlags {
  from: string[];
  resource?: string;
  event?: string;
  rules?: string[];
  rule?: string;
  param: string[];
  config?: string;
  write?: true;
}
