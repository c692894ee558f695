import { Option } from "commander";
import type { PermissionsFlags } from "../flags.ts";
import { type Declare, examples, selection } from "./shared.ts";

export const permissionsArguments: Declare = (program, io, run) => {
  const permissions = program
    .command("permissions")
    .description("print the least-privilege policy that collecting for the chosen rules needs")
    .addOption(new Option("--as <form>", "form of the policy").choices(["json", "terraform", "cloudformation"]).default("json"))
    .option("--collect", "for reeve collect, which reads all that any rule may ask for, and not for certain rules")
    .action(run(async (flags: PermissionsFlags) => (await import("../commands/permissions.ts")).permissions(flags, io)));
  selection(permissions);
  examples(permissions, io, [
    ["reeve permissions", "for all shipped packs, as an IAM policy"],
    ["reeve permissions --pack iam-baseline --as terraform", "for one pack, as Terraform"],
    ["reeve permissions --collect", "for snapshots that any rule can judge"],
  ]);
};
