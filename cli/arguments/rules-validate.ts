import type { RulesValidateFlags } from "../flags.ts";
import { type Declare, examples } from "./shared.ts";

export const rulesValidateArguments: Declare = (rules, io, run) => {
  const validate = rules
    .command("validate")
    .description("check rule files and reeve.yaml; without paths, all that a check would load")
    .argument("[path...]", "rule files or folders")
    .option("--config <file>", "this reeve.yaml instead of the one found upward")
    .option("--format <name>", "text, json, sarif or github", "text")
    .option("--fix", "put in the corrections that are certain; comments and layout stay")
    .option("--snapshot <file>", "say what each mistake would have done on this account (default: the bundled sample)")
    .action(run(async (paths: string[], flags: RulesValidateFlags) => (await import("../commands/rules-validate.ts")).rulesValidate(paths, flags, io)));
  examples(validate, io, [
    ["reeve rules validate", "the rules of reeve.yaml, or the shipped ones"],
    ["reeve rules validate rules/ extra.yaml", "these"],
    ["reeve rules validate rules/ --fix", "correct what is certain, tell the rest"],
    ["reeve rules validate --format github", "annotations in a pull request"],
  ]);
};
