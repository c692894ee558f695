/** A place in a file: line and column count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Range {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** Something wrong with an input file. `code` is stable (RV001 …) and has a page in docs; prose for the person is `message`. */
export interface Diagnostic extends Range {
  code: string;
  severity: "error" | "warning";
  message: string;
  /** Path of the file as the user named it. */
  file: string;
  /** The corrected text of the range, where one is certain enough to offer. */
  suggestion?: string;
  /** The suggestion is the one reading of what was written, and may be put in without asking. */
  safe?: true;
  /** What the fault would have done in silence, on a document: a sentence. Told only where a document was given. */
  effect?: string;
}
