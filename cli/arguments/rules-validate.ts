import { type Declare, examples } from "./shared.ts";

export const rulesValidateArguments: Declare = (rules, io, run) => {
  const validate = rules
    .command("validate")
    .description("check rule files; without paths, all that a check would load")
    .argument("[path...]", "rule files or folders")
    .option("--config <file>", "this reeve.yaml instead of the one found upward")
    .action(run(async (paths: string[], flags: { config?: string }) => (await import("../commands/rules-validate.ts")).rulesValidate(paths, flags, io)));
  examples(validate, io, [
    ["reeve rules validate", "the rules of reeve.yaml, or the shipped ones"],
    ["reeve rules validate rules/ extra.yaml", "these"],
  ]);
};
