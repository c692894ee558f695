import { columns, plural, wrap } from "../layout.ts";
import { type Paint, paintOf } from "../paint.ts";
import { visible } from "../visible.ts";
import type { PrintedDiagnostic } from "./diagnostic.ts";

const TAB = "  ";

/** `file:line:column severity code message`, the line with a caret under the range, and the corrected text. */
export function* diagnosticText(
  diagnostics: readonly PrintedDiagnostic[],
  sourceOf: (file: string) => string | undefined,
  options: { width: number; color: boolean },
): Iterable<string> {
  const paint = paintOf(options.color);
  const sources = new Map<string, string[]>();
  for (const diagnostic of diagnostics) {
    let lines = sources.get(diagnostic.file);
    if (!lines) {
      lines = (sourceOf(diagnostic.file) ?? "").split(/\r?\n/);
      sources.set(diagnostic.file, lines);
    }
    yield one(diagnostic, lines[diagnostic.line - 1], options.width, paint);
  }
}

function one(diagnostic: PrintedDiagnostic, source: string | undefined, width: number, paint: Paint): string {
  const { file, line, column, code, severity, message, suggestion, effect } = diagnostic;
  const word = severity === "error" ? paint.red("error") : paint.yellow("warning");
  const out = [`${paint.bold(visible(`${file}:${line}:${column}`))} ${word} ${paint.dim(visible(code))}`, ...wrap(visible(message), width, "  ")];
  if (source !== undefined && source.trim() !== "") out.push(...frame(diagnostic, source, width, paint));
  if (suggestion !== undefined) {
    const [first = "", ...rest] = suggestion.split("\n");
    out.push(`  ${paint.green("write:")} ${visible(first)}`, ...rest.map((each) => `         ${visible(each)}`));
  }
  if (effect !== undefined) out.push(...wrap(visible(effect), width, `  ${paint.yellow("effect:")} `));
  return `${out.join("\n")}\n`;
}

/** The source line, cut so that the range is seen, with carets under it. */
function frame(diagnostic: PrintedDiagnostic, source: string, width: number, paint: Paint): string[] {
  const gutter = `  ${diagnostic.line} │ `;
  const room = Math.max(20, width - gutter.length);
  const clean = (text: string): string => visible(text.replaceAll("\t", TAB));
  const start = Math.max(0, diagnostic.column - 1);
  const end = diagnostic.endLine === diagnostic.line ? Math.max(start + 1, diagnostic.endColumn - 1) : source.length;
  const before = clean(source.slice(0, start));
  const marked = clean(source.slice(start, end)) || " ";
  const cut = columns(before) + Math.min(columns(marked), room) > room ? Math.max(0, columns(before) - Math.floor(room / 3)) : 0;
  const shown = (cut > 0 ? "…" : "") + (before + marked + clean(source.slice(end))).slice(cut);
  const text = shown.length > room ? `${shown.slice(0, room - 1)}…` : shown;
  const offset = columns(before) - cut + (cut > 0 ? 1 : 0);
  const carets = "^".repeat(Math.max(1, Math.min(columns(marked), room - offset)));
  return [paint.dim(gutter) + text, `${" ".repeat(gutter.length - 2)}${paint.dim("│")} ${" ".repeat(offset)}${paint.red(carets)}`];
}

/** `2 errors, 1 warning`. */
export function tally(diagnostics: readonly PrintedDiagnostic[]): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.length - errors;
  return [errors > 0 ? plural(errors, "error") : "", warnings > 0 ? plural(warnings, "warning") : ""].filter(Boolean).join(", ");
}
