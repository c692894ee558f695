/** The engine's Diagnostic, as far as reporters print it: lines and columns from 1, columns in UTF-16 units, the end exclusive. */
export interface PrintedDiagnostic {
  code: string;
  severity: "error" | "warning";
  message: string;
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  suggestion?: string;
  effect?: string;
}

/** What a code stands for, for formats that carry it along. */
export type Codes = Readonly<Record<string, { title: string; reason: string }>>;
