import {
  type AccountFindings,
  type CheckedRule,
  decideRemediation,
  type Remediation,
  type RemediationProblem,
  renderCli,
  renderConsole,
  renderPython,
  renderTypeScript,
} from "../../engine/index.ts";
import { type Numbered, plural, short, visible, wrap } from "../../reporters/index.ts";
import type { Result } from "../../schemas/index.ts";
import { decisionsOf } from "../decisions/load-decisions.ts";
import type { RemediateFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import {
  type FindingInput,
  type FindingReading,
  findingInput,
  missingRule,
  originText,
  parseFindingRef,
  parseInCheck,
  readFinding,
} from "../last-check-query.ts";
import type { LastCheck } from "../last-check-store.ts";
import { managedPolicyTable } from "../read-input.ts";
import { choose, selectionOf } from "../selection/choose.ts";
import { UsageError } from "../usage-error.ts";

const RENDERERS = { console: renderConsole, cli: renderCli, python: renderPython, typescript: renderTypeScript } satisfies Record<
  string,
  (remediation: Remediation) => string
>;

/** What `remediate` was called with. */
interface RemediateInput extends FindingInput {
  /** What was named after the first. */
  others: string[];
  form: keyof typeof RENDERERS;
  /** Only findings of this account; null: of any. */
  account: string | null;
}

const remediateInput = ([what = "", ...others]: readonly string[], { as, account, ...flags }: RemediateFlags): RemediateInput => ({
  ...findingInput(what, flags),
  others,
  form: as,
  account: account ?? null,
});

/** Prints how to fix the findings that are named, or all findings of a rule, in one account. Changes nothing. */
export async function remediateCommand(what: readonly string[], flags: RemediateFlags, io: Io): Promise<number> {
  const input = remediateInput(what, flags);
  const found = await parseFindingRef(input, io);
  if (found.kind === "rule") throw withoutFinding(input.what, found.check, input);
  const named = [...found.members, ...input.others.flatMap((other) => membersOf(other, found.check, input))];
  const read = await readFinding(found.check, input, io);
  if (!read) return 2;
  const { form, account } = input;
  const { results } = found.check;
  // A script on stdout holds commands only.
  const stream = form === "console" ? io.out : io.err;
  await stream.write(`${wrap(originText(found.check), stream.width).join("\n")}\n${form === "console" ? "\n" : ""}`);
  const members = [...new Map(named.map(({ number, result }) => [number, result])).values()];
  const { waived, leavesOutWaived, outcome } = decideRemediation({
    members,
    results,
    document: read.document,
    selection: selectionOf(read.chosen),
    decisions: decisionsOf(read.kept),
    account,
    managedPolicies: mayRegrant(read.chosen.rules, members) ? managedPolicyTable() : null,
    reader: form === "console" ? "person" : "script",
  });
  const numbers = named.flatMap(({ number, result }) => (waived.includes(result) ? [number] : [])).join(", ");
  if (waived.length > 0) await io.err.write(waivedText(numbers, leavesOutWaived, io.err.width));
  if (!outcome.ok) throw problemOf(outcome.problem, input, named, read);
  for (const [index, remediation] of outcome.remediations.entries()) {
    const text = read.redactor.text(RENDERERS[form](remediation));
    const write = form === "console" ? io.out.write : io.out.writeExact;
    await write((index > 0 ? "\n" : "") + (form === "console" ? wrapped(text, io.out.width) : text));
  }
  if (form !== "console") await io.err.write(`Printed for ${plural(outcome.findings.length, "finding")}; nothing was changed.\n`);
  return 0;
}

/** Whether a step of a rule could give a managed policy back. */
const mayRegrant = (rules: readonly CheckedRule[], results: readonly Result[]): boolean =>
  results.some(({ rule: id }) => rules.some((rule) => rule.id === id && rule.remediation?.undo));

function membersOf(what: string, check: LastCheck, input: RemediateInput): Numbered[] {
  const found = parseInCheck(what, check);
  if (found.kind === "rule") throw withoutFinding(what, check, input);
  return found.members;
}

function withoutFinding(what: string, check: LastCheck | null, { selection }: RemediateInput): UsageError {
  const rule = choose({ ...selection, rule: [what] }).rules[0]?.id ?? what;
  const has = check === null ? "no check is kept yet, and so no finding" : "the last check has no finding";
  return new UsageError(
    `${has} of ${rule}: there is nothing to fix. reeve rules show ${rule} prints its remediation.${check === null ? "" : ` ${originText(check)}`}`,
  );
}

function problemOf(
  problem: RemediationProblem,
  { what: first, others, form, account }: RemediateInput,
  members: readonly Numbered[],
  read: FindingReading,
): UsageError {
  const what = [first, ...others].join(" ");
  switch (problem.code) {
    case "no-finding": {
      const number = members.find(({ result }) => result === problem.result)?.number;
      return new UsageError(
        `${number} is unknown, not a finding: ${short(problem.result.message, 200)}. reeve explain ${number} says what would make it known.`,
      );
    }
    case "all-waived":
      return new UsageError(`every finding of ${what} is waived: reeve remediate <number> prints the remediation of one.`);
    case "no-finding-of-account":
      return new UsageError(`--account ${visible(account ?? "")}: no finding of it here. Accounts:\n${accountLines(problem.accounts)}`);
    case "several-accounts": {
      const next = `reeve remediate ${visible(what)} --as ${form} --account ${visible(problem.accounts[0]?.account ?? "<id>")}`;
      return new UsageError(
        `these findings are of ${problem.accounts.length} accounts, and a script runs in one:\n${accountLines(problem.accounts)}\nPrint it for each account by itself: ${next}`,
      );
    }
    case "no-rule":
      return missingRule(read.chosen.rules, problem.rule);
  }
}

const accountLines = (accounts: readonly AccountFindings[]): string =>
  [...accounts]
    .sort((a, b) => (a.account < b.account ? -1 : 1))
    .map(({ account, count }) => `  ${visible(account)}  ${plural(count, "finding")}`)
    .join("\n");

/** An accepted finding is left out among others; where it is requested by itself, the output says that it is accepted. */
function waivedText(numbers: string, isLeftOut: boolean, width: number): string {
  const text = isLeftOut
    ? `Skipped (waived): ${numbers}. reeve remediate with a number prints its remediation.`
    : `Finding ${numbers} is waived: reeve explain ${numbers} says why.`;
  return `${wrap(text, width).join("\n")}\n`;
}

/** Steps for a person wrap at the terminal; commands among them stay whole. */
function wrapped(text: string, width: number): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const lead = /^ {0,4}(\d+\. )?/.exec(line)?.[0] ?? "";
      return line.startsWith("     ") ? [line] : wrap(line.slice(lead.length), width, lead);
    })
    .join("\n");
}
