import type { SchemaError } from "../../schemas/index.ts";

/** Why nothing can be decided: the input is at fault, not the account. */
export type DecideProblem =
  /** The engine refuses the document. */
  | { code: "document-refused"; errors: SchemaError[] }
  /** No selected rule can be answered by the document, because it lacks events or state. */
  | { code: "no-fitting-rule"; missing: "events" | "state" }
  /** A plan that names no account, where there are several snapshots. */
  | { code: "plan-without-account"; flag: string; file: string; account: string | null }
  /** No plan is of an account whose snapshot was given; `message` says of which one they are. */
  | { code: "plan-of-other-account"; message: string };

/** What the user should know, though it changes no decision. */
export type DecideNotice =
  | { code: "rules-not-run"; count: number; missing: "events" | "state" }
  /** Accepted gaps whose last day is before the snapshot: they accept nothing. */
  | { code: "gaps-expired"; gaps: { source: string; expires: string }[] }
  /** Entries of an older baseline, which go by severity. */
  | { code: "baseline-without-facts"; count: number };

/** A step that went well, or what stopped it. */
export type StepOutcome<T> = { ok: true; value: T } | { ok: false; problem: DecideProblem };
