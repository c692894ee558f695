import type { Diagnostic, Range } from "../diagnostic.ts";
import { type OddCharacter, oddCharacters, withoutOdd } from "./odd-characters.ts";
import type { Report } from "./report.ts";
import type { ScalarNode } from "./source.ts";

/** Faults that a character which is not what it looks like may be the cause of. */
const MAY_COME_OF_ONE = /^RV0(?:1[1235]|2[0-35]|3[0-4]|4[0-5]|60|7[0134])$/;
const MAX_TEXT = 200;

/** Says of each fault whether an invisible or look-alike character in its text is the cause: only where there are faults, once a file was read. */
export function nameOddCharacters(text: string, { diagnostics }: Report): void {
  if (diagnostics.length === 0 || !/[^\0-\x7f]/.test(text)) return;
  const lines = text.split("\n");
  for (const [index, one] of diagnostics.entries()) {
    if (one.severity !== "error" || !MAY_COME_OF_ONE.test(one.code)) continue;
    const line = (lines[one.line - 1] ?? "").replace(/\r$/, "");
    const isWhole = one.line === one.endLine;
    let end = isWhole ? one.endColumn - 1 : line.length;
    while (end < line.length && oddCharacters(line.charAt(end))[0]?.kind === "invisible") end += 1;
    const written = line.slice(one.column - 1, end);
    const odd = written.length > MAX_TEXT ? [] : oddCharacters(written);
    // Of a longer part only its beginning can be what the fault is about.
    if (odd.length === 0 || (!isWhole && odd[0]?.index !== 0)) continue;
    const { safe: _safe, ...plain } = one;
    const at = { line: one.line, column: one.column, endLine: one.line, endColumn: end + 1 };
    diagnostics[index] = {
      ...plain,
      ...at,
      code: "RV009",
      message: oddMessage(odd, one),
      suggestion: withoutOdd(written, odd),
      safe: true,
    } satisfies Diagnostic;
  }
}

/** Warns of a literal that holds a character which is not seen, or a letter that only looks like a Latin one: it is compared with text that has neither. */
export function warnOfOdd({ at, text, value }: ScalarNode, report: Report): void {
  if (typeof value !== "string" || !/[^\0-\x7f]/.test(value) || at.line !== at.endLine) return;
  const isQuoted = /^[\u201c\u2018].*[\u201d\u2019]$/.test(value);
  const odd = oddCharacters(text).filter(({ kind }) => isQuoted || kind !== "sign");
  if (odd.length > 0) report.warning("RV009", at, oddMessage(odd, at), isQuoted ? JSON.stringify(value.slice(1, -1)) : withoutOdd(text, odd));
}

/** `Column 12 holds U+0430 (a Cyrillic letter that looks like a).` */
export function oddMessage(odd: readonly OddCharacter[], at: Pick<Range, "column">): string {
  const [first, ...others] = odd;
  if (!first) return "";
  const more =
    others.length === 0 ? "" : ` ${others.length === 1 ? "One more such character stands" : `${others.length} more such characters stand`} beside it.`;
  const write =
    first.instead === ""
      ? "Delete it."
      : first.instead === " "
        ? "Write a plain space."
        : `Write ${first.instead === "`" ? "a backquote" : `\`${first.instead}\``}.`;
  return `Column ${at.column + first.index} holds ${first.words}.${more} ${write}`;
}
