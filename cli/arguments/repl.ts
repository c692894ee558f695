import type { QuestionFlags } from "../flags.ts";
import { type Declare, examples, trust } from "./shared.ts";

export const replArguments: Declare = (program, io, run) => {
  const command = program
    .command("repl")
    .description("ask a snapshot one condition after the other; Tab completes paths, matchers and operators")
    .option("--resource <kind>", "what conditions are about, until .resource says otherwise", "user")
    .option("--snapshot <file>", "ask this saved account (default: that of the last check, else the bundled sample)")
    .option("--events <path...>", "CloudTrail records of these files, folders or globs")
    .action(run(async (flags: QuestionFlags) => (await import("../commands/repl.ts")).replCommand(flags, io)));
  trust(command);
  examples(command, io, [
    ["reeve repl", "then: user.mfaActive: false"],
    ["reeve repl --snapshot acme.json.gz --resource role", "about the roles of a saved account"],
    ["reeve repl < questions.txt", "without a prompt: one answer after the other"],
  ]);
};
