import type { FindingFlags } from "../flags.ts";
import { type Declare, examples, now, ofCheck, selection } from "./shared.ts";

export const explainArguments: Declare = (program, io, run) => {
  const explain = program
    .command("explain")
    .description("why: a finding by its number or fingerprint, or what a rule means")
    .argument("<what>", "number of this folder's last check, fingerprint, or a rule id")
    .action(run(async (what: string, flags: FindingFlags) => (await import("../commands/explain.ts")).explainCommand(what, flags, io)));
  ofCheck(now(selection(explain)));
  examples(explain, io, [
    ["reeve explain 3", "finding 3 of the last check, condition by condition"],
    ["reeve explain root-mfa", "what a rule asks, and why"],
  ]);
};
