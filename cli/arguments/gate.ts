import { Option } from "commander";
import type { GateFlags } from "../flags.ts";
import { type Declare, examples, FORMAT_HELP, list, now, SEVERITIES, selection, trust } from "./shared.ts";

export const gateArguments: Declare = (program, io, run) => {
  const gate = program
    .command("gate")
    .description("decide on a merge: what a change makes worse, what it fixes, what could not be judged")
    .option("--snapshot <file>", "judge this saved account (- for stdin); repeatable, one an account", list, [])
    .option("--snapshots <pattern>", "one an account, such as 'snapshots/{account}.json.gz' or 's3://bucket/{account}.json.gz'")
    .option("--results <file>", "decide on results that check --format json wrote (- for stdin); repeatable", list, [])
    .option("--events <path...>", "judge CloudTrail records of these files, folders or globs too; - for stdin")
    .option(
      "--plan <[account=]file>",
      "compare the account before this plan with the account after it (terraform show -json; - for stdin); repeatable",
      list,
      [],
    )
    .option("--change-set <[account=]file>", "the same of a CloudFormation change set (describe-change-set --include-property-values); repeatable", list, [])
    .option(
      "--plan-source <path>",
      "folder of the .tf files, or the template, that the plan is of: findings then name its lines; repeatable (default: beside the plan, and here)",
      list,
      [],
    )
    .option("--rules-base <ref>", "compare the rules of this commit with those of the working folder")
    .option("--baseline <file>", "findings known before, - for stdin (default: that of reeve.yaml, else baseline.json beside it)")
    .option("--max-age <duration>", "oldest snapshot that is whole evidence, such as 24h (default: maxAge of reeve.yaml)")
    .option("--author <name>", "who made the change, by login or e-mail address (default: as the pipeline or git tells)")
    .option(
      "--owners-base <ref>",
      "read CODEOWNERS, reeve.yaml and the baseline of this commit, so that a change does not decide on itself (default: the base that the pipeline names, else the working folder)",
    )
    .option("--format <name[=file]>", FORMAT_HELP, list, [])
    .addOption(new Option("--by <view>", "how text groups").choices(["severity", "control"]).default("severity").hideHelp())
    .option("--only-changes", "leave out of every report what the change leaves as it was")
    .option("--all", "list every finding and unwatched call instead of folding many")
    .addOption(new Option("--fail-on <severity>", "block from this severity on, where a binding names none (default: low)").choices([...SEVERITIES, "none"]))
    .option(
      "--fail-on-unwatched",
      "exit 3 where records show write calls of IAM, STS, sign-in, Organizations, Identity Center, CloudTrail or Roles Anywhere that no rule watches",
    )
    .addOption(
      new Option(
        "--allow-unknown [which]",
        "accept incomplete evidence, or with =existing only what was unknown before the change (never: a part of a plan that cannot be read, or that nothing was decided)",
      ).choices(["existing"]),
    )
    .option("--profile <name>", "AWS profile, for --snapshots s3://…")
    .option("--assume-role <arn>", "role to assume first, for --snapshots s3://…")
    .option("--expect-account <id>", "refuse credentials of any other account, for --snapshots s3://…")
    .action(run(async (flags: GateFlags) => (await import("../commands/gate.ts")).gate(flags, io)));
  trust(now(selection(gate)));
  examples(gate, io, [
    ["reeve gate --snapshot acme.json.gz --plan plan.json", "what the plan does to the account"],
    ["reeve gate --plan plan.json", "what the plan makes, without the account"],
    ["reeve gate --snapshots 'snapshots/{account}.json.gz' --plan 111122223333=prod.json", "several accounts"],
    ["reeve gate --snapshot acme.json.gz --rules-base origin/main", "what an edit of the rules flags and un-flags"],
    ["reeve gate --snapshot acme.json.gz --max-age 24h --format github --format sarif=out.sarif", "the account as it is, in a pipeline"],
    ["reeve gate --results one.json --results two.json", "results that were judged elsewhere"],
  ]);
};
