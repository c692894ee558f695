import { parseDuration } from "../../engine/index.ts";
import type { ReeveConfig } from "../../schemas/index.ts";
import type { GateFlags } from "../flags.ts";
import { UsageError } from "../usage-error.ts";

const SELECTING = ["rules", "pack", "rule", "exclude", "control", "severity", "param"] as const;
const OF_S3 = { profile: "--profile", assumeRole: "--assume-role", expectAccount: "--expect-account" } as const;

/** Refuses flags that contradict each other or would do nothing: a flag that is ignored is a mistake somebody should hear of. */
export function checkFlags(flags: GateFlags): void {
  const { results, snapshot, snapshots, events, plan, changeSet, rulesBase } = flags;
  const planned = plan.length + changeSet.length > 0;
  if (results.length > 0) {
    const judging =
      snapshot.length > 0
        ? "--snapshot"
        : snapshots !== undefined
          ? "--snapshots"
          : events
            ? "--events"
            : planned
              ? "--plan"
              : rulesBase
                ? "--rules-base"
                : null;
    if (judging) throw new UsageError(`--results are judged already: ${judging} does nothing with them. Give the snapshot instead of its results.`);
    const choosing = SELECTING.find((name) => (flags[name]?.length ?? 0) > 0);
    if (choosing) throw new UsageError(`--results are judged already: --${choosing} does nothing with them.`);
  } else if (snapshot.length === 0 && snapshots === undefined && !events && !planned) {
    throw new UsageError("nothing to judge: name --snapshot, --snapshots, --results, --events or --plan. reeve gate --help shows how.");
  }
  if (snapshot.length > 0 && snapshots !== undefined) throw new UsageError("--snapshot and --snapshots together: use one of them.");
  if (planned && rulesBase !== undefined) {
    throw new UsageError("--plan and --rules-base are held against different states, the account before and the rules before: run reeve gate once for each.");
  }
  if (rulesBase !== undefined && snapshot.length === 0 && snapshots === undefined && !events) {
    throw new UsageError("--rules-base judges the same account by old and new rules: give it with --snapshot or --snapshots.");
  }
  const remote = snapshots?.startsWith("s3://") ?? false;
  for (const [key, name] of Object.entries(OF_S3)) {
    if (!remote && flags[key as keyof typeof OF_S3] !== undefined) throw new UsageError(`${name} does nothing here: AWS is only called for --snapshots s3://…`);
  }
}

/** `--max-age`, else maxAge of reeve.yaml; null where neither is given. */
export function maxAgeOf(flag: string | undefined, config: ReeveConfig, now: string): { now: string; maxAgeMs: number; text: string } | null {
  const text = flag ?? config.maxAge;
  if (text === undefined) return null;
  const maxAgeMs = parseDuration(text);
  if (maxAgeMs === null || maxAgeMs === 0) {
    throw new UsageError(`${flag === undefined ? "reeve.yaml: maxAge" : "--max-age"} ${text}: write it in minutes, hours or days, such as 24h`);
  }
  return { now, maxAgeMs, text };
}

/** `111122223333=plan.json` names the account; a name without an account id is all file. */
export function accountFile(flag: string, argument: string): { account: string | null; file: string } {
  const found = /^([^=/\\]*)=(.*)$/s.exec(argument);
  if (!found) return { account: null, file: argument };
  const [, account = "", file = ""] = found;
  if (/^\d{12}$/.test(account)) {
    if (file === "") throw new UsageError(`${flag} ${argument}: the file's name is missing`);
    return { account, file };
  }
  if (/^\d+$/.test(account)) throw new UsageError(`${flag} ${argument}: an account id has 12 digits, such as 123456789012=plan.json`);
  return { account: null, file: argument };
}
