import type { SnapshotTrust } from "../collectors/index.ts";
import { parseDuration } from "../engine/index.ts";
import { visible } from "../reporters/index.ts";
import { arnParts, instantText, timeOf } from "../schemas/index.ts";
import type { AwsFlags, SelectionFlags, TrustFlags } from "./flags.ts";
import type { RuleSelection } from "./selection/sources.ts";
import { UsageError } from "./usage-error.ts";

/** Flags that several commands take, as plain input. */

export const selectionInput = ({ rules, pack, rule, exclude, control, severity, param, config }: SelectionFlags): RuleSelection => ({
  rules: rules ?? null,
  config: config ?? null,
  pack,
  rule,
  exclude,
  control,
  severity,
  param,
});

/** The account to call, null where only the credentials say it. */
export interface AwsAccess {
  profile: string | null;
  assumeRole: string | null;
  expectAccount: string | null;
  /** Null: all that are enabled. */
  regions: string[] | null;
}

/** What could not be meant is a mistake in the flags, and not for AWS to find. */
export function awsInput({ profile, assumeRole, expectAccount, regions }: Omit<AwsFlags, "since">): AwsAccess {
  if (expectAccount !== undefined && !/^\d{12}$/.test(expectAccount)) {
    throw new UsageError(`--expect-account ${visible(expectAccount)}: an account id has 12 digits, such as 123456789012`);
  }
  if (assumeRole !== undefined && !isRoleArn(assumeRole)) {
    throw new UsageError(`--assume-role ${visible(assumeRole)}: it must be a role's ARN, such as arn:aws:iam::123456789012:role/audit`);
  }
  const odd = regions?.find((region) => !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region));
  if (odd !== undefined) throw new UsageError(`--regions ${visible(odd)}: it must be a region's name, such as eu-central-1`);
  return { profile: profile ?? null, assumeRole: assumeRole ?? null, expectAccount: expectAccount ?? null, regions: regions ?? null };
}

function isRoleArn(text: string): boolean {
  const arn = arnParts(text);
  return arn?.service === "iam" && /^[a-z-]+$/.test(arn.partition) && arn.region === "" && /^\d{12}$/.test(arn.accountId) && /^role\/./.test(arn.resource);
}

/** How far back the event history is read. */
export interface EventSpan {
  ms: number;
  text: string;
}

/** How long CloudTrail keeps its event history. Source: CloudTrail API Reference, LookupEvents. */
const HISTORY_MS = 90 * 86_400_000;

/** `--since`: more than nothing, and no more than CloudTrail keeps. Null where the flag is not given. */
export function sinceInput(since: string | undefined): EventSpan | null {
  if (since === undefined) return null;
  const ms = parseDuration(since);
  if (ms === null || ms === 0) throw new UsageError(`--since ${since}: write it in days, hours or minutes, such as 7d or 12h`);
  if (ms > HISTORY_MS)
    throw new UsageError(`--since ${since}: CloudTrail's event history holds 90 days. A trail's log files hold more: reeve check --events <folder>`);
  return { ms, text: since };
}

/** `--now` as an ISO instant in UTC; the wall clock where the flag is not given. A day means its first moment; a time without a zone is UTC. */
export function nowInput(now: string | undefined): string {
  if (now === undefined) return new Date().toISOString();
  const ms = timeOf(now);
  if (ms === null) throw new UsageError(`--now ${now}: write a day or an instant, such as 2026-11-16 or 2026-11-16T18:00:00Z.`);
  return instantText(ms);
}

const DAY_MS = 86_400_000;

/** The last moment that `--now` may mean: of a day its end. A snapshot of that day is not from the future. */
export function nowEndInput(now: string | undefined): string {
  const start = nowInput(now);
  return now !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(now.trim()) ? instantText((timeOf(start) ?? 0) + DAY_MS) : start;
}

/** What the flags demand of snapshots. `named`: whether one is. */
export function trustInput({ allowModified, expectSha256 }: TrustFlags, named: boolean): SnapshotTrust {
  const [wrong] = expectSha256.filter((hash) => !/^[0-9a-f]{64}$/i.test(hash));
  if (wrong !== undefined) throw new UsageError(`--expect-sha256 ${visible(wrong)}: a SHA-256 has 64 hexadecimal digits; reeve collect --out prints it.`);
  if (!named && (allowModified || expectSha256.length > 0))
    throw new UsageError(`${allowModified ? "--allow-modified" : "--expect-sha256"} does nothing here: no snapshot is read.`);
  return { allowModified: allowModified === true, expected: expectSha256.map((hash) => hash.toLowerCase()) };
}
