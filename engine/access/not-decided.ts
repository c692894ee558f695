import { plainGap } from "../../document/index.ts";
import type { Gap, Unknown } from "../../schemas/index.ts";

/** Stands for what a policy allows where that was not worked out. Its id is the same in all documents: what two documents share stays shared. */
export const NOT_DECIDED: { id: string; mark: Unknown; gap: Gap } = {
  id: "policy-not-decided",
  mark: { $unknown: "policy-not-decided" },
  gap: plainGap(
    "policy document",
    "Unparseable",
    "what policy documents allow",
    "A policy has a condition operator that AWS does not document, or more conditions and patterns than are worked out; read it by hand.",
  ),
};
