import { Option } from "commander";
import type { DemoFlags } from "../flags.ts";
import { CROSS_CHECK_HELP, type Declare, examples, FORMAT_HELP, list } from "./shared.ts";

export const demoArguments: Declare = (program, io, run) => {
  const demo = program
    .command("demo")
    .description("judge a bundled sample account, offline")
    .addOption(new Option("--by <view>", "how text groups").choices(["severity", "control"]).default("severity"))
    .option("--all", "list every finding")
    .option("--format <name[=file]>", FORMAT_HELP, list, [])
    .option("--cross-check", CROSS_CHECK_HELP)
    .action(run(async (flags: DemoFlags) => (await import("../commands/demo.ts")).demo(flags, io)));
  examples(demo, io, [
    ["reeve demo", "the report, and where to look next"],
    ["reeve demo --format csv=demo.csv", "what a format looks like"],
  ]);
};
