import type { Diagnostic, Range } from "../diagnostic.ts";
import type { Code } from "./codes.ts";

/** Gathers the diagnostics of one file. `error` and `warning` return null, so that a checker can report and give up in one statement. */
export interface Report {
  readonly diagnostics: Diagnostic[];
  error(code: Code, at: Range, message: string, suggestion?: string): null;
  warning(code: Code, at: Range, message: string, suggestion?: string): null;
}

/** What is reached twice is said once; so is a test whose absence is silent in more than one part that uses it. */
export function newReport(file: string): Report {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const add = (severity: "error" | "warning", code: Code, at: Range, message: string, suggestion: string | undefined): null => {
    const key = `${code} ${at.line}:${at.column} ${code === "RV050" ? "" : message}`;
    if (seen.has(key)) return null;
    seen.add(key);
    const { line, column, endLine, endColumn } = at;
    diagnostics.push({ code, severity, message, file, line, column, endLine, endColumn, ...(suggestion === undefined ? {} : { suggestion }) });
    return null;
  };
  return {
    diagnostics,
    error: (code, at, message, suggestion) => add("error", code, at, message, suggestion),
    warning: (code, at, message, suggestion) => add("warning", code, at, message, suggestion),
  };
}

export const hasErrors = (report: Report): boolean => report.diagnostics.some((diagnostic) => diagnostic.severity === "error");

/** In the order of the file. */
export const byPosition = (one: Diagnostic, other: Diagnostic): number =>
  one.file === other.file ? one.line - other.line || one.column - other.column : one.file < other.file ? -1 : 1;
