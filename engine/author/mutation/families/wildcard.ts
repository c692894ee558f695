import { type Family, mistaken } from "./family.ts";

/** Patterns that take in more or less. */
export const WILDCARD: Family = { name: "wildcard", tests: mistaken("wildcard") };
