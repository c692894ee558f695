import type { SelectionFlags } from "../flags.ts";
import { type Declare, examples, selection } from "./shared.ts";

export const rulesShowArguments: Declare = (rules, io, run) => {
  const show = rules
    .command("show")
    .description("show one rule: what it asks, its parameters, controls and cure")
    .argument("<rule>", "rule id")
    .option("--logic", "the JsonLogic that its conditions lower to")
    .option("--docs", "its Markdown page")
    .action(
      run(async (id: string, flags: SelectionFlags & { logic?: true; docs?: true }) => (await import("../commands/rules-show.ts")).rulesShow(id, flags, io)),
    );
  selection(show);
  examples(show, io, [
    ["reeve rules show root-mfa", "read it"],
    ["reeve rules show root-mfa --logic", "its conditions as JsonLogic"],
    ["reeve rules show root-mfa --docs > root-mfa.md", "its Markdown page"],
  ]);
};
