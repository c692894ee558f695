import type { Diagnostic, Range } from "../diagnostic.ts";
import { CODES, type Code } from "../load/codes.ts";
import type { Report } from "../load/report.ts";

interface Silence {
  code: string;
  reason: string;
  at: Range;
}

/** A line that is only a comment: `# reeve-lint: RV093 fixed by the platform team's runbook`. */
const COMMENT = /^(\s*#\s*reeve-lint\b:?\s*)(\S*)\s*(.*)$/;

/** Whether to look for silences at all. */
export const mayBeSilenced = (text: string): boolean => text.includes("reeve-lint");

const LINTS: readonly string[] = Object.keys(CODES).filter((code) => code >= "RV080" && code !== "RV097");

function silencesOf(lines: readonly string[]): Silence[] {
  return lines.flatMap((text, index) => {
    const [whole, lead = "", code = "", reason = ""] = COMMENT.exec(text) ?? [];
    if (whole === undefined) return [];
    const line = index + 1;
    const column = code === "" ? text.indexOf("#") + 1 : lead.length + 1;
    return [{ code, reason: reason.trim(), at: { line, column, endLine: line, endColumn: text.trimEnd().length + 1 } }];
  });
}

/**
 * Takes out what the author of a rule has silenced by a comment of the file: for the whole rule, by code, with a reason. A silence without a reason
 * silences nothing; one that nothing needs is told, so that none outlives its cause. Of lints that were not asked, `unasked`, nobody can tell.
 */
export function silenced(lines: readonly string[], report: Report, diagnostics: readonly Diagnostic[], uncheckedCodes: readonly Code[]): Diagnostic[] {
  const silences = silencesOf(lines);
  const inOrder = silences.filter(({ code, reason, at }) => {
    if (!LINTS.includes(code))
      report.warning("RV097", at, `Name the lint to silence: # reeve-lint: RV093 reason. (${LINTS[0]} to ${LINTS.at(-1)} can be silenced.)`);
    else if (reason === "") report.warning("RV097", at, `Say why \`${code}\` is silenced, after the code.`);
    else return true;
    return false;
  });
  for (const { code, at } of inOrder) {
    if (!uncheckedCodes.some((one) => one === code) && !diagnostics.some((one) => one.code === code))
      report.warning("RV097", at, `\`${code}\` is not drawn here: the comment silences nothing. Take it out.`);
  }
  const quiet = new Set(inOrder.map(({ code }) => code));
  return diagnostics.filter(({ code }) => !quiet.has(code));
}
