/** What became of one fact. `open`: it cannot be known; `other`: another value that fails as well. */
export type FactVerdict = "worse" | "open" | "other" | "better";
