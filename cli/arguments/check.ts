import { Option } from "commander";
import type { CheckFlags } from "../flags.ts";
import { aws, CROSS_CHECK_HELP, type Declare, examples, FORMAT_HELP, list, now, SEVERITIES, selection, since, trust } from "./shared.ts";

export const checkArguments: Declare = (program, io, run) => {
  const check = program
    .command("check")
    .description("judge a snapshot, CloudTrail files, or (with neither) the account of your credentials")
    .option("--snapshot <file>", "judge this saved account instead of collecting; - for stdin")
    .option("--events <path...>", "judge CloudTrail records of these files, folders or globs; - for stdin")
    .option("--format <name[=file]>", FORMAT_HELP, list, [])
    .addOption(new Option("--by <view>", "how text groups").choices(["severity", "control"]).default("severity"))
    .option("--all", "list every finding and unwatched call instead of folding many")
    .addOption(new Option("--fail-on <severity>", "exit 1 from this severity on (default: low)").choices([...SEVERITIES, "none"]))
    .option(
      "--fail-on-unwatched",
      "exit 3 where records show write calls of IAM, STS, sign-in, Organizations, Identity Center, CloudTrail or Roles Anywhere that no rule watches",
    )
    .option("--max-age <duration>", "oldest snapshot that is whole evidence, such as 24h (default: maxAge of reeve.yaml)")
    .option("--allow-unknown", "accept incomplete evidence (never: that nothing was decided)")
    .addOption(
      new Option("--evidence <which>", "results that carry the values that decided: findings and unknowns (open), or every result (full)")
        .choices(["open", "full"])
        .default("open"),
    )
    .option("--cross-check", CROSS_CHECK_HELP)
    .action(run(async (flags: CheckFlags) => (await import("../commands/check.ts")).check(flags, io)));
  since(
    aws(trust(now(selection(check)))),
    "when collecting, read this much of CloudTrail's event history: 12h, 7d (default: 90d, all that CloudTrail keeps); 2 requests a second for each region, up to 50 events each, so less is sooner done",
  );
  examples(check, io, [
    ["reeve check", "collect and judge"],
    ["reeve check --since 7d", "the same, with the events of the last week only"],
    ["reeve check --snapshot acme.json.gz --fail-on high", "exit 1 only from high on"],
    ["reeve check --events 'logs/**/*.json.gz' --pack cloudtrail-detections", "events alone; AWS is not called"],
    ["reeve check --snapshot before.json.gz --events logs/", "events judged with the state before them"],
    ["reeve check --control cis-aws-5.0:1.4 --format text --format json=out.json", "one control, two formats"],
    ["reeve check --format sarif=out.sarif --format junit=junit.xml", "files for code scanning and for the pipeline's test report"],
    ["reeve check --rule user-access-key-rotation --param user-access-key-rotation.maxAge=60d", "one rule with another parameter"],
  ]);
};
