import { isCaselessType } from "../../../language/index.ts";
import { type Family, mistaken } from "./family.ts";

/** Literals and patterns in the other case: AWS compares most names with regard to case, actions without. */
export const LETTERS: Family = { name: "letters", tests: (test, type) => (isCaselessType(type) ? [] : mistaken("letters")(test, type)) };
