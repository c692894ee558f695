import { Option } from "commander";
import type { EvalFlags } from "../flags.ts";
import { type Declare, examples, list, trust } from "./shared.ts";

export const evalArguments: Declare = (program, io, run) => {
  const command = program
    .command("eval")
    .description("put one condition to a snapshot: for which resources it is true, false and unknown, and by which values")
    .argument("<condition>", "a condition as in a rule, in YAML or JsonLogic")
    .option("--resource <kind>", "what it is about: user, role, policy, event, … (default: what its paths name)")
    .option("--snapshot <file>", "ask this saved account (default: that of the last check, else the bundled sample)")
    .option("--events <path...>", "ask CloudTrail records of these files, folders or globs")
    .option("--param <name=value>", "a value for params.<name>; repeatable; lists by commas or as a JSON array", list, [])
    .addOption(new Option("--format <name>", "text or json").choices(["text", "json"]).default("text"))
    .option("--all", "list every resource instead of the first ten of each answer")
    .action(run(async (condition: string, flags: EvalFlags) => (await import("../commands/eval.ts")).evalCommand(condition, flags, io)));
  trust(command);
  examples(command, io, [
    ["reeve eval 'user.mfaActive: false'", "users without MFA"],
    ["reeve eval 'user.accessKeys: { any: { active: true, createdAt: { olderThan: 90d } } }'", "users with an old key"],
    ["reeve eval '{ user.path: { in: { var: params.paths } } }' --param paths=/ops/,/svc/", "with a parameter"],
    ["reeve eval 'event.eventName: DeleteTrail' --events logs/", "records"],
  ]);
};
