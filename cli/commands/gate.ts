import type { Plan } from "../../collectors/index.ts";
import {
  type DecidedAccount,
  type DecideInput,
  decide,
  decisionDetails,
  firstStepBy,
  onlyChanges,
  printedResults,
  unprintedOf,
  withHolders,
} from "../../engine/index.ts";
import { wrap } from "../../reporters/index.ts";
import type { ReeveResults, Result } from "../../schemas/index.ts";
import { decidedOrThrow } from "../decide-problem.ts";
import type { GateFlags } from "../flags.ts";
import { gateInput, gateSourceText } from "../gate/input.ts";
import { readGate } from "../gate/read.ts";
import type { Io } from "../io.ts";
import { configFlag, report } from "../report.ts";
import { ruleAt } from "../rule-files.ts";
import type { SelectedRules } from "../selection/choose.ts";
import { keepForExplain } from "./check.ts";

/** Decides on a merge: arguments, rules and decisions are checked before anything is evaluated. */
export async function gate(flags: GateFlags, io: Io): Promise<number> {
  const input = gateInput(flags);
  const read = await readGate(input, io);
  if (typeof read === "number") return read;
  const { decideInput, chosen, file } = read;
  const { results, accounts } = await decidedOrThrow(() => decide(decideInput), io);
  if (io.signal.aborted) return 130;
  const firstStepOf = firstStepsBy(accounts, chosen);
  const unprinted = unprintedOf(plansOf(decideInput), results);
  const printed = printedResults(results, decisionDetails(decideInput.subject, accounts), unprinted);
  const view = {
    ...input.view,
    remediationTextOf: (result: Result) => {
      const text = firstStepOf(printed.judged(result));
      return text === null ? null : printed.sentence(result, text);
    },
    ruleAt: ruleAt(chosen.rules),
    numberFlags: accounts.length === 1 ? configFlag(input.selection.config) : null,
    ...printed.details,
  };
  await report(input.onlyChanges ? onlyChanges(printed.results) : printed.results, input.formats, view, io);
  const [only] = accounts.length === 1 ? accounts : [];
  if (only)
    await keepForExplain(
      { selection: input.selection, source: gateSourceText(input), results },
      { document: withHolders(only.document, only.holders ?? []), file, plans: file === null ? [] : only.plans, unprinted },
      io,
    );
  const isPrinted = input.formats.some(({ name, file }) => name === "text" && file === null);
  return printDecision(printed.results, isPrinted, io);
}

const plansOf = ({ subject }: DecideInput): Plan[] => (subject.kind === "accounts" ? subject.plans.map(({ plan }) => plan) : []);

/** The decision on stderr where stdout does not show it. */
async function printDecision({ gate: decision }: ReeveResults, isPrinted: boolean, io: Io): Promise<number> {
  if (!decision) return 3;
  const { exitCode, reasons } = decision;
  const word = decision.decision === "pass" ? "passed" : decision.decision;
  const why = reasons.length > 0 ? `: ${reasons.map(({ text }) => text).join("; ")}` : "";
  if (!isPrinted) await io.err.write(`${wrap(`Exit code ${exitCode}: ${word}${why}.`, io.err.width).join("\n")}\n`);
  return exitCode;
}

/** The first step of a finding's remediation, by the account that it is of. */
function firstStepsBy(accounts: readonly DecidedAccount[], chosen: SelectedRules): (result: Result) => string | null {
  const byAccount = new Map(accounts.map(({ name, document }) => [name, firstStepBy(document, chosen)]));
  const [only] = accounts.length === 1 ? byAccount.values() : [];
  return (result) => (only ?? byAccount.get(result.account ?? ""))?.(result) ?? null;
}
