import { jsonText } from "../../schemas/index.ts";
import type { PrintedDiagnostic } from "./diagnostic.ts";

/** One object: `diagnostics` in the order of the files, and how many there are. What is not known is null, so that every entry has the same keys. */
export function diagnosticsJson(diagnostics: readonly PrintedDiagnostic[], counts: { rules: number; packs: number }): string {
  const entries = diagnostics.map(({ code, severity, message, file, line, column, endLine, endColumn, suggestion = null, effect = null }) => ({
    ...{ code, severity, message, file, line, column, endLine, endColumn },
    ...{ suggestion, effect },
  }));
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  return `${jsonText({ diagnostics: entries, summary: { ...counts, errors, warnings: diagnostics.length - errors } }, 2)}\n`;
}
