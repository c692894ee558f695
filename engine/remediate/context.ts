import type { AwsManagedPolicy, Result } from "../../schemas/index.ts";
import type { EvaluateOptions } from "../evaluate/index.ts";
import type { CheckedRule } from "../language/index.ts";

/** The run that the finding comes from. */
export interface RemediationContext {
  /** Rules of the run: those that fail on the same object share a call that replaces it whole. */
  rules: readonly CheckedRule[];
  results: readonly Result[];
  /** As `evaluate` was given them. */
  params?: EvaluateOptions["params"];
  /** Rules that are switched off or not configured, as `evaluate` was given them. */
  options?: Pick<EvaluateOptions, "off" | "notConfigured">;
  /** Findings that the user named together, by fingerprint: they share calls whatever their severity. */
  named?: ReadonlySet<string>;
  /** Whether someone accepted a finding: it shares no call unless it was named. Left out: none is accepted. */
  isAccepted?: (result: Result) => boolean;
  /** Evidence of other results, where they do not carry theirs. */
  evidenceOf?: (result: Result) => Result["evidence"];
  /** Content of policies that AWS maintains, which the account need not use; null of one that is not known. Left out: of none. */
  awsManaged?: (arn: string) => AwsManagedPolicy | null;
}
