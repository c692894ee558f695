import { Option } from "commander";
import type { DiffFlags } from "../flags.ts";
import { type Declare, examples, selection, trust } from "./shared.ts";

export const diffArguments: Declare = (program, io, run) => {
  const diff = program
    .command("diff")
    .description("what differs between two results (check --format json), or between two snapshots of one account")
    .argument("<before>", "results or snapshot, .json or .json.gz")
    .argument("<after>", "another of the same kind")
    .addOption(new Option("--format <name>", "how to tell it").choices(["text", "json", "markdown"]).default("text"))
    .addOption(new Option("--fail-on <what>", "new: exit 1 where a finding is new or newly unknown, and not accepted").choices(["new", "none"]).default("none"))
    .option("--judge", "snapshots: judge both by the chosen rules, and say what differs in findings")
    .action(run(async (before: string, after: string, flags: DiffFlags) => (await import("../commands/diff.ts")).diff([before, after], flags, io)));
  trust(selection(diff));
  examples(diff, io, [
    ["reeve diff monday.json.gz tuesday.json.gz", "what changed in the account, in words"],
    ["reeve diff monday.json.gz tuesday.json.gz --judge", "and which findings are new, fixed, changed"],
    ["reeve diff before.json after.json --fail-on new", "two results; exit 1 where something got worse"],
    ["reeve diff before.json after.json --format markdown", "for a comment or a ticket"],
  ]);
};
