import type { ReeveResults, Result } from "../schemas/index.ts";

export interface ReportOptions {
  /** Columns of the terminal. */
  width: number;
  color: boolean;
  by: "severity" | "control";
  /** Controls that `by: "control"` shows, as `framework:id` or `framework`; all where left out or empty. */
  controls?: readonly string[];
  /** Lists every finding; otherwise many of one rule are folded. */
  all: boolean;
  /** First step of the remediation in plain text, or null: reporters know results, not rules. */
  remediationTextOf: (result: Result) => string | null;
  /** Message and evidence of a result, made when it is printed; left out where the results carry theirs, as those of a file do. */
  detailOf?: (result: Result) => Pick<Result, "message" | "evidence">;
  /** The tests that made a result a finding; null where it is none, left out where the results carry theirs. */
  factsOf?: (result: Result) => NonNullable<Result["facts"]> | null;
  /** Where a rule is written; null, or left out, where only the results are known, which name its file at most. */
  ruleAt?: (id: string) => RulePlace | null;
  /** What a command on a number of this report takes beside it, as ` --config acme/reeve.yaml`; null where the numbers are not kept. Left out: nothing. */
  numberFlags?: string | null;
  /** Version of this program, for formats that name it. */
  version?: string;
}

/** Where a rule is written. */
export interface RulePlace {
  /** Relative to the working folder, or to the installed package where it ships with Reeve; absolute where it lies beneath neither. */
  file: string;
  /** From 1. */
  line: number;
  /** Whether it ships with Reeve: its file is then none of the reader's repository. */
  shipped: boolean;
  /** Whether the rule says how to fix what it finds; left out where that is not known. */
  hasRemediation?: boolean;
}

/** Whether `reeve remediate` may have steps for a result, as far as is known. */
export const mayBeRemediated = ({ ruleAt }: Pick<ReportOptions, "ruleAt">, { rule }: Pick<Result, "rule">): boolean => ruleAt?.(rule)?.hasRemediation ?? true;

/** Gives the report in pieces, so that a long one is never held whole. */
export interface Reporter {
  (results: ReeveResults, options: ReportOptions): Iterable<string>;
  /** Set where findings and unknowns, and what vouches for them, are all that it shows: the other results need not be made. */
  needs?: "open";
  /** Set where it names the document by its hash. */
  namesDocument?: true;
}

/** A result with its message and evidence, for whatever prints them. */
export const detailed = (result: Result, { detailOf }: Pick<ReportOptions, "detailOf">): Result => (detailOf ? { ...result, ...detailOf(result) } : result);

/** The same reporter, saying that it shows findings and unknowns alone. */
export const open = (reporter: Reporter): Reporter =>
  Object.assign((results: ReeveResults, options: ReportOptions) => reporter(results, options), reporter, { needs: "open" as const });

/** The same reporter, saying that it names the document by its hash. */
export const naming = (reporter: Reporter): Reporter =>
  Object.assign((results: ReeveResults, options: ReportOptions) => reporter(results, options), reporter, { namesDocument: true as const });
