import type { SelectionFlags } from "../flags.ts";
import { type Declare, examples, selection } from "./shared.ts";

export const rulesTestArguments: Declare = (rules, io, run) => {
  const test = rules
    .command("test")
    .description("run the <rule>.test.yaml files beside the rules")
    .argument("[path...]", "test files or folders")
    .action(run(async (paths: string[], flags: SelectionFlags) => (await import("../commands/rules-test.ts")).rulesTest(paths, flags, io)));
  selection(test);
  examples(test, io, [
    ["reeve rules test", "all tests of the chosen rules"],
    ["reeve rules test rules/mine/", "those of a folder"],
  ]);
};
