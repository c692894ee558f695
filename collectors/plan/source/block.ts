/** A block of a Terraform configuration: `resource "aws_iam_user" "alice"` on line 12. */
export interface ConfigurationBlock {
  kind: "resource" | "data" | "module";
  /** Type and name of a resource, name of a module. */
  labels: string[];
  /** From 1. */
  line: number;
  /** Where a module is read from, as it is written; null for other blocks and where it is no plain text. */
  source: string | null;
}

/** Whether a block of this kind has as many labels as it must. */
export function blockOf(kind: string | undefined, labels: readonly string[], line: number): ConfigurationBlock | null {
  if ((kind === "resource" || kind === "data") && labels.length === 2) return { kind, labels: [...labels], line, source: null };
  return kind === "module" && labels.length === 1 ? { kind, labels: [...labels], line, source: null } : null;
}
