import type { CheckedRule, Range } from "../../language/index.ts";
import type { FamilyName } from "./families/family.ts";
import type { Misreading } from "./misread.ts";

/** A rule, or the way its document is read, with one thing changed. A test file that does not notice says nothing about that thing. */
export interface Mutant {
  /** Family, part and clause, without places: it outlives edits elsewhere in the file. A clause written twice is told apart by `(2)`. */
  id: string;
  family: FamilyName;
  /** `require`, `applies`, `raise to high`, `let name`, `params` or `document`. */
  part: string;
  /** The clause in the rule's file; null where the rule keeps no place: a parameter. */
  at: Range | null;
  before: string;
  after: string;
  change: { kind: "rule"; rule: CheckedRule } | { kind: "reading"; reading: Misreading };
}
