import type { Diagnostic } from "../engine/index.ts";
import { toLsp } from "./diagnose.ts";
import { rangeOf } from "./places.ts";
import type { CodeAction, LspRange } from "./protocol.ts";

/** The corrected text of every diagnostic in the range that has one; what is certain comes first and is preferred. */
export function quickFixes(uri: string, range: LspRange, diagnostics: readonly Diagnostic[]): CodeAction[] {
  const found = diagnostics.flatMap((diagnostic): (CodeAction & { safe: boolean })[] => {
    const { suggestion, safe } = diagnostic;
    const at = rangeOf(diagnostic);
    if (suggestion === undefined || !overlap(at, range)) return [];
    const shown = suggestion.split("\n", 1)[0] ?? "";
    const title = `Write ${shown.length > 60 ? `${shown.slice(0, 59)}…` : shown}${suggestion.includes("\n") ? " …" : ""}`;
    const edit = { changes: { [uri]: [{ range: at, newText: suggestion }] } };
    return [{ title, kind: "quickfix", ...(safe ? { isPreferred: true } : {}), diagnostics: [toLsp(diagnostic)], edit, safe: safe === true }];
  });
  return found.sort((one, other) => Number(other.safe) - Number(one.safe)).map(({ safe: _, ...action }) => action);
}

function overlap(one: LspRange, other: LspRange): boolean {
  const before = (a: LspRange["start"], b: LspRange["start"]): boolean => a.line < b.line || (a.line === b.line && a.character <= b.character);
  return before(one.start, other.end) && before(other.start, one.end);
}
