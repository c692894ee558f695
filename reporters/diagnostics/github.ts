import { slashes, workflowCommand } from "../workflow-command.ts";
import type { PrintedDiagnostic } from "./diagnostic.ts";

/** One workflow command a diagnostic, which GitHub shows beside the line. Columns are given only where the range lies on one line: else GitHub drops them. */
export function diagnosticsGithub(diagnostics: readonly PrintedDiagnostic[]): string {
  return diagnostics.map(one).join("");
}

function one(diagnostic: PrintedDiagnostic): string {
  const { code, severity, message, file, line, column, endLine, endColumn, suggestion, effect } = diagnostic;
  const columns = line === endLine ? { col: column, endColumn: Math.max(column, endColumn - 1) } : {};
  const lines = [message, ...(effect === undefined ? [] : [effect]), ...(suggestion === undefined ? [] : `write: ${suggestion}`.split("\n"))];
  return workflowCommand(severity, { file: slashes(file), line, endLine, ...columns, title: code }, lines);
}
