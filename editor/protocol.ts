/** What the Language Server Protocol calls these things, as far as they are used here. Lines and characters count from 0, in UTF-16 units. */
export interface Position {
  line: number;
  character: number;
}

export interface LspRange {
  start: Position;
  end: Position;
}

export interface LspDiagnostic {
  range: LspRange;
  /** 1 error, 2 warning, 3 information. */
  severity: 1 | 2 | 3;
  code?: string;
  source: "reeve";
  message: string;
}

export interface TextEdit {
  range: LspRange;
  newText: string;
}

export interface CodeAction {
  title: string;
  kind: "quickfix";
  isPreferred?: boolean;
  diagnostics: LspDiagnostic[];
  edit: { changes: Record<string, TextEdit[]> };
}

/** Of the protocol's kinds of completion: 5 field, 6 variable, 10 property, 12 value, 14 keyword, 20 member of an enumeration, 24 operator. */
export type CompletionKind = 5 | 6 | 10 | 12 | 14 | 20 | 24;

export interface CompletionItem {
  label: string;
  kind: CompletionKind;
  detail?: string;
  documentation?: { kind: "markdown"; value: string };
  /** Place in the list. */
  sortText: string;
  filterText: string;
  textEdit: TextEdit;
}

export interface Hover {
  contents: { kind: "markdown"; value: string };
  range: LspRange;
}

export interface CodeLens {
  range: LspRange;
  command: { title: string; command: string; arguments?: unknown[] };
}
