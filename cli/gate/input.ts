import { dirname } from "node:path";
import type { SnapshotTrust } from "../../collectors/index.ts";
import { type DecideInput, parseDuration } from "../../engine/index.ts";
import { visible } from "../../reporters/index.ts";
import type { GateFlags } from "../flags.ts";
import { findConfig } from "../folders.ts";
import { type Format, formatsOf } from "../formats.ts";
import { type AwsAccess, awsInput, nowEndInput, nowInput, selectionInput, trustInput } from "../input.ts";
import type { RuleSelection } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";

/** A file of a plan, and the account that the flag says it is of. */
export interface PlanArgument {
  flag: "--plan" | "--change-set";
  file: string;
  account: string | null;
}

/** What `gate` was called with: flags parsed and checked once, and not read again. */
export interface GateInput {
  /** ISO instant. */
  now: string;
  /** ISO instant: the last moment that `now` may mean. */
  nowEnd: string;
  formats: Format[];
  view: { by: "severity" | "control"; all: boolean };
  selection: RuleSelection;
  /** Files of results that were evaluated before; then nothing below is given. */
  results: string[];
  snapshots: { files: string[]; pattern: string | null; trust: SnapshotTrust };
  /** For snapshots in a bucket. */
  aws: AwsAccess;
  events: string[] | null;
  plans: PlanArgument[];
  /** Folders of Terraform files, or templates; without `named` those that are there of some likely ones. */
  planSource: { named: boolean; paths: string[] };
  rulesBase: string | null;
  /** These override reeve.yaml; null where not given. */
  baseline: string | null;
  maxAge: { maxAgeMs: number; text: string } | null;
  failOn: DecideInput["failOn"] | null;
  failOnUnwatched: boolean;
  allowUnknown: boolean | "existing" | null;
  /** Whether reports leave out what the change leaves as it was. */
  onlyChanges: boolean;
  author: string | null;
  ownersBase: string | null;
}

/** Parses and checks the flags. */
export function gateInput(flags: GateFlags): GateInput {
  checkFlags(flags);
  const plans = [...flags.plan.map((each) => planArgument("--plan", each)), ...flags.changeSet.map((each) => planArgument("--change-set", each))];
  const formats = formatsOf(flags.format, inputsOf(flags, plans));
  return {
    now: nowInput(flags.now),
    nowEnd: nowEndInput(flags.now),
    formats,
    view: { by: flags.by, all: flags.all === true },
    selection: selectionInput(flags),
    results: flags.results,
    snapshots: {
      files: flags.snapshot,
      pattern: flags.snapshots ?? null,
      trust: trustInput(flags, flags.snapshot.length > 0 || flags.snapshots !== undefined),
    },
    aws: awsInput(flags),
    events: flags.events ?? null,
    plans,
    planSource:
      flags.planSource.length > 0
        ? { named: true, paths: flags.planSource }
        : { named: false, paths: [...new Set([...plans.map(({ file }) => dirname(file)), "."])] },
    rulesBase: flags.rulesBase ?? null,
    baseline: flags.baseline ?? null,
    maxAge: flags.maxAge === undefined ? null : maxAgeOf(flags.maxAge, "--max-age"),
    failOn: flags.failOn ?? null,
    failOnUnwatched: flags.failOnUnwatched ?? false,
    allowUnknown: flags.allowUnknown ?? null,
    onlyChanges: flags.onlyChanges ?? false,
    author: flags.author ?? null,
    ownersBase: flags.ownersBase ?? null,
  };
}

/** What is judged, in words. */
export function gateSourceText({ snapshots, events, plans, results }: GateInput): string {
  const parts: [string, readonly string[]][] = [
    ["results", results],
    ["snapshot", [...snapshots.files, ...(snapshots.pattern === null ? [] : [snapshots.pattern])]],
    ["events", events ?? []],
    ["plan", plans.map(({ file }) => file)],
  ];
  return parts.flatMap(([what, files]) => (files.length === 0 ? [] : `${what} ${files.map(visible).join(", ")}`)).join(", ");
}

/** Files that a gate reads, as far as flags name them, and reeve.yaml. */
function inputsOf({ results, snapshot, events = [], rules = [], baseline, config }: GateFlags, plans: readonly PlanArgument[]): string[] {
  const one = [baseline, config ?? findConfig()].filter((path) => path !== undefined && path !== null);
  return [...results, ...snapshot, ...events, ...rules, ...plans.map(({ file }) => file), ...one];
}

/** An age such as 24h; `from` names where it was written. */
/** Snapshots of any age, but of none that is from the future. */
export const ANY_AGE = { maxAgeMs: null, text: null } as const;

export function maxAgeOf(text: string, from: string): { maxAgeMs: number; text: string } {
  const maxAgeMs = parseDuration(text);
  if (maxAgeMs === null || maxAgeMs === 0) throw new UsageError(`${from} ${text}: write it in minutes, hours or days, such as 24h`);
  return { maxAgeMs, text };
}

const SELECTING = ["rules", "pack", "rule", "exclude", "control", "severity", "param"] as const;
const OF_S3 = { profile: "--profile", assumeRole: "--assume-role", expectAccount: "--expect-account" } as const;

/** Refuses flags that contradict each other or would do nothing: a flag that is ignored is a mistake that the user should know of. */
function checkFlags(flags: GateFlags): void {
  const { results, snapshot, snapshots, events, plan, changeSet, rulesBase } = flags;
  const planned = plan.length + changeSet.length > 0;
  if (results.length > 0) {
    const given: [boolean, string][] = [
      [snapshot.length > 0, "--snapshot"],
      [snapshots !== undefined, "--snapshots"],
      [events !== undefined, "--events"],
      [planned, "--plan"],
      [rulesBase !== undefined, "--rules-base"],
    ];
    const judging = given.find(([isGiven]) => isGiven)?.[1];
    if (judging) throw new UsageError(`--results are judged already: ${judging} does nothing with them. Give the snapshot instead of its results.`);
    const choosing = SELECTING.find((name) => (flags[name]?.length ?? 0) > 0);
    if (choosing) throw new UsageError(`--results are judged already: --${choosing} does nothing with them.`);
  } else if (snapshot.length === 0 && snapshots === undefined && !events && !planned) {
    throw new UsageError("nothing to judge: name --snapshot, --snapshots, --results, --events or --plan. reeve gate --help shows how.");
  }
  if (snapshot.length > 0 && snapshots !== undefined) throw new UsageError("--snapshot and --snapshots together: use one of them.");
  if (planned && rulesBase !== undefined) {
    throw new UsageError("--plan and --rules-base compare with different states, the account before and the rules before: run reeve gate once for each.");
  }
  if (rulesBase !== undefined && snapshot.length === 0 && snapshots === undefined && !events) {
    throw new UsageError("--rules-base judges the same account by old and new rules: give it with --snapshot or --snapshots.");
  }
  if (flags.onlyChanges && !planned && rulesBase === undefined)
    throw new UsageError("--only-changes leaves out what a change leaves as it was: give the change with --plan, --change-set or --rules-base.");
  const remote = snapshots?.startsWith("s3://") ?? false;
  for (const [key, name] of Object.entries(OF_S3)) {
    if (!remote && flags[key as keyof typeof OF_S3] !== undefined) throw new UsageError(`${name} does nothing here: AWS is only called for --snapshots s3://…`);
  }
}

/** `111122223333=plan.json` names the account; a name without an account id is all file. */
function planArgument(flag: PlanArgument["flag"], argument: string): PlanArgument {
  const found = /^([^=/\\]*)=(.*)$/s.exec(argument);
  if (!found) return { flag, account: null, file: argument };
  const [, account = "", file = ""] = found;
  if (/^\d{12}$/.test(account)) {
    if (file === "") throw new UsageError(`${flag} ${argument}: the file's name is missing`);
    return { flag, account, file };
  }
  if (/^\d+$/.test(account)) throw new UsageError(`${flag} ${argument}: an account id has 12 digits, such as 123456789012=plan.json`);
  return { flag, account: null, file: argument };
}
