import type { ReeveResults, Result } from "../schemas/index.ts";

export interface ReportOptions {
  /** Columns of the terminal. */
  width: number;
  color: boolean;
  by: "severity" | "control";
  /** Lists every finding; otherwise many of one rule are folded. */
  all: boolean;
  /** First step of the cure in plain text, or null: reporters know results, not rules. */
  cureOf: (result: Result) => string | null;
}

/** Gives the report in pieces, so that a long one is never held whole. */
export type Reporter = (results: ReeveResults, options: ReportOptions) => Iterable<string>;
