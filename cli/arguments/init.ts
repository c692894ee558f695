import { type Declare, examples } from "./shared.ts";

export const initArguments: Declare = (program, io, run) => {
  const init = program
    .command("init")
    .description("make a policy repository: a first rule with its test, editor settings, workflows for CI")
    .argument("[folder]", "where; made if missing, and nothing in it is overwritten", ".")
    .action(run(async (folder: string) => (await import("../commands/init.ts")).init(folder, io)));
  examples(init, io, [
    ["reeve init policies", "in a new folder"],
    ["reeve init", "in this one"],
  ]);
};
