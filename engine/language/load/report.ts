import type { Diagnostic, Range } from "../diagnostic.ts";
import type { Code } from "./codes.ts";

/** A corrected text: a plain one is an offer to a person, a certain one is the only reading of what was written. */
export type Correction = string | { certain: string };

/** Gathers the diagnostics of one file. `error` and `warning` return null, so that a checker can report and give up in one statement. */
export interface Report {
  readonly diagnostics: Diagnostic[];
  error(code: Code, at: Range, message: string, correction?: Correction): null;
  warning(code: Code, at: Range, message: string, correction?: Correction): null;
}

/** What is reached twice is said once; so is a test whose absence is silent in more than one part that uses it. */
export function newReport(file: string): Report {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const add = (severity: "error" | "warning", code: Code, at: Range, message: string, correction: Correction | undefined): null => {
    const key = `${code} ${at.line}:${at.column} ${code === "RV050" ? "" : message}`;
    if (seen.has(key)) return null;
    seen.add(key);
    const { line, column, endLine, endColumn } = at;
    diagnostics.push({ code, severity, message, file, line, column, endLine, endColumn, ...corrected(correction) });
    return null;
  };
  return {
    diagnostics,
    error: (code, at, message, correction) => add("error", code, at, message, correction),
    warning: (code, at, message, correction) => add("warning", code, at, message, correction),
  };
}

/** The only diagnostic of a file whose bytes are no text. */
export function unreadFile(file: string, why: string): Diagnostic[] {
  const report = newReport(file);
  report.error("RV001", { line: 1, column: 1, endLine: 1, endColumn: 1 }, why);
  return report.diagnostics;
}

function corrected(correction: Correction | undefined): Pick<Diagnostic, "suggestion" | "safe"> {
  if (correction === undefined) return {};
  return typeof correction === "string" ? { suggestion: correction } : { suggestion: correction.certain, safe: true };
}

export const hasErrors = (report: Report): boolean => report.diagnostics.some((diagnostic) => diagnostic.severity === "error");

/** In the order of the file. */
export const byPosition = (one: Diagnostic, other: Diagnostic): number =>
  one.file === other.file ? one.line - other.line || one.column - other.column : one.file < other.file ? -1 : 1;
