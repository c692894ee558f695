import { readdirSync } from "node:fs";
import { join } from "node:path";
import { decide, decisionDetails, firstStepBy } from "../../engine/index.ts";
import { paintOf, wrap } from "../../reporters/index.ts";
import { readCheck } from "../check-input.ts";
import { decidedOrThrow } from "../decide-problem.ts";
import type { CheckFlags, SelectionFlags } from "../flags.ts";
import { packageRoot } from "../folders.ts";
import { formatsOf } from "../formats.ts";
import type { Io } from "../io.ts";
import { nowOf } from "../now.ts";
import { report } from "../report.ts";
import { ruleAt } from "../rule-at.ts";
import { UsageError } from "../usage-error.ts";
import { keepForExplain } from "./check.ts";

/** Judges the bundled sample account and its CloudTrail files, offline. Exit code 0: the sample's findings are nobody's failure. */
export async function demo(flags: Pick<CheckFlags, "by" | "all" | "format">, io: Io): Promise<number> {
  const formats = formatsOf(flags.format);
  const samples = join(packageRoot(), "samples");
  const snapshot = readdirSync(samples).find((name) => name.endsWith(".snapshot.json.gz"));
  if (!snapshot) throw new UsageError(`the sample account is missing from ${samples}: install the package again.`);
  const selection: SelectionFlags = { pack: [], rule: [], exclude: [], control: [], severity: [], param: [], config: join(samples, "reeve.yaml") };
  const source = { snapshot: join(samples, snapshot), events: [join(samples, "events")] };
  const view = { by: flags.by, all: flags.all === true };
  const read = await readCheck({ now: nowOf(undefined), formats, view, selection, source, failOn: null, allowUnknown: null }, io);
  if (typeof read === "number") return read;
  const { decideInput, chosen, document } = read;
  const { results, accounts } = await decidedOrThrow(decide(decideInput), io);
  const details = decisionDetails(decideInput.subject, accounts);
  await report(results, formats, { ...view, remediationTextOf: firstStepBy(document, chosen), ruleAt: ruleAt(chosen.rules), ...details }, io);
  await keepForExplain(selection, results, { document, file: null }, io);
  // Whoever asked for a format, and not for the report, wants nothing after it.
  if (!formats.some(({ name, file }) => name === "text" && file === null)) return 0;
  const paint = paintOf(io.out.color);
  const next: [string, string][] = [
    ["reeve explain 1", "why finding 1 is one"],
    ["reeve remediate 1 --as cli", "what cures it, as AWS CLI commands (printed, never run)"],
    ["reeve demo --by control", "the same by CIS and Security Hub control"],
    ["reeve rules show user-console-mfa", "what a rule says"],
    ["reeve permissions", "what Reeve may read in your account"],
    ["reeve check", "judge your own account"],
  ];
  await io.out.write(`\n${paint.bold("This was a sample account, invented by us. Where to look next:")}\n`);
  for (const [command, what] of next) await io.out.write(`${wrap(paint.dim(what), io.out.width, `  ${command.padEnd(34)}`).join("\n")}\n`);
  return 0;
}
