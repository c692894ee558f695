import { type Declare, examples } from "./shared.ts";

export const rulesFmtArguments: Declare = (rules, io, run) => {
  const fmt = rules
    .command("fmt")
    .description("write rules and their tests in one layout: block style, fields in order, comments kept")
    .argument("[path...]", "rule files or folders; without paths, those of reeve.yaml")
    .option("--check", "change nothing; exit code 1 where a file would change")
    .option("--config <file>", "this reeve.yaml instead of the one found upward")
    .action(run(async (paths: string[], flags: { check?: true; config?: string }) => (await import("../commands/rules-fmt.ts")).rulesFmt(paths, flags, io)));
  examples(fmt, io, [
    ["reeve rules fmt", "the rules of reeve.yaml"],
    ["reeve rules fmt rules/user-mfa.yaml", "one file"],
    ["reeve rules fmt --check", "for a pipeline"],
  ]);
};
