import type { CollectFlags } from "../flags.ts";
import { aws, type Declare, examples, since } from "./shared.ts";

export const collectArguments: Declare = (program, io, run) => {
  const collect = program
    .command("collect")
    .description("read the AWS account into a snapshot")
    .option("--out <file>", "where to write it; gzipped if the name ends in .gz; - for stdout", "reeve-<account>-<time>.json.gz")
    .option("--events", "read CloudTrail's event history as well: 2 requests a second for each region, up to 50 events each")
    .action(run(async (flags: CollectFlags) => (await import("../commands/collect.ts")).collect(flags, io)));
  since(aws(collect), "with --events, read this much of the event history: 12h, 7d (default: 90d, all that CloudTrail keeps); less is sooner done");
  examples(collect, io, [
    ["reeve collect --out acme.json.gz", "save the account for later"],
    ["reeve collect --profile audit --expect-account 123456789012", "refuse to read another account"],
    ["reeve collect --regions eu-central-1 eu-west-1", "ask only these regions for trails and analyzers"],
    ["reeve collect --events --since 7d", "with the events of the last week"],
  ]);
};
