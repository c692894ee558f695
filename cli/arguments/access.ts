import { Option } from "commander";
import type { AccessCanFlags, AccessCheckFlags, AccessCompareFlags, AccessPathsFlags, AccessWhoFlags } from "../flags.ts";
import { type Declare, examples, list, trust } from "./shared.ts";

export const accessArguments: Declare = (program, io, run) => {
  const access = program.command("access").description("what policies allow: whether a principal may make a request, what a change of a policy adds");
  const can = access
    .command("can")
    .description("whether a principal may call an action, by which statement, and what the answer depends on")
    .argument("<principal>", "name or ARN of a user or role, ARN of a session, of root or of another account's principal, a service, or a provider")
    .argument("<action>", "service:Action, such as iam:CreateUser")
    .option("--on <arn>", "resource that it is called on; left out for actions without one")
    .option("--given <key=value>", "value of a condition key; without = the request does not have the key; repeatable, of one key too", list, [])
    .option("--snapshot <file>", "ask this saved account (default: that of the last check, else the bundled sample)")
    .option("--resource-policy <file>", "policy of the resource, as JSON; none: it has none (default: it was not read)")
    .option("--session-policy <file>", "policy that was passed when the session was made; repeatable", list, [])
    .option("--control-policies <file>", 'JSON with { "scps": [[policy, …], …], "rcps": [policy, …] }, SCPs by level')
    .addOption(new Option("--scope <name>", "identity: leave out policies of resources; all: what is assumed is unknown").choices(["identity", "all"]))
    .option("--json", "print the answer as JSON")
    .action(
      run(async (principal: string, action: string, flags: AccessCanFlags) => (await import("../commands/access.ts")).accessCan(principal, action, flags, io)),
    );
  trust(can);
  can.addHelpText("after", "\nExit codes: 0 yes, 1 no, 2 bad usage, 3 it depends or is not known.");
  examples(can, io, [
    ["reeve access can ana.ferreira iam:CreateUser --on arn:aws:iam::444455556666:user/new", "it depends on MFA"],
    ["reeve access can app-checkout s3:GetObject --on arn:aws:s3:::acme/logo.png --resource-policy bucket.json", "with the bucket's policy"],
    ["reeve access can ana.ferreira ec2:DescribeInstances --given aws:RequestedRegion=eu-west-1", "in one region"],
  ]);

  const who = access
    .command("who")
    .description("which users and roles may call an action, by which statements, and what it depends on")
    .argument("<action>", "service:Action, such as iam:PassRole; patterns such as iam:*, several with commas")
    .option("--on <arn>", "resources that it is called on, as a pattern (default: all); repeatable", list, [])
    .option("--given <key=value>", "value of a condition key; without = the request does not have the key; repeatable, of one key too", list, [])
    .option("--snapshot <file>", "ask this saved account (default: that of the last check, else the bundled sample)")
    .option("--control-policies <file>", 'JSON with { "scps": [[policy, …], …], "rcps": [policy, …] }, SCPs by level')
    .addOption(new Option("--scope <name>", "identity: leave out policies of resources; all: what is assumed is unknown").choices(["identity", "all"]))
    .addOption(new Option("--format <name>", "text, or the answer as JSON").choices(["text", "json"]).default("text"))
    .action(run(async (action: string, flags: AccessWhoFlags) => (await import("../commands/access.ts")).accessWho(action, flags, io)));
  trust(who);
  who.addHelpText("after", "\nExit codes: 0 someone may, 1 no one may, 2 bad usage, 3 not known.");
  examples(who, io, [
    ["reeve access who iam:PassRole", "who passes roles to services"],
    ['reeve access who "iam:Create*" --given aws:MultiFactorAuthPresent=false', "who makes users, keys and policies without MFA"],
    ['reeve access who sts:AssumeRole --on "arn:aws:iam::*:role/break-glass/*"', "who takes on these roles"],
  ]);

  const paths = access
    .command("paths")
    .description("how a user or role becomes an administrator, step by step, with the statements that let it")
    .argument("[principal]", "name or ARN of a user or role (default: all)")
    .option("--snapshot <file>", "ask this saved account (default: that of the last check, else the bundled sample)")
    .option("--control-policies <file>", 'JSON with { "scps": [[policy, …], …], "rcps": [policy, …] }, SCPs by level')
    .addOption(new Option("--format <name>", "text, or the paths as JSON").choices(["text", "json"]).default("text"))
    .action(run(async (principal: string | undefined, flags: AccessPathsFlags) => (await import("../commands/access.ts")).accessPaths(principal, flags, io)));
  trust(paths);
  paths.addHelpText("after", "\nExit codes: 0 yes, or someone can; 1 no, or no one can; 2 bad usage; 3 it depends or is not known.");
  examples(paths, io, [
    ["reeve access paths", "everyone who can become an administrator"],
    ["reeve access paths app-checkout", "one user or role"],
  ]);

  const compare = access
    .command("compare")
    .description("whether an identity policy allows more than another, for every request, with a request that shows it")
    .argument("<old>", "policy document, as JSON")
    .argument("<new>", "policy document that takes its place")
    .addOption(new Option("--format <name>", "text, or the comparison as JSON").choices(["text", "json"]).default("text"))
    .action(
      run(async (old: string, changed: string, flags: AccessCompareFlags) => (await import("../commands/access.ts")).accessCompare(old, changed, flags, io)),
    );
  compare.addHelpText("after", "\nExit codes: 0 equivalent or within, 1 wider, 2 bad usage, 3 not known.");
  examples(compare, io, [
    ["reeve access compare old.json new.json", "what the new policy allows more"],
    ["reeve access compare old.json new.json --format json", "the same as data"],
  ]);

  const check = access
    .command("check")
    .description("whether identity policies keep within limits, for every request, with a request that goes beyond")
    .argument("<policy...>", "policy documents, as JSON; each is checked by itself")
    .option("--reference <file>", "policy document that allows all that may be allowed; repeatable, they count together", list, [])
    .option(
      "--forbid <access>",
      'what must not be allowed, such as "iam:PassRole on *"; lists with commas, without "on" on all resources; repeatable',
      list,
      [],
    )
    .addOption(new Option("--format <name>", "text, or the answers as JSON").choices(["text", "json"]).default("text"))
    .action(run(async (policies: string[], flags: AccessCheckFlags) => (await import("../commands/access.ts")).accessCheck(policies, flags, io)));
  check.addHelpText("after", "\nExit codes: 0 within all limits, 1 beyond one, 2 bad usage, 3 not known.");
  examples(check, io, [
    ['reeve access check policies/*.json --forbid "iam:PassRole on *"', "no policy passes roles"],
    ["reeve access check app.json --reference limit.json", "no more than limit.json allows"],
    ['reeve access check app.json --forbid "s3:*Object on arn:aws:s3:::payroll/*"', "of one bucket"],
  ]);
};
