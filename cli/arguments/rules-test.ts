import { InvalidArgumentError, Option } from "commander";
import type { RulesTestFlags } from "../flags.ts";
import { type Declare, examples, selection } from "./shared.ts";

export const rulesTestArguments: Declare = (rules, io, run) => {
  const test = rules
    .command("test")
    .description("run the <rule>.test.yaml files beside the rules; exit code 1 when a case fails or a rule has none")
    .argument("[path...]", "rules, test files or folders")
    .option("--filter <text>", "only cases whose name, or whose rule's id, holds this text")
    .option("--coverage", "say which clauses decided a result of some case by being true, and by being false")
    .option("--min <percent>", "fail when less is covered", percent)
    .option("--watch", "run again what changes; q quits, a runs all, Enter runs what failed")
    .option("--mutate", "change the rules in small ways and say which changes no case notices, each with a case that would")
    .option("--write", "with --mutate: append those cases to the test files")
    .addOption(new Option("--format <name>", "how results are printed").choices(["text", "json"]).default("text"))
    .action(run(async (paths: string[], flags: RulesTestFlags) => (await import("../commands/rules-test.ts")).rulesTest(paths, flags, io)));
  selection(test);
  examples(test, io, [
    ["reeve rules test", "all tests of the chosen rules"],
    ["reeve rules test rules/mine/", "those of a folder"],
    ["reeve rules test --filter mfa --watch", "run those about MFA whenever they change"],
    ["reeve rules test --mutate rules/mine/", "what the cases of a folder let pass, and the cases that would not"],
    ["reeve rules test --coverage --min 90", "fail when cases leave a tenth of the clauses open"],
  ]);
};

function percent(typed: string): number {
  const value = /^\d+(\.\d+)?$/.test(typed) ? Number(typed) : Number.NaN;
  if (!(value <= 100)) throw new InvalidArgumentError("It is a per cent, from 0 to 100.");
  return value;
}
