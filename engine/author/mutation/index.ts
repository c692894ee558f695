export { shownChange } from "./clause-id.ts";
export type { FamilyName } from "./families/family.ts";
export { FAMILIES } from "./families/index.ts";
export { type Proposal, proposals } from "./improve.ts";
export type { Mutant } from "./mutant.ts";
export { mutantsOf } from "./mutants.ts";
export { type MutationOptions, type MutationReport, mutateRule, type Survivor } from "./run.ts";
export type { KillingCase } from "./search/found.ts";
export { killerOf, type SearchOptions } from "./search/kill.ts";
