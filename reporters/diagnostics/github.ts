import { visible } from "../visible.ts";
import type { Diagnostic } from "./diagnostic.ts";

/**
 * One workflow command a diagnostic, which GitHub shows beside the line. Columns are given only where the range lies on one line: else GitHub drops them.
 * Escapes as the runner undoes them: % CR LF in text, and : and , in properties too.
 * Source: GitHub Docs, "Workflow commands for GitHub Actions", error and warning messages; actions/toolkit, command.ts.
 */
export function diagnosticsGithub(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(one).join("");
}

function one(diagnostic: Diagnostic): string {
  const { code, severity, message, file, line, column, endLine, endColumn, suggestion, effect } = diagnostic;
  const columns = line === endLine ? [`col=${column}`, `endColumn=${Math.max(column, endColumn - 1)}`] : [];
  const properties = [`file=${property(slashes(file))}`, `line=${line}`, `endLine=${endLine}`, ...columns, `title=${property(code)}`];
  const lines = [message, ...(effect === undefined ? [] : [effect]), ...(suggestion === undefined ? [] : `write: ${suggestion}`.split("\n"))];
  return `::${severity} ${properties.join(",")}::${lines.map((text) => data(visible(text))).join("%0A")}\n`;
}

const slashes = (file: string): string => file.replaceAll("\\", "/");
const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const property = (text: string): string => data(visible(text)).replaceAll(":", "%3A").replaceAll(",", "%2C");
