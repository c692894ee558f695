import { Option } from "commander";
import type { RemediateFlags } from "../flags.ts";
import { type Declare, examples, now, ofCheck, selection } from "./shared.ts";

export const remediateArguments: Declare = (program, io, run) => {
  const remediate = program
    .command("remediate")
    .description("print how to fix a finding; nothing is changed")
    .argument("<what...>", "numbers of this folder's last check, fingerprints, or rule ids (all their findings)")
    .addOption(new Option("--as <form>", "form of the steps").choices(["console", "cli", "python", "typescript"]).default("console"))
    .option("--account <id>", "only findings of this account, where a rule has findings in several")
    .action(run(async (what: string[], flags: RemediateFlags) => (await import("../commands/remediate.ts")).remediateCommand(what, flags, io)));
  ofCheck(now(selection(remediate)));
  examples(remediate, io, [
    ["reeve remediate 3", "steps in the AWS console"],
    ["reeve remediate 3 --as cli", "AWS CLI commands with the finding's own values"],
    ["reeve remediate user-access-key-rotation --as python > fix.py", "all findings of a rule, as a boto3 script"],
    ["reeve remediate 3 7 --as cli", "both in one script: calls that replace a whole object carry what both need"],
    ["reeve remediate trail-stopped --as cli --account 123456789012", "those of one account, where the events are of several"],
  ]);
};
