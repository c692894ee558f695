import type { Command } from "commander";
import type { Io } from "../io.ts";

/** Makes an action of a command: its exit code becomes the program's. */
export type RunCommand = <A extends unknown[]>(command: (...args: A) => Promise<number>) => (...args: A) => Promise<void>;

/** Declares a command: its arguments, help and examples. Its module is loaded when it runs, and not before. */
export type Declare = (parent: Command, io: Io, run: RunCommand) => void;

export const SEVERITIES = ["critical", "high", "medium", "low", "info"];

/** The names of `--format`, compared with the reporters by a test: their modules are not loaded for help. */
export const FORMATS = "text, json, sarif, junit, github, github-summary, github-comment, github-sarif, gitlab, csv, ocsf or asff";
export const CROSS_CHECK_HELP = "evaluate every condition a second time with json-logic-js; exit 2 where the two disagree";

export const FORMAT_HELP = `${FORMATS}; with =file written there; repeatable`;

export const list = (value: string, before: string[]): string[] => [...before, value];
const commas = (value: string, before: string[]): string[] => [...before, ...value.split(",").map((part) => part.trim())];

/** Flags that choose rules. */
export function selection(command: Command): Command {
  return command
    .option("--rules <folder...>", "folders of rules of your own")
    .option("--pack <id>", "only this pack, beside the folders of --rules; repeatable", commas, [])
    .option("--rule <id>", "only this rule; repeatable", commas, [])
    .option("--exclude <id>", "all but this rule; repeatable", commas, [])
    .option("--control <framework:id>", "only rules that answer this control (cis-aws-5.0:1.4); repeatable", commas, [])
    .option("--severity <list>", "only rules of these severities (critical,high)", commas, [])
    .option("--param <rule.name=value>", "set a parameter; repeatable; lists by commas", list, [])
    .option("--config <file>", "this reeve.yaml instead of the one found upward");
}

/** Flags of what reads snapshots: what is demanded of them. */
export const trust = (command: Command): Command =>
  command
    .option("--expect-sha256 <hex>", "refuse a snapshot with another SHA-256 than collect printed; repeatable", list, [])
    .option("--allow-modified", "read a snapshot that was changed since it was collected");

/** Flags of everything that calls AWS. */
export function aws(command: Command): Command {
  return command
    .option("--profile <name>", "AWS profile (AWS_PROFILE does the same)")
    .option("--assume-role <arn>", "role to assume first")
    .option("--expect-account <id>", "refuse to read any other account")
    .option("--regions <region...>", "regions to ask (default: all that are enabled)", (value, before: string[] | undefined) => commas(value, before ?? []));
}

/** The day that waivers are counted from, so that a run can be repeated. */
export const now = (command: Command): Command =>
  command.option("--now <instant>", "count the days of waivers and attestations from this day or instant (2026-11-16) instead of today");

/** Flags that name a check in place of the last one of this folder. */
export const ofCheck = (command: Command): Command =>
  trust(
    command
      .option("--results <file>", "count the findings of these results (check --format json) instead of those of this folder's last check")
      .option("--snapshot <file>", "the saved account that --results are of")
      .option("--events <path...>", "the CloudTrail records that --results are of"),
  );

/** Flags of what holds waivers or the baseline against results. */
export const decisions = (command: Command): Command =>
  now(
    trust(
      command
        .option(
          "--results <file...>",
          "results of check --format json (default: the last check, judged again)",
          (value, before: string[]) => [...before, value],
          [],
        )
        .option("--snapshot <file>", "judge this saved account")
        .option("--events <path...>", "judge CloudTrail records of these files, folders or globs")
        .option("--rules <folder...>", "folders of rules of your own")
        .option("--config <file>", "this reeve.yaml instead of the one found upward"),
    ),
  );

/** How much of the event history is read; what it costs is said. */
export const since = (command: Command, description: string): Command => command.option("--since <duration>", description);

export function examples(command: Command, io: Io, lines: [string, string][]): void {
  const width = Math.max(...lines.map(([line]) => line.length));
  const whole = Math.max(...lines.map(([, what]) => width + what.length + 4));
  const text = lines.map(([line, what]) => (whole > io.out.width ? `  ${line}\n      ${what}` : `  ${line.padEnd(width)}  ${what}`));
  command.addHelpText("after", `\nExamples:\n${text.join("\n")}`);
}
