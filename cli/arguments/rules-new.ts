import type { RulesNewFlags } from "../flags.ts";
import { type Declare, examples, SEVERITIES } from "./shared.ts";

export const rulesNewArguments: Declare = (rules, io, run) => {
  const create = rules
    .command("new")
    .description("write a rule and its tests: asks on a terminal, or takes flags")
    .argument("[id]", "rule id (default: made from the title)")
    .option("--resource <kind>", "what is judged: user, role, policy, …, or event")
    .option("--require <condition>", "YAML that must hold, as under `require:`; for events what is a finding, as under `match:`")
    .option("--condition <condition>", "the same as --require")
    .option("--applies <condition>", "which resources are judged")
    .option("--unless <condition>", "for events: what is known good")
    .option("--severity <severity>", SEVERITIES.join(", "))
    .option("--title <text>", "what is well, in a sentence")
    .option("--rationale <text>", "why it matters")
    .option("--message <text>", "what a finding says; {{user.name}} and the like are filled in")
    .option("--dir <folder>", "where the two files go (default: the rules folder of reeve.yaml, else rules)")
    .action(run(async (id: string | undefined, flags: RulesNewFlags) => (await import("../commands/rules-new.ts")).rulesNew(id, flags, io)));
  examples(create, io, [
    ["reeve rules new", "asks"],
    [
      'reeve rules new --resource user --require "user.mfaActive: true" --severity high \\\n    --title "Users have MFA" --rationale "A password alone can be phished"',
      "asks nothing",
    ],
  ]);
};
