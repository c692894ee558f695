import { readdirSync } from "node:fs";
import { join } from "node:path";
import { decide, decisionDetails, firstStepBy } from "../../engine/index.ts";
import { paintOf, wrap } from "../../reporters/index.ts";
import { type CheckInput, readCheck } from "../check-input.ts";
import { withCrossCheck } from "../cross-check.ts";
import { decidedOrThrow } from "../decide-problem.ts";
import type { DemoFlags } from "../flags.ts";
import { packageRoot, projectOf } from "../folders.ts";
import { formatsOf } from "../formats.ts";
import { nowEndInput, nowInput } from "../input.ts";
import type { Io } from "../io.ts";
import { report } from "../report.ts";
import { ruleAt } from "../rule-files.ts";
import { ALL_RULES } from "../selection/sources.ts";
import { UsageError } from "../usage-error.ts";
import { keepForExplain } from "./check.ts";

/** Judges the bundled sample account and its CloudTrail files, offline. Exit code 0: the sample's findings are nobody's failure. */
export async function demo(flags: DemoFlags, io: Io): Promise<number> {
  const input = demoInput(flags);
  const read = await readCheck(input, io);
  if (typeof read === "number") return read;
  const { decideInput, chosen, document } = read;
  const { selection, formats, view } = input;
  const { results: decided, accounts } = await decidedOrThrow(() => decide(decideInput), io);
  const results = await withCrossCheck(decided, input.crossCheck, decideInput.subject, io);
  if (results === null) return 2;
  const details = decisionDetails(decideInput.subject, accounts);
  await report(results, formats, { ...view, remediationTextOf: firstStepBy(document, chosen), ruleAt: ruleAt(chosen.rules), ...details }, io);
  // It counts for the folder that it was run in, not for that of the sample.
  await keepForExplain({ selection, source: "the bundled sample", results, project: projectOf(null) }, { document, file: null }, io);
  // Whoever asked for a format, and not for the report, wants nothing after it.
  if (!formats.some(({ name, file }) => name === "text" && file === null)) return 0;
  const paint = paintOf(io.out.color);
  const next: [string, string][] = [
    ["reeve explain 1", "why finding 1 is one"],
    ["reeve remediate 1 --as cli", "how to fix it, as AWS CLI commands (printed, never run)"],
    ["reeve demo --by control", "the same by CIS and Security Hub control"],
    ["reeve rules show user-console-mfa", "what a rule says"],
    ["reeve permissions", "what Reeve may read in your account"],
    ["reeve check", "judge your own account"],
  ];
  await io.out.write(`\n${paint.bold("This was a sample account, invented by us. Where to look next:")}\n`);
  for (const [command, what] of next) await io.out.write(`${wrap(paint.dim(what), io.out.width, `  ${command.padEnd(34)}`).join("\n")}\n`);
  return 0;
}

/** The parse step: the bundled files, as `check` would be called with them. */
function demoInput({ format, by, all, crossCheck }: DemoFlags): CheckInput {
  const samples = join(packageRoot(), "samples");
  const snapshot = readdirSync(samples).find((name) => name.endsWith(".snapshot.json.gz"));
  if (!snapshot) throw new UsageError(`the sample account is missing from ${samples}: install the package again.`);
  return {
    now: nowInput(undefined),
    nowEnd: nowEndInput(undefined),
    formats: formatsOf(format),
    view: { by, all: all === true },
    evidence: null,
    selection: { ...ALL_RULES, config: join(samples, "reeve.yaml") },
    source: { kind: "files", snapshot: join(samples, snapshot), events: [join(samples, "events")] },
    failOn: null,
    failOnUnwatched: false,
    maxAge: null,
    allowUnknown: null,
    crossCheck: crossCheck === true,
  };
}
