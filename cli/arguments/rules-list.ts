import { Option } from "commander";
import type { SelectionFlags } from "../flags.ts";
import { type Declare, examples, selection } from "./shared.ts";

export const rulesListArguments: Declare = (rules, io, run) => {
  const ruleList = rules
    .command("list")
    .description("list the chosen rules")
    .addOption(new Option("--format <name>", "form of the list").choices(["text", "json"]).default("text"))
    .action(run(async (flags: SelectionFlags & { format: string }) => (await import("../commands/rules-list.ts")).rulesList(flags, io)));
  selection(ruleList);
  examples(ruleList, io, [
    ["reeve rules list", "all rules that a check would run"],
    ["reeve rules list --pack iam-baseline --severity critical,high", "some of them"],
  ]);
};
