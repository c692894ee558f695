import {
  combineRemediations,
  decidedToday,
  detailsOf,
  evaluateOptions,
  type Remediation,
  remediate,
  renderCli,
  renderConsole,
  renderPython,
  renderTypeScript,
} from "../../engine/index.ts";
import { type Numbered, plural, short, visible, wrap } from "../../reporters/index.ts";
import type { Result } from "../../schemas/index.ts";
import { decisionsOf, loadDecisionsOrReport } from "../decisions/load-decisions.ts";
import type { RemediateFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { parseFindingRef, ruleNow, rulesOf } from "../last-check-query.ts";
import { nowOf } from "../now.ts";
import { choose, selectionOf } from "../selection/choose.ts";
import { UsageError } from "../usage-error.ts";

const RENDERERS: Readonly<Record<RemediateFlags["as"], (remediation: Remediation) => string>> = {
  console: renderConsole,
  cli: renderCli,
  python: renderPython,
  typescript: renderTypeScript,
};

/** Prints what cures a finding, or all findings of a rule, in one account. Changes nothing. */
export async function remediateCommand(what: string, flags: RemediateFlags, io: Io): Promise<number> {
  const found = parseFindingRef(what);
  if (found.kind === "rule") {
    const rule = choose({ ...flags, rule: [what] }).rules[0];
    throw new UsageError(
      `the last check has no finding of ${rule?.id ?? what}: there is nothing to cure. reeve rules show ${rule?.id ?? what} prints its remediation.`,
    );
  }
  const chosen = await rulesOf(found.check, flags, io);
  if (!chosen) return 2;
  const kept = await loadDecisionsOrReport(
    { ...found.check.flags, ...(flags.config === undefined ? {} : { config: flags.config }) },
    chosen,
    nowOf(flags.now),
    io,
  );
  if (!kept) return 2;
  const document = found.check.document();
  const open = found.members.filter(({ result }) => result.status === "fail" || result.reason === "unexcused");
  const [first] = found.members;
  if (open.length === 0 && first) {
    throw new UsageError(
      `${first.number} is unknown, not a finding: ${short(first.result.message, 200)}. reeve explain ${first.number} says what would make it known.`,
    );
  }
  const detailOf = detailsOf(document, chosen.rules, evaluateOptions(selectionOf(chosen), chosen.rules));
  const now = decidedToday(found.check.results, decisionsOf(kept), document, detailOf);
  const accepted = open.filter(({ result }) => now(result).waiver !== undefined);
  const all = found.members.length > 1 ? open.filter((member) => !accepted.includes(member)) : open;
  if (all.length === 0) throw new UsageError(`every finding of ${what} is waived: reeve remediate <number> prints the cure of one.`);
  if (accepted.length > 0) await io.err.write(waivedText(accepted, open.length > all.length, io.err.width));
  const findings = ofOneAccount(all, what, flags);
  const { results } = found.check.results;
  const context = { rules: chosen.rules, results, params: chosen.params };
  const remediations = findings.map(({ result }) => remediate(ruleNow(chosen, result.rule), { ...result, ...detailOf(result) }, document, context));
  const joined = flags.as === "console" ? remediations : combineRemediations(remediations);
  for (const [index, remediation] of joined.entries()) {
    const text = RENDERERS[flags.as](remediation);
    await io.out.write((index > 0 ? "\n" : "") + (flags.as === "console" ? wrapped(text, io.out.width) : text));
  }
  if (flags.as !== "console") await io.err.write(`Printed for ${plural(findings.length, "finding")}; nothing was changed.\n`);
  return 0;
}

/**
 * The findings of `--account`. A script runs with one account's credentials: findings of several are refused, lest commands meant for one account
 * reach another; steps for a person name their finding and may stand together.
 */
function ofOneAccount(findings: readonly Numbered[], what: string, flags: RemediateFlags): Numbered[] {
  const counts = new Map<string, number>();
  for (const { result } of findings) counts.set(accountOf(result), (counts.get(accountOf(result)) ?? 0) + 1);
  const lines = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([account, count]) => `  ${visible(account)}  ${plural(count, "finding")}`);
  if (flags.account !== undefined) {
    const chosen = findings.filter(({ result }) => accountOf(result) === flags.account);
    if (chosen.length > 0) return chosen;
    throw new UsageError(`--account ${visible(flags.account)}: no finding of it here. Accounts:\n${lines.join("\n")}`);
  }
  const [first] = counts.keys();
  if (counts.size <= 1 || flags.as === "console") return [...findings];
  const next = `reeve remediate ${visible(what)} --as ${flags.as} --account ${visible(first ?? "<id>")}`;
  throw new UsageError(
    `these findings are of ${counts.size} accounts, and a script runs in one:\n${lines.join("\n")}\nPrint it for each account by itself: ${next}`,
  );
}

/** What somebody accepted is not cured by the way: it is left out among others, and told where it was asked for by itself. */
function waivedText(accepted: readonly Numbered[], isLeftOut: boolean, width: number): string {
  const numbers = accepted.map(({ number }) => number).join(", ");
  const text = isLeftOut
    ? `Left out, for they are waived: ${numbers}. Each by its number prints its cure.`
    : `Finding ${numbers} is waived: reeve explain ${numbers} says why.`;
  return `${wrap(text, width).join("\n")}\n`;
}

/** `unknown` where the record or snapshot does not tell. */
const accountOf = ({ account }: Result): string => account ?? "unknown";

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
