import type { RulesFixtureFlags } from "../flags.ts";
import { type Declare, examples, list } from "./shared.ts";

export const rulesFixtureArguments: Declare = (rules, io, run) => {
  const fixture = rules
    .command("fixture")
    .description("cut a test case from a snapshot or from records, with invented names, and print it")
    .requiredOption("--from <path...>", "a snapshot, CloudTrail files or folders, or a snapshot and then files")
    .option("--resource <arn>", "the resource to cut, by ARN, id or name")
    .option("--event <eventID>", "the record to cut")
    .option("--rule <id>", "cut to what this rule reads, and make sure that the case gives the same result")
    .option("--rules <folder...>", "folders of rules of your own")
    .option("--param <rule.name=value>", "set a parameter; repeatable; lists by commas", list, [])
    .option("--config <file>", "this reeve.yaml instead of the one found upward")
    .option("--write", "add the case to the rule's test file instead of printing it")
    .action(run(async (flags: RulesFixtureFlags) => (await import("../commands/rules-fixture.ts")).rulesFixture(flags, io)));
  examples(fixture, io, [
    ["reeve rules fixture --from acme.json.gz --resource arn:aws:iam::111122223333:user/ana --rule user-console-mfa", "a case of one user"],
    ["reeve rules fixture --from logs/ --event 6f1b2c3d-… --rule trail-stopped --write", "a case of one record, into the rule's test file"],
  ]);
};
