import type { MutationReport, Proposal } from "../../engine/index.ts";
import type { Suite } from "../testing/suites.ts";

/** What mutation showed of one rule's cases. */
export interface MutationRun {
  suite: Suite;
  /** Null for a rule without cases. */
  report: MutationReport | null;
  proposals: Proposal[];
  /** The proposed cases now stand in the test file. */
  written: boolean;
}
