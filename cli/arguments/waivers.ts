import { Option } from "commander";
import type { DecisionFlags, WaiversAddFlags, WaiversListFlags } from "../flags.ts";
import { type Declare, decisions, examples, now, ofCheck } from "./shared.ts";

export const waiversArguments: Declare = (program, io, run) => {
  const waivers = program.command("waivers").description("accepted findings: list, add and check waivers and attestations");
  examples(waivers, io, [
    ["reeve waivers list", "each with its state, days left and matches"],
    ["reeve waivers check", "for pipelines: exit 1 when one does not hold"],
  ]);

  const list = waivers
    .command("list")
    .description("every waiver and attestation: state, days left, what it matches")
    .addOption(new Option("--format <name>", "text or json").choices(["text", "json"]).default("text"))
    .action(run(async (flags: WaiversListFlags) => (await import("../commands/waivers-list.ts")).waiversList(flags, io)));
  decisions(list);
  examples(list, io, [
    ["reeve waivers list", "compared with the last check"],
    ["reeve waivers list --snapshot acme.json.gz", "compared with a saved account"],
  ]);

  const add = waivers
    .command("add")
    .description("write a waiver of one finding: asks on a terminal, or takes flags")
    .argument("<finding>", "number of this folder's last check, or fingerprint")
    .option("--kind <kind>", "accepted-risk, false-positive, compensating-control or in-progress")
    .option("--reason <text>", "why, for whoever reads it in a year")
    .option("--owner <name>", "who answers for it")
    .option("--expires <day>", "last day it holds, or for how long: 2026-12-31, 30d")
    .option("--ticket <text>", "where it was decided")
    .option("--file <name>", "file in the folder of waivers (default: <rule>.yaml)")
    .option("--fingerprint", "name the result by its fingerprint instead of its id or ARN")
    .option("--no-evidence", "do not hold the finding to the values that it was waived with")
    .option("--config <file>", "this reeve.yaml instead of the one of the last check")
    .action(run(async (finding: string, flags: WaiversAddFlags) => (await import("../commands/waivers-add.ts")).waiversAdd(finding, flags, io)));
  ofCheck(now(add));
  examples(add, io, [
    ["reeve waivers add 3", "asks for kind, reason, owner and the last day"],
    ['reeve waivers add 3 --kind accepted-risk --reason "Break glass" --owner dana --expires 30d', "asks nothing"],
  ]);

  const check = waivers
    .command("check")
    .description("exit 2 when a file is malformed, 1 when a waiver is expired, too broad, outgrown or unused")
    .action(run(async (flags: DecisionFlags) => (await import("../commands/waivers-check.ts")).waiversCheck(flags, io)));
  decisions(check);
  examples(check, io, [
    ["reeve waivers check", "files and dates alone"],
    ["reeve waivers check --snapshot acme.json.gz", "and whether each still matches what it was meant for"],
  ]);
};
