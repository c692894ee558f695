import type { CompletionKind } from "../protocol.ts";

/** Something that may be written, before it is known where. */
export interface CompletionEntry {
  label: string;
  kind: CompletionKind;
  detail: string;
  /** Markdown. */
  text: string;
  /** What is written. */
  write: string;
  /** Whether a colon follows it. */
  isKey: boolean;
}

type More = Partial<Pick<CompletionEntry, "detail" | "text" | "write">>;

export const item = (label: string, kind: CompletionKind, more: More = {}): CompletionEntry => ({
  label,
  kind,
  detail: "",
  text: "",
  write: label,
  isKey: false,
  ...more,
});

export const keyItem = (label: string, kind: CompletionKind, more: More = {}): CompletionEntry => ({ ...item(label, kind, more), isKey: true });
