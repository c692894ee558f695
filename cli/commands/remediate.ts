import { combineRemediations, type Remediation, remediate, renderCli, renderConsole, renderPython, renderTypeScript } from "../../engine/index.ts";
import { plural, short, wrap } from "../../reporters/index.ts";
import type { RemediateFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { asked, ruleNow, rulesOf } from "../kept.ts";
import { UsageError } from "../usage-error.ts";

const RENDERERS: Readonly<Record<RemediateFlags["as"], (remediation: Remediation) => string>> = {
  console: renderConsole,
  cli: renderCli,
  python: renderPython,
  typescript: renderTypeScript,
};

/** Prints what cures a finding, or all findings of a rule. Changes nothing. */
export async function remediateCommand(what: string, flags: RemediateFlags, io: Io): Promise<number> {
  const found = asked(what);
  if (found.kind === "rule") {
    const { choose } = await import("../selection/choose.ts");
    const rule = choose({ ...flags, rule: [what] }).rules[0];
    throw new UsageError(
      `the last check has no finding of ${rule?.id ?? what}: there is nothing to cure. reeve rules show ${rule?.id ?? what} prints its remediation.`,
    );
  }
  const chosen = await rulesOf(found.check, flags, io);
  if (!chosen) return 2;
  const findings = found.members.filter(({ result }) => result.status === "fail" || result.reason === "unexcused");
  const [first] = found.members;
  if (findings.length === 0 && first) {
    throw new UsageError(
      `${first.number} is unknown, not a finding: ${short(first.result.message, 200)}. reeve explain ${first.number} says what would make it known.`,
    );
  }
  const { results } = found.check.results;
  const document = found.check.document();
  const context = { rules: chosen.rules, results, params: chosen.params };
  const remediations = findings.map(({ result }) => remediate(ruleNow(chosen, result.rule), result, document, context));
  const joined = flags.as === "console" ? remediations : combineRemediations(remediations);
  for (const [index, remediation] of joined.entries()) {
    const text = RENDERERS[flags.as](remediation);
    await io.out.write((index > 0 ? "\n" : "") + (flags.as === "console" ? wrapped(text, io.out.width) : text));
  }
  if (flags.as !== "console") await io.err.write(`Printed for ${plural(findings.length, "finding")}; nothing was changed.\n`);
  return 0;
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
