import type { BaselineFlags } from "../flags.ts";
import { type Declare, decisions, examples } from "./shared.ts";

export const baselineArguments: Declare = (program, io, run) => {
  const baseline = program.command("baseline").description("findings known before: shown, and not counted; the file only shrinks");
  examples(baseline, io, [
    ["reeve baseline write", "the findings of the last check"],
    ["reeve baseline update", "without those that are fixed"],
  ]);

  const write = baseline
    .command("write")
    .description("write the findings of today that are not waived to baseline.json")
    .option("--force", "overwrite the one that is there")
    .action(run(async (flags: BaselineFlags) => (await import("../commands/baseline.ts")).baselineWrite(flags, io)));
  decisions(write);
  examples(write, io, [["reeve baseline write --snapshot acme.json.gz", "the findings of a saved account"]]);

  const update = baseline
    .command("update")
    .description("drop what is fixed; exit 1 when there are findings that neither baseline nor waiver covers")
    .action(run(async (flags: BaselineFlags) => (await import("../commands/baseline.ts")).baselineUpdate(flags, io)));
  decisions(update);
  examples(update, io, [["reeve baseline update --results out.json", "compared with what check --format json wrote"]]);
};
