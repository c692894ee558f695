import { Command, CommanderError, Help, Option } from "commander";
import type { CheckFlags, CollectFlags, FindingFlags, PermissionsFlags, RemediateFlags, SelectionFlags } from "./flags.ts";
import { version } from "./folders.ts";
import type { Io } from "./io.ts";

const EXIT_CODES = `
Exit codes of check:
  0  judged, nothing at or above --fail-on
  1  something is
  2  bad usage, invalid rule or input
  3  evidence incomplete, nothing decided, or no credentials`;

const SEVERITIES = ["critical", "high", "medium", "low", "info"];

/** Parses the arguments and runs one command, whose module is loaded only then. Returns the exit code. */
export async function parse(argv: string[], io: Io): Promise<number> {
  let exitCode = 0;
  const told: string[] = [];
  const run =
    <A extends unknown[]>(command: (...args: A) => Promise<number>) =>
    async (...args: A): Promise<void> => {
      exitCode = await command(...args);
    };
  const program = programOf(io, run);
  configure(program, io, told);
  try {
    if (argv.length === 0) {
      program.outputHelp({ error: true });
      exitCode = 2;
    } else await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    exitCode = error.exitCode === 0 ? 0 : 2;
  }
  for (const text of told) await io.err.write(text);
  return exitCode;
}

/** Every command's output and exit go through `io`, its help wraps at the terminal's width. */
function configure(command: Command, io: Io, told: string[]): void {
  command.exitOverride();
  command.configureHelp({ optionDescription: (option) => (Array.isArray(option.defaultValue) ? option.description : new Help().optionDescription(option)) });
  command.configureOutput({
    writeOut: (text) => void io.out.write(text),
    writeErr: (text) => told.push(text),
    getOutHelpWidth: () => io.out.width,
    getErrHelpWidth: () => io.err.width,
    outputError: (text, write) => write(`reeve: ${text.replace(/^error: /, "")}Help: reeve ${path(command)}--help\n`),
  });
  for (const child of command.commands) configure(child, io, told);
}

const path = (command: Command): string => (command.parent ? `${path(command.parent)}${command.name()} ` : "");

type Run = <A extends unknown[]>(command: (...args: A) => Promise<number>) => (...args: A) => Promise<void>;

function programOf(io: Io, run: Run): Command {
  const program = new Command("reeve")
    .description("Judges an AWS account and its CloudTrail records by rules written in YAML, and says what cures each finding.")
    .version(version(), "-V, --version", "print the version")
    .option("--no-color", "no colours (NO_COLOR does the same)")
    .helpOption("-h, --help", "show this help")
    .helpCommand(false)
    .showSuggestionAfterError();
  examples(program, io, [
    ["reeve demo", "judge a bundled sample account, offline"],
    ["reeve check", "collect the account of your AWS credentials and judge it"],
    ["reeve check --snapshot acme.json.gz --by control", "judge a saved account, grouped by control"],
    ["reeve check --events logs/", "judge CloudTrail files; AWS is not called"],
    ["reeve explain 3", "why finding 3 of the last check is one"],
    ["reeve remediate 3 --as cli", "what cures it, as AWS CLI commands (printed, not run)"],
  ]);
  program.addHelpText("after", EXIT_CODES);

  const collect = program
    .command("collect")
    .description("read the AWS account into a snapshot")
    .option("--out <file>", "where to write it; gzipped if the name ends in .gz; - for stdout", "reeve-<account>-<time>.json.gz")
    .option("--events", "read CloudTrail's event history as well: 2 requests a second for each region, up to 50 events each")
    .action(run(async (flags: CollectFlags) => (await import("./commands/collect.ts")).collect(flags, io)));
  since(aws(collect), "with --events, read this much of the event history: 12h, 7d (default: 90d, all that CloudTrail keeps); less is sooner done");
  examples(collect, io, [
    ["reeve collect --out acme.json.gz", "save the account for later"],
    ["reeve collect --profile audit --expect-account 123456789012", "refuse to read another account"],
    ["reeve collect --regions eu-central-1 eu-west-1", "ask only these regions for trails and analyzers"],
    ["reeve collect --events --since 7d", "with the events of the last week"],
  ]);

  const check = program
    .command("check")
    .description("judge a snapshot, CloudTrail files, or (with neither) the account of your credentials")
    .option("--snapshot <file>", "judge this saved account instead of collecting")
    .option("--events <path...>", "judge CloudTrail records of these files, folders or globs; - for stdin")
    .option("--format <name[=file]>", "text or json; with =file written there; repeatable", list, [])
    .addOption(new Option("--by <view>", "how text groups").choices(["severity", "control"]).default("severity"))
    .option("--all", "list every finding instead of folding many of one rule")
    .addOption(new Option("--fail-on <severity>", "exit 1 from this severity on (default: low)").choices([...SEVERITIES, "none"]))
    .option("--allow-unknown", "accept incomplete evidence (never: that nothing was decided)")
    .action(run(async (flags: CheckFlags) => (await import("./commands/check.ts")).check(flags, io)));
  since(
    aws(selection(check)),
    "when collecting, read this much of CloudTrail's event history: 12h, 7d (default: 90d, all that CloudTrail keeps); 2 requests a second for each region, up to 50 events each, so less is sooner done",
  );
  examples(check, io, [
    ["reeve check", "collect and judge"],
    ["reeve check --since 7d", "the same, with the events of the last week only"],
    ["reeve check --snapshot acme.json.gz --fail-on high", "exit 1 only from high on"],
    ["reeve check --events 'logs/**/*.json.gz' --pack cloudtrail-detections", "events alone; AWS is not called"],
    ["reeve check --snapshot before.json.gz --events logs/", "events judged with the state before them"],
    ["reeve check --control cis-aws-5.0:1.4 --format text --format json=out.json", "one control, two formats"],
    ["reeve check --rule access-key-rotated --param access-key-rotated.maxAge=60d", "one rule with another parameter"],
  ]);

  rulesCommands(program, io, run);

  const explain = program
    .command("explain")
    .description("why: a finding by its number or fingerprint, or what a rule means")
    .argument("<what>", "number or fingerprint of the last check, or a rule id")
    .action(run(async (what: string, flags: FindingFlags) => (await import("./commands/explain.ts")).explainCommand(what, flags, io)));
  selection(explain);
  examples(explain, io, [
    ["reeve explain 3", "finding 3 of the last check, condition by condition"],
    ["reeve explain root-mfa", "what a rule asks, and why"],
  ]);

  const remediate = program
    .command("remediate")
    .description("print what cures a finding; nothing is changed")
    .argument("<what>", "number or fingerprint of the last check, or a rule id (all its findings)")
    .addOption(new Option("--as <form>", "form of the cure").choices(["console", "cli", "python", "typescript"]).default("console"))
    .option("--account <id>", "only findings of this account, where a rule has findings in several")
    .action(run(async (what: string, flags: RemediateFlags) => (await import("./commands/remediate.ts")).remediateCommand(what, flags, io)));
  selection(remediate);
  examples(remediate, io, [
    ["reeve remediate 3", "steps in the AWS console"],
    ["reeve remediate 3 --as cli", "AWS CLI commands with the finding's own values"],
    ["reeve remediate access-key-rotated --as python > cure.py", "all findings of a rule, as a boto3 script"],
    ["reeve remediate trail-stopped --as cli --account 123456789012", "those of one account, where the events are of several"],
  ]);

  const permissions = program
    .command("permissions")
    .description("print the least-privilege policy that collecting for the chosen rules needs")
    .addOption(new Option("--as <form>", "form of the policy").choices(["json", "terraform", "cloudformation"]).default("json"))
    .option("--collect", "for reeve collect, which reads all that any rule may ask for, and not for certain rules")
    .action(run(async (flags: PermissionsFlags) => (await import("./commands/permissions.ts")).permissions(flags, io)));
  selection(permissions);
  examples(permissions, io, [
    ["reeve permissions", "for all shipped packs, as an IAM policy"],
    ["reeve permissions --pack iam-baseline --as terraform", "for one pack, as Terraform"],
    ["reeve permissions --collect", "for snapshots that any rule can judge"],
  ]);

  const demo = program
    .command("demo")
    .description("judge a bundled sample account, offline")
    .addOption(new Option("--by <view>", "how text groups").choices(["severity", "control"]).default("severity"))
    .option("--all", "list every finding")
    .action(run(async (flags: CheckFlags) => (await import("./commands/demo.ts")).demo(flags, io)));
  examples(demo, io, [["reeve demo", "the report, and where to look next"]]);
  return program;
}

function rulesCommands(program: Command, io: Io, run: Run): void {
  const rules = program.command("rules").description("list, show, validate and test rules");
  examples(rules, io, [
    ["reeve rules list --control cis-aws-5.0:1.4", "rules that answer a control"],
    ["reeve rules validate rules/", "every mistake with file, line and column"],
  ]);
  const ruleList = rules
    .command("list")
    .description("list the chosen rules")
    .addOption(new Option("--format <name>", "form of the list").choices(["text", "json"]).default("text"))
    .action(run(async (flags: SelectionFlags & { format: string }) => (await import("./commands/rules-list.ts")).rulesList(flags, io)));
  selection(ruleList);
  examples(ruleList, io, [
    ["reeve rules list", "all rules that a check would run"],
    ["reeve rules list --pack iam-baseline --severity critical,high", "some of them"],
  ]);
  const show = rules
    .command("show")
    .description("show one rule: what it asks, its parameters, controls and cure")
    .argument("<rule>", "rule id")
    .option("--logic", "the JsonLogic that its conditions lower to")
    .action(run(async (id: string, flags: SelectionFlags & { logic?: true }) => (await import("./commands/rules-show.ts")).rulesShow(id, flags, io)));
  selection(show);
  examples(show, io, [
    ["reeve rules show root-mfa", "read it"],
    ["reeve rules show root-mfa --logic", "its conditions as JsonLogic"],
  ]);
  const validate = rules
    .command("validate")
    .description("check rule files; without paths, all that a check would load")
    .argument("[path...]", "rule files or folders")
    .option("--config <file>", "this reeve.yaml instead of the one found upward")
    .action(run(async (paths: string[], flags: { config?: string }) => (await import("./commands/rules-validate.ts")).rulesValidate(paths, flags, io)));
  examples(validate, io, [
    ["reeve rules validate", "the rules of reeve.yaml, or the shipped ones"],
    ["reeve rules validate rules/ extra.yaml", "these"],
  ]);
  const test = rules
    .command("test")
    .description("run the <rule>.test.yaml files beside the rules")
    .argument("[path...]", "test files or folders")
    .action(run(async (paths: string[], flags: SelectionFlags) => (await import("./commands/rules-test.ts")).rulesTest(paths, flags, io)));
  selection(test);
  examples(test, io, [
    ["reeve rules test", "all tests of the chosen rules"],
    ["reeve rules test rules/mine/", "those of a folder"],
  ]);
}

const list = (value: string, before: string[]): string[] => [...before, value];
const commas = (value: string, before: string[]): string[] => [...before, ...value.split(",").map((part) => part.trim())];

/** Flags that choose rules. */
function selection(command: Command): Command {
  return command
    .option("--rules <folder...>", "folders of rules of your own")
    .option("--pack <id>", "only this pack; repeatable", commas, [])
    .option("--rule <id>", "only this rule; repeatable", commas, [])
    .option("--exclude <id>", "all but this rule; repeatable", commas, [])
    .option("--control <framework:id>", "only rules that answer this control (cis-aws-5.0:1.4); repeatable", commas, [])
    .option("--severity <list>", "only rules of these severities (critical,high)", commas, [])
    .option("--param <rule.name=value>", "set a parameter; repeatable; lists by commas", list, [])
    .option("--config <file>", "this reeve.yaml instead of the one found upward");
}

/** Flags of everything that calls AWS. */
function aws(command: Command): Command {
  return command
    .option("--profile <name>", "AWS profile (AWS_PROFILE does the same)")
    .option("--assume-role <arn>", "role to assume first")
    .option("--expect-account <id>", "refuse to read any other account")
    .option("--regions <region...>", "regions to ask (default: all that are enabled)", (value, before: string[] | undefined) => commas(value, before ?? []));
}

/** How much of the event history is read; what it costs is said. */
const since = (command: Command, description: string): Command => command.option("--since <duration>", description);

function examples(command: Command, io: Io, lines: [string, string][]): void {
  const width = Math.max(...lines.map(([line]) => line.length));
  const whole = Math.max(...lines.map(([, what]) => width + what.length + 4));
  const text = lines.map(([line, what]) => (whole > io.out.width ? `  ${line}\n      ${what}` : `  ${line.padEnd(width)}  ${what}`));
  command.addHelpText("after", `\nExamples:\n${text.join("\n")}`);
}
